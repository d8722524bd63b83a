// "/" goes to the search box, from other pages to that of the search. A single key can be turned off (WCAG 2.1.4): the page may carry
// <button type="button" data-keys-switch data-words-on="…" data-words-off="…" hidden>.
const box = document.querySelector("[data-search-box]");
const way = document.querySelector(".site-nav a[href='/search']");
const toggle = document.querySelector("[data-keys-switch]");
const place = "casebook-keys";

const isOff = () => localStorage.getItem(place) === "off";
const isField = (el) => el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName);

// What is typed on the page and not sent would be lost.
const isWritten = () => [...document.querySelectorAll("main input, main textarea")].some((el) => el.value !== el.defaultValue);

function toBox(event) {
  if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
  if (isOff() || isField(event.target)) return;
  if (!box && isWritten()) return;
  event.preventDefault();
  if (!box) return location.assign(way.href + "#q");
  box.focus();
  box.select();
}

function label() {
  toggle.textContent = isOff() ? toggle.dataset.wordsOn : toggle.dataset.wordsOff;
}

if (box || way) document.addEventListener("keydown", toBox);

if (toggle) {
  toggle.hidden = false;
  label();
  toggle.addEventListener("click", () => {
    localStorage.setItem(place, isOff() ? "on" : "off");
    label();
  });
}
