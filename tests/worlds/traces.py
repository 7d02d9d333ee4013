"""From a step of a trace to the requests that it sends: every route, and how it is visited.

A route joins by itself: its handles are those of the rows of the worlds, its form is the one on its own page. What
cannot be guessed is said here: which model a handle's purpose names (`NAMED`), what else stands in an address (`SAID`),
and what a route without a page of its own is sent (`SENT`).
"""

import random
import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Any

from alongside.access import arrange, handles
from alongside.care.states import COURSES
from alongside.guide.content import guide
from alongside.guide.files import DOORS
from alongside.measures.library import library
from alongside.outbox.pages import one
from alongside.web.registry import PAGES
from tests.worlds import forms, generate, oracle
from tests.worlds.contents import ABOUT, number
from tests.worlds.generate import Pair, Step
from tests.worlds.world import Asked

PART = re.compile(r"<(\w+):(\w+)>")

# Purposes of handles that are not called as their model is.
NAMED = {"called": "people_name", "way": "people_contactway", "statement": "care_goal"}
FOLDERS = {"part", "person"}
COURSE = {course.name: tuple(course.deeds) for course in COURSES}
SECTIONS = ("age", "language", "easier", "home", "numbers", "background", "identity", "nowhere")

# What else stands in an address: by the argument's name, or by "route argument".
SAID: dict[str, tuple[Any, ...]] = {
    "section": SECTIONS,
    "topic": (*sorted(library().newest), "nothing"),
    "confirm_part topic": ABOUT,
    "number": (*generate.STAFF, 1),
    "message-deed deed": (*one.DEEDS, "take"),
    "pk": (1, 2, 5),
    "whom": ("x" * 43,),
    "word": ("x" * 43, generate.WELCOME),
    "uidb36": ("1a", "zz"),
    "key": ("set-password", "x-y"),
    "move_plan deed": COURSE["plan"],
    "move_goal deed": COURSE["goal"],
    "move_step deed": COURSE["step"],
    "answer_referral deed": COURSE["referral"],
    "of": ("first-contact", "call", "people"),
    "copy-look table": (
        "care_goal",
        "care_session",
        "people_details",
        "ties_tie",
        "sharing_received",
        "people_line",
    ),
    "copy-one table": ("care_goal", "care_goal", "care_session"),
    "question": (*generate.THOUGHT.values(), "no-question"),
    "card": (*list(guide().cards)[:4], "no-card"),
    "entry": (*list(guide().entries)[:4], "no-entry"),
    "guide-topic topic": (*(str(topic["slug"]) for topic in guide().topics[:4]), "no-topic"),
    "door": (*DOORS, "no-door"),
    **dict.fromkeys(
        ("guide-do deed", "guide-do-with deed", "guide-do-in deed"),
        (*sorted({deed for card in guide().in_order for deed in card.deeds}), "healthz"),
    ),
}

# A number in an address that is a row of the floor's: which table's.
NUMBERED = {
    "emergency-review": "access.emergency",
    "known-settle-one": "access.known_outside",
    "knows-end": "access.conflict",
    "answer-here": "access.asked_here",
    "desk-worry": "access.worry",
    "desk-nobody": "access.worry",
    "desk-tell": "access.worry",
    "desk-end": "access.worry",
    "desk-end decision": "access.decision",
    "instruction": "access.instruction",
    "passed-one": "access.passed",
    **dict.fromkeys(
        (
            "copy",
            "copy-alone",
            "copy-withdraw",
            "copy-seal",
            "copy-again",
            "copy-read",
            "copy-pdf",
            "copy-json",
            "copy-handed",
            "copy-look number",
            "copy-one number",
        ),
        "access.copy_request",
    ),  # fmt: skip
    "likely-one": "access.alike",
    "likely-undo": "access.alike",
    "likely-tell": "access.alike",
    **dict.fromkeys(("script-answer", "script-read"), "access.script_asked"),
    "visit-back": "access.lone",
    "visit-late": "access.lone",
    "group": "access.meeting",
    "group_members": "access.meeting",
    "reflect-forget": "access.reflection",
    "reflect-act": "access.reflection",
    "reflect-done": "access.reflection_action",
}

# What is sent to a route that has no page of its own; a handle is written as its purpose in angle brackets.
SENT: dict[str, tuple[dict[str, Any], ...]] = {
    "renew-access": ({},),
    "sign-out-everywhere": ({},),
    "confirm_people": ({"around": "<alter>"}, {}),
    "mark": tuple(
        {"what": what}
        for what in ("missed", "came", "they_cancelled", "we_cancelled", "suits", "not_this_time", "off")
    ),
    "tried": (
        {"what": "call", "outcome": "not_reached"},
        {"what": "call", "outcome": "reached"},
        {"what": "someone", "outcome": "passed_on", "who": "<alter>"},
        {"what": "text", "way": "<way>"},
        {},
    ),
    "text-appointment": ({"way": "<way>"}, {}),
    "visit-back": ({}, {"what": "longer"}),
    "reception-here": ({}, {"what": "not_here"}),
    "write_draft": ({"note": "the bus", "how": "phone"}, {}),
    "write_up_draft": ({"note": "Jay was there"}, {}),
    "map_deed": tuple({"deed": d} for d in ("closer", "further", "take-off", "put-back", "as-before"))
    + ({"deed": "know", "other": "<alter>"}, {"deed": "not-know", "other": "<alter>"}),
    "reviews": ({},),
    "leaving-stay": ({},),
    "leaving-done": ({},),
    "reflect-forget": ({},),
    "reflect-done": ({},),
    "handover-read": ({},),
    "agreed-settle": ({"what": "done"}, {"what": "off"}),
    "supervision": tuple({"staff": str(who)} for who in (generate.SECOND, generate.SECOND, generate.THIRD)),
    "away": (
        {"first": "18/11/2026", "last": "30/11/2026", "staff": str(generate.VIEWER)},
        {"back": str(number("away", generate.SECOND))},
        {"back": "1"},
    ),
    "dose": ({"what": "missed"}, {"what": "collected"}, {}),
    "script-read": ({},),
    "assessment": ({"kind": "brief"}, {"kind": "full"}, {}),
    "assess_draft": (
        {"how": "in_person", "source": "said", "company": "alone", "seen": "0", "a-home-tonight": "own"},
        {"seen": "1", "a-alcohol-days": "3"},
    ),
    "offers": ({"offer": "goal"}, {"offer": "map-jay"}, {}),
    "team": tuple({"team": str(team)} for team in generate.TEAMS),
    "my-access": ({"grants": "<grant>"},),
    "end-access": ({"why": "no longer"},),
    "staff-one": ({"administers": "yes"}, {"administers": "no"}),
    "draw": ({"name": "Jay", "shape": "person"}, {"name": "Lou"}),
    "first-draft": ({"words": "the bus"}, {"call_name": "Lou", "once": "d1"}),
}
# What goes as JSON.
JSON: dict[str, tuple[str, ...]] = {
    "map_change": tuple(
        f'{{"op": "{op}", "key": "key-{op}-1", "alter": "<alter>", "other": "<alter>", "values": {values}}}'
        for op, values in (
            ("add", '{"name": "Jay", "shape": "person", "closeness": 3}'),
            ("change", '{"closeness": 2, "helps": 1}'), ("move", '{"angle": 10, "distance": 0.4, "closeness": 2}'),
            ("link", "{}"), ("unlink", "{}"), ("take_off", "{}"), ("put_back", "{}"), ("nothing", "{}"),
        )
    ) + ("not json",)
}  # fmt: skip
ODD = (
    "",
    "",
    "",
    "",
    "q=Lou",
    "page=2",
    "kept=1",
    "from=60",
    "before=1",
    "next=/people/",
    "sort=-born_on&folder=1",
    "state=missed",
    "on=2026-11-18",
    "how=home",
    "all=1",
)


class NotSaid(LookupError):
    """A route cannot be visited until somebody says how."""


@cache
def table_of(purpose: str) -> str:
    """The table whose rows a handle of this purpose names."""
    if purpose in FOLDERS:
        return "access.folder"
    if purpose == "grant":
        return "access.grant"
    if purpose in NAMED:
        return NAMED[purpose]
    found = [
        m._meta.db_table for m in arrange.folder_models() if m.__name__.lower() == purpose.replace("_", "")
    ]
    if len(found) != 1:
        raise NotSaid(f"say in tests/worlds/traces.py, NAMED, which table <handle:{purpose}> names")
    return found[0]


def methods() -> dict[str, tuple[str, ...]]:
    """Every route, and what it takes."""
    return {name: tuple(m for m in page.methods if m in ("GET", "POST")) for name, page in PAGES.items()}


def decks(each: int, turn: int = 0) -> list[tuple[str, ...]]:
    """Every route once, in decks of so many, shuffled anew each turn."""
    routes = sorted(PAGES)
    random.Random(turn).shuffle(routes)
    return [tuple(routes[n : n + each]) for n in range(0, len(routes), each)]


class Tour:
    """What is known while a trace goes on: the worlds, the addresses seen, the last page's token."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        self.token: dict[str, str] = {}
        self.at = pair.at
        self.seen: dict[str, list[forms.Form]] = {}
        # All that either world holds: a row of one of them alone is hidden there and absent in the other.
        self.rows: dict[str, list[dict[str, Any]]] = {}
        for world in pair.worlds:
            for table, its in world.items():
                known = {r.get("id") for r in self.rows.get(table, ())}
                self.rows.setdefault(table, []).extend(r for r in its if r.get("id") not in known)

    # Which row a handle names

    def _there(self, table: str, kinds: tuple[str, ...], aim: str) -> list[dict[str, Any]]:
        """Rows that the viewer may open; that she may not; or (`away`) that lie in nothing she can ever hear of."""
        if aim == "away":
            return [
                row
                for row in self._there(table, kinds, "hidden")
                if row["id" if table == "access.folder" else "folder"] in self.apart
            ]
        mine = aim != "hidden"
        key = "id" if table == "access.folder" else "folder"
        kind = {f["id"]: f["kind"] for f in self.rows["access.folder"]}
        return [
            row for row in self.rows.get(table, ())
            if (row[key] in self.open) is mine and (not kinds or kind.get(row[key]) in kinds)
        ]  # fmt: skip

    @cached_property
    def apart(self) -> set[int]:
        """Hidden folders of persons of whom the colleague at work opens nothing that the viewer can come to see.

        With a page about a record all is opened that one holds of it; and who opened what, its holders are shown.
        """
        found: set[int] = set()
        for world in self.pair.worlds:
            whose = {f["id"]: f["person"] for f in world["access.folder"]}
            holds = set().union(*(oracle.may_open(world, generate.SECOND, at) for at in self.pair.instants()))
            shared = {whose[f] for f in holds & self.pair.reach}
            found |= {f for f, person in whose.items() if f not in self.pair.reach and person not in shared}
        return found

    @property
    def open(self) -> set[int]:
        """What the viewer may open at some instant of the trace."""
        if not hasattr(self, "_open"):
            world = self.pair.worlds[0]
            self._open = set().union(
                *(oracle.may_open(world, self.pair.staff, at) for at in self.pair.instants())
            )
        return self._open & self.pair.reach

    def _row(
        self, purpose: str, kinds: tuple[str, ...], aim: str, chance: random.Random, person: int | None
    ) -> dict[str, Any]:
        table = table_of(purpose)
        among = {"hidden": "hidden", "foreign row": "hidden", "away": "away"}.get(aim, "own")
        rows = self._there(table, kinds if purpose != "person" else (), among)
        if table == "access.folder" and purpose == "person":
            rows = [r for r in rows if r["kind"] == "line"] or rows
        if person is not None:
            whose = {f["id"]: f["person"] for f in self.rows["access.folder"]}
            same = [
                r for r in rows if whose.get(r["id"] if table == "access.folder" else r["folder"]) == person
            ]
            rows = same or rows
        if aim == "ended":
            rows = [r for r in rows if r.get("ended_at")] or rows
        elif aim == "own":
            now = oracle.may_open(self.pair.worlds[0], self.pair.staff, self.at)
            live = [r for r in rows if (r["id"] if table == "access.folder" else r["folder"]) in now]
            rows = [r for r in live if not r.get("ended_at")] or live or rows
        return (
            chance.choice(rows) if rows else {"id": chance.getrandbits(62), "folder": chance.getrandbits(62)}
        )

    def handle(
        self, purpose: str, kinds: tuple[str, ...], aim: str, chance: random.Random, person: int | None = None
    ) -> tuple[str, int | None]:
        """A sealed name, and whose folder it is of."""
        if aim == "forged":
            return "".join(chance.choices("ABCabc_-0189", k=43)), None
        row = self._row(purpose, kinds, aim, chance, person)
        folder = row["id"] if purpose in FOLDERS else row["folder"]
        its = row["id"]
        if aim == "foreign row":  # a folder that is held, and the id of a row that lies in another
            own = self._there("access.folder", kinds if purpose != "person" else (), "own")
            folder = chance.choice(own)["id"] if own else folder
            its = folder if purpose in FOLDERS else its
        whose = next((f["person"] for f in self.rows["access.folder"] if f["id"] == folder), None)
        sealed = handles.seal("nothing" if aim == "other purpose" else purpose, folder, its)
        return sealed, whose

    # What is sent

    def address(self, route: str, aim: str, chance: random.Random) -> str:
        """An address of a route, its handles chosen as the aim says."""
        page = PAGES[route]
        person: list[int | None] = [None]

        def put(found: re.Match[str]) -> str:
            kind, name = found.groups()
            if kind == "handle":
                sealed, person[0] = self.handle(name, tuple(page.needs), aim, chance, person[0])
                return sealed
            return str(self._said(route, name, aim, chance, person[0]))

        return "/" + PART.sub(put, page.route)

    def _said(self, route: str, name: str, aim: str, chance: random.Random, person: int | None) -> Any:
        if route == "team-give":
            teams = list(generate.TEAMS)
            whose = [f["person"] for f in self.rows["access.folder"] if f["team"] in teams]
            return handles.seal("to give", chance.choice(teams), chance.choice(whose or [1]))
        if route == "reception-here":  # sealed for whoever looks at the list
            return handles.seal("expected", self.pair.staff, self._any("care_due", chance))
        if table := NUMBERED.get(f"{route} {name}") or NUMBERED.get(route):
            rows = self.rows.get(table, ())
            theirs = [r for r in rows if person is not None and r.get("person") == person and aim == "own"]
            among = [r["id"] for r in theirs or rows]
            return chance.choice(among or [1])
        for known in (f"{route} {name}", name):
            if known in SAID:
                return chance.choice(SAID[known])
        raise NotSaid(
            f"say in tests/worlds/traces.py, SAID, what may stand for <{name}> in the address of {route}"
        )

    def _any(self, table: str, chance: random.Random) -> int:
        """The id of one of its rows; of none where neither world has one."""
        return chance.choice([r["id"] for r in self.rows.get(table, ())] or [1])

    def requests(self, step: Step, who: str = "viewer", aim: str | None = None) -> Iterator[Asked]:
        """The requests of a step, one after the other; each answer is handed back by `answered` before the next is asked for."""
        chance = random.Random(f"{step.route}/{step.pick}/{step.fill}")
        path = self.address(step.route, aim or step.aim, chance)
        odd = chance.choice(ODD)
        if step.deed in ("GET", "HEAD"):
            yield Asked(who, step.deed, path, query=odd)
            return
        body = None
        if who not in self.token:
            yield Asked(who, "GET", "/my-access/")  # every form of every page carries its browser's token
        if "GET" in PAGES[step.route].methods and step.deed != "bare":
            yield Asked(who, "GET", path)
        fields = self._fields(who, step, path, chance)
        if step.route in JSON:
            body = self._named(chance.choice(JSON[step.route]), step, chance).encode()
        post = Asked(who, "POST", path, self._with_token(who, fields), body=body)
        yield post
        if step.deed == "twice":
            yield post

    def _fields(self, who: str, step: Step, path: str, chance: random.Random) -> tuple[tuple[str, Any], ...]:
        here = [f for f in self.seen.get(who, ()) if f.action in (path, "")]
        if step.deed == "bare" or not here or (step.route in SENT and chance.random() < 0.3):
            said = chance.choice(SENT.get(step.route, ({"words": "Lou"}, {})))
            return tuple((name, self._named(value, step, chance)) for name, value in said.items())
        foreign = [self.handle("alter", (), "hidden", chance)[0]] if step.deed == "bad" else None
        return forms.filled(chance.choice(here), step.fill, step.deed == "bad", foreign, self.code())

    def _named(self, text: str, step: Step, chance: random.Random) -> str:
        return re.sub(
            r"<(\w+)>",
            lambda m: self.handle(m[1], (), chance.choice(("own", "own", "hidden")), chance)[0],
            text,
        )

    def _with_token(self, who: str, fields: tuple[tuple[str, Any], ...]) -> tuple[tuple[str, Any], ...]:
        if any(name == "csrfmiddlewaretoken" for name, _ in fields) or who not in self.token:
            return fields
        return (*fields, ("csrfmiddlewaretoken", self.token[who]))

    def code(self) -> str:
        """What the viewer's telephone shows now."""
        from allauth.mfa.totp.internal import auth

        if not self.pair.can_sign_in:
            return "111111"
        steps = int(self.at.timestamp()) // 30
        return auth.format_hotp_value(auth.hotp_value(generate.SECRET, steps))

    def answered(self, asked: Asked, body: bytes) -> None:
        """Remember the forms of the page that came."""
        if not body.lstrip().startswith(b"<"):
            return
        self.seen[asked.who] = forms.found(body)
        for form in self.seen[asked.who]:
            if "csrfmiddlewaretoken" in form.fields:
                self.token[asked.who] = form.fields["csrfmiddlewaretoken"].value
