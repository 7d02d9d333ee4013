// A form with data-draft="/address" is kept there while it is written: two seconds after the last key, at most every five. The
// answer is 204, or JSON {"seen": "…"} with the version to go on from. Where no answer comes, the words stay in this browser
// (unsent.js) and go as soon as it does: to the draft, or, where Save was pressed, to be saved. Saved is what the server has
// answered for; the same press sent twice is one there, by its word `once`. A no (a session that is over, a page that is gone) is no
// answer either: the words stay, and the line beside the button says what to do.
import { isChanged, markSaved, notSent } from "./guard.js";
import { forget, isOurs, keep, left } from "./unsent.js";

const WAITS = [5, 10, 20, 40, 60]; // seconds, between one try and the next
const GIVES_UP = 20_000; // milliseconds without an answer: then there is none

const begun = new WeakMap();

function clock(date) {
  const hour = date.getHours();
  const time = `${hour % 12 || 12}.${String(date.getMinutes()).padStart(2, "0")}`;
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${time} (${date.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "short" })})`;
}

/** Why it was not taken: "signin" where the session is over, "refused" where it is not to be saved there; "" where it was. */
function noTo(answer, leads) {
  const { locked, gone } = document.querySelector("form[data-locks]")?.dataset ?? {};
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return "signin";
  if (leads) {
    const there = new URL(leads, location.href);
    // Where the server has kept what was sent, it is there after the PIN.
    return [locked, gone].includes(there.pathname) && !there.search.includes("kept%3D1") ? "signin" : "";
  }
  return answer.ok || answer.status === 409 ? "" : "refused"; // 409 is a page that shows what is wrong, with the words
}

function say(form, state, to) {
  const line = form.querySelector("[data-save-state]");
  if (!line || (state === "signin" && line.dataset.state === state)) return; // its link stays under the finger
  line.dataset.state = state;
  const words = state === "saved" ? `${line.dataset.saved} ${clock(new Date())}` : line.dataset[state];
  if (line.textContent !== words) line.textContent = words; // read out once
  if (to) line.append(" ", linkTo(to, line.dataset.see));
  if (state === "signin") line.append(" ", toSignIn(form, line.dataset.signsIn));
}

function toSignIn(form, words) {
  const { gone } = document.querySelector("form[data-locks]").dataset;
  const link = linkTo(`${gone}?next=${encodeURIComponent(location.pathname)}`, words);
  link.addEventListener("click", () => markSaved(form)); // it is kept: nothing is asked on leaving
  return link;
}

/** As the server makes one for each form. */
function word() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (one) => one.toString(16).padStart(2, "0")).join("");
}

function linkTo(address, words) {
  return Object.assign(document.createElement("a"), { href: address, className: "govuk-link", textContent: words });
}

/** The server keeps earlier words of this form and offers them: nothing goes over those by itself. */
function hasEarlier() {
  return Boolean(document.querySelector("[data-typed-before]"));
}

/** Where it is to be found again: several forms may lie at one address, each on its own sheet. */
function pageOf(draft) {
  const there = new URL(location.href);
  const sheet = new URL(draft, there).searchParams.get("sheet");
  if (sheet) there.searchParams.set("sheet", sheet);
  there.searchParams.delete("kept");
  return there.pathname + there.search;
}

const ITS_OWN = ["once", "seen", "csrfmiddlewaretoken"]; // of the form, and nobody's words
const TICKED = "on"; // a switch that stands there only now and then ("Keep both") holds no words either

/** Has the form a place for each word of it? Else filling would drop some. */
function fits(form, { words: kept }) {
  return kept.every(([name, value]) => !value || value === TICKED || ITS_OWN.includes(name) || form.elements[name]);
}

function inside(form) {
  const body = new FormData(form);
  for (const field of form.querySelectorAll("input[type='password'], input[type='file']")) body.delete(field.name);
  return body;
}

function words(form) {
  return [...inside(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
}

/** What was answered; null where nothing was, or where the service is there and cannot just now. */
async function sent(address, body, what) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      body,
      credentials: "same-origin",
      redirect: "manual",
      headers: { "X-Requested-With": what },
      signal: AbortSignal.timeout?.(GIVES_UP),
    });
    return answer.status >= 500 ? null : answer;
  } catch {
    return null;
  }
}

class Draft {
  constructor(form) {
    this.form = form;
    this.timer = 0;
    this.tries = 0; // without an answer, one after the other
    this.busy = false;
    this.again = false;
    this.to = null; // where Save leads, once it was pressed
    this.by = []; // what the button that was pressed says
    this.left = false; // for the page that it leads to
    this.why = ""; // what was answered where it was not taken
    this.first = ""; // what was sent when it was pressed: whether that arrived is not known
    form.addEventListener("input", () => this.typed());
    form.addEventListener("submit", (event) => this.pressed(event));
    addEventListener("online", () => {
      if (!this.tries) return;
      this.tries = 1;
      this.send();
    });
    document.addEventListener("visibilitychange", () => {
      if (this.tries || (document.visibilityState === "hidden" && isChanged(form))) this.send();
    });
    addEventListener("pageshow", (event) => event.persisted && (this.left = false));
  }

  get id() {
    return this.form.elements.once.value;
  }

  later(seconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), seconds * 1000);
  }

  typed() {
    this.to = null; // what is still being written is not saved yet
    say(this.form, "unsaved");
    if (this.busy) this.again = true;
    this.later(2);
  }

  pressed(event) {
    if (event.defaultPrevented) return; // a second time
    event.preventDefault();
    const button = event.submitter;
    this.to = (button?.getAttribute("formaction") || this.form.getAttribute("action")) ?? location.href;
    this.by = button?.name ? [[button.name, button.value]] : [];
    say(this.form, "sending");
    this.send();
  }

  async send() {
    clearTimeout(this.timer);
    if (this.left) return;
    if (this.busy) {
      this.again = true;
      return;
    }
    if (document.documentElement.classList.contains("is-gone")) return this.later(5); // the lock sees to it
    if (!this.to && hasEarlier()) {
      this.why = "beside";
      return this.hold();
    }
    this.busy = true;
    this.again = false;
    if (this.tries) await this.hold();
    const done = this.to ? await this.save() : await this.draft();
    if (!done) {
      this.tries += 1;
      await this.hold();
    } else {
      this.tries = 0;
    }
    this.busy = false;
    if (this.again || this.tries) this.later(this.again && this.to ? 0 : WAITS[Math.min(this.tries, WAITS.length) - 1] ?? 5);
  }

  /** In this browser, until there is an answer. */
  async hold() {
    const { form, to, by, first } = this;
    notSent(form);
    isOurs(this.id);
    const { draft } = form.dataset;
    const page = pageOf(draft);
    const kept = await keep(this.id, { draft, page, to, by, first, at: Date.now(), words: words(form) });
    if (!this.again) say(form, kept ? this.why || (this.to ? "waiting" : "held") : "failed");
    return kept;
  }

  async draft() {
    const { form } = this;
    const body = inside(form);
    body.delete("once");
    const answer = await sent(form.dataset.draft, body, "draft");
    this.why = answer && !answer.ok ? noTo(answer) || "refused" : "";
    if (!answer || this.why) return false;
    await forget(this.id); // it says that it is saved when it lies here no more
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) {
      const { seen } = await answer.json();
      if (seen && form.elements.seen) form.elements.seen.value = seen;
    }
    if (!this.again && !this.to) {
      markSaved(form);
      say(form, "saved");
    }
    return true;
  }

  async save() {
    const { form, to } = this;
    const now = JSON.stringify(words(form));
    this.first ||= now;
    const body = new FormData(form);
    for (const [name, value] of this.by) body.append(name, value);
    const answer = await sent(to, body, "save");
    const leads = answer?.headers.get("X-Leads-To");
    this.why = answer ? noTo(answer, leads) : "";
    if (!answer || this.why) return false;
    await forget(this.id);
    const before = answer.headers.get("X-Before") && now !== this.first;
    if (leads && (before || now !== JSON.stringify(words(form)))) {
      // It is saved as it was when it was first pressed, and was changed since.
      form.elements.once.value = word();
      this.to = null;
      this.first = "";
      notSent(form);
      say(form, "before", leads);
    } else if (leads) {
      markSaved(form);
      this.left = true;
      location.assign(leads);
    } else {
      // Something needs another look: the page itself shows it.
      markSaved(form);
      this.left = true;
      form.setAttribute("action", to);
      for (const [name, value] of this.by) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      HTMLFormElement.prototype.submit.call(form);
    }
    return true;
  }

  isSame({ words: kept }) {
    const told = (all) => JSON.stringify(all.filter(([name]) => name !== "once" && name !== "seen"));
    return told(kept) === told(words(this.form));
  }

  /** Put back what was kept; what stands there now is kept in its place. */
  async fill({ words: kept, first }) {
    if (isChanged(this.form) && !(await this.hold())) return;
    const values = (name) => kept.filter(([its]) => its === name).map(([, value]) => value);
    for (const field of this.form.elements) {
      if (!field.name || field.name === "csrfmiddlewaretoken" || ["password", "file", "submit"].includes(field.type)) continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = values(field.name).includes(field.value);
      else if (values(field.name).length) [field.value] = values(field.name);
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.first = first;
    notSent(this.form);
    isOurs(this.id);
    say(this.form, "unsaved");
    // Nothing goes over what the server keeps until one goes on with this.
    if (!hasEarlier()) this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export function watchDrafts(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) {
    if (!begun.has(form)) begun.set(form, new Draft(form));
  }
}

/** The server could not keep it: it stays in this browser, where the form has a draft. */
export async function holdHere(form) {
  return (await begun.get(form)?.hold()) ?? false;
}

/** What an earlier page could not send: pressed to be saved, it is saved now; else it is put back, or one is led to it. */
export async function offerUnsent() {
  const box = document.querySelector("[data-unsent]");
  if (!box) return;
  const tell = (what, at, link) => {
    const line = document.createElement("p");
    line.append(box.dataset[what].replace("%(at)s", clock(new Date(at))), " ", link ?? "");
    box.append(line);
    box.hidden = false;
  };
  const { found, lost } = await left();
  for (const at of lost) tell("lost", at);
  for (const [id, was] of found) {
    if (was.to) {
      const body = new FormData();
      for (const [name, value] of [...was.words, ...was.by]) body.append(name, value);
      body.append("csrfmiddlewaretoken", document.querySelector("[name='csrfmiddlewaretoken']").value);
      const answer = await sent(was.to, body, "save");
      const leads = answer?.headers.get("X-Leads-To");
      if (leads && !noTo(answer, leads)) {
        await forget(id);
        tell("done", was.at, linkTo(leads, box.dataset.see));
        continue;
      }
    }
    const form = [...document.querySelectorAll("form[data-draft]")].find((one) => one.dataset.draft === was.draft && fits(one, was));
    if (!form) {
      tell("elsewhere", was.at, linkTo(was.page, box.dataset.go));
    } else if (begun.get(form).isSame(was)) {
      await forget(id);
    } else if (isChanged(form)) {
      const made = { type: "button", className: "deed", textContent: box.dataset.put };
      const button = Object.assign(document.createElement("button"), made);
      button.addEventListener("click", () => begun.get(form).fill(was).then(() => button.remove()));
      tell("kept", was.at, button);
    } else {
      await begun.get(form).fill(was);
      tell("here", was.at);
    }
  }
}
