// Keep a copy of these public pages for when there is no connection: all of them, so that it does not say which were read.
// Not where the reader saves data, and not before the page itself is there.
export function keepForOffline() {
  const where = document.querySelector("meta[name=keeps-offline]")?.content;
  if (!where || !("serviceWorker" in navigator) || navigator.connection?.saveData) return;
  addEventListener("load", () => setTimeout(() => navigator.serviceWorker.register(where).catch(() => {}), 3000));
}
