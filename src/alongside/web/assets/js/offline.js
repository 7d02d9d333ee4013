// Keep a copy of these public pages for when there is no connection: all of them, so that it does not say which were read.
// Not where the reader saves data, and not before the page itself is there. Each worker answers for what lies below it alone.
export function keepForOffline() {
  const where = document.querySelector("meta[name=keeps-offline]")?.content;
  if (!where || !("serviceWorker" in navigator) || navigator.connection?.saveData) return;
  addEventListener("load", () => setTimeout(() => keep(where.split(" ")), 3000));
}

async function keep(workers) {
  for (const worker of workers) await navigator.serviceWorker.register(worker).catch(() => {});
}
