// A source is an element whose text is exactly the stored text, once what carries data-skip is left out.
// Places in it are counted in code points (a browser counts UTF-16 units, the book counts runes).

export const length = (text) => [...text].length;

// The text nodes that belong to the stored text, in order.
function* pieces(source) {
  const walk = document.createTreeWalker(source, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    if (!walk.currentNode.parentElement.closest("[data-skip]")) yield walk.currentNode;
  }
}

export const plainText = (source) => [...pieces(source)].map((node) => node.data).join("");

// How many code points of the stored text lie before a place in the document.
export function placeOf(source, node, offset) {
  const before = document.createRange();
  before.setStart(source, 0);
  before.setEnd(node, offset);
  const copy = before.cloneContents();
  copy.querySelectorAll("[data-skip]").forEach((skipped) => skipped.remove());
  return length(copy.textContent);
}

// The document range of the UTF-16 units from–to of the stored text.
export function rangeOf(source, from, to) {
  const range = document.createRange();
  let start = 0;
  for (const node of pieces(source)) {
    const end = start + node.length;
    if (from >= start && from < end) range.setStart(node, from - start);
    if (to > start && to <= end) range.setEnd(node, to - start);
    start = end;
  }
  return range;
}

// The words of the stored text, as UTF-16 units from–to.
export function words(source) {
  const lang = source.closest("[lang]")?.lang || "en";
  const cut = new Intl.Segmenter(lang, { granularity: "word" });
  return [...cut.segment(plainText(source))]
    .filter((part) => part.isWordLike)
    .map((part) => ({ from: part.index, to: part.index + part.segment.length }));
}
