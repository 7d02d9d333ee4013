/** Paints a picture as SVG and keeps it up to date: elements are kept by key, so that focus stays where it is. */
import { between, labelBelow } from "./picture.js";

const SVG = "http://www.w3.org/2000/svg";
const LEAF =
  "M-.52 .62C-.5 .5 -.46 .4 -.4 .3C-.72 -.3 -.1 -.68 .6 -.66C.72 .06 .34 .62 -.24 .42C-.3 .5 -.34 .58 -.36 .68Z";
const DROP = "M0 -.74C.2 -.34 .48 -.06 .48 .24A.48 .48 0 0 1 -.48 .24C-.48 -.06 -.2 -.34 0 -.74Z";

/** Make an SVG element with attributes. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  set(element, attributes);
  element.append(...children);
  return element;
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
  }
}

const round = (n) => Math.round(n * 10) / 10;

function write(text, label, font) {
  set(text, { x: round(label.x), y: round(label.y), "text-anchor": label.anchor, "font-size": font });
  if (label.lines.length === 1) text.textContent = label.lines[0];
  else {
    text.replaceChildren(
      ...label.lines.map((line, i) => {
        const span = svg("tspan", { x: round(label.x), y: round(label.y + i * font * 1.08) });
        span.textContent = line;
        return span;
      }),
    );
  }
}

export class Painting {
  /** @param {HTMLElement} home @param {{label: string, describedBy: string}} words */
  constructor(home, { label, describedBy }) {
    this.root = svg("svg", {
      class: "map map--tool",
      role: "application",
      "aria-label": label,
      "aria-describedby": describedBy,
      "font-family": "'Atkinson Hyperlegible Next', 'Atkinson Hyperlegible', sans-serif",
    });
    this.layers = {};
    for (const name of ["rings", "links", "ring-names", "centre", "people", "names", "over"]) {
      this.layers[name] = svg("g", { class: `map__${name}` });
      if (name !== "people") this.layers[name].setAttribute("aria-hidden", "true");
      this.root.append(this.layers[name]);
    }
    this.tie = svg("path", { class: "map__tie-line" });
    this.layers.over.append(this.tie);
    this.tie.toggleAttribute("hidden", true);
    /** @type {Map<string, {group: SVGGElement, parts: Object<string, SVGElement>}>} */
    this.people = new Map();
    /** @type {Map<string, SVGTextElement>} */
    this.names = new Map();
    home.append(this.root);
  }

  /** @param {Object} picture @param {(alter: Object) => string} spoken what a screen reader says of somebody */
  show(picture, spoken) {
    this.picture = picture;
    const { width, height, room, middle, size, reach, stroke, font, ringFont } = picture;
    set(this.root, { viewBox: `0 0 ${round(width)} ${round(height)}`, width: round(width), height: round(height) });
    this.layers.rings.replaceChildren(
      ...[...picture.rings].reverse().map(({ code, path }) =>
        svg("path", {
          class: `map__ring map__ring--${code}`,
          d: path,
          "stroke-dasharray": picture.loose ? "2 5" : null,
        }),
      ),
    );
    const texts = [...picture.rings.map((ring) => ring.label), picture.tray].filter(Boolean);
    this.layers["ring-names"].replaceChildren(
      ...texts.map((label) => {
        const text = svg("text", { class: "map__ring-name" });
        write(text, label, ringFont);
        return text;
      }),
    );
    const centre = svg("text", { class: "map__centre-name" });
    write(centre, { lines: [picture.word], x: room.cx, y: room.cy + font * 0.34, anchor: "middle" }, font);
    this.layers.centre.replaceChildren(
      svg("rect", {
        class: "map__centre",
        x: room.cx - middle[0],
        y: room.cy - middle[1],
        width: middle[0] * 2,
        height: middle[1] * 2,
        rx: middle[1],
      }),
      centre,
    );
    this.layers.links.classList.toggle("map__links--many", picture.lines.length > 40);
    this.layers.links.replaceChildren();
    this.lines = picture.lines.map(({ a, b, path }) => {
      const element = svg("path", { class: "map__link", d: path });
      this.layers.links.append(element);
      return { a, b, element };
    });

    const keys = new Set();
    let before = null;
    for (const symbol of picture.symbols) {
      const { key } = symbol.alter;
      keys.add(key);
      let person = this.people.get(key);
      if (!person) {
        person = this.make(key);
        this.people.set(key, person);
      }
      const expected = before ? before.nextSibling : this.layers.people.firstChild;
      if (person.group !== expected) this.layers.people.insertBefore(person.group, expected);
      before = person.group;
      const { parts } = person;
      set(person.group, { transform: `translate(${round(symbol.x)} ${round(symbol.y)})`, "aria-label": spoken(symbol.alter) });
      set(parts.hit, { r: Math.max(reach, 13) });
      set(parts.ring, { r: reach + 2.5 });
      set(parts.focus, { r: reach + 3 });
      set(parts.helps, { d: symbol.helps || "M0 0", "stroke-width": round(stroke), "stroke-linecap": "round" });
      parts.helps.toggleAttribute("hidden", !symbol.helps);
      set(parts.harder, {
        d: symbol.harder || "M0 0",
        "stroke-width": round(stroke),
        "stroke-dasharray": `${round(stroke * 0.72)} ${round(stroke * 0.62)}`,
      });
      parts.harder.toggleAttribute("hidden", !symbol.harder);
      set(parts.shape, { d: symbol.outline, "stroke-width": 1.6 });
      const both = picture.marks && symbol.alter.in_recovery && symbol.alter.uses;
      mark(parts.leaf, picture.marks && symbol.alter.in_recovery, both ? -size * 0.4 : 0, both ? size * 0.56 : size * 0.78);
      mark(parts.drop, picture.marks && symbol.alter.uses, both ? size * 0.42 : 0, both ? size * 0.56 : size * 0.78);
      this.name(symbol, symbol.label);
    }
    for (const [key, { group }] of this.people) {
      if (keys.has(key)) continue;
      group.remove();
      this.people.delete(key);
      this.names.get(key)?.remove();
      this.names.delete(key);
    }
  }

  make(key) {
    const parts = {
      hit: svg("circle", { class: "map__hit" }),
      focus: svg("circle", { class: "map__focus" }),
      ring: svg("circle", { class: "map__chosen" }),
      helps: svg("path", { class: "map__helps" }),
      harder: svg("path", { class: "map__harder" }),
      shape: svg("path", { class: "map__shape" }),
      leaf: svg("path", { class: "map__leaf", d: LEAF }),
      drop: svg("path", { class: "map__drop", d: DROP }),
    };
    const group = svg("g", { class: "map__who", tabindex: "0", role: "button", "data-alter": key }, ...Object.values(parts));
    return { group, parts };
  }

  name(symbol, label) {
    const { key } = symbol.alter;
    let text = this.names.get(key);
    if (!text) {
      text = svg("text", { class: "map__name" });
      this.names.set(key, text);
      this.layers.names.append(text);
    }
    // A name that found no room is there when its person is pointed at, focused or chosen.
    text.classList.toggle("map__name--spare", !label);
    write(text, label ?? labelBelow(symbol.alter.name, symbol.x, symbol.y, this.picture.reach, this.picture.font), this.picture.font);
  }

  /** Move one person and their lines without drawing the rest again. */
  carry(key, x, y) {
    const symbol = this.picture.symbols.find((one) => one.alter.key === key);
    const person = this.people.get(key);
    if (!symbol || !person) return;
    [symbol.x, symbol.y] = [x, y];
    set(person.group, { transform: `translate(${round(x)} ${round(y)})` });
    this.name(symbol, labelBelow(symbol.alter.name, x, y, this.picture.reach, this.picture.font));
    for (const { a, b, element } of this.lines) {
      if (a !== key && b !== key) continue;
      const [one, two] = [a, b].map((end) => this.picture.symbols.find((other) => other.alter.key === end));
      const line = between([one.x, one.y], [two.x, two.y], this.picture.size);
      element.toggleAttribute("hidden", !line);
      if (line) set(element, { d: line.path });
    }
  }

  /** Bring somebody to the front while they are carried. */
  lift(key, lifted) {
    this.people.get(key)?.group.classList.toggle("is-carried", lifted);
    this.names.get(key)?.classList.toggle("is-carried", lifted);
  }

  /** Show which ring somebody is over. */
  target(code) {
    for (const ring of this.layers.rings.children) ring.classList.toggle("is-target", ring.classList.contains(`map__ring--${code}`));
  }

  /** Show who is chosen, who they know, and from whom a line is being drawn. */
  mark({ chosen, from, known }) {
    this.root.classList.toggle("has-chosen", Boolean(chosen));
    for (const [key, { group }] of this.people) {
      group.classList.toggle("is-chosen", key === chosen);
      group.classList.toggle("is-from", key === from);
      group.classList.toggle("is-known", known.has(key));
      this.names.get(key)?.classList.toggle("is-chosen", key === chosen || key === from);
      this.names.get(key)?.classList.toggle("is-known", known.has(key));
    }
    for (const { a, b, element } of this.lines) element.classList.toggle("is-chosen", a === chosen || b === chosen);
  }

  /** The line that follows the finger while two people are joined; null ends it. */
  tieLine(from, to) {
    this.tie.toggleAttribute("hidden", !to);
    if (to) set(this.tie, { d: `M${round(from[0])} ${round(from[1])}L${round(to[0])} ${round(to[1])}` });
  }

  /** Point at a name that has no room of its own. */
  hover(key, on) {
    this.names.get(key)?.classList.toggle("is-pointed", on);
  }

  focus(key) {
    this.people.get(key)?.group.focus({ preventScroll: false });
  }

  /** The picture's own coordinates of a pointer event. */
  point(event) {
    const box = this.root.getBoundingClientRect();
    return [
      ((event.clientX - box.left) / box.width) * this.picture.width,
      ((event.clientY - box.top) / box.height) * this.picture.height,
    ];
  }

  /** Who is nearest to a point, within a distance. */
  nearest([x, y], within, but = null) {
    let best = null;
    let least = within;
    for (const symbol of this.picture.symbols) {
      if (symbol.alter.key === but) continue;
      const far = Math.hypot(symbol.x - x, symbol.y - y);
      if (far < least) [best, least] = [symbol, far];
    }
    return best;
  }
}

function mark(element, shown, x, scale) {
  element.toggleAttribute("hidden", !shown);
  if (shown) set(element, { transform: `translate(${round(x)} 0) scale(${Math.round(scale * 100) / 100})` });
}
