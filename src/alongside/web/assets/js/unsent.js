// What could not be sent stays in this browser, sealed. The key is whoever's is signed in: it comes with each of their pages, is held in
// memory alone and cannot be taken out of it. Without signing in as that person what lies in the storage opens nothing; with it, what
// they wrote in a session that is over is there again (docs/adr/0013).

const NAME = "unsent-";
const BLOCK = 1024; // a note's length tells little
const STAYS = 30 * 86_400_000; // milliseconds that what another person left lies here, for them to come back to

const form = document.querySelector("form[data-locks]");
const key = made(form?.dataset.keeps);
const mark = marked(form?.dataset.keeps); // whose it is, and not who
delete form?.dataset.keeps;
const ours = new Set();
let over = false;
let turn = Promise.resolve(); // what is forgotten is not put there again by what was begun before

async function made(given) {
  if (!given || !crypto.subtle) return null; // signed out, or no secure address: then nothing is kept here
  return crypto.subtle.importKey("raw", bytes(given), "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function marked(given) {
  if (!given || !crypto.subtle) return "";
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes(given)));
  return Array.from(digest.slice(0, 6), (one) => one.toString(16).padStart(2, "0")).join("");
}

function canKeep() {
  try {
    return Boolean(localStorage);
  } catch {
    return false; // switched off
  }
}

function bytes(text) {
  return Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
}

function inOrder(deed) {
  turn = turn.then(deed, deed).catch(() => null);
  return turn;
}

/** Keep it under this name. Answers whether it is kept. */
export function keep(id, what) {
  return inOrder(async () => {
    const held = await key;
    if (!held || over) return false;
    const said = new TextEncoder().encode(JSON.stringify(what));
    const whole = new Uint8Array(Math.ceil(said.length / BLOCK) * BLOCK).fill(32);
    whole.set(said);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, held, whole));
    const text = Array.from([...iv, ...sealed], (one) => String.fromCharCode(one)).join("");
    const whose = await mark;
    if (!over) localStorage.setItem(NAME + id, `${whose}.${what.at}.${btoa(text)}`); // where it is switched off or full this fails, and the page says so
    return !over;
  });
}

/** The session is being ended: nothing more is kept, unless whoever it is stays and goes on writing. */
export function keepNoMore() {
  over = true;
}
addEventListener("input", () => (over = false), true);

export function forget(id) {
  return inOrder(async () => localStorage.removeItem(NAME + id));
}

/** While this page is open, no other page of the browser offers what it still holds. */
export function isOurs(id) {
  if (!ours.has(id)) navigator.locks?.request(NAME + id, () => new Promise(() => {}));
  ours.add(id);
}

/**
 * What whoever is signed in left here and stands on no open page, as `found`: [name, what]; and as `lost`, when that was written which
 * can no longer be opened, and goes. What others left stays for them.
 */
export async function left() {
  const [held, mine] = [await key, await mark];
  const found = [];
  const lost = [];
  if (!held || !canKeep()) return { found, lost };
  const open = (await navigator.locks?.query())?.held.map((lock) => lock.name) ?? [];
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(NAME) || open.includes(name)) continue;
    const [whose, at, sealed] = localStorage.getItem(name).split(".");
    if (whose !== mine) {
      if (!(Date.now() - Number(at) < STAYS)) localStorage.removeItem(name);
      continue;
    }
    try {
      const all = bytes(sealed);
      const said = await crypto.subtle.decrypt({ name: "AES-GCM", iv: all.slice(0, 12) }, held, all.slice(12));
      found.push([name.slice(NAME.length), JSON.parse(new TextDecoder().decode(said))]);
    } catch {
      lost.push(Number(at));
      localStorage.removeItem(name);
    }
  }
  return { found, lost };
}
