// A page that the browser kept in memory may belong to somebody who has since signed out:
// no-store does not reach the back/forward cache, so such a page asks the server again, and shows
// nothing while it waits: the server may be slow, or out of reach.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && document.body.hasAttribute("data-signed-in")) {
    document.documentElement.hidden = true;
    location.reload();
  }
});
