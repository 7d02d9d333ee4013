/** Mouse, finger and pen on the map: choose, carry, join two people. */
import { closenessAt, fromMiddle, place, ringOf } from "./picture.js";

/**
 * @param {import("./paint.js").Painting} painting
 * @param {{joining: () => boolean, choose: (key: ?string, how: string) => void, moved: (key: string, values: Object) => void,
 *   join: (a: string, b: string) => void, started: () => void}} tell
 */
export function draggable(painting, tell) {
  const { root } = painting;
  let held = null;
  let frame = 0;

  const reachOf = (event) => Math.max(painting.picture.reach + 4, event.pointerType === "touch" ? 24 : 14);

  root.addEventListener("pointerdown", (event) => {
    if (held || event.button > 0 || !event.isPrimary) return;
    const at = painting.point(event);
    const symbol = painting.nearest(at, reachOf(event));
    if (!symbol) return;
    event.preventDefault();
    root.setPointerCapture(event.pointerId);
    const { key } = symbol.alter;
    held = { id: event.pointerId, key, start: at, by: [symbol.x - at[0], symbol.y - at[1]], from: [symbol.x, symbol.y], moving: false };
    held.touch = event.pointerType === "touch";
  });

  // Whoever holds somebody does not scroll the page; not every browser minds `touch-action` inside an SVG.
  root.addEventListener("touchmove", (event) => held && event.cancelable && event.preventDefault(), { passive: false });

  root.addEventListener("pointermove", (event) => {
    if (!held) {
      if (event.pointerType !== "touch") point(painting.nearest(painting.point(event), reachOf(event))?.alter.key ?? null);
      return;
    }
    if (event.pointerId !== held.id) return;
    const at = painting.point(event);
    if (!held.moving && Math.hypot(at[0] - held.start[0], at[1] - held.start[1]) < (held.touch ? 7 : 4)) return;
    if (!held.moving) {
      held.moving = true;
      tell.started();
      if (!tell.joining()) painting.lift(held.key, true);
    }
    held.at = at;
    frame ||= requestAnimationFrame(follow);
  });

  function follow() {
    frame = 0;
    if (!held?.moving) return;
    if (tell.joining()) {
      painting.tieLine(held.from, held.at);
      point(painting.nearest(held.at, 26, held.key)?.alter.key ?? null);
      return;
    }
    held.to = landing(held.at[0] + held.by[0], held.at[1] + held.by[1]);
    painting.target(ringOf(held.to.closeness));
    painting.carry(held.key, held.to.x, held.to.y);
  }

  /** Where on the rings somebody would come to lie. */
  function landing(x, y) {
    const { room } = painting.picture;
    const [angle, far] = fromMiddle((x - room.cx) / room.rx, (y - room.cy) / room.ry);
    const [px, py] = place(angle, Math.min(far, 1), room);
    const [, distance] = fromMiddle((px - room.cx) / room.rx, (py - room.cy) / room.ry);
    return { x: px, y: py, angle, distance, closeness: closenessAt(distance) };
  }

  function end(event) {
    if (!held || event.pointerId !== held.id) return;
    const done = held;
    held = null;
    cancelAnimationFrame(frame);
    frame = 0;
    painting.tieLine(null, null);
    painting.target(null);
    painting.lift(done.key, false);
    point(null);
    if (event.type === "pointercancel") {
      painting.carry(done.key, ...done.from);
      tell.choose(done.key, "cancel");
    } else if (tell.joining()) {
      const other = done.moving ? painting.nearest(painting.point(event), 30, done.key) : null;
      if (other) tell.join(done.key, other.alter.key);
      else if (!done.moving) tell.choose(done.key, done.touch ? "touch" : "click");
    } else if (done.moving) {
      const at = painting.point(event);
      const { angle, distance, closeness } = landing(at[0] + done.by[0], at[1] + done.by[1]);
      tell.moved(done.key, { angle: Math.round(angle * 100) / 100, distance: Math.round(distance * 1e4) / 1e4, closeness });
    } else {
      tell.choose(done.key, done.touch ? "touch" : "click");
    }
  }
  root.addEventListener("pointerup", end);
  root.addEventListener("pointercancel", end);
  root.addEventListener("pointerleave", () => point(null));

  let pointed = null;
  function point(key) {
    if (key === pointed) return;
    if (pointed) painting.hover(pointed, false);
    if (key) painting.hover(key, true);
    pointed = key;
    root.classList.toggle("is-over", Boolean(key));
  }

  return {
    /** Put somebody back who is being carried. @returns {boolean} whether there was anybody */
    cancel() {
      if (!held?.moving) return false;
      const { id } = held;
      end({ pointerId: id, type: "pointercancel" });
      return true;
    },
  };
}
