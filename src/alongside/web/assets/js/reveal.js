// A field that belongs to a choice shows when it is chosen. GOV.UK's own script says aria-expanded of a radio, which
// the role does not allow; what is shown simply comes next. Without this script everything shows.

const begun = new WeakSet();

function show(input) {
  const below = document.getElementById(input.dataset.ariaControls);
  if (!below) return;
  for (const kind of ["radios", "checkboxes"]) {
    if (below.classList.contains(`govuk-${kind}__conditional`)) {
      below.classList.toggle(`govuk-${kind}__conditional--hidden`, !input.checked);
    }
  }
}

export function revealFields(root) {
  for (const group of root.querySelectorAll(".govuk-radios, .govuk-checkboxes")) {
    if (begun.has(group)) continue;
    begun.add(group);
    const inputs = group.querySelectorAll(":scope > div > input[data-aria-controls]");
    if (!inputs.length) continue;
    inputs.forEach(show);
    group.addEventListener("change", () => inputs.forEach(show));
  }
}

// The browser's Back brings back what was ticked after the scripts ran.
addEventListener("pageshow", () => document.querySelectorAll("input[data-aria-controls]").forEach(show));
