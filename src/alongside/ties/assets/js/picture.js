/**
 * Where everybody stands and where each name finds room: the same arithmetic as ties/picture.py, which explains it.
 * A test compares the two. Nothing here touches the page.
 *
 * @typedef {{key: string, id: string, name: string, shape: string, kind: string, closeness: ?number, angle: ?number,
 *   distance: ?number, helps: ?number, harder: ?number, in_recovery: ?boolean, uses: ?boolean}} Alter
 * @typedef {[number, number, number, number]} Box
 * @typedef {{lines: string[], x: number, y: number, anchor: string, box: Box, short: boolean}} Label
 * @typedef {{alter: Alter, x: number, y: number, placed: boolean, outline: string, helps: string, harder: string, label: ?Label}} Symbol
 */

export const BEND = 2.5;
export const STEPS = [0.15, 0.44, 0.585, 0.73, 0.865, 1.0];
export const RINGS = [["closest", 0.44], ["close", 0.73], ["further", 1.0]];

const WIDTHS = [
  280, 286, 301, 651, 592, 919, 731, 160, 299, 299, 485, 606, 210, 362, 210, 387, 648, 407, 548, 576, 614, 588, 598, 510, 615,
  595, 210, 210, 553, 628, 553, 480, 778, 626, 613, 645, 669, 569, 552, 694, 694, 392, 512, 631, 541, 824, 693, 714, 592, 724,
  614, 592, 558, 690, 593, 856, 623, 575, 607, 317, 387, 344, 552, 372, 243, 525, 566, 485, 564, 538, 314, 558, 550, 252, 245,
  492, 262, 845, 550, 548, 566, 574, 349, 471, 326, 540, 461, 684, 481, 449, 460, 344, 237, 344, 555,
];
const LONGEST = 40;
const SIDES = ["below", "above", "right", "left", "below right", "below left", "above right", "above left"];

const radians = (degrees) => (degrees * Math.PI) / 180;
const f1 = (n) => n.toFixed(1);
const f2 = (n) => n.toFixed(2);

/** Steps from the inside out, 1 to 5, for a closeness (5 is closest), and the other way. */
export const stepsOut = (closeness) => 6 - closeness;

/** The ring on which a step of closeness lies. */
export function ringOf(closeness) {
  return closeness ? ["closest", "close", "close", "further", "further"][stepsOut(closeness) - 1] : null;
}

function stepAt(distance) {
  for (let step = 1; step < 5; step += 1) if (distance < STEPS[step]) return step;
  return 5;
}

/** The closeness that a distance from the centre means. */
export function closenessAt(distance) {
  return stepsOut(stepAt(distance));
}

/** The distance in the middle of the step of a closeness. */
export function middleOf(closeness) {
  const step = stepsOut(closeness);
  return (STEPS[step - 1] + STEPS[step]) / 2;
}

/** Where a ring of radius 1 stands at an angle. */
export function direction(angle) {
  const x = Math.sin(radians(angle));
  const y = -Math.cos(radians(angle));
  const s = (Math.abs(x) ** BEND + Math.abs(y) ** BEND) ** (-1 / BEND);
  return [x * s, y * s];
}

/** The angle and distance of a point given in radii from the middle. */
export function fromMiddle(nx, ny) {
  const angle = (Math.atan2(nx, -ny) * 180) / Math.PI;
  return [(angle + 360) % 360, (Math.abs(nx) ** BEND + Math.abs(ny) ** BEND) ** (1 / BEND)];
}

/** About how wide a text is, in pixels. */
export function textWidth(text, font) {
  let total = 0;
  for (const char of text) {
    const code = char.codePointAt(0);
    total += code >= 32 && code <= 126 ? WIDTHS[code - 32] : code >= 0x2e80 ? 1000 : 600;
  }
  return total * font * 0.00102;
}

function ringPath(cx, cy, rx, ry) {
  const k = (8 * 2 ** (-1 / BEND) - 4) / 3;
  const [kx, ky] = [rx * k, ry * k];
  return (
    `M${f1(cx)} ${f1(cy - ry)}C${f1(cx + kx)} ${f1(cy - ry)} ${f1(cx + rx)} ${f1(cy - ky)} ${f1(cx + rx)} ${f1(cy)}` +
    `C${f1(cx + rx)} ${f1(cy + ky)} ${f1(cx + kx)} ${f1(cy + ry)} ${f1(cx)} ${f1(cy + ry)}` +
    `C${f1(cx - kx)} ${f1(cy + ry)} ${f1(cx - rx)} ${f1(cy + ky)} ${f1(cx - rx)} ${f1(cy)}` +
    `C${f1(cx - rx)} ${f1(cy - ky)} ${f1(cx - kx)} ${f1(cy - ry)} ${f1(cx)} ${f1(cy - ry)}Z`
  );
}

/** The symbol's outline round its own middle: circle, hexagon, or rounded square. */
export function outline(shape, size) {
  let r = size;
  if (shape === "professional") {
    r *= 1.05;
    const [h, w] = [r * 0.866, r / 2];
    return `M${f2(-r)} 0L${f2(-w)} ${f2(-h)}H${f2(w)}L${f2(r)} 0L${f2(w)} ${f2(h)}H${f2(-w)}Z`;
  }
  if (shape === "group" || shape === "place") {
    const [s, c] = [r * 0.88, r * 0.32];
    const i = s - c;
    const corner = `A${f2(c)} ${f2(c)} 0 0 1`;
    return (
      `M${f2(-i)} ${f2(-s)}H${f2(i)}${corner} ${f2(s)} ${f2(-i)}V${f2(i)}${corner} ${f2(i)} ${f2(s)}` +
      `H${f2(-i)}${corner} ${f2(-s)} ${f2(i)}V${f2(-i)}${corner} ${f2(-i)} ${f2(-s)}Z`
    );
  }
  return `M0 ${f2(-r)}A${f2(r)} ${f2(r)} 0 1 1 0 ${f2(r)}A${f2(r)} ${f2(r)} 0 1 1 0 ${f2(-r)}Z`;
}

/** An arc of one to three thirds of a half circle from the foot, clockwise or the other way. */
export function arc(thirds, radius, clockwise) {
  if (!thirds) return "";
  const span = [0, 56, 114, 171][thirds];
  const [a, b] = (clockwise ? [185, 185 + span] : [175, 175 - span]).map(radians);
  return (
    `M${f2(radius * Math.sin(a))} ${f2(-radius * Math.cos(a))}` +
    `A${f2(radius)} ${f2(radius)} 0 0 ${clockwise ? 1 : 0} ${f2(radius * Math.sin(b))} ${f2(-radius * Math.cos(b))}`
  );
}

/** Sizes for so many people in so much room. */
export function sizes(width, height, count, marks) {
  const narrow = width < 520;
  const share = Math.sqrt((width * height * 0.85) / Math.max(count, 1));
  const size = Math.max(narrow ? 5.5 : 7, Math.min(narrow ? 14.5 : 22, share * 0.17));
  const stroke = Math.max(1.8, size * 0.23);
  let font;
  if (narrow) font = count <= 16 ? 13.5 : count <= 40 ? 12 : 11;
  else font = count <= 20 ? 16 : count <= 30 ? 15 : count <= 80 ? 13 : 12;
  return {
    size,
    stroke,
    radius: size * 1.06 + stroke / 2 + 1.5,
    reach: marks ? size * 1.06 + stroke + 2 : size * 1.06 + 2,
    font,
  };
}

/** A height that suits a width: tall on a phone, wide on a desk. */
export function defaultHeight(width) {
  return Math.round(width * Math.max(0.74, Math.min(1.14, 1.14 - ((width - 340) / 420) * 0.4)));
}

/** The point of an angle and a distance, kept inside the last ring and clear of the word in the middle. */
export function place(angle, distance, { cx, cy, rx, ry, reach, middle }) {
  const [dx, dy] = direction(angle);
  const [ux, uy] = [dx * rx, dy * ry];
  const length = Math.hypot(ux, uy);
  const low = (Math.max(middle[1], (middle[0] * Math.abs(ux)) / length) + reach + 2) / length;
  const high = 1 - (reach + 1) / length;
  const d = Math.min(Math.max(distance, low), high);
  return [cx + ux * d, cy + uy * d];
}

function shift(spot, dx, dy, room) {
  let [x, y] = [spot.x + dx, spot.y + dy];
  const [hx, hy] = [x - spot.home[0], y - spot.home[1]];
  const far = Math.sqrt(hx * hx + hy * hy);
  const most = room.reach * 2.4;
  if (far > most) [x, y] = [spot.home[0] + (hx / far) * most, spot.home[1] + (hy / far) * most];
  const [angle, distance] = fromMiddle((x - room.cx) / room.rx, (y - room.cy) / room.ry);
  [spot.x, spot.y] = place(angle, Math.min(Math.max(distance, spot.low), spot.high), room);
}

function nudge(spots, room) {
  const gap = room.reach * 2 + 1;
  for (let round = 0; round < 16; round += 1) {
    let moved = false;
    const order = spots.map((_, i) => i).sort((i, j) => spots[i].x - spots[j].x || i - j);
    for (let at = 0; at < order.length; at += 1) {
      const a = spots[order[at]];
      for (let next = at + 1; next < order.length; next += 1) {
        const b = spots[order[next]];
        let dx = b.x - a.x;
        if (dx >= gap) break;
        let dy = b.y - a.y;
        if (Math.abs(dy) >= gap) continue;
        let dist = Math.sqrt(dx * dx + dy * dy);
        if (dist >= gap - 0.01) continue;
        moved = true;
        let push;
        if (dist < 0.5) {
          const turn = radians((Math.min(order[at], order[next]) * 137.5) % 360);
          [dx, dy, dist] = [Math.sin(turn), -Math.cos(turn), 1];
          push = gap / 2;
        } else {
          push = (gap - dist) / 2;
        }
        const [px, py] = [(dx / dist) * push, (dy / dist) * push];
        shift(a, -px, -py, room);
        shift(b, px, py, room);
      }
    }
    if (!moved) return;
  }
}

const APART = [5, 2];
const OVER_A_LINE = 2.2;
const OVER_A_RING = 2.4;

const meet = (a, b, [side, over] = [0, 0]) =>
  a[0] - side < b[2] && b[0] - side < a[2] && a[1] - over < b[3] && b[1] - over < a[3];

function ringsUnder(box, { cx, cy, rx, ry }) {
  const [left, top, right, foot] = [box[0] - 2 - cx, box[1] - 1 - cy, box[2] + 2 - cx, box[3] + 1 - cy];
  const near = (Math.max(left, -right, 0) / rx) ** BEND + (Math.max(top, -foot, 0) / ry) ** BEND;
  const far = (Math.max(-left, right) / rx) ** BEND + (Math.max(-top, foot) / ry) ** BEND;
  return RINGS.filter(([, share]) => near < share ** BEND && share ** BEND < far).length;
}

function covers(box, x, y, r) {
  const dx = x - Math.min(Math.max(x, box[0]), box[2]);
  const dy = y - Math.min(Math.max(y, box[1]), box[3]);
  return dx * dx + dy * dy < r * r;
}

function crosses(box, [x1, y1, x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  let [start, end] = [0, 1];
  for (const [p, q] of [[-dx, x1 - box[0]], [dx, box[2] - x1], [-dy, y1 - box[1]], [dy, box[3] - y1]]) {
    if (p === 0) {
      if (q < 0) return false;
    } else if (p < 0) start = Math.max(start, q / p);
    else end = Math.min(end, q / p);
    if (start > end) return false;
  }
  return true;
}

/** A name cut to so many characters. */
export function shorten(name, most) {
  const chars = [...name];
  return chars.length <= most ? name : `${chars.slice(0, most - 1).join("").trimEnd()}…`;
}

function wordings(name, font) {
  const whole = shorten(name.trim(), LONGEST);
  const cut = whole !== name.trim();
  const words = whole.split(/\s+/).filter(Boolean);
  const one = [[whole], cut];
  const two = [];
  if (words.length > 1) {
    let best = null;
    let least = Infinity;
    for (let i = 1; i < words.length; i += 1) {
      const pair = [words.slice(0, i).join(" "), words.slice(i).join(" ")];
      const wide = Math.max(textWidth(pair[0], font), textWidth(pair[1], font));
      if (wide < least) [best, least] = [pair, wide];
    }
    two.push([best, cut]);
  }
  const ways = two.length && textWidth(whole, font) > font * 5.5 ? [...two, one] : [one, ...two];
  if ([...whole].length > 9) ways.push([[shorten(whole, 8)], true]);
  return ways;
}

/** @returns {Label} */
function labelAt(side, lines, wide, x, y, reach, font, short) {
  const tall = font * (lines.length === 1 ? 1.02 : 2.1);
  const diagonal = reach * 0.72;
  let left;
  let anchor;
  if (side === "below" || side === "above") [left, anchor] = [x - wide / 2, "middle"];
  else if (side === "right") [left, anchor] = [x + reach + 4, "start"];
  else if (side === "left") [left, anchor] = [x - reach - 4 - wide, "end"];
  else if (side.endsWith("right")) [left, anchor] = [x + diagonal, "start"];
  else [left, anchor] = [x - diagonal - wide, "end"];
  let top;
  if (side === "below") top = y + reach + 0.5;
  else if (side === "above") top = y - reach - 0.5 - tall;
  else if (side === "right" || side === "left") top = y - tall / 2;
  else if (side.startsWith("below")) top = y + diagonal - font * 0.2;
  else top = y - diagonal + font * 0.2 - tall;
  const at = anchor === "start" ? left : anchor === "end" ? left + wide : x;
  return { lines, x: at, y: top + font * 0.8, anchor, box: [left, top, left + wide, top + tall], short };
}

/** The name right below its symbol: while somebody is being dragged. */
export function labelBelow(name, x, y, reach, font) {
  const lines = wordings(name, font)[0][0];
  const wide = Math.max(...lines.map((line) => textWidth(line, font))) + 2;
  return labelAt("below", lines, wide, x, y, reach, font, false);
}

function nameAll(names, spots, reach, font, width, height, blocked, lines, room) {
  function* waysFor(i) {
    const [x, y] = spots[i];
    for (const [linesOf, short] of wordings(names[i], font)) {
      const wide = Math.max(...linesOf.map((line) => textWidth(line, font))) + 2;
      const span = wide + reach * 2 + 4;
      const tall = reach * 2 + font * 3 + 4;
      const near = spots.filter((p, j) => j !== i && Math.abs(p[0] - x) < span && Math.abs(p[1] - y) < tall);
      const close = blocked.filter((box) => box[0] - x < span && x - box[2] < span);
      const passing = lines.filter(
        (line) =>
          Math.min(line[0], line[2]) - x < span &&
          x - Math.max(line[0], line[2]) < span &&
          Math.min(line[1], line[3]) - y < tall &&
          y - Math.max(line[1], line[3]) < tall,
      );
      const good = [];
      SIDES.forEach((side, rank) => {
        const label = labelAt(side, linesOf, wide, x, y, reach, font, short);
        const { box } = label;
        if (box[0] < 2 || box[1] < 2 || box[2] > width - 2 || box[3] > height - 2) return;
        if (near.some((p) => covers(box, p[0], p[1], reach)) || close.some((other) => meet(box, other))) return;
        const under = OVER_A_LINE * passing.filter((line) => crosses(box, line)).length;
        good.push([rank + under + OVER_A_RING * ringsUnder(box, room), label]);
      });
      if (good.length) yield good.sort((a, b) => a[0] - b[0]);
    }
  }
  const spare = names.map((_, i) => waysFor(i));
  const choices = spare.map((ways) => ways.next().value ?? []);
  /** @type {(?Label)[]} */
  const done = names.map(() => null);
  const clear = (box, but) => !done.some((label, j) => label && j !== but && meet(box, label.box, APART));
  const settleName = (i, options) => {
    for (const [, label] of options) {
      if (clear(label.box, i)) {
        done[i] = label;
        return true;
      }
    }
    for (const [, label] of options) {
      const blockers = [];
      done.forEach((other, j) => other && meet(label.box, other.box, APART) && blockers.push(j));
      if (blockers.length !== 1) continue;
      const [j] = blockers;
      const before = done[j];
      done[i] = label;
      for (const [, other] of choices[j]) {
        if (!meet(other.box, label.box, APART) && clear(other.box, j)) {
          done[j] = other;
          return true;
        }
      }
      [done[i], done[j]] = [null, before];
    }
    return false;
  };
  const order = names.map((_, i) => i).sort((i, j) => choices[i].length - choices[j].length || i - j);
  for (const i of order) {
    if (settleName(i, choices[i])) continue;
    for (const more of spare[i]) {
      choices[i] = more;
      if (settleName(i, more)) break;
    }
  }
  return done;
}

function ringLabel(word, share, font, points, { reach, cx, cy, rx, ry }) {
  const wide = textWidth(word, font) + 6;
  let first = null;
  for (const turn of [0, 10, -10, 20, -20, 30, -30, 180, 170, 190, 160, 200, 45, -45, 60, -60, 120, -120, 90, -90]) {
    const [ux, uy] = direction(turn);
    let [x, y] = [cx + ux * rx * share, cy + uy * ry * share];
    if (Math.abs(Math.sin(radians(turn))) > 0.6) x -= Math.sign(ux) * (wide / 2 + 4);
    if (Math.abs(uy) > 0.2) y -= Math.sign(uy) * font * 0.85;
    const box = [x - wide / 2, y - font * 0.55, x + wide / 2, y + font * 0.55];
    const label = { lines: [word], x, y: y + font * 0.33, anchor: "middle", box, short: false };
    first ??= label;
    if (!points.some((p) => covers(box, p[0], p[1], reach))) return label;
  }
  return first;
}

const BENT = 80;

function isFree(way, near, clear, middle, room) {
  let last = way[0];
  for (const point of way) {
    if (covers(middle, point[0], point[1], 5) || !(point[0] > 2 && point[0] < room[0] - 2 && point[1] > 2)) return false;
    const half = [(point[0] + last[0]) / 2, (point[1] + last[1]) / 2];
    for (const p of near) {
      for (const here of [point, half]) {
        const [ex, ey] = [p[0] - here[0], p[1] - here[1]];
        if (ex * ex + ey * ey < clear * clear) return false;
      }
    }
    last = point;
  }
  return true;
}

/**
 * The line from one symbol's edge to the other's, or null where they touch; it bends round whoever stands in its way.
 * @returns {?{path: string, parts: Box[]}}
 */
export function between(a, b, size, others = [], middle = null, room = null) {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = Math.sqrt(dx * dx + dy * dy);
  if (length <= size * 2) return null;
  const [mx, my] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const far = length * 0.8 + size * 2;
  const near = others.filter((p) => p !== a && p !== b && Math.abs(p[0] - mx) < far && Math.abs(p[1] - my) < far);
  let [qx, qy] = [mx, my];
  let way = null;
  let straight = null;
  let found = false;
  for (const dev of [0, 0.1, -0.1, 0.18, -0.18, 0.28, -0.28, 0.4, -0.4]) {
    [qx, qy] = [mx - dy * dev * 2, my + dx * dev * 2];
    way = [];
    for (let i = 1; i < 12; i += 1) {
      const t = i / 12;
      way.push([
        (1 - t) ** 2 * a[0] + 2 * t * (1 - t) * qx + t * t * b[0],
        (1 - t) ** 2 * a[1] + 2 * t * (1 - t) * qy + t * t * b[1],
      ]);
    }
    straight ??= way;
    found = !others.length || isFree(way, near, size + 4, middle, room);
    if (found) break;
  }
  if (!found) [qx, qy, way] = [mx, my, straight];
  const [[x1, y1], [x2, y2]] = [a, b].map((end) => {
    const [ux, uy] = [qx - end[0], qy - end[1]];
    const out = Math.sqrt(ux * ux + uy * uy);
    return [end[0] + (ux / out) * size, end[1] + (uy / out) * size];
  });
  if (qx === mx && qy === my) return { path: `M${f1(x1)} ${f1(y1)}L${f1(x2)} ${f1(y2)}`, parts: [[x1, y1, x2, y2]] };
  const corners = [[x1, y1], way[2], way[5], way[8], [x2, y2]];
  return {
    path: `M${f1(x1)} ${f1(y1)}Q${f1(qx)} ${f1(qy)} ${f1(x2)} ${f1(y2)}`,
    parts: corners.slice(1).map((q, i) => [corners[i][0], corners[i][1], q[0], q[1]]),
  };
}

/**
 * The picture of a map whose people have their places (the server settled them).
 * @param {{alters: Alter[], links: [string, string][], centre: string}} map links by key
 * @param {{width: number, height?: ?number, marks?: boolean, ringWords: string[], trayRows?: number}} how
 *   `trayRows`: room kept for so many rows of people who wait for a place, so that the rings do not jump
 */
export function draw(map, { width, height = null, marks = true, ringWords, trayRows = 0 }) {
  const has = (alter) => alter.angle !== null && alter.distance !== null;
  const loose = map.alters.length > 0 && map.alters.every((alter) => alter.closeness === null && alter.angle !== null);
  const placed = map.alters.filter(has);
  const waiting = map.alters.filter((alter) => !has(alter));
  const high = height || defaultHeight(width);
  const { size, stroke, radius, reach, font } = sizes(width, high, map.alters.length, marks);

  const cell = Math.max(reach * 2 + 10, Math.min(110, font * 6.5));
  const columns = Math.max(1, Math.floor((width - 8) / cell));
  const row = reach * 2 + font * 2.4;
  const rows = Math.max(Math.ceil(waiting.length / columns), trayRows);
  const trayHeight = rows ? rows * row + font * 1.9 : 0;
  const total = height ? Math.max(high - trayHeight, high * 0.5) : high;
  const full = total + trayHeight;
  const word = shorten(map.centre.trim() || "You", 12);
  const halfHigh = width < 520 ? 17 : 23;
  const middle = [Math.max(halfHigh, (textWidth(word, font) * 1.06) / 2 + 8), halfHigh];
  const room = { cx: width / 2, cy: trayHeight + total / 2, rx: width / 2 - 3, ry: total / 2 - 3, reach, middle };

  const spots = placed.map((alter) => {
    const [x, y] = place(alter.angle, alter.distance, room);
    const step = stepAt(alter.distance);
    const [low, top] = loose ? [STEPS[1], 1] : [STEPS[step - 1], STEPS[step]];
    return { x, y, low: low + 0.004, high: top - 0.004, home: [x, y] };
  });
  nudge(spots, room);
  const points = spots.map((spot) => [spot.x, spot.y]);
  waiting.forEach((_, n) => {
    const inRow = Math.min(columns, waiting.length - Math.floor(n / columns) * columns);
    const left = room.cx - (inRow * cell) / 2;
    points.push([left + ((n % columns) + 0.5) * cell, font * 1.7 + Math.floor(n / columns) * row + reach]);
  });

  const everyone = [...placed, ...waiting];
  const where = new Map(everyone.map((alter, i) => [alter.key, points[i]]));
  const centreBox = [room.cx - middle[0], room.cy - middle[1], room.cx + middle[0], room.cy + middle[1]];
  const pairs = map.links.filter(([a, b]) => a !== b && where.has(a) && where.has(b));
  const lines = [];
  for (const [a, b] of pairs) {
    const others = pairs.length <= BENT ? points : [];
    const line = between(where.get(a), where.get(b), size, others, centreBox, [width, total]);
    if (line) lines.push({ a, b, ...line });
  }

  const blocked = [centreBox];
  const ringFont = Math.min(font, 13.5);
  const rings = RINGS.map(([code, share], i) => {
    const label = loose ? null : ringLabel(ringWords[i], share, ringFont, points, room);
    if (label) blocked.push(label.box);
    return { code, path: ringPath(room.cx, room.cy, room.rx * share, room.ry * share), label };
  });
  let tray = null;
  if (waiting.length) {
    const wide = textWidth(ringWords[3], ringFont);
    const box = [room.cx - wide / 2, 2, room.cx + wide / 2, font * 1.4];
    tray = { lines: [ringWords[3]], x: room.cx, y: font * 1.15, anchor: "middle", box, short: false };
    blocked.push(box);
  }
  const named = nameAll(
    everyone.map((alter) => alter.name),
    points, reach, font, width, full, blocked, lines.flatMap(({ parts }) => parts), room,
  );
  const symbols = new Map();
  everyone.forEach((alter, i) => {
    symbols.set(alter.key, {
      alter,
      x: points[i][0],
      y: points[i][1],
      placed: i < placed.length,
      outline: outline(alter.shape, size),
      helps: marks ? arc(alter.helps, radius, true) : "",
      harder: marks ? arc(alter.harder, radius, false) : "",
      label: named[i],
    });
  });
  return {
    width, height: full, room, size, stroke, reach, font, ringFont, rings, lines, tray, marks, loose, middle, word,
    symbols: map.alters.map((alter) => symbols.get(alter.key)),
  };
}

/**
 * A free angle on a step: the middle of its widest gap (for somebody who comes in from the tray by keyboard).
 * @param {number[]} taken angles on that step
 */
export function freeAngle(taken) {
  if (!taken.length) return 150;
  const all = [...taken, 0].sort((a, b) => a - b);
  let best = [0, 0];
  all.forEach((angle, i) => {
    const gap = i + 1 < all.length ? all[i + 1] - angle : all[0] + 360 - angle;
    if (gap > best[0]) best = [gap, angle];
  });
  return (best[1] + best[0] / 2) % 360;
}
