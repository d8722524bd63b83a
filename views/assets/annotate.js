// Offers "Mark with an obligation" at the text that the advisor selected, by mouse, by touch or by
// keyboard (arrows walk from word to word, ten with Ctrl; Shift takes more; M marks). What it opens is the page that
// works without script too; only the passage is filled in. Offsets are code points, as the book counts.
import { plainText, placeOf, rangeOf, words } from "./source.js";

const sources = document.querySelectorAll("[data-source][data-annotate-url]");
let link = null;

function within(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element.closest("[data-source][data-annotate-url]");
}

// The part of the selection inside the source: a triple click, for one, ends in the next element.
function inside(source, selected) {
  const whole = document.createRange();
  whole.selectNodeContents(source);
  const part = whole.cloneRange();
  const { startContainer, startOffset, endContainer, endOffset } = selected;
  if (whole.comparePoint(startContainer, startOffset) === 0) part.setStart(startContainer, startOffset);
  if (whole.comparePoint(endContainer, endOffset) === 0) part.setEnd(endContainer, endOffset);
  return part;
}

// The selected passage of a source, without the blanks at its ends; null when there is none.
function passage() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const selected = selection.getRangeAt(0);
  const source = within(selected.startContainer) ?? within(selected.endContainer);
  if (!source) return null;

  const range = inside(source, selected);
  let from = placeOf(source, range.startContainer, range.startOffset);
  let to = placeOf(source, range.endContainer, range.endOffset);
  const text = [...plainText(source)];
  while (from < to && !text[from].trim()) from++;
  while (to > from && !text[to - 1].trim()) to--;
  return from < to ? { source, range, from, to } : null;
}

function address({ source, from, to }) {
  const url = new URL(source.dataset.annotateUrl, location.href);
  url.searchParams.set("source", source.dataset.source);
  url.searchParams.set("from", from);
  url.searchParams.set("to", to);
  return url.href;
}

// The link stands right after the source in the page's order, and under the selection for the eye.
function offer(found) {
  if (!link) {
    link = document.createElement("a");
    link.className = "button button-small mark-button";
  }
  link.textContent = found.source.dataset.markWords;
  link.href = address(found);
  found.source.after(link);
  const at = found.range.getBoundingClientRect();
  const home = (link.offsetParent ?? document.documentElement).getBoundingClientRect();
  const most = home.width - link.offsetWidth;
  link.style.top = `${at.bottom - home.top + 8}px`;
  link.style.left = `${Math.max(0, Math.min(at.left - home.left, most))}px`;
}

function look() {
  const found = passage();
  if (found) offer(found);
  else if (link && document.activeElement !== link) link.remove();
}

function show(range) {
  const at = range.getBoundingClientRect();
  const room = 6 * 16;
  if (at.bottom > innerHeight - room) scrollBy(0, at.bottom - innerHeight + room);
  if (at.top < room) scrollBy(0, at.top - room);
}

// Keyboard: the place is a word, the reach is the last word taken.
function walker(source) {
  let place = -1;
  let reach = -1;
  return (step, more) => {
    const all = words(source);
    if (!all.length) return;
    reach = Math.max(0, Math.min(reach + step, all.length - 1));
    if (!more || place < 0) place = reach;
    const [first, last] = place < reach ? [place, reach] : [reach, place];
    const range = rangeOf(source, all[first].from, all[last].to);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    show(range);
  };
}

const steps = { ArrowRight: 1, ArrowLeft: -1 };

function onKey(event, walk) {
  if (event.target !== event.currentTarget || event.altKey || event.metaKey) return;
  if (event.key in steps) {
    event.preventDefault();
    walk(steps[event.key] * (event.ctrlKey ? 10 : 1), event.shiftKey);
  } else if (event.key.toLowerCase() === "m" && !event.ctrlKey && link?.isConnected) {
    link.click();
  }
}

// How it is done stands once, above the first text; every text refers to it.
function explain(source) {
  const hint = document.createElement("p");
  hint.className = "hint mark-hint no-print";
  hint.id = "mark-keys";
  hint.textContent = source.dataset.markKeys;
  source.before(hint);
}

function prepare(source) {
  source.tabIndex = 0;
  source.setAttribute("role", "group");
  source.setAttribute("aria-describedby", "mark-keys");
  const walk = walker(source);
  source.addEventListener("keydown", (event) => onKey(event, walk));
}

if (sources.length) explain(sources[0]);
sources.forEach(prepare);
if (sources.length) document.addEventListener("selectionchange", look);
