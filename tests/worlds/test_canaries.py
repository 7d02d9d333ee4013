"""Ten thousand canaries: when every route was visited, none of them lies where nobody reads who was let in.

A canary stands in each name and each free text of a world, so that whatever is kept, sent or written down by mistake
carries some of them. What the two who visit type is sown too. The browser's own storage is searched by
`tests/journeys/test_canaries.py`.
"""

import copy
import io
import itertools
import logging
import re
from pathlib import Path

import pytest
from django.conf import settings

from alongside.access import arrange
from tests import ground
from tests.worlds import contents, forms, generate, oracle, traces, world
from tests.worlds.generate import Step

CANARIES = 10_000
CANARY = re.compile(r"canary\d{6}")
# Where the world's own rows are, and the history of each, which is part of the record.
KEPT_BY_DESIGN = ("public.", "log.version")
# What somebody writes to colleagues, and is read by whom it names: what was typed may stand there, what lay in a record not.
TYPED_TO = re.compile(r"access\.")
NAMED_IN = "access.worry"
"""A worry that is passed on from somebody's page begins with what they are called: of whom it is the desk has to know."""


class Sown:
    """A world full of canaries, and in which folder each lies."""

    def __init__(self) -> None:
        self.pair = generate.one_pair(traces.methods())
        self.world = copy.deepcopy(self.pair.worlds[0])
        self.lies_in: dict[str, int] = {}
        self.called: set[str] = set()
        self.texts = {
            m._meta.db_table: [f.column for f in contents.texts_of(m)] for m in arrange.folder_models()
        }
        for table in self.texts:
            self._sow(table, 0)
        for n in itertools.count():
            if len(self.lies_in) >= CANARIES:
                break
            self._somebody_more(n)
        self.pair.worlds = (self.world, self.world)

    def _somebody_more(self, n: int) -> None:
        """A person of the colleague's, of whom the viewer is told nothing."""
        had = {table: len(self.world.get(table, ())) for table in self.texts}
        for kind in generate.ALL_KINDS:
            part = {
                "id": contents.number("sown", n, kind), "kind": kind, "person": contents.number("sown", n), "whose": f"sown {n}",
                "team": None, "flavour": 1 + n % contents.FLAVOURS, "ended": False, "mine": "never", "seat": "never",
                "writes": True, "second": ("live", "never")[n % 2], "stood_in": "no",
            }  # fmt: skip
            generate.place(self.world, self.pair.at, part, False, False)
        for table, before in had.items():
            self._sow(table, before)

    def _sow(self, table: str, since: int) -> None:
        """What is kept by (folder, kind, flavour) is shared between worlds, so each row is written anew."""
        rows = self.world.get(table, [])
        for place in range(since, len(rows)):
            row = rows[place] = dict(rows[place])
            for column in self.texts[table]:
                if row.get(column):
                    row[column] = canary = f"canary{len(self.lies_in):06}"
                    self.lies_in[canary] = row["folder"]
                    if (table, column) == ("people_line", "call_name"):
                        self.called.add(canary)
            if "sort_key" in row:
                row["sort_key"] = row.get("call_name") or row.get("text") or row["sort_key"]


def listen(one: world.World) -> None:
    """In the world's process: the service's own log, into one text."""
    from alongside.config import logs

    one.log = io.StringIO()
    handler = logs.Handler(one.log)
    handler.setFormatter(logs.Formatter())
    logging.getLogger().handlers = [handler]
    logging.getLogger().setLevel(logging.DEBUG)
    for name in ("django", "alongside", "weasyprint", "fontTools", "allauth", "procrastinate"):
        logging.getLogger(name).setLevel(logging.DEBUG)


def logged(one: world.World) -> str:
    """What it wrote."""
    return one.log.getvalue()


def _visits() -> list[Step]:
    """Every route, well and badly asked, of one's own people and of others'."""
    return [
        Step("visit", route, deed, aim, pick=turn, fill=3 * turn + n)
        for n, (route, methods) in enumerate(traces.methods().items())
        for turn, aim in enumerate(("own", "hidden", "foreign row"))
        for deed in (*methods, *(("bad",) if "POST" in methods else ()))
        if not route.startswith(("account_log", "sign-out"))
    ]


def _typed(asked: world.Asked, numbers: "itertools.count[int]") -> world.Asked:
    """Whatever plain words a form is sent with are canaries of their own."""
    said = (*contents.WORDS, *contents.NAMES, *forms.WORDS)
    fields = tuple(
        (name, f"canary9{next(numbers):05}" if isinstance(value, str) and value and value in said else value)
        for name, value in asked.fields
    )
    return world.Asked(asked.who, asked.method, asked.path, fields, asked.word, asked.query, asked.body)


def _beside_the_data(place: Path) -> list[Path]:
    """Every file of the service's home but the database's own pages."""
    return [f for f in place.rglob("*") if f.is_file() and not {"base", "pg_wal", "global"} & set(f.parts)]


@pytest.mark.slow
def test_no_canary_is_where_nobody_reads_after_every_route_was_visited():
    sown = Sown()
    assert len(sown.lies_in) >= CANARIES
    reach = {
        "viewer": sown.pair.reach,
        "second": oracle.within_reach(sown.world, generate.SECOND, [sown.pair.at], generate.ASKED_FOR),
    }
    numbers, done, shown = itertools.count(), set(), set()
    with world.two() as two:
        two.one(0, "do", listen)
        for who in reach:
            two.one(
                0, "put", sown.world, sown.pair.at, {name: generate.key(name) for name in generate.BROWSERS}
            )
            tour = traces.Tour(sown.pair)
            for n, step in enumerate(_visits()):
                for m, one in enumerate(tour.requests(step, who=who)):
                    asked = world.Asked(
                        one.who, one.method, one.path, one.fields, f"{who}/{n}/{m}", one.query, one.body
                    )
                    asked = _typed(asked, numbers)
                    seen = two.one(0, "ask", asked)
                    tour.answered(asked, seen.body)
                    found = set(CANARY.findall(seen.body.decode("utf-8", "replace")))
                    others = {
                        c for c in found if sown.lies_in.get(c, 0) and sown.lies_in[c] not in reach[who]
                    }
                    assert not others, (
                        f"{asked} showed what lies in a part that {who} cannot open: {sorted(others)[:5]}"
                    )
                    assert seen.status < 500 or not found, f"{asked} broke and says {sorted(found)[:5]}"
                    beside = "\n".join((*map(str, seen.headers), *seen.cookies, *seen.mail, *seen.errors))
                    assert not CANARY.search(beside), (
                        f"{asked}: {CANARY.findall(beside)[:5]} in a header, a cookie or a mail"
                    )
                    shown |= found
                done.add(step.route)
            for table, canaries in _lying(two).items():
                if not table.startswith(KEPT_BY_DESIGN):
                    told = {c for c in canaries if c in sown.lies_in} if TYPED_TO.match(table) else canaries
                    if table == NAMED_IN:
                        told = {c for c in told if c not in sown.called or sown.lies_in[c] not in reach[who]}
                    assert not told, f"{table} keeps {sorted(told)[:5]}"
        said = two.one(0, "do", logged)
    assert len(done) > 100
    assert len(shown) > 300, "they were there to be seen by whoever may"
    assert len(said) > 1_000, "the service wrote its log"
    assert not CANARY.search(said)
    ground.admin().execute("select pg_rotate_logfile()")
    for file in _beside_the_data(Path(settings.HOME.path)):
        assert not CANARY.search(file.read_bytes().decode("utf-8", "replace")), file


def _lying(two: world.Two) -> dict[str, set[str]]:
    """In which tables there are canaries, and which."""
    found = {}
    tables = two.one(
        0, "run",
        "select schemaname || '.' || quote_ident(tablename) from pg_tables"
        " where schemaname in ('public', 'access', 'log', 'authn', 'queue') order by 1",
    )  # fmt: skip
    for (table,) in tables:
        rows = two.one(
            0,
            "run",
            f"select distinct m[1] from {table} x, regexp_matches(x::text, 'canary[0-9]{{6}}', 'g') m",
        )
        if rows:
            found[table] = {row[0] for row in rows}
    return found
