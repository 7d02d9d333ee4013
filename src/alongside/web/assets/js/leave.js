// Signing out leaves nothing of the session in this browser, nor in its other pages. We keep nothing there; this is for what
// might be there all the same, and the server asks the browser for it as well (Clear-Site-Data).

async function empty() {
  try {
    sessionStorage.clear();
    localStorage.clear();
    for (const name of await caches.keys()) caches.delete(name);
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
  } catch {
    // Switched off here: then there is nothing to empty.
  }
}

export function leaveNothing() {
  for (const form of document.querySelectorAll("form[data-leaves]")) {
    form.addEventListener("submit", () => {
      if ("BroadcastChannel" in window) new BroadcastChannel("pages").postMessage("left");
      document.title = "\u200b";
      history.replaceState(null, "");
      empty();
    });
  }
}
