/**
 * Saves each change in turn, and keeps what could not be saved yet (in this page's memory only, never in the browser's storage).
 * The protocol stands in assets/README.md.
 */
const WAITS = [1, 2, 4, 8, 15, 30];

export class Saver {
  /**
   * @param {string} url
   * @param {{token: () => string, person: (key: string) => Object, tell: (state: string, more?: Object) => void,
   *   saved: (job: Object, answer: Object, more: boolean) => void,
   *   conflict: (job: Object, answer: Object) => Promise<"mine"|"theirs">, refused: (job: Object, message: string) => void}} hooks
   */
  constructor(url, hooks) {
    this.url = url;
    this.hooks = hooks;
    /** @type {Object[]} */
    this.queue = [];
    this.busy = false;
    this.tries = 0;
    this.timer = 0;
    window.addEventListener("online", () => this.again());
  }

  get waiting() {
    return this.queue.length;
  }

  /** Put one change in the queue. A second move of the same person, while the first still waits, takes its place. */
  add(command) {
    const last = this.queue.at(-1);
    const same = last && !last.sent && last.op === command.op && last.alter === command.alter;
    if (same && (command.op === "move" || command.op === "change")) {
      last.values = { ...last.values, ...command.values };
      last.was = { ...command.was, ...last.was };
    } else {
      this.queue.push({ ...command, key: newKey(), sent: false });
    }
    this.hooks.tell(this.tries ? "retrying" : "saving", { waiting: this.waiting });
    if (!this.busy && !this.tries) this.later(command.op === "move" ? 350 : 60);
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), milliseconds);
  }

  /** Try now what waits. */
  again() {
    if (this.queue.length && !this.busy) this.later(0);
  }

  async run() {
    if (this.busy || !this.queue.length) return;
    this.busy = true;
    const [job] = this.queue;
    job.sent = true;
    let wait = 0;
    try {
      wait = await this.send(job);
    } catch {
      wait = this.failed();
    }
    this.busy = false;
    if (this.queue.length && wait !== null) this.later(wait);
  }

  /** @returns {Promise<?number>} milliseconds until the next, or null to wait for the person */
  async send(job) {
    const response = await fetch(this.url, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": this.hooks.token() },
      body: JSON.stringify(this.body(job)),
      redirect: "manual",
    });
    if (response.status >= 500 || response.status === 429) return this.failed();
    const json = (response.headers.get("Content-Type") || "").includes("json");
    if (response.type === "opaqueredirect" || [401, 403].includes(response.status) || !json) {
      this.tries = 1;
      this.hooks.tell("signed-out", { waiting: this.waiting });
      return null;
    }
    const answer = await response.json();
    this.tries = 0;
    if (response.ok) {
      this.queue.shift();
      this.hooks.saved(job, answer, this.queue.some((other) => other.alter === job.alter));
      this.hooks.tell(this.queue.length ? "saving" : "saved", { time: answer.saved, waiting: this.waiting });
    } else if (response.status === 409) {
      this.hooks.tell("asking", { waiting: this.waiting });
      if ((await this.hooks.conflict(job, answer)) === "mine") {
        job.key = newKey();
        // Somebody else took them off: what is here can only stand once they are back.
        const off = answer.alter ? [] : [job.alter, job.other].filter(Boolean);
        this.queue.unshift(...off.map((alter) => ({ op: "put_back", alter, key: newKey(), sent: false })));
      } else this.queue = this.queue.filter((other) => other.alter !== job.alter);
      this.hooks.tell(this.queue.length ? "saving" : "saved", { time: answer.saved, waiting: this.waiting });
    } else {
      this.queue.shift();
      this.hooks.refused(job, answer.message || "");
    }
    return 0;
  }

  failed() {
    const wait = WAITS[Math.min(this.tries, WAITS.length - 1)];
    this.tries += 1;
    this.hooks.tell("retrying", { waiting: this.waiting });
    return wait * 1000;
  }

  body(job) {
    const id = (key) => this.hooks.person(key)?.id ?? key;
    const person = this.hooks.person(job.alter);
    const body = { op: job.op, key: job.key, alter: id(job.alter), seen: person?.version ?? null };
    if (job.other) body.other = id(job.other);
    if (job.values) body.values = sendable(job.values);
    return body;
  }
}

const OURS = new Set(["key", "off", "id", "version"]);

function sendable(values) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !OURS.has(name)));
}

/** A key by which the server knows a repeated request from a second one. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `new-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
