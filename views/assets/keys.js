// "/" goes to the search box. A single key can be turned off (WCAG 2.1.4): the page may carry
// <button type="button" data-keys-switch data-words-on="…" data-words-off="…" hidden>.
const box = document.querySelector("[data-search-box]");
const toggle = document.querySelector("[data-keys-switch]");
const place = "casebook-keys";

const isOff = () => localStorage.getItem(place) === "off";
const isField = (el) => el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName);

function toBox(event) {
  if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
  if (isOff() || isField(event.target)) return;
  event.preventDefault();
  box.focus();
  box.select();
}

function label() {
  toggle.textContent = isOff() ? toggle.dataset.wordsOn : toggle.dataset.wordsOff;
}

if (box) document.addEventListener("keydown", toBox);

if (toggle) {
  toggle.hidden = false;
  label();
  toggle.addEventListener("click", () => {
    localStorage.setItem(place, isOff() ? "on" : "off");
    label();
  });
}
