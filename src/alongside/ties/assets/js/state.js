/**
 * The map as it stands on the screen, and every change of it that can be taken back.
 *
 * A command is {op, alter, was, values} or {op: "link" | "unlink", alter, other}; `alter` is a key that stays the same while
 * the page is open (the server's id, or a made-up one for somebody who was added here). Events: "change" with {command}.
 *
 * @typedef {{op: string, alter: string, other?: string, was?: Object, values?: Object, at?: number}} Command
 */
const pair = (a, b) => (a < b ? `${a} ${b}` : `${b} ${a}`);

export class State extends EventTarget {
  /** @param {{centre: string, alters: Object[], links: [string, string][]}} data */
  constructor(data) {
    super();
    this.centre = data.centre;
    /** @type {Map<string, Object>} */
    this.people = new Map(data.alters.map((alter) => [alter.id, { ...alter, key: alter.id, off: false }]));
    /** @type {Map<string, [string, string]>} */
    this.ties = new Map(data.links.filter(([a, b]) => a !== b).map(([a, b]) => [pair(a, b), [a, b]]));
    /** @type {Command[]} */
    this.done = [];
    /** @type {Command[]} */
    this.undone = [];
  }

  get(key) {
    return this.people.get(key);
  }

  /** Everybody on the map, in the order in which they came. */
  get alters() {
    return [...this.people.values()].filter((alter) => !alter.off);
  }

  get links() {
    const on = (key) => this.people.has(key) && !this.people.get(key).off;
    return [...this.ties.values()].filter(([a, b]) => on(a) && on(b));
  }

  linked(a, b) {
    return this.ties.has(pair(a, b));
  }

  known(key) {
    return this.links.filter((ends) => ends.includes(key)).map(([a, b]) => this.get(a === key ? b : a));
  }

  /** Do something that can be undone; small moves of one person in a row count as one. */
  do(command) {
    const last = this.done.at(-1);
    const now = Date.now();
    const joins =
      last && command.op === "move" && last.op === "move" && last.alter === command.alter && now - last.at < 1200 && command.joins;
    if (joins) Object.assign(last, { values: { ...last.values, ...command.values }, at: now });
    else this.done.push({ ...command, at: now });
    this.undone = [];
    this.apply(command);
  }

  /** @returns {?Command} what was undone */
  undo() {
    const command = this.done.pop();
    if (!command) return null;
    this.undone.push(command);
    this.apply(inverse(command), "undo");
    return command;
  }

  /** @returns {?Command} what was done again */
  redo() {
    const command = this.undone.pop();
    if (!command) return null;
    this.done.push(command);
    this.apply(command.op === "add" ? { op: "put_back", alter: command.alter } : command, "redo");
    return command;
  }

  /** Change the map and tell; `why` is "do", "undo", "redo", or "server" for what is not to be saved again. */
  apply(command, why = "do") {
    const { op, alter: key } = command;
    if (op === "add") this.people.set(key, { ...command.values, key, off: false });
    else if (op === "take_off") this.get(key).off = true;
    else if (op === "put_back") this.get(key).off = false;
    else if (op === "link") this.ties.set(pair(key, command.other), [key, command.other]);
    else if (op === "unlink") this.ties.delete(pair(key, command.other));
    else if (this.people.has(key)) Object.assign(this.get(key), command.values);
    this.dispatchEvent(new CustomEvent("change", { detail: { command, why } }));
  }

  /** Take back a change that the server would not have, and forget it. */
  revert(command) {
    this.forget(command.alter);
    if (command.op === "add") this.people.delete(command.alter);
    this.apply(command.op === "add" ? { op: "nothing", alter: command.alter } : inverse(command), "server");
  }

  /** What was done to somebody can no longer be undone here: somebody else changed them. */
  forget(key) {
    const keep = (command) => command.alter !== key && command.other !== key;
    this.done = this.done.filter(keep);
    this.undone = this.undone.filter(keep);
  }
}

/** The command that takes another back. */
export function inverse(command) {
  const turned = { add: "take_off", take_off: "put_back", put_back: "take_off", link: "unlink", unlink: "link" };
  if (turned[command.op]) return { op: turned[command.op], alter: command.alter, other: command.other };
  return { op: command.op, alter: command.alter, was: command.values, values: command.was };
}
