// A page that the browser kept in memory may belong to somebody who has since signed out:
// no-store does not reach the back/forward cache, so such a page asks the server again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && document.body.hasAttribute("data-signed-in")) {
    location.reload();
  }
});
