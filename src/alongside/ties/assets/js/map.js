/**
 * The drawing page: takes the server's map out of the page, draws it as a tool, and saves each change.
 * Without this file the page is a picture and a list with forms, and does the same.
 */
import { draggable } from "./drag.js";
import { List } from "./list.js";
import { Painting } from "./paint.js";
import { Panel } from "./panel.js";
import { closenessAt, direction, draw, freeAngle, middleOf } from "./picture.js";
import { newKey, Saver } from "./save.js";
import { State } from "./state.js";
import { readBlock, Words } from "./words.js";

const find = (selector, within = document) => within.querySelector(selector);

/** Start the tool in the page's `[data-drawing]`. */
export function start(home = find("[data-drawing]")) {
  const data = home && readBlock("map-data");
  if (!data) return null;
  const words = new Words(readBlock("map-words"));
  const marks = !(home.dataset.asks || "").trim() || home.dataset.asks.trim() === "all";
  const state = new State(data);
  const view = { chosen: null, joining: false, from: null, zoom: 1, tray: 0 };

  const frame = find("[data-picture]", home);
  frame.replaceChildren();
  home.classList.add("is-tool");
  for (const element of home.querySelectorAll("[data-tool]")) element.hidden = false;
  const painting = new Painting(frame, { label: words.say("map-of", { name: state.centre }), describedBy: "map-how" });
  const live = find("[data-live]", home);
  const note = find("[data-note]", home);
  const status = find("[data-status]", home);

  // --- saying ----------------------------------------------------------------------------------------------------

  /** Say something to whoever cannot see the picture. */
  function announce(text) {
    live.textContent = "";
    setTimeout(() => {
      live.textContent = text;
    }, 30);
  }

  function clock(angle) {
    return words.say("oclock", { hour: Math.round(angle / 30) % 12 || 12 });
  }

  function where(alter) {
    const step = words.pick("steps", alter.closeness ?? 0);
    return alter.angle === null || alter.angle === undefined ? step : `${step}, ${clock(alter.angle)}`;
  }

  function spoken(alter) {
    const said = [alter.name, words.table.kinds[alter.kind] || words.table.shapes[alter.shape], words.pick("steps", alter.closeness ?? 0)];
    if (marks) {
      if (alter.helps) said.push(words.say("helps-so", { how: words.pick("amounts", alter.helps) }));
      if (alter.harder) said.push(words.say("harder-so", { how: words.pick("amounts", alter.harder) }));
      if (alter.in_recovery) said.push(words.say("in-recovery"));
      if (alter.uses) said.push(words.say("uses"));
    }
    const known = state.known(alter.key);
    if (known.length) said.push(words.say("knows", { names: known.map((other) => other.name).join(", ") }));
    return said.join(", ");
  }

  // --- showing ---------------------------------------------------------------------------------------------------

  const list = new List(find("[data-list-of-all] table", home), words, marks, { open: (key) => choose(key, "list") });
  const undo = find("[data-deed=undo]", home);
  const redo = find("[data-deed=redo]", home);

  function width() {
    const style = getComputedStyle(frame);
    return Math.max(280, frame.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)) * view.zoom;
  }

  function show() {
    const picture = draw(
      { alters: state.alters, links: state.links, centre: state.centre },
      { width: width(), marks, ringWords: words.table.rings, trayRows: view.tray },
    );
    // Once somebody has waited for a place the room for it stays, so that the rings do not jump with each one placed.
    if (picture.tray) view.tray = 1;
    painting.show(picture, spoken);
    undo.disabled = !state.done.length;
    redo.disabled = !state.undone.length;
    find("[data-empty]", home).hidden = state.alters.length > 0;
    const hidden = picture.symbols.filter((symbol) => !symbol.label).length;
    note.textContent = hidden ? words.say("no-room", { n: hidden }) : "";
    showChosen();
  }

  function showChosen() {
    const alter = view.chosen ? state.get(view.chosen) : null;
    if (!alter || alter.off) view.chosen = null;
    const known = view.chosen ? state.known(view.chosen) : [];
    painting.mark({ chosen: view.chosen, from: view.from, known: new Set(known.map((other) => other.key)) });
    panel.show(view.chosen ? alter : null, known, state.alters);
  }

  let listing = 0;
  function showList() {
    clearTimeout(listing);
    listing = setTimeout(() => list.show(state.alters, (key) => state.known(key)), 150);
  }

  // --- deeds -----------------------------------------------------------------------------------------------------

  const panel = new Panel(
    find("[data-panel]", home),
    find("#map-panel"),
    {
      change: (key, values) => change(key, values),
      takeOff: (key) => askTakeOff(key),
      close: () => {
        const { chosen } = view;
        choose(null, "close");
        if (chosen) painting.focus(chosen);
      },
      join: (a, b) => join(a, b),
      unlink: (a, b) => join(a, b),
    },
    words,
  );

  function choose(key, how) {
    if (how === "cancel") return show();
    if (view.joining && key && how !== "list") {
      if (view.from && view.from !== key) join(view.from, key);
      else {
        view.from = view.from === key ? null : key;
        if (view.from) announce(words.say("join-from", { name: state.get(key).name }));
        showChosen();
      }
      return undefined;
    }
    view.chosen = key;
    showChosen();
    if (key && how === "click") painting.focus(key);
    if (key && (how === "keyboard" || how === "list")) panel.focus();
    const narrow = matchMedia("(max-width: 859px)").matches;
    if (key && narrow && how !== "click") {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      panel.home.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
    }
    return undefined;
  }

  function change(key, values) {
    const alter = state.get(key);
    const was = Object.fromEntries(Object.keys(values).map((name) => [name, alter[name] ?? null]));
    if (Object.keys(values).every((name) => was[name] === (values[name] ?? null))) return;
    if ("closeness" in values) {
      move(key, toStep(alter, values.closeness));
      return;
    }
    state.do({ op: "change", alter: key, was, values });
  }

  /** The place for somebody whose closeness is chosen as a number. */
  function toStep(alter, closeness) {
    if (closeness === null) return { closeness: null, angle: null, distance: null };
    const same = state.alters.filter((other) => other.closeness === closeness && other.angle !== null && other !== alter);
    return { closeness, distance: middleOf(closeness), angle: alter.angle ?? freeAngle(same.map((other) => other.angle)) };
  }

  function move(key, values, joins = false) {
    const alter = state.get(key);
    const was = { closeness: alter.closeness, angle: alter.angle, distance: alter.distance };
    state.do({ op: "move", alter: key, was, values, joins });
    announce(words.say("moved", { name: alter.name, where: where(state.get(key)) }));
  }

  function join(a, b) {
    const op = state.linked(a, b) ? "unlink" : "link";
    view.from = null;
    state.do({ op, alter: a, other: b });
    announce(words.say(op === "link" ? "joined" : "parted", { a: state.get(a).name, b: state.get(b).name }));
  }

  function setJoining(on, quietly = false) {
    view.joining = on;
    view.from = on ? view.chosen : null;
    home.classList.toggle("is-joining", on);
    find("[data-deed=join]", home).setAttribute("aria-pressed", String(on));
    find("[data-joining]", home).hidden = !on;
    if (!quietly) announce(words.say(on ? "joining-on" : "joining-off"));
    showChosen();
  }

  function add(name, shape) {
    const key = newKey();
    const values = { id: key, name, shape, kind: "", closeness: null, angle: null, distance: null, version: null };
    state.do({ op: "add", alter: key, values });
    view.chosen = key;
    showChosen();
    announce(words.say("added", { name }));
  }

  function takeOff(key) {
    const { name } = state.get(key);
    const at = state.alters.findIndex((alter) => alter.key === key);
    state.do({ op: "take_off", alter: key });
    announce(words.say("taken-off", { name }));
    const next = state.alters[Math.min(at, state.alters.length - 1)];
    if (next) painting.focus(next.key);
    else find("[name=name]", home).focus();
  }

  function askTakeOff(key) {
    const dialog = find("#map-take-off");
    find("[data-text=name]", dialog).textContent = state.get(key).name;
    dialog.returnValue = "";
    dialog.onclose = () => {
      if (dialog.returnValue === "yes") takeOff(key);
      else painting.focus(key);
    };
    dialog.showModal();
  }

  function back(again) {
    const command = again ? state.redo() : state.undo();
    if (!command) {
      announce(words.say(again ? "nothing-again" : "nothing-back"));
      return;
    }
    const name = state.get(command.alter)?.name ?? "";
    announce(words.say(again ? "done-again" : "taken-back", { what: words.say(`did-${command.op}`, { name }) }));
  }

  // --- saving ----------------------------------------------------------------------------------------------------

  const saver = new Saver(home.dataset.saveUrl, {
    token: () => find("[name=csrfmiddlewaretoken]")?.value ?? "",
    person: (key) => state.get(key),
    tell: (what, more = {}) => {
      status.dataset.state = what;
      const key = what === "saved" && !more.time ? "saved-now" : what;
      find("[data-text=status]", status).textContent = words.say(key, { time: more.time ?? "", n: more.waiting });
      find("[data-deed=retry]", status).hidden = !["retrying", "signed-out"].includes(what);
    },
    saved: (job, answer, more) => {
      const alter = state.get(job.alter);
      if (!alter || !answer.alter) return;
      const { id, version, ...rest } = answer.alter;
      Object.assign(alter, { id, version });
      if (!more) {
        const differs = Object.keys(rest).some((name) => name in alter && alter[name] !== rest[name] && typeof rest[name] !== "object");
        if (differs) state.apply({ op: "change", alter: job.alter, values: rest }, "server");
      }
    },
    conflict: (job, answer) => askConflict(job, answer),
    refused: (job, message) => {
      state.revert(job);
      find("[data-refused]", home).textContent = message || words.say("refused");
      find("[data-refused]", home).hidden = false;
      status.dataset.state = "refused";
      find("[data-text=status]", status).textContent = words.say("not-saved");
    },
  });

  function shown(name, value, alter) {
    if (name === "closeness") return words.pick("steps", value ?? 0);
    if (name === "helps" || name === "harder") return value === null ? words.say("not-asked") : words.pick("amounts", value);
    if (name === "angle") return value === null ? "" : clock(value);
    if (name === "kind") return words.table.kinds[value] || words.table.shapes[alter.shape];
    if (name === "shape") return words.table.shapes[value];
    if (typeof value === "boolean" || value === null || value === undefined) {
      return words.pick("truths", value === true ? 1 : value === false ? 2 : 0);
    }
    return words.table.used?.[value] ?? String(value);
  }

  /** Somebody else changed this person in between: show both, and let whoever is here choose. */
  function askConflict(job, answer) {
    const mine = state.get(job.alter);
    const theirs = answer.alter;
    const dialog = find("#map-conflict");
    find("[data-text=who]", dialog).textContent = words.say("changed-by", { name: mine.name, by: answer.by || words.say("somebody"), time: answer.at || "" });
    const body = find("tbody", dialog);
    const rows = [];
    const line = (label, ours, other) => {
      const row = document.createElement("tr");
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = label;
      const [a, b] = [ours, other].map((text) => {
        const cell = document.createElement("td");
        cell.textContent = text || "–";
        return cell;
      });
      row.append(head, a, b);
      rows.push(row);
    };
    const off = job.op === "take_off";
    if (!theirs || off) {
      line(words.say("on-map"), words.pick("truths", off ? 2 : 1), words.pick("truths", theirs ? 1 : 2));
    }
    if (theirs && !off) {
      for (const [name, label] of Object.entries(words.table.fields)) {
        if (!(name in theirs) || !(name in mine)) continue;
        const [ours, other] = [shown(name, mine[name], mine), shown(name, theirs[name], theirs)];
        if (ours !== other) line(label, ours, other);
      }
      if (!rows.length) line(words.table.fields.closeness, shown("closeness", mine.closeness), shown("closeness", theirs.closeness));
    }
    body.replaceChildren(...rows);
    dialog.returnValue = "";
    return new Promise((resolve) => {
      dialog.oncancel = (event) => event.preventDefault();
      dialog.onclose = () => {
        const choice = dialog.returnValue === "mine" ? "mine" : "theirs";
        if (theirs) Object.assign(mine, { id: theirs.id, version: theirs.version });
        if (choice === "theirs") {
          state.forget(job.alter);
          if (job.op === "link" || job.op === "unlink") state.revert(job);
          else if (theirs) state.apply({ op: "change", alter: job.alter, values: { ...theirs, off: false } }, "server");
          else state.apply({ op: "take_off", alter: job.alter }, "server");
        }
        announce(words.say(choice === "mine" ? "kept-mine" : "kept-theirs", { name: mine.name }));
        resolve(choice);
      };
      dialog.showModal();
    });
  }

  state.addEventListener("change", ({ detail: { command, why } }) => {
    if (why !== "server") {
      find("[data-refused]", home).hidden = true;
      saver.add(command);
    }
    show();
    showList();
  });

  // --- pointer, keys, buttons --------------------------------------------------------------------------------------

  const drag = draggable(painting, {
    joining: () => view.joining,
    choose,
    moved: (key, values) => {
      view.chosen = key;
      move(key, values);
      painting.focus(key);
    },
    join,
    started: () => {
      find("[data-refused]", home).hidden = true;
    },
  });

  painting.root.addEventListener("focusin", (event) => {
    const key = event.target.closest?.("[data-alter]")?.dataset.alter;
    if (key) painting.hover(key, true);
  });
  painting.root.addEventListener("focusout", (event) => {
    const key = event.target.closest?.("[data-alter]")?.dataset.alter;
    if (key) painting.hover(key, false);
  });

  /** One step by arrow key: left and right go round the ring, up is closer, down is further. */
  function step(key, arrow, large) {
    const alter = state.get(key);
    if (alter.angle === null) {
      move(key, toStep(alter, arrow === "ArrowUp" ? 1 : 3), true);
      return;
    }
    const angle = alter.angle ?? 0;
    if (arrow === "ArrowLeft" || arrow === "ArrowRight") {
      // About the same way on the screen on every ring.
      const [x, y] = direction(angle);
      const by = ((large ? 40 : 10) / Math.max(0.2, alter.distance * Math.hypot(x * 330, y * 250))) * 57.3;
      const turned = (angle + (arrow === "ArrowRight" ? by : -by) + 360) % 360;
      move(key, { angle: Math.round(turned * 100) / 100, distance: alter.distance, closeness: alter.closeness }, true);
      return;
    }
    const closer = arrow === "ArrowUp";
    const now = alter.closeness ?? closenessAt(alter.distance);
    const to = Math.max(1, Math.min(5, now + (closer ? 1 : -1)));
    if (to === now && alter.closeness !== null) {
      announce(words.say(closer ? "closest-already" : "furthest-already", { name: alter.name }));
      return;
    }
    move(key, { angle, distance: middleOf(to), closeness: to }, true);
  }

  painting.root.addEventListener("keydown", (event) => {
    const key = event.target.closest?.("[data-alter]")?.dataset.alter;
    if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
    const deeds = {
      Enter: () => choose(key, "keyboard"),
      " ": () => choose(key, "keyboard"),
      Delete: () => askTakeOff(key),
      Backspace: () => askTakeOff(key),
      l: () => joinByKey(key),
      L: () => joinByKey(key),
      Escape: () => (drag.cancel() ? undefined : view.joining ? setJoining(false) : choose(null, "close")),
    };
    if (event.key.startsWith("Arrow")) step(key, event.key, event.shiftKey);
    else if (deeds[event.key]) deeds[event.key]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  function joinByKey(key) {
    if (!view.joining) {
      setJoining(true, true);
      view.from = key;
      showChosen();
      announce(words.say("join-from", { name: state.get(key).name }));
    } else if (view.from && view.from !== key) {
      const { from } = view;
      setJoining(false, true);
      join(from, key);
    } else setJoining(false);
  }

  home.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !typing(event.target)) {
      event.preventDefault();
      back(event.shiftKey);
    } else if (event.key.toLowerCase() === "y" && event.ctrlKey && !typing(event.target)) {
      event.preventDefault();
      back(true);
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && painting.root.contains(event.target)) {
      if (event.key.toLowerCase() === "n") {
        event.preventDefault();
        find("[data-add] [name=name]", home).focus();
      } else if (event.key === "?") {
        event.preventDefault();
        find("#map-keys").showModal();
      }
    } else if (event.key === "Escape" && view.joining) setJoining(false);
  });

  const typing = (target) => target.matches?.("input:not([type=radio]), textarea, select");

  const form = find("[data-add]", home);
  // Caught on its way down: the site's own guard would let the form go only once.
  const adding = (event) => {
    if (event.target !== form) return;
    event.preventDefault();
    event.stopPropagation();
    const name = form.elements.name.value.replace(/\s+/g, " ").trim();
    const error = find("[data-error]", form);
    error.hidden = Boolean(name);
    form.elements.name.toggleAttribute("aria-invalid", !name);
    if (!name) {
      form.elements.name.focus();
      return;
    }
    add(name, form.elements.shape.value || "person");
    form.elements.name.value = "";
    form.elements.name.focus();
  };
  home.addEventListener("submit", adding, true);

  home.addEventListener("click", (event) => {
    const deed = event.target.closest("[data-deed]")?.dataset.deed;
    const deeds = {
      undo: () => back(false),
      redo: () => back(true),
      join: () => setJoining(!view.joining),
      keys: () => find("#map-keys").showModal(),
      larger: () => zoom(1.5),
      smaller: () => zoom(1 / 1.5),
      retry: () => saver.again(),
    };
    deeds[deed]?.();
  });

  function zoom(by) {
    view.zoom = Math.max(1, Math.min(3.4, view.zoom * by));
    find("[data-deed=smaller]", home).disabled = view.zoom <= 1.01;
    find("[data-deed=larger]", home).disabled = view.zoom >= 3.3;
    home.classList.toggle("is-large", view.zoom > 1.01);
    show();
  }

  window.addEventListener("beforeunload", (event) => {
    if (saver.waiting) event.preventDefault();
  });

  let last = 0;
  new ResizeObserver(() => {
    const now = frame.clientWidth;
    if (Math.abs(now - last) < 1) return;
    last = now;
    show();
  }).observe(frame);

  last = frame.clientWidth;
  show();
  list.show(state.alters, (key) => state.known(key));
  return { state, saver, painting, view };
}

start();
