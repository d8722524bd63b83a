// Says how many characters are left in a text with a limit: seen at once, heard after a pause,
// so that a screen reader is not interrupted at every key.
const number = new Intl.NumberFormat(document.documentElement.lang + "-CA");

function words(area) {
  const left = Number(area.dataset.max) - [...area.value].length;
  const sentence = left < 0 ? area.dataset.overWords : area.dataset.leftWords;
  return sentence.replace("{n}", number.format(Math.abs(left)));
}

function paragraph(area, classes) {
  const p = document.createElement("p");
  p.className = classes;
  area.after(p);
  return p;
}

for (const area of document.querySelectorAll("textarea[data-max]")) {
  const heard = paragraph(area, "visually-hidden");
  const seen = paragraph(area, "hint count-left");
  heard.setAttribute("role", "status");
  seen.setAttribute("aria-hidden", "true");
  seen.textContent = words(area);

  let pause;
  area.addEventListener("input", () => {
    seen.textContent = words(area);
    clearTimeout(pause);
    pause = setTimeout(() => { heard.textContent = words(area); }, 1000);
  });
}
