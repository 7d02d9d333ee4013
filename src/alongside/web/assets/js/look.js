// Today (main[data-again]) looks again each minute while it is looked at, so that who is late is seen without pressing anything.
// The server is told that nobody pressed (web.wrapper.BY_ITSELF): it keeps no session open. While somebody is in the middle of
// something, only the line at the head of the page is put there; without scripts each page that is opened says it.
import { unsaved } from "./guard.js";

const EACH = 60_000;
// What is said once, at the head of the page, stays: the next answer does not say it again.
const STAYS = "[data-said], [data-unsent]";

/** What a page shows, without what differs each time that it is made. */
function shown(main) {
  const bare = main.cloneNode(true);
  for (const part of bare.querySelectorAll(`[data-late], ${STAYS}, input[name='once'], input[name='csrfmiddlewaretoken']`)) part.remove();
  return bare.innerHTML.replace(/\s+/g, " ");
}

const served = document.querySelector("main[data-again]");
let last = served && shown(served); // before the other scripts change it

/** Who is late: put there, or taken away, where that changed. */
function putLate(main, late) {
  const there = main.querySelector("[data-late]");
  if (there?.innerHTML === late?.innerHTML) return;
  there?.remove();
  if (late) main.prepend(late);
}

/** Everything else anew; what stays is not even moved. */
function put(main, now) {
  for (const node of [...main.childNodes]) {
    if (!(node instanceof Element && node.matches(`[data-late], ${STAYS}`))) node.remove();
  }
  main.append(...now.childNodes);
}

function isBusy(main) {
  const { activeElement: here } = document;
  return Boolean(
    unsaved().length || (here !== main && main.contains(here)) || main.querySelector("details[open], [data-unsent]:not([hidden])")
      || document.querySelector(".beside-card") || !getSelection().isCollapsed,
  );
}

export function lookAgain(begin) {
  const main = document.querySelector("main[data-again]");
  if (!main) return;
  let looked = Date.now();

  const look = async () => {
    if (document.visibilityState === "hidden" || document.documentElement.classList.contains("is-gone")) return;
    looked = Date.now();
    const answer = await fetch(location.href, {
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
      headers: { "X-Requested-With": "look" },
    }).catch(() => null);
    if (!answer?.ok) return; // no signal, locked or over: the page's own scripts say so
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main[data-again]");
    if (!now || document.documentElement.classList.contains("is-gone")) return;
    const next = shown(now);
    const [late, ...said] = [now.querySelector("[data-late]"), ...now.querySelectorAll("[data-said]")];
    for (const part of now.querySelectorAll(`[data-late], ${STAYS}`)) part.remove();
    main.prepend(...said);
    putLate(main, late);
    // Nothing moves without a reason: a screen reader would lose its place.
    if (next === last || isBusy(main)) return;
    last = next;
    put(main, now);
    begin(main);
  };

  setInterval(look, EACH);
  document.addEventListener("visibilitychange", () => Date.now() - looked >= EACH && look());
}
