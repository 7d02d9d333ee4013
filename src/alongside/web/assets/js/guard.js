// Forms: a second press of the button sends nothing; leaving with unsaved words is asked about.

const asked = new WeakSet();
const changed = new Set();

export function isChanged(form) {
  return changed.has(form);
}

/** Forms with words in them that are not sent. */
export function unsaved() {
  return [...changed].filter((form) => form.isConnected);
}

export function markSaved(form) {
  changed.delete(form);
}

/** It could not be sent after all: it may be sent again, and leaving is asked about. */
export function notSent(form) {
  changed.add(form);
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
}

export function guardForms(root) {
  for (const form of root.querySelectorAll("form[method='post']")) {
    if (asked.has(form)) continue;
    asked.add(form);
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      if (!navigator.onLine && "guard" in form.dataset && !form.dataset.draft) {
        event.preventDefault(); // the browser would show its own page, and the words would be gone
        changed.add(form);
        sayOffline(form);
        return;
      }
      form.dataset.sent = "1";
      changed.delete(form);
      for (const button of form.querySelectorAll("button[type='submit']")) button.setAttribute("aria-disabled", "true");
    });
    if ("guard" in form.dataset) {
      form.addEventListener("input", () => changed.add(form));
    }
    // A page that comes back with what was wrong, or with what was kept, holds words that are not saved.
    if ("guard" in form.dataset && form.querySelector(".govuk-error-summary, [data-kept]")) changed.add(form);
  }
}

/** A form that keeps no draft says it beside its button; pressed again when the signal is back, it goes. */
function sayOffline(form) {
  let line = form.querySelector("[data-offline-says]");
  if (!line) {
    line = document.createElement("p");
    line.className = "save-state";
    line.dataset.offlineSays = "";
    line.dataset.state = "held";
    line.setAttribute("role", "status");
    form.append(line);
    addEventListener("online", () => line.remove(), { once: true });
  }
  setTimeout(() => (line.textContent = document.querySelector("[data-unsent]")?.dataset.offline ?? ""), 50);
}

// The browser's own question, in its own words.
addEventListener("beforeunload", (event) => {
  for (const form of changed) {
    if (form.isConnected) {
      event.preventDefault();
      return;
    }
  }
});

// Coming back with the browser's Back: the form may be sent again; the server sees whether it was sent before.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});
