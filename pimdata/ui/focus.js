// What the front end leaves to us: British English, focus on the heading after a change of page, and links
// inside our own HTML that change the page without loading the application again.
(() => {
  document.documentElement.lang = "en-GB";
  if (window.pimReady) return;
  window.pimReady = true;

  const app = () => document.querySelector('[data-testid="stApp"]');
  const place = () => location.pathname + location.search;
  let page = location.pathname;
  let left = null;

  // The heading of the page being left stays until the answer comes: it must not be the one to get focus.
  const heading = () => {
    const found = document.querySelector(".stMain h1");
    return found && !found.closest('[data-stale="true"]') && found.textContent !== left ? found : null;
  };
  const focusHeading = (found) => {
    found.tabIndex = -1;
    found.focus({ preventScroll: true });
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
  };
  let told = document.querySelector(".stMain h1")?.textContent ?? null;
  new MutationObserver(() => {
    if (location.pathname === page) {
      told = document.querySelector(".stMain h1")?.textContent ?? told;
      return;
    }
    left = told;
    const found = heading();
    if (!found) return;
    page = location.pathname;
    told = found.textContent;
    focusHeading(found);
  }).observe(document.body, { childList: true, subtree: true, characterData: true });

  // What was just found, once: a reader is taken to the answer of what was pressed or sent.
  let answered = "";
  new MutationObserver(() => {
    const found = document.querySelector("[data-focus]");
    if (!found || found.dataset.focus === answered || found.closest('[data-stale="true"]')) return;
    answered = found.dataset.focus;
    found.focus();
  }).observe(document.body, { childList: true, subtree: true });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-page]");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || event.defaultPrevented || (link.target && link.target !== "_self")) return;
    const to = new URL(link.href, location.href);
    // Asleep or cut off, the front end could not ask for the page: then an ordinary load brings it back.
    if (to.origin !== location.origin || app()?.dataset.testConnectionState !== "CONNECTED") return;
    event.preventDefault();
    if (to.pathname + to.search === place()) return;
    history.pushState({}, "", to);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  });
})();
