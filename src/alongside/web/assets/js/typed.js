// A search form that says `data-typed="#where"`: what its page would answer stands there while one types.
import { namedApart } from "./terms.js";

const AFTER = 200; // milliseconds without a key

export function answerAsTyped(root) {
  for (const form of root.querySelectorAll("form[data-typed]")) {
    const place = document.querySelector(form.dataset.typed);
    const box = form.querySelector("input[type=search]");
    if (!place || !box) continue;
    const before = place.innerHTML;
    let timer = 0;
    let asking = null;
    box.addEventListener("input", () => {
      clearTimeout(timer);
      asking?.abort();
      if (!box.value.trim()) {
        place.innerHTML = before;
        return;
      }
      timer = setTimeout(async () => {
        asking = new AbortController();
        try {
          const query = new URLSearchParams(new FormData(form));
          const answer = await fetch(`${form.action}?${query}`, { signal: asking.signal, credentials: "omit" });
          if (!answer.ok) return;
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          const found = page.querySelector(form.dataset.typed);
          if (found) namedApart(found, "typed");
          if (found) place.replaceChildren(...found.childNodes);
        } catch {
          // The form itself still asks.
        }
      }, AFTER);
    });
  }
}
