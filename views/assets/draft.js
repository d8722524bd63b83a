// Keeps a form on the server as it is typed. Every save is answered before the next is sent, and one
// that was not answered is sent again as it was, so that the server can tell a repetition from another
// window's text. What the person hears is short, and only what changed.
const form = document.querySelector("form[data-autosave]");
const pause = 2000; // ms after the last key
const longest = 60000; // between two attempts

function start() {
  const status = form.querySelector("[data-draft-status]");
  const links = form.querySelector(".draft-links");
  let timer = 0;
  let busy = false; // a save is on its way
  let dirty = false; // typed since the last save was put together
  let unanswered = null; // sent, and nobody knows whether it arrived
  let wait = 5000;
  let stopped = false;

  function say(words) {
    if (status.textContent !== words) status.textContent = words;
  }

  function fields() {
    const data = new URLSearchParams(new FormData(form));
    data.set("save", "auto");
    return data;
  }

  function later(ms) {
    clearTimeout(timer);
    timer = setTimeout(save, ms);
  }

  function link(href, words) {
    const a = document.createElement("a");
    a.href = href;
    a.textContent = words;
    links.replaceChildren(a);
  }

  function take(answer) {
    form.elements.key.value = answer.key;
    form.elements.draft_version.value = answer.version;
    // Reload, Back and a browser that starts anew come to the draft, not to an empty form.
    history.replaceState(history.state, "", answer.address);
    link(answer.discard, form.dataset.discardWords);
  }

  function again(words, ms) {
    say(words);
    later(ms);
    wait = Math.min(wait * 2, longest);
  }

  async function hear(response) {
    const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
    const answer = isOurs ? await response.json() : { said: form.dataset.unsavedWords };
    if (response.status === 429 || response.status >= 500) {
      again(form.dataset.waitingWords, Math.max(wait, 1000 * Number(response.headers.get("Retry-After"))));
      return;
    }
    unanswered = null;
    if (answer.key) take(answer);
    if (answer.link) link(answer.link, answer.words);
    say(answer.said);
    wait = 5000;
  }

  // Outlives the page when it is short enough for the browser to promise that.
  function send(body) {
    const keepalive = String(body).length < 60000;
    return fetch(form.action, { method: "POST", body, keepalive, headers: { Accept: "application/json" } });
  }

  async function save() {
    if (busy || stopped || !(dirty || unanswered)) return;
    busy = true;
    if (!unanswered) {
      unanswered = fields();
      dirty = false;
    }
    try {
      await hear(await send(unanswered));
    } catch {
      again(form.dataset.waitingWords, wait);
    }
    busy = false;
    if (dirty && !unanswered) later(pause);
  }

  // What was typed while a save is on its way goes as another: at worst it is kept twice.
  function leave() {
    if (stopped || !(dirty || unanswered)) return;
    send(fields()).catch(() => {});
    stopped = true;
  }

  form.addEventListener("input", () => {
    dirty = true;
    if (!unanswered) later(pause);
  });
  form.addEventListener("submit", () => {
    stopped = true;
    clearTimeout(timer);
  });
  // The lid closes, the tab goes: what there is, now. A page that comes back from memory goes on.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", () => { stopped = false; });
}

if (form) start();
