/** The page's words, rendered and translated by the server. */
export class Words {
  /** @param {Object<string, string|string[]>} table */
  constructor(table) {
    this.table = table;
  }

  /** One text, with {names} filled in. */
  say(key, values = {}) {
    const text = String(this.table[key] ?? key);
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
  }

  /** One text out of a list, such as the steps of closeness. */
  pick(key, index) {
    const list = this.table[key];
    return Array.isArray(list) && list[index] !== undefined ? list[index] : "";
  }
}

/** Read a JSON block of the page. */
export function readBlock(id) {
  const block = document.getElementById(id);
  return block ? JSON.parse(block.textContent) : null;
}
