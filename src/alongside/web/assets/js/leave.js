// Signing out leaves nothing of the session in this browser, nor in its other pages: neither what is sealed there because it could
// not be sent, nor what might be there all the same. The server asks the browser for it as well (Clear-Site-Data).
import { pages } from "./pages.js";
import { keepNoMore } from "./unsent.js";

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
  // Of a page that answers a form the browser keeps the form too, and writes it to the disk with the history, for when it is
  // opened again. Said anew, the entry is an address and nothing more.
  history.replaceState(history.state, "");
  for (const form of document.querySelectorAll("form[data-leaves]")) {
    form.addEventListener("submit", () => {
      pages?.postMessage("left");
      keepNoMore();
      document.title = "\u200b";
      history.replaceState(null, "");
      empty();
    });
  }
}
