/** The details of the person who is chosen: a form whose every change is saved at once. */

const NUMBERS = new Set(["closeness", "helps", "harder"]);
const TRUTHS = new Set(["in_recovery", "uses", "lives_with", "willing", "real_friend"]);

/** What a control says, as the map holds it: a number, true or false, text, or null for "not asked". */
function meaning(name, value) {
  if (value === "" && (NUMBERS.has(name) || TRUTHS.has(name))) return null;
  if (NUMBERS.has(name)) return Number(value);
  if (TRUTHS.has(name)) return value === "yes";
  return value;
}

function worth(name, value) {
  if (value === null || value === undefined) return "";
  if (TRUTHS.has(name)) return value ? "yes" : "no";
  return String(value);
}

export class Panel {
  /**
   * @param {HTMLElement} home @param {HTMLTemplateElement} template
   * @param {{change: (key: string, values: Object) => void, takeOff: (key: string) => void, close: () => void,
   *   unlink: (a: string, b: string) => void, join: (a: string, b: string) => void}} tell
   * @param {import("./words.js").Words} words
   */
  constructor(home, template, tell, words) {
    this.home = home;
    this.template = template;
    this.tell = tell;
    this.words = words;
    this.empty = [...home.childNodes];
    this.key = null;
    home.addEventListener("change", (event) => this.changed(event));
    home.addEventListener("submit", (event) => event.preventDefault());
    home.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-deed]");
      if (!button) return;
      const { deed, other } = button.dataset;
      if (deed === "take-off") this.tell.takeOff(this.key);
      if (deed === "close") this.tell.close();
      if (deed === "unlink") this.tell.unlink(this.key, other);
    });
    home.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.tell.close();
      }
    });
  }

  /** @param {?Object} alter @param {Object[]} known @param {Object[]} others whom they might know */
  show(alter, known, others) {
    if (!alter) {
      this.key = null;
      this.home.replaceChildren(...this.empty);
      this.home.classList.remove("is-open");
      return;
    }
    if (this.key !== alter.key) {
      this.key = alter.key;
      this.home.replaceChildren(this.template.content.cloneNode(true));
      this.home.classList.add("is-open");
    }
    this.home.querySelector("[data-text=name]").textContent = alter.name;
    const more = this.home.querySelector("[data-more]");
    if (more) {
      more.hidden = !alter.version;
      more.href = this.home.closest("[data-more-url]").dataset.moreUrl.replace("A".repeat(43), alter.id);
    }
    for (const control of this.home.querySelectorAll("[name]")) {
      const { name } = control;
      if (name === "other") continue;
      const value = worth(name, alter[name]);
      if (control.type === "radio") control.checked = control.value === value;
      else if (document.activeElement !== control) {
        control.value = value;
        if (control.value !== value && control.tagName === "SELECT") control.value = "";
      }
    }
    for (const part of this.home.querySelectorAll("[data-when]")) part.hidden = !alter[part.dataset.when];
    this.showKnown(alter, known, others);
  }

  showKnown(alter, known, others) {
    const list = this.home.querySelector("[data-list=known]");
    list.replaceChildren(
      ...known.map((other) => {
        const item = document.createElement("li");
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.deed = "unlink";
        button.dataset.other = other.key;
        button.setAttribute("aria-label", this.words.say("unlink", { a: alter.name, b: other.name }));
        button.textContent = "×";
        item.append(other.name, " ", button);
        return item;
      }),
    );
    this.home.querySelector("[data-none=known]").hidden = known.length > 0;
    const select = this.home.querySelector("[name=other]");
    if (document.activeElement === select && select.value) return;
    const first = select.options[0];
    const ids = new Set([alter.key, ...known.map((other) => other.key)]);
    const options = others
      .filter((other) => !ids.has(other.key))
      .sort((a, b) => a.name.localeCompare(b.name))
      .map((other) => new Option(other.name, other.key));
    select.replaceChildren(first, ...options);
    select.value = "";
  }

  changed(event) {
    const { name, value } = event.target;
    if (!name || !this.key) return;
    if (name === "other") {
      if (value) this.tell.join(this.key, value);
      event.target.value = "";
      return;
    }
    let said = meaning(name, value);
    if (name === "name") {
      said = value.trim();
      if (!said) {
        event.target.value = this.home.querySelector("[data-text=name]").textContent;
        return;
      }
    }
    const values = { [name]: said };
    const kind = name === "kind" ? event.target.selectedOptions[0]?.dataset.shape : null;
    if (kind) values.shape = kind;
    this.tell.change(this.key, values);
  }

  /** Put the keyboard at the top of the details. */
  focus() {
    this.home.querySelector("[data-text=name]")?.focus();
  }
}
