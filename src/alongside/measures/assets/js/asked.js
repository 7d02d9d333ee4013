// What is asked under a condition shows as soon as it holds, and goes when it does not. Without this script it shows
// after saving: the server decides the same, by the same conditions.

const LATER = { ">": (a, b) => a > b, "<": (a, b) => a < b, ">=": (a, b) => a >= b, "<=": (a, b) => a <= b };

/** What was answered under this name; of what is not asked, nothing. */
function answers(form, name) {
  const found = [];
  for (const field of form.elements) {
    if (field.name !== name || field.closest("[data-when][hidden]")) continue;
    if ((field.type === "radio" || field.type === "checkbox") && !field.checked) continue;
    const value = field.value.trim();
    if (value) found.push(value);
  }
  return found;
}

function holds(form, test) {
  const given = answers(form, test.name);
  if (test.op === "exists") return (given.length > 0) === (test.is === "true");
  const number = (text) => (text !== "" && !Number.isNaN(Number(text)) ? Number(text) : text);
  const same = given.some((value) => number(value) === number(test.is));
  if (test.op === "=") return same;
  if (test.op === "!=") return !same;
  return given.some((value) => LATER[test.op](number(value), number(test.is)));
}

function shown(form, when) {
  if (when.alone && !answers(form, "company").some((who) => when.alone.includes(who))) return false;
  if (!when.tests.length) return true;
  return when.every ? when.tests.every((t) => holds(form, t)) : when.tests.some((t) => holds(form, t));
}

// In the order of the page: a question stands after those that it depends on.
function look(form) {
  for (const box of form.querySelectorAll("[data-when]")) {
    box.hidden = !shown(form, JSON.parse(box.dataset.when));
  }
}

for (const form of document.querySelectorAll("form")) {
  if (!form.querySelector("[data-when]")) continue;
  const live = form.querySelector("input[name='live']");
  if (live) live.value = "1";
  form.addEventListener("input", () => look(form));
  look(form);
}
addEventListener("pageshow", () => document.querySelectorAll("form").forEach(look));
