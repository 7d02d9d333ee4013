/** The same map as a table, kept true while the picture changes. */
export class List {
  /** @param {HTMLTableElement} table @param {import("./words.js").Words} words @param {boolean} marks */
  constructor(table, words, marks, tell) {
    this.body = table.tBodies[0];
    this.words = words;
    this.marks = marks;
    this.labels = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    table.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-alter]");
      if (button) tell.open(button.dataset.alter);
    });
  }

  show(alters, known) {
    this.body.replaceChildren(...alters.map((alter) => this.row(alter, known(alter.key))));
  }

  row(alter, known) {
    const { words } = this;
    const unasked = words.say("not-asked");
    const truth = (value) => words.pick("truths", value === null || value === undefined ? 0 : value ? 1 : 2);
    const amount = (name) => {
      const said = alter[name] === null || alter[name] === undefined ? words.say("not-asked") : words.pick("amounts", alter[name]);
      return alter[`${name}_how`] ? `${said}: ${alter[`${name}_how`]}` : said;
    };
    const cells = [words.table.kinds[alter.kind] || words.table.shapes[alter.shape], words.pick("steps", alter.closeness ?? 0)];
    if (this.marks) cells.push(amount("helps"), amount("harder"), truth(alter.in_recovery), truth(alter.uses));
    cells.push(known.map((other) => other.name).join(", ") || "–");
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = alter.name;
    row.append(head);
    cells.forEach((text, i) => {
      const cell = document.createElement("td");
      cell.dataset.label = this.labels[i + 1];
      cell.textContent = text;
      cell.classList.toggle("is-unasked", text === unasked || text === "–");
      row.append(cell);
    });
    const deed = document.createElement("td");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "as-link";
    button.dataset.alter = alter.key;
    button.textContent = words.say("change");
    button.setAttribute("aria-label", words.say("change-of", { name: alter.name }));
    deed.append(button);
    row.append(deed);
    return row;
  }
}
