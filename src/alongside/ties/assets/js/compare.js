/** Then and now in one picture: a slider carries everybody from where they stood to where they stand. */
import { draw } from "./picture.js";
import { Painting } from "./paint.js";
import { readBlock, Words } from "./words.js";

const home = document.querySelector("[data-compare]");
const [then, now] = [readBlock("map-then-data"), readBlock("map-now-data")];

if (home && then && now) {
  const words = new Words(readBlock("map-words"));
  const marks = home.dataset.marks === "yes";
  const one = home.querySelector("[data-one]");
  const frame = home.querySelector("[data-moving]");
  const slider = home.querySelector("[data-slider]");
  const live = home.querySelector("[data-live]");
  one.hidden = false;
  home.classList.add("is-moving");
  const label = words.say("map-of", { then: words.say("then"), now: words.say("now") });
  const painting = new Painting(frame, { label, describedBy: "changes-heading" });
  painting.root.setAttribute("role", "img");
  painting.root.removeAttribute("aria-describedby");
  painting.root.classList.add("map--still");

  const keyed = (data) => new Map(data.alters.map((alter) => [alter.id, { ...alter, key: alter.id }]));
  const [before, after] = [keyed(then), keyed(now)];
  const middle = (a, b, part) => {
    if (a === null || b === null) return part < 0.5 ? a : b;
    return a + (b - a) * part;
  };
  const turn = (a, b, part) => {
    if (a === null || b === null) return part < 0.5 ? a : b;
    const by = ((b - a + 540) % 360) - 180;
    return (a + by * part + 360) % 360;
  };

  const show = () => {
    const part = Number(slider.value) / 100;
    const alters = [];
    for (const [key, alter] of after) {
      const was = before.get(key);
      if (was) {
        const near = part < 0.5 ? was : alter;
        alters.push({ ...near, key, name: near.name, angle: turn(was.angle, alter.angle, part), distance: middle(was.distance, alter.distance, part) });
      } else if (part > 0) alters.push(alter);
    }
    for (const [key, alter] of before) if (!after.has(key) && part < 1) alters.push(alter);
    const links = (part < 0.5 ? then : now).links;
    const width = Math.max(280, frame.clientWidth);
    painting.show(draw({ alters, links, centre: now.centre }, { width, marks, ringWords: words.table.rings }), (alter) => alter.name);
    for (const [key, { group }] of painting.people) {
      const shown = after.has(key) ? (before.has(key) ? 1 : part) : 1 - part;
      group.setAttribute("opacity", String(0.15 + 0.85 * shown));
      painting.names.get(key)?.setAttribute("opacity", String(0.15 + 0.85 * shown));
      group.classList.toggle("is-new", !before.has(key));
      group.removeAttribute("tabindex");
      group.removeAttribute("role");
      group.removeAttribute("aria-label");
    }
    slider.setAttribute("aria-valuetext", words.say(part === 0 ? "at-then" : part === 1 ? "at-now" : "at-between", { date: words.say(part === 0 ? "then" : "now") }));
  };
  slider.addEventListener("input", show);
  slider.addEventListener("change", () => {
    live.textContent = slider.getAttribute("aria-valuetext");
  });
  let last = 0;
  new ResizeObserver(() => {
    if (frame.clientWidth !== last) {
      last = frame.clientWidth;
      show();
    }
  }).observe(frame);
  show();
}
