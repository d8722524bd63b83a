// Down and up walk the found cases, from the search box to the last and back; Enter opens, as on any
// link. Elsewhere on the page the arrows scroll, as everywhere.
const list = document.querySelector("[data-walk]");
const box = document.querySelector("[data-search-box]");
const steps = { ArrowDown: 1, ArrowUp: -1 };

function walk(event) {
  if (!(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const stops = [box, ...list.querySelectorAll("h3 a")].filter(Boolean);
  const at = stops.indexOf(event.target);
  if (at < 0) return;
  const next = stops[at + steps[event.key]];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

if (list) document.addEventListener("keydown", walk);
