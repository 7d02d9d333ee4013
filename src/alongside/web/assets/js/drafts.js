// A form with data-draft="/address" is kept there while it is written: two seconds after the last key, at most every five.
// Nothing is kept in the browser. The answer is 204, or JSON {"seen": "…"} with the version to go on from.
import { isChanged, markSaved } from "./guard.js";

const begun = new WeakSet();

function clock(date) {
  const hour = date.getHours();
  return `${hour % 12 || 12}.${String(date.getMinutes()).padStart(2, "0")}`;
}

function say(form, state) {
  const line = form.querySelector("[data-save-state]");
  if (!line) return;
  line.dataset.state = state;
  line.textContent = state === "saved" ? `${line.dataset.saved} ${clock(new Date())}` : line.dataset[state];
}

async function keep(form) {
  const body = new FormData(form);
  body.delete("once");
  for (const field of form.querySelectorAll("input[type='password'], input[type='file']")) body.delete(field.name);
  const answer = await fetch(form.dataset.draft, {
    method: "POST",
    body,
    credentials: "same-origin",
    redirect: "error",
    headers: { "X-Requested-With": "draft" },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  if (answer.headers.get("Content-Type")?.startsWith("application/json")) {
    const { seen } = await answer.json();
    const field = form.querySelector("input[name='seen']");
    if (seen && field) field.value = seen;
  }
}

export function watchDrafts(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    if (begun.has(form)) continue;
    begun.add(form);
    let timer = 0;
    let busy = false;
    let again = false;

    const send = async () => {
      if (busy) {
        again = true;
        return;
      }
      if (form.dataset.sent) return;
      busy = true;
      again = false;
      try {
        await keep(form);
        if (!again) {
          markSaved(form);
          say(form, "saved");
        }
      } catch {
        say(form, "failed");
        again = true;
      }
      busy = false;
      if (again) timer = setTimeout(send, 5000);
    };

    form.addEventListener("input", () => {
      say(form, "unsaved");
      if (busy) again = true;
      clearTimeout(timer);
      timer = setTimeout(send, 2000);
    });
    form.addEventListener("submit", () => clearTimeout(timer));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && isChanged(form)) send();
    });
  }
}
