// Fetches what takes longest after the page, and only when she comes near it: <div data-later="id"><a href="…"></div> becomes what
// the page at the link has under that id. Until then, and when that page cannot be had, the link stands there.
const near = new IntersectionObserver(come, { rootMargin: "300px" });

function come(entries) {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    fill(target);
  }
}

async function fill(place) {
  place.ariaBusy = "true";
  const part = await partOf(place.querySelector("a").href, place.dataset.later);
  place.ariaBusy = "false";
  if (!part) return;
  if (place.contains(document.activeElement)) {
    place.addEventListener("focusout", () => place.replaceWith(part), { once: true }); // what has the focus stays
  } else {
    place.replaceWith(part);
  }
}

async function partOf(address, id) {
  try {
    const response = await fetch(address);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return response.ok ? page.getElementById(id) : null;
  } catch {
    return null; // left before it came, or no network
  }
}

document.querySelectorAll("[data-later]").forEach((place) => near.observe(place));
