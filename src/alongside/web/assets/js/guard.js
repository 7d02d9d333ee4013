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

export function guardForms(root) {
  for (const form of root.querySelectorAll("form[method='post']")) {
    if (asked.has(form)) continue;
    asked.add(form);
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
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
