// Where staff are signed in: after ten minutes without a move, in any of their pages, this one is hidden and the session is
// locked. What was written and not sent goes to the server, which is locked by then and keeps it sealed for the same person.
import { holdHere } from "./drafts.js";
import { markSaved, unsaved } from "./guard.js";
import { pages } from "./pages.js";
import { forget, keepNoMore } from "./unsent.js";

const STILL = 600_000; // milliseconds without a move, as access.locks_after()
const SAYS_SO = 240_000; // somebody who types for long sends nothing: so often the server is told that they are there
const LOOKS = 5000;

const html = document.documentElement;

export function watchLock() {
  const form = document.querySelector("form[data-locks]");
  if (!form) return;
  const { locked, here, gone } = form.dataset;
  let moved = Date.now();
  let told = moved;
  let wanted = false;
  let busy = false;

  const away = (address) => {
    for (const one of unsaved()) markSaved(one); // the browser asks nothing: what was unsaved is with the server
    location.replace(address);
  };
  const back = () => `${locked}?next=${encodeURIComponent(new FormData(form).get("next"))}`;

  const keep = async () => {
    for (const one of unsaved()) {
      const body = new FormData(one);
      for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
      const answer = await fetch(one.action, { method: "POST", body, credentials: "same-origin" });
      const there = new URL(answer.url);
      if (answer.ok && there.search.includes("kept%3D1")) await forget(body.get("once")); // the server has it
      else await holdHere(one);
      if (there.pathname === locked || there.pathname === gone) return answer.url;
    }
    return back();
  };

  const lock = async () => {
    if (busy) return;
    wanted = busy = true;
    html.classList.add("is-gone");
    document.title = "\u200b";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "manual" });
      if (answer.type !== "opaqueredirect") throw new Error("not locked"); // what is unsaved would be done, and not kept
      pages?.postMessage("locked");
      away(await keep());
    } catch {
      busy = false; // no connection, or it was not done: the page stays out of sight, and it is tried again
    }
  };

  const ask = async () => {
    const answer = await fetch(here, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
    return answer.status === 204;
  };

  // Another page is signing out: out of sight at once, and away as soon as the session is over. Where it was not ended after
  // all (that page had unsaved words, and its person stayed), this one comes back.
  const left = async (tries = 8) => {
    keepNoMore();
    html.classList.add("is-gone");
    await new Promise((done) => setTimeout(done, 500));
    const open = await ask().catch(() => true);
    if (!open) away(gone);
    else if (tries) left(tries - 1);
    else html.classList.remove("is-gone");
  };

  const move = () => {
    if (html.classList.contains("is-gone")) return;
    const now = Date.now();
    if (now - moved >= STILL) return lock();
    if (now - moved > 1000) pages?.postMessage("moved");
    moved = now;
    if (now - told < SAYS_SO) return;
    told = now;
    ask().then((open) => open || lock()).catch(() => {});
  };
  for (const name of ["keydown", "pointerdown", "input", "wheel", "touchmove"]) {
    addEventListener(name, move, { capture: true, passive: true });
  }

  const look = () => (wanted || Date.now() - moved >= STILL) && lock();
  setInterval(look, LOOKS);
  document.addEventListener("visibilitychange", look);
  addEventListener("focus", look);

  // The browser's Back can show a page as it was, without asking: it asks first whether it may still be seen.
  addEventListener("pageshow", async (event) => {
    if (!event.persisted) return;
    html.classList.add("is-gone");
    try {
      if (await ask()) html.classList.remove("is-gone");
      else location.reload();
    } catch {
      location.reload();
    }
  });

  if (pages) {
    pages.onmessage = ({ data }) => {
      if (data === "moved") moved = Date.now();
      if (data === "locked") lock();
      if (data === "left") left();
    };
    pages.postMessage("moved");
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    lock();
  });
}
