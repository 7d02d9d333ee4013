"""Pairs of worlds: one visible part, and two hidden parts drawn apart from one another.

The vocabulary is tiny, so that things collide: names, numbers, dates, kinds, words; and grants begin and end around the
moment at which the clock stands. What is hidden is what the oracle says is in nobody's reach who looks.
"""

import dataclasses
import datetime as dt
import hashlib
import warnings
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import seed as from_seed
from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning

from alongside.outbox.rules import KIND_FOR
from tests.worlds import contents, oracle
from tests.worlds.contents import number

CLOCKS = (
    dt.datetime(2026, 11, 18, 10, 0, tzinfo=dt.UTC),
    dt.datetime(2026, 10, 25, 0, 55, tzinfo=dt.UTC),  # five minutes before summer time ends
    dt.datetime(2026, 6, 30, 22, 55, tzinfo=dt.UTC),  # five minutes before a day ends in London
)
PASS = dt.timedelta(minutes=7)  # twice without a move and a session is locked
DAY, SOON = dt.timedelta(days=1), dt.timedelta(minutes=6)
KINDS = ("line", "contact", "treatment", "dates", "family")
ALL_KINDS = (*KINDS, "safety", "peer", "own")
TEAMS = (number("team", 1), number("team", 2))
FRONT = number("team", 3)
"""A team with no people, whose reception the viewer holds: whoever is expected elsewhere is not on that list."""
STAFF = [number("staff", n) for n in range(5)]
VIEWER, SECOND, THIRD, LEFT, HEAD = STAFF
THOUGHT = {"own": "o-families-think", "service": "s-families-first-talk"}
"""A question to think about of each kind, by its id in the Guide's files."""
NURSE, DUTY_AWAY, DUTY, DESK, PRIVACY, RECORDS, RECEPTION, FRONT_DESK = SEATS = tuple(
    number("seat", n) for n in range(8)
)
# What a trace says in an emergency: what one of the viewer's people says, what those say of whom nothing is told, and nobody.
SAID_ALOUD = ("F7-4QX-3", "F7-4QX-4", "F7-4QX-6")
# What is rare and matters is drawn on purpose in a third of the pairs: on duty, at the desk, beside records that are kept close
# or of people whom one knows, deciding on records that may be one person's, while messages go or others look at lists of
# their own, with a session that ran out or is locked, with several people whose order might tell, at reception.
LEANS = (
    "duty",
    "desk",
    "records",
    "close",
    "knows",
    "sends",
    "beside",
    "idle",
    "locked",
    "many",
    "reception",
)
SENT_TO = {"phone": "07700900123", "email": "lou@home.example", "post": "1 High Street, B1 1AA"}
OWN_NUMBER = "+447700900111"
"""On what the viewer is texted when a colleague is late, unless a trace gives another. No form types a colleague's."""
LEANS_TO = {"duty": DUTY, "desk": DESK, "records": RECORDS, "reception": RECEPTION}
BROWSERS = {"viewer": VIEWER, "second": SECOND, "third": THIRD, "head": HEAD}
PASSWORD = "correct horse battery"
PIN = "470358"
SECRET = "JBSWY3DPEHPK3PXP"
WELCOME = "a-link-for-the-viewer"

# How a grant or a holding stands to the clock: from when, until when, ended how long ago.
TIMES = {
    "live": (-10 * DAY, 80 * DAY, None),
    "over": (-10 * DAY, 80 * DAY, -SOON),
    "ran out": (-90 * DAY, -DAY, None),
    "runs out now": (-90 * DAY, 0 * DAY, None),
    "runs out soon": (-80 * DAY, SOON, None),
    "begins now": (0 * DAY, 90 * DAY, None),
    "begins soon": (SOON, 90 * DAY, None),
    "later": (5 * DAY, 60 * DAY, None),
}


@dataclasses.dataclass(frozen=True)
class Step:
    """One step of a trace, before it is known what the worlds hold: choices are numbers, taken as they fit."""

    what: str  # visit, pass, hidden, statements, task
    route: str = ""
    deed: str = "GET"
    aim: str = "own"
    pick: int = 0
    fill: int = 0
    where: str = "both"


@dataclasses.dataclass
class Pair:
    """Two worlds that are alike to the viewer, and what is asked of them."""

    at: dt.datetime
    staff: int
    signed_in: str
    worlds: tuple[oracle.World, oracle.World]
    reach: set[int]
    steps: list[Step]
    can_sign_in: bool = True  # has the telephone that shows the code

    def instants(self) -> list[dt.datetime]:
        """Every moment at which something is asked."""
        return [self.at + PASS * n for n in range(1 + sum(s.what == "pass" for s in self.steps))]


def mark(text: str) -> bytes:
    """What a record is found by in an emergency."""
    return hashlib.sha256(f"reference:{text}".encode()).digest()


ASKED_FOR = frozenset(mark(text) for text in SAID_ALOUD)


def _grant(
    at: dt.datetime, name: str, folder: int, when: str, holder: int, seat: bool, **more: Any
) -> dict[str, Any]:
    starts, ends, over = TIMES[when]
    return {
        "id": number("grant", folder, name, holder), "folder": folder, "staff": None if seat else holder,
        "seat": holder if seat else None, "purpose": "keyworker", "reason": "as asked", "writes": True, "assigned": False,
        "given_by": HEAD, "starts": at + starts, "ends": at + ends, "ended_at": at + over if over else None,
        "ended_by": HEAD if over else None, "ended_why": "moved" if over else "", "kept_close": False, "duty": None, **more,
    }  # fmt: skip


def house(at: dt.datetime, role: str, holds: dict[int, str], signed_in: str, demo: bool) -> oracle.World:
    """Staff, teams, seats, sessions and accounts: what colleagues know of one another."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    administers, leads = role == "administrator", role == "lead"
    world: oracle.World = {
        "access.birth": [{"one": True, "demo": demo, "service": "North Road", "born_at": at, "told": []}],
        "access.site": [{"id": number("site"), "name": "North Road"}],
        "access.team": [
            {"id": t, "site": number("site"), "name": f"Team {n}", "organisation": None if n else number("organisation")}
            for n, t in enumerate((*TEAMS, FRONT))
        ],
        "access.staff": [
            {"id": who, "name": ("Ash", "Lou", "Jo", "Gone", "Head")[n], "job": "worker",
             "administrator": who == HEAD or (who == VIEWER and administers),
             "joined_at": at - 400 * DAY, "left_at": at - DAY if who == LEFT else None}
            for n, who in enumerate(STAFF)
        ],
        "access.team_member": [
            {"id": number("member", who), "team": TEAMS[n in (2, 4)], "staff": who,
             "leads": who == HEAD or (who == VIEWER and leads), "starts": at - 300 * DAY,
             "ends": at - DAY if who == LEFT else None}
            for n, who in enumerate(STAFF)
        ],
        "access.seat": [
            {"id": NURSE, "kind": "nurse", "team": TEAMS[0], "name": "Nurse"},
            {"id": DUTY_AWAY, "kind": "duty", "team": TEAMS[1], "name": "Duty 1"},
            {"id": DUTY, "kind": "duty", "team": TEAMS[0], "name": "Duty 0"},
            {"id": DESK, "kind": "desk", "team": None, "name": "Desk"},
            {"id": PRIVACY, "kind": "privacy", "team": None, "name": "Privacy"},
            {"id": RECORDS, "kind": "records", "team": None, "name": "Records"},
            {"id": RECEPTION, "kind": "reception", "team": TEAMS[0], "name": "Reception 0"},
            {"id": FRONT_DESK, "kind": "reception", "team": FRONT, "name": "Reception of nobody"},
        ],
        "access.seat_holding": [],
        "access.folder": [], "access.grant": [], "access.session": [], "access.kept_form": [], "access.sent_once": [],
        "access.conflict": [], "access.known_outside": [], "access.choice": [], "access.found_by": [], "access.attempt": [],
        "access.emergency": [], "access.told": [], "access.outgoing": [], "access.stopped": [], "access.died_with": [],
        "access.asked_here": [], "access.answered_here": [], "access.worry": [], "access.worry_about": [],
        "access.decision": [], "access.instruction": [], "access.instruction_read": [], "access.passed": [],
        "access.copy_request": [], "access.copy_handed": [],
        "access.alike": [], "access.alias": [], "access.alike_run": [], "access.likeness": [], "access.likeness_block": [],
        "access.reflection": [], "access.reflection_action": [],
        "access.meeting": [
            {"id": number("meeting", n), "team": t, "name": ("Walkers", "Lou")[n], "made_by": HEAD, "made_at": at - DAY,
             "ended_at": None}
            for n, t in enumerate(TEAMS)
        ],
        "access.lone": [], "access.lone_opened": [], "access.script_asked": [], "access.arrived": [],
        "access.reach": [{"staff": VIEWER, "phone": OWN_NUMBER, "at": at - DAY, "refused_at": None}], "access.late_told": [],
        "access.organisation": [{"id": number("organisation"), "name": "North Road Trust"}],
        "access.away": [
            {"id": number("away", who), "staff": who, "first_day": at.date() - DAY, "last_day": at.date() + n * DAY,
             "recorded_by": HEAD, "recorded_at": at - DAY, "taken_back_at": None, "taken_back_by": None}
            for n, who in ((3, SECOND), (0, THIRD))
        ],
        "access.out_of_hours": [
            {"one": True, "words": "Ring Head", "said_by": HEAD, "said_at": at - DAY},
        ],
        "log.opened": [], "log.version": [], "log.decided": [], "log.denied": [],
    }  # fmt: skip
    warn(world, at, "hers", VIEWER, VIEWER)
    ask_here(world, at, "hers", VIEWER)
    think(world, at, "hers", VIEWER, "own")
    think(world, at, "ours", HEAD, "service")
    hold = [(VIEWER, seat, when) for seat, when in holds.items()]
    for who, seat, when in (
        *hold,
        (SECOND, DUTY_AWAY, "live"),
        (HEAD, DESK, "live"),
        (HEAD, PRIVACY, "live"),
        (HEAD, RECORDS, "live"),
    ):
        if when != "never":
            starts, ends, _ = TIMES[when]
            world["access.seat_holding"].append(
                {
                    "id": number("holding", who, seat),
                    "seat": seat,
                    "staff": who,
                    "starts": at + starts,
                    "ends": at + ends,
                    "given_by": HEAD,
                }
            )
    hashed = [_hashed(MD5PasswordHasher(), who) for who in STAFF]
    world["authn.accounts_user"] = [
        {
            "id": who,
            "email": f"{n}@service.example",
            "staff": who,
            "is_active": who != LEFT,
            "password": hashed[n],
            "last_login": None,
        }
        for n, who in enumerate(STAFF)
    ]
    world["authn.account_emailaddress"] = [
        {"id": n + 1, "user_id": who, "email": f"{n}@service.example", "verified": True, "primary": True}
        for n, who in enumerate(STAFF)
    ]
    world["authn.mfa_authenticator"] = [
        {
            "id": n + 1,
            "user_id": who,
            "type": "totp",
            "data": {"secret": _secret()},
            "created_at": at - 90 * DAY,
            "last_used_at": None,
        }
        for n, who in enumerate(STAFF)
    ]
    world["authn.accounts_pin"] = [
        {"user_id": who, "hash": _pin(MD5PasswordHasher(), who), "set_at": at - 30 * DAY}
        for who in (VIEWER, SECOND, HEAD)
    ]
    world["authn.accounts_session"] = []
    knows_all = demo or role == "administrator" or holds[DESK] != "never"
    for who, told in ((VIEWER, True), (SECOND, knows_all or leads), (THIRD, knows_all)):
        if told:
            know_outside(world, at, who, "said")
    for name, who in BROWSERS.items():
        _sign_in(world, at, name, who, signed_in if name == "viewer" else "yes", hashed[STAFF.index(who)])
    return world


def know_outside(world: oracle.World, at: dt.datetime, who: int, which: str, settled: bool = False) -> None:
    """Somebody said whom they know outside work."""
    world["access.known_outside"].append({
        "id": number("known", who, which), "staff": who, "name": "Lou", "why": "family", "words": "", "told_at": at - DAY,
        "settled_at": at - SOON if settled else None, "settled_by": HEAD if settled else None,
        "outcome": "nobody" if settled else "",
    })  # fmt: skip


def warn(world: oracle.World, at: dt.datetime, which: str, by: int, whom: int) -> None:
    """Somebody passed on a worry, and the desk decided to tell somebody."""
    worry, decision = number("worry", which), number("decision", which)
    world["access.worry"].append({
        "id": worry, "at": at - DAY, "by": by, "kind": "child", "danger": "no", "words": f"alone at home, {which}",
        "told_by": "Mum", "about": "Lou", "other": "", "due": at - DAY / 2, "not_for": [], "decided_at": at - SOON,
    })  # fmt: skip
    world["access.decision"].append({
        "id": decision, "worry": worry, "at": at - SOON, "by": HEAD, "way": "desk", "tells": True, "staff": [whom], "seats": [],
        "outside": "", "may_say": "ring first", "never_say": "who rang", "until": at + DAY, "why": f"a child, {which}",
        "ended_at": None, "ended_by": None, "ended_why": "",
    })  # fmt: skip
    world["access.instruction"].append({
        "id": number("instruction", which), "decision": decision, "staff": whom, "seat": None, "person": None, "about": "Lou",
        "words": f"go as two, {which}", "reason": "",
    })  # fmt: skip


def ask_here(world: oracle.World, at: dt.datetime, which: str, who: int) -> None:
    """Somebody asked whether a person is known here, of whom nobody that the viewer works with has the number."""
    world["access.asked_here"].append({
        "id": number("asked", which), "staff": who, "mark": mark(f"asked {which}"), "called": "Lou", "parts": ["contact"],
        "reason": "at the drop-in", "asked_at": at - SOON, "due": at + DAY,
    })  # fmt: skip


def ask_script(
    world: oracle.World, at: dt.datetime, which: str, who: int, folder: int, person: int, answered: bool
) -> None:
    """A prescriber asked whether there is another prescription, by a number that nobody has; answered to whoever asked alone."""
    world["access.script_asked"].append({
        "id": number("script", which, folder), "folder": folder, "person": person, "staff": who, "mark": mark(f"script {which}"),
        "basis": "consent", "why": "", "asked_at": at - DAY, "due": at + DAY, "answer": "another" if answered else None,
        "ring": f"Bo, {which}" if answered else "", "answered_at": at - SOON if answered else None,
        "answered_by": HEAD if answered else None, "read_at": None,
    })  # fmt: skip


def ask_copy(
    world: oracle.World, at: dt.datetime, its: int, person: int | None = None, mark: bytes | None = None
) -> None:
    """Somebody asked for a copy of what is held about them."""
    world["access.copy_request"].append({
        "id": its, "person": person, "mark": mark, "asked_on": at.date() - 3 * DAY, "how": "said", "due": at.date() + 27 * DAY,
        "by": SECOND, "at": at - 3 * DAY, "withdrawn_at": None, "withdrawn_by": None, "withdrawn_why": "",
    })  # fmt: skip


def look_alike(world: oracle.World, at: dt.datetime, which: str, persons: list[int], joined: bool) -> None:
    """Two records look like one person's: it waits for whoever decides, or the two are joined, which neither record tells."""
    one, other = sorted(persons)
    pair, folder = number("alike", which), number("alias", which)
    world["access.alike"].append({
        "id": pair, "one": one, "other": other, "bits": 30, "because": ["given same", "born same"], "found_at": at - DAY,
        "state": "same" if joined else "open", "decided_at": at - SOON if joined else None,
        "decided_by": HEAD if joined else None,
        "why": f"rang, {which}" if joined else "",
    })  # fmt: skip
    if one not in {row["person"] for row in world["access.likeness"]}:
        world["access.likeness"].append({
            "person": one, "digest": b"as it was", "given": ["lou"], "family": [], "born": None, "places": [], "phones": [],
            "numbers": [],
        })  # fmt: skip
    world["access.likeness_block"].append({"block": number("block", which), "person": one})
    if not joined:
        return
    world["access.folder"].append({
        "id": folder, "kind": "alias", "person": number("nobody", which), "team": None, "made_at": at - SOON, "made_by": HEAD,
        "ended_at": None, "ended_why": "", "kept_close": False,
    })  # fmt: skip
    world["access.grant"].append(
        _grant(at, which, folder, "live", HEAD, False, writes=False, purpose="records")
    )
    world["access.alias"].append({
        "folder": folder, "alike": pair, "one": one, "other": other, "joined_at": at - SOON, "joined_by": HEAD,
        "why": f"rang, {which}",
        "ended_at": None, "ended_by": None, "ended_why": "",
    })  # fmt: skip


def out_alone(
    world: oracle.World, at: dt.datetime, which: str, who: int, back_by: dt.datetime, looks: int
) -> None:
    """A worker is at somebody's home: whom they visit is told to nobody who does not hold that name; where and on what number to
    whoever `looks` for them once they are late; that a colleague opened it to themselves; who else was texted of it to nobody."""
    place, phone = (
        ("12 Mill Lane", "+447700900123")
        if looks
        else (f"12 Mill Lane, {which}", f"+44770090012{'AB'.index(which)}")
    )
    world["access.lone"].append({
        "id": number("lone", who), "staff": who, "line": number("line of", which), "began": at - DAY / 8, "back_by": back_by,
        "back_at": None, "settled_by": None, "settled_words": "", "place": place, "phone": phone,
    })  # fmt: skip
    if which == "A" and not looks:
        world["access.lone_opened"].append({"lone": number("lone", who), "staff": STAFF[-1], "at": at - SOON})
    if which == "A":
        world["access.late_told"].append(
            {"lone": number("lone", who), "staff": HEAD, "back_by": back_by, "at": at - SOON}
        )


def think(world: oracle.World, at: dt.datetime, which: str, who: int, audience: str) -> None:
    """Somebody answered a question: their own, which nobody else reads, or the service's, with what follows from it."""
    world["access.reflection"].append({
        "id": number("reflection", which), "audience": audience, "question": THOUGHT[audience], "staff": who, "at": at - DAY,
        "words": f"less than one hopes, {which}",
    })  # fmt: skip
    if audience == "service":
        world["access.reflection_action"].append({
            "id": number("action", which), "answer": number("reflection", which), "by": who, "at": at - SOON,
            "words": "ask again", "who": "Lou", "due": at.date(), "done_at": None, "done_by": None,
        })  # fmt: skip


_kept: dict[str, Any] = {}


def _hashed(hasher: Any, who: int) -> str:
    """Only the viewer's password is known to whoever makes the trace."""
    said = PASSWORD if who == VIEWER else f"{PASSWORD} of {who}"
    return _kept.setdefault(f"password/{who}", hasher.encode(said, "0" * 16))


def _pin(hasher: Any, who: int) -> str:
    """A locked session is opened by the viewer alone who makes the trace."""
    from alongside.accounts import pins
    from alongside.accounts.models import User

    said = PIN if who == VIEWER else f"{PIN}{who}"
    return _kept.setdefault(f"pin/{who}", hasher.encode(pins.peppered(User(pk=who), said), "0" * 16))


def _secret() -> str:
    from alongside.accounts.adapters import SecondStepAdapter

    if "secret" not in _kept:
        _kept["secret"] = SecondStepAdapter().encrypt(SECRET)
    return _kept["secret"]


def key(browser: str) -> str:
    """The browser's session key."""
    return (browser * 43)[:43]


def _sign_in(world: oracle.World, at: dt.datetime, name: str, who: int, how: str, hashed: str) -> None:
    from alongside.accounts.models import User
    from alongside.accounts.sessions import SessionStore, hash_of
    from alongside.web.wrapper import database_token

    if how == "nobody":
        return
    held = f"session/{who}"
    if held not in _kept:
        _kept[held] = SessionStore().encode({
            "_auth_user_id": str(who), "_auth_user_backend": "allauth.account.auth_backends.AuthenticationBackend",
            "_auth_user_hash": User(id=who, password=hashed).get_session_auth_hash(),
            "account_authentication_methods": [{"method": "password", "at": CLOCKS[0].timestamp()}],
        })  # fmt: skip
    world["authn.accounts_session"].append(
        {"hash": hash_of(key(name)), "data": _kept[held], "expires": at + DAY / 2, "user": who}
    )
    world["access.session"].append({
        "hash": hashlib.sha256(database_token(key(name))).digest(), "staff": who, "opened_at": at - DAY / 12,
        "seen_at": at - dt.timedelta(minutes={"idle": 61, "locked": 12}.get(how, 2)), "until": at + DAY / 3,
        "ended_at": at - SOON if how == "ended" else None,
    })  # fmt: skip


@st.composite
def people(draw: Any, at: dt.datetime, lean: str = "") -> list[dict[str, Any]]:
    """Persons: which parts their record has, what lies in each, and who may open it."""
    found = []
    many = lean == "many"
    for n in range(draw(st.integers(3 if many else 2, 4))):
        # One whom the viewer works with; the others stand to her in any way there is.
        mine = draw(st.sampled_from(("live", *TIMES, "never"))) if n and not many else "live"
        parts = []
        for kind in (
            draw(st.sampled_from((KINDS, KINDS[:3], ALL_KINDS, ("line", "family"), ("treatment",))))
            if n and not many
            else KINDS
        ):
            # The whole record most often, and now and then a part that stands otherwise than the rest.
            when = draw(st.sampled_from((mine, mine, mine, mine, "never", *TIMES)))
            if many and kind == "line":
                when = "live"
            parts.append({
                "id": number("folder", n, kind), "whose": n, "kind": kind, "person": number("person", n),
                "team": draw(st.sampled_from((TEAMS[0], None, TEAMS[1]))), "flavour": draw(st.integers(1, contents.FLAVOURS)),
                "ended": draw(st.integers(0, 9)) == 9, "mine": when, "seat": draw(st.sampled_from(("never", "never", *TIMES))),
                "writes": draw(st.integers(0, 4)) < 4, "second": draw(st.sampled_from(("live", "never", *TIMES))),
                "stood_in": draw(st.sampled_from(("no",) * 6 + ("duty", "emergency", "told", "reviewed"))),
            })  # fmt: skip
        found.append({
            "parts": parts, "assigned": draw(st.booleans()) or n == 0, "person": number("person", n),
            "close": draw(st.integers(0, 5)) == 5, "asked": draw(st.booleans()), "stopped": draw(st.integers(0, 7)) == 7,
            "copy": n == 0 or draw(st.booleans()),
            # One's own people are known to nobody but now and then; a stranger's mark is never said aloud, nor is it here.
            "known": draw(st.sampled_from(("never",) * 14 + tuple(TIMES) if n else ("never",) * 30 + tuple(TIMES))),
            "second_knows": draw(st.sampled_from(("never",) * 10 + tuple(TIMES))),
            "mark": SAID_ALOUD[0] if n == 0 and draw(st.booleans()) else f"of {n}",
        })  # fmt: skip
    return found


def about(world: oracle.World, at: dt.datetime, one: dict[str, Any]) -> None:
    """What is said of a person as a whole: who knows them, what they chose, that nothing goes to them, what they are found by."""
    for who, when in ((VIEWER, one["known"]), (SECOND, one["second_knows"])):
        if when != "never":
            starts, ends, over = TIMES[when]
            world["access.conflict"].append({
                "id": number("conflict", one["person"], who), "staff": who, "person": one["person"], "why": "family",
                "starts": at + starts, "ends": at + (over or ends), "recorded_by": HEAD,
                "ended_by": HEAD if over else None, "ended_why": "a mistake" if over else "",
            })  # fmt: skip
    if one["close"] or one["asked"]:
        world["access.choice"].append({
            "id": number("choice", one["person"]), "person": one["person"], "kept_close": one["close"], "said_at": at - DAY,
            "recorded_by": SECOND,
        })  # fmt: skip
    if one["copy"]:
        ask_copy(world, at, number("copy", one["parts"][0]["whose"]), person=one["person"])
    if one["stopped"]:
        # Of some it stands written that they died, and nobody lets messages go again.
        died = [one["person"]] if one["person"] % 2 else []
        world["access.stopped"].append({"person": one["person"], "at": at - DAY, "by": SECOND, "died": died})
    first = next((f["id"] for f in world["access.folder"] if f["person"] == one["person"]), None)
    if first:
        world["access.found_by"].append({"folder": first, "kind": "reference", "mark": mark(one["mark"])})


def its_pieces(world: oracle.World, folder: int) -> list[dict[str, Any]]:
    """What was handed over of a part."""
    return [
        p for p in world.get("subject_piece", ()) if p["folder"] == folder and p["handed_on"] and not p["ended_at"]
    ]  # fmt: skip


def place(world: oracle.World, at: dt.datetime, part: dict[str, Any], assigned: bool, close: bool) -> None:
    """A folder with its grants and its rows."""
    folder = part["id"]
    world["access.folder"].append({
        "id": folder, "kind": part["kind"], "person": part["person"], "team": part["team"], "made_at": at - 100 * DAY,
        "made_by": HEAD, "ended_at": at - DAY if part["ended"] else None, "ended_why": "over" if part["ended"] else "",
        "kept_close": close,
    })  # fmt: skip
    for name, holder, seat in (("mine", VIEWER, False), ("seat", NURSE, True), ("second", SECOND, False)):
        if part[name] != "never":
            own = assigned if name == "mine" else name == "second"
            world["access.grant"].append(
                _grant(
                    at,
                    name,
                    folder,
                    part[name],
                    holder,
                    seat,
                    writes=part["writes"] or name != "mine",
                    assigned=own,
                    kept_close=close and seat,
                )
            )
    if part["stood_in"] != "no":
        _stood_in(world, at, part, close)
    world["log.opened"].append({
        "n": -number("opened", folder), "at": at - 2 * SOON, "staff": SECOND, "route": ROUTES[folder % len(ROUTES)],
        "scope": "person", "folders": [folder], "person": part["person"],
    })  # fmt: skip
    for table, its in contents.rows(
        folder, part["kind"], part["flavour"], at, tuple(STAFF), part["whose"]
    ).items():
        world.setdefault(table, []).extend(its)
        if table == "care_due":  # each other one came to reception a while ago
            world["access.arrived"].extend(
                {"due": row["id"], "day": at.date(), "folder": folder, "at": at - SOON, "said_by": THIRD}
                for row in its[:: 1 + part["flavour"] % 2]
            )
    for piece in its_pieces(world, folder):
        world["access.copy_handed"].append({"request": piece["request"], "folder": folder, "at": at - SOON})


ROUTES = ("person", "plan", "who-can-open", "details", "messages")


def _stood_in(world: oracle.World, at: dt.datetime, part: dict[str, Any], close: bool) -> None:
    """A colleague opened this part on duty or in an emergency, an hour ago."""
    duty = part["stood_in"] == "duty"
    opening = _grant(at, "stood in", part["id"], "live", SECOND, False, writes=duty, starts=at - 6 * SOON, ends=at + 18 * SOON,
                     purpose="duty" if duty else "emergency", reason="crisis" if duty else "rang from the bridge",
                     duty=number("holding", SECOND, DUTY_AWAY) if duty else None, kept_close=duty and close)  # fmt: skip
    world["access.grant"].append(opening)
    if duty:
        return
    reviewed = part["stood_in"] == "reviewed"
    world["access.emergency"].append({
        "id": number("emergency", part["id"]), "opening": opening["id"], "folder": part["id"], "staff": SECOND,
        "reason": opening["reason"], "opened_at": opening["starts"], "review_by": at + 3 * DAY,
        "reviewed_at": at - SOON if reviewed else None, "reviewed_by": HEAD if reviewed else None,
        "outcome": "right" if reviewed else "", "words": "as it was" if reviewed else "",
    })  # fmt: skip
    for who, told_as in (
        (HEAD, "privacy officer"),
        (VIEWER if part["stood_in"] == "told" else THIRD, "second person"),
    ):
        world["access.told"].append(
            {"emergency": number("emergency", part["id"]), "staff": who, "told_as": told_as}
        )


@st.composite
def hidden(
    draw: Any,
    at: dt.datetime,
    which: str,
    closed: list[dict[str, Any]],
    role: str,
    holds: dict[int, str],
    demo: bool,
    lean: str = "",
) -> dict[str, Any]:
    """What one world holds beside the visible part: folders that changed, people, grants, sessions, logs, forms."""
    parts = []
    for part in closed:
        how = draw(st.integers(0, 5))
        if how == 0:
            continue  # in this world there is no such folder
        its = dict(part, flavour=draw(st.integers(0, contents.FLAVOURS)))
        if how == 1:
            its["ended"] = not part["ended"]
        if how == 2:
            its["second"] = draw(st.sampled_from(("never", *TIMES)))
        if how == 3:
            its["stood_in"] = draw(st.sampled_from(("no", "duty", "emergency", "reviewed")))
        parts.append(its)
    strangers = []
    fewest = (
        1 if lean in ("duty", "records", "close", "knows", "sends", "reception") and which == "A" else 0
    )  # in one of the worlds at least
    for n in range(0 if demo else draw(st.integers(fewest, 2))):
        person = number("stranger", which, n)
        # Of somebody whom she knows outside work nothing is hers; what is kept close is hers by name alone.
        knows = draw(st.integers(0, 2)) == 2 if lean not in ("knows", "close") else lean == "knows"
        rare = draw(st.integers(0, 3)) == 3
        close = (
            (rare or lean in ("duty", "records", "close") or (lean == "reception" and not knows))
            and role != "administrator"
            and holds[DESK] == "never"
        )
        sees = {TEAMS[0]} if role == "lead" or holds[DUTY] != "never" or holds[RECEPTION] == "live" else set()
        teams = [
            t
            for t in (*TEAMS, None)
            if knows or close or (t not in sees and (role != "administrator" or t is None))
        ]
        if lean == "reception" and (knows or close):  # of her own team, and not on her list
            teams = [TEAMS[0]]
        over = ("never", "over", "ran out", "runs out now", "later")
        its_parts = [
            {
                "id": number("folder", person, kind), "whose": person, "kind": kind, "person": person,
                "team": draw(st.sampled_from(teams)),
                "flavour": draw(st.integers(0, contents.FLAVOURS)), "ended": False,
                "mine": draw(st.sampled_from(("live", *TIMES) if knows else over)),
                "seat": draw(st.sampled_from(("live", *TIMES) if knows or close else ("never", "over", "ran out", "later"))),
                "writes": True, "second": draw(st.sampled_from(("live", *TIMES))),
                "stood_in": draw(st.sampled_from(("no", "no", "duty", "emergency", "reviewed"))),
            }
            for kind in draw(st.sampled_from((KINDS[:3], ALL_KINDS, ("line",), ("own",))))
        ]  # fmt: skip
        strangers.append({
            "parts": its_parts, "assigned": knows, "person": person, "close": close, "asked": draw(st.booleans()),
            "stopped": draw(st.booleans()), "copy": draw(st.booleans()), "known": "live" if knows else "never",
            "second_knows": draw(st.sampled_from(("never", "never", *TIMES))),
            "mark": SAID_ALOUD[1] if knows or close else f"of {which} {n}",
        })  # fmt: skip
    told = role == "administrator" or holds[DESK] != "never" or demo
    return {"parts": parts, "strangers": strangers, "rows": {
        "looks": int(role != "worker" or holds[DUTY] != "never" or holds[DESK] != "never" or demo), "signs": int(demo),
        "log": draw(st.integers(0, 6)), "denied": draw(st.integers(0, 3)), "outgoing": draw(st.integers(0, 2)),
        "sessions": 0 if demo else draw(st.integers(0, 3)), "forms": 0 if demo else draw(st.integers(0, 2)),
        "sent": 0 if demo else draw(st.integers(0, 2)), "tries": draw(st.integers(0, 2)),
        "grants": 0 if demo else draw(st.integers(0, 2)),
        "invited": draw(st.integers(0, 1)), "attempts": 0 if demo else draw(st.sampled_from((0, 1, 5))),
        "settled": draw(st.integers(0, 2)),
        "known": 0 if told else draw(st.integers(0, 2)),
        "worries": 0 if told else draw(st.integers(0, 2)), "asked": draw(st.integers(0, 2)), "no": draw(st.integers(0, 1)),
        "passed": draw(st.integers(0, 2)), "copies": draw(st.integers(0, 2)),
        "alike": 0 if told else draw(st.integers(0, 2)), "joined": 0 if told else draw(st.integers(0, 2)),
        "late": draw(st.integers(0, 1)), "been": 0 if demo else draw(st.integers(0, 1)),
        "numbers": 0 if demo else draw(st.integers(0, 1)),
    }}  # fmt: skip


def behind(
    world: oracle.World,
    at: dt.datetime,
    which: str,
    many: dict[str, int],
    folders: list[int],
    open_to: list[int],
    decides: bool,
    answers: bool,
) -> None:
    """Rows of which nobody is told: logs, others' sessions, forms kept for others, tries that failed, grants that are over."""
    whose = {f["id"]: f["person"] for f in world["access.folder"]}
    for n in range(many["log"]):
        about = folders[n % len(folders)] if folders else number("nothing")
        world["log.opened"].append(
            {
                "n": -1 - n,
                "at": at - SOON,
                "staff": SECOND,
                "route": "person",
                "scope": "person",
                "folders": [about],
                "person": whose.get(about),
            }
        )
        world["log.version"].append(
            {
                "n": -1 - n,
                "at": at - SOON,
                "staff": SECOND,
                "name": "people_line",
                "folder": about,
                "row_id": n,
                "old": {"call_name": "Lou"},
            }
        )
        world["log.decided"].append(
            {"n": -1 - n, "at": at - SOON, "staff": THIRD, "deed": "give", "about": {"folder": about}}
        )
    for n in range(many["denied"]):
        world["log.denied"].append(
            {"n": -1 - n, "at": at - SOON, "staff": SECOND, "route": "person", "what": "handle", "folder": n}
        )
    for n in range(many["attempts"]):
        world["access.attempt"].append({
            "staff": SECOND, "day": at.date(), "nr": n + 1, "at": at - SOON, "made_in": "1",
            "mark": mark(which), "kind": "safety",
        })  # fmt: skip
    out_alone(
        world, at, which, SECOND, at - dt.timedelta(minutes=20), many["looks"]
    )  # late, in both: it differs whom she visits
    if many["late"] and not many["looks"]:
        # Late in one of them alone: nobody hears of it who does not look.
        out_alone(world, at, which, THIRD, at - dt.timedelta(minutes=20), 0)
    elif many["sessions"]:
        # Of one who is not late yet it differs where too, for whoever would look.
        out_alone(world, at, which, THIRD, at + DAY / 4, int(many["signs"]))
    if many["been"]:  # was late earlier, and is back
        world["access.lone"].append({
            **world["access.lone"][0], "id": number("lone", "been"), "back_by": at - 7 * SOON, "back_at": at - SOON, "place": "",
        })  # fmt: skip
    for n, who in enumerate((SECOND, HEAD, THIRD)[: 2 + many["numbers"]]):
        # In a demo anybody signs in as anybody, and reads theirs.
        its = 9 if many["signs"] else "AB".index(which)
        phone = f"+4477009008{its}{n}"
        world["access.reach"].append({"staff": who, "phone": phone, "at": at - DAY, "refused_at": None})
    for n in range(many["settled"]):
        know_outside(world, at, (SECOND, THIRD)[n], which, settled=True)
    for n in range(many["known"]):  # a colleague of another team, who is nobody's of the viewer's to settle
        know_outside(world, at, THIRD, f"{which}{n}")
    for n in range(many["worries"]):
        warn(world, at, f"{which}{n}", THIRD, SECOND)
        if folders:
            world["access.worry_about"].append(
                {
                    "worry": number("worry", f"{which}{n}"),
                    "person": whose[folders[0]],
                    "named": "",
                    "at": at - DAY,
                }
            )
    for n in range(many["asked"]):
        ask_here(world, at, f"{which}{n}", (SECOND, THIRD)[n])
        think(world, at, f"{which}{n}", (SECOND, THIRD)[n], "own")
    for n in range(many["copies"]):
        ask_copy(world, at, number("copy", which, n), mark=mark(f"copy {which}{n}"))
    if many["no"]:  # whoever asked is told of a yes alone
        world["access.answered_here"].append(
            {
                "asked": number("asked", "hers"),
                "person": number("nobody"),
                "staff": SECOND,
                "at": at - SOON,
                "let_in": False,
            }
        )
    for n in range(many["passed"] if folders else 0):
        world["access.passed"].append({
            "id": number("passed", which, n), "folder": folders[0], "share": number("share", which, n), "staff": THIRD,
            "by": SECOND, "at": at - SOON, "way": "consent", "part": "treatment", "source": "said", "told_on": at.date(),
            "about": "Lou", "words": f"comes on Mondays, {which}", "until": at + DAY, "taken_at": None, "taken_back_at": None,
        })  # fmt: skip
    # Answered to a colleague, about somebody of one's own or anybody; what waits is there for whoever answers for it.
    kind = {f["id"]: f["kind"] for f in world["access.folder"]}
    for folder in [f for f in [*folders, *open_to] if kind.get(f) == "treatment"][: many["asked"]]:
        ask_script(world, at, f"{which} answered", SECOND, folder, whose[folder], answered=True)
        if not answers:
            ask_script(world, at, f"{which} waits", SECOND, folder, whose[folder], answered=False)
    persons = sorted(set(whose.values()))
    kept = {f["person"] for f in world["access.folder"] if f["kept_close"]}
    # The records officer decides on every pair but those of which one is kept close.
    pairs = [
        [one, other]
        for n, one in enumerate(persons)
        for other in persons[n + 1 :]
        if not decides or {one, other} & kept
    ]
    for n, pair in enumerate(pairs[: many["alike"] + many["joined"]]):
        look_alike(world, at, f"{which}{n}", pair, n < many["joined"])
    for message in world.get("outbox_message", ()):
        if message["state"] in ("queued", "sending"):  # how far the task that sends has come with it
            tries = many["outgoing"] if message["folder"] in folders else 0
            world["access.outgoing"].append({
                "folder": message["folder"], "message": message["id"], "due": message["due_at"] or at + DAY, "put_by": SECOND,
                "put_at": at - SOON, "taken_at": at - SOON if tries == 1 else None, "tries": tries,
            })  # fmt: skip
    for n in range(many["sessions"]):
        world["access.session"].append({
            "hash": hashlib.sha256(f"session {which}{n}".encode()).digest(), "staff": (SECOND, THIRD, LEFT)[n],
            "opened_at": at - SOON,
            "seen_at": at - SOON, "until": at + DAY, "ended_at": None,
        })  # fmt: skip
    for n in range(many["forms"]):
        world["access.kept_form"].append({
            "id": number("kept", which, n), "staff": (SECOND, THIRD)[n], "folder": None, "path": "/people/add/",
            "sealed": b"nothing of yours", "kept_at": at - SOON,
        })  # fmt: skip
    for n in range(many["sent"]):
        world["access.sent_once"].append(
            {
                "word": hashlib.sha256(f"{which}{n}".encode()).digest(),
                "staff": SECOND,
                "at": at - (1 + 2 * n) * DAY,
                "went_to": "/people/",
            }
        )
    world["authn.accounts_counted"] = [
        {
            "cache_key": hashlib.sha256(f"{which}/{n}".encode()).hexdigest(),
            "value": "gASVAAAAAAAAAAAu",
            "expires": at + DAY,
        }
        for n in range(many["tries"])
    ]
    world["authn.accounts_invitation"] = [
        {
            "hash": hashlib.sha256(which.encode()).digest(),
            "user_id": THIRD,
            "until": at + DAY,
            "used_at": None,
        }
        for _ in range(many["invited"])
    ] + [
        {
            "hash": hashlib.sha256(b"invitation:" + WELCOME.encode()).digest(),
            "user_id": VIEWER,
            "until": at + DAY,
            "used_at": None,
        }
    ]
    for n in range(many["grants"]):
        for folder in [*folders, *open_to]:
            when = ("over", "ran out")[(n + len(which)) % 2]
            world["access.grant"].append(
                _grant(at, f"{which}{n}", folder, when, THIRD, False, assigned=bool(n))
            )


AIMS = (
    "own",
    "own",
    "own",
    "own",
    "hidden",
    "hidden",
    "own",
    "ended",
    "foreign row",
    "forged",
    "other purpose",
)


@st.composite
def steps(draw: Any, deck: tuple[str, ...], methods: dict[str, tuple[str, ...]], lean: str) -> list[Step]:
    """A trace: every route of the deck, well and badly asked, with time passing and others at work in between."""
    found: list[Step] = []
    if draw(st.integers(0, 3)):
        found.append(Step("statements", pick=draw(st.integers(0, 99)), fill=draw(st.integers(0, 99))))
    for route in deck:
        if lean == "beside":  # the first two of compare.AT_WORK
            found.append(
                Step(
                    "hidden",
                    "page",
                    fill=draw(st.integers(0, 1)),
                    where=draw(st.sampled_from(("first", "second"))),
                )
            )
        if draw(st.integers(0, 3)) == 3:
            found.append(Step("hidden", draw(st.sampled_from(WORK)), pick=draw(st.integers(0, 9)), fill=draw(st.integers(0, 99)),
                              where=draw(st.sampled_from(("both", "first", "second")))))  # fmt: skip
        if draw(st.integers(0, 11)) == 11:
            found.append(Step("pass"))
        if draw(st.integers(0, 39)) == 39 or (lean == "sends" and route == deck[0]):
            found += [Step("task", "send"), Step("task", "late")]
        elif lean == "duty" and route == deck[0]:  # she looks for colleagues
            found.append(Step("task", "late"))
        deeds = [d for d in methods[route] if d in ("GET", "POST")]
        deed = draw(st.sampled_from((*deeds, *deeds, "HEAD" if "GET" in deeds else deeds[0], deeds[-1])))
        if deed == "POST":
            deed = draw(st.sampled_from(("POST", "POST", "POST", "twice", "bad", "bare")))
        found.append(
            Step(
                "visit",
                route,
                deed,
                draw(st.sampled_from(AIMS)),
                draw(st.integers(0, 9)),
                draw(st.integers(0, 99)),
            )
        )
    return found


WORK = ("page",) * 4 + ("row", "log", "session", "try", "end", "denied", "sent", "knows", "seal")


@st.composite
def pairs(draw: Any, deck: tuple[str, ...], methods: dict[str, tuple[str, ...]], lean: str = "") -> Pair:
    """Two worlds that one viewer cannot tell apart, and a trace through this deck of routes; `lean` is drawn where not said."""
    at = draw(st.sampled_from(CLOCKS))
    lean = lean or draw(st.sampled_from(("",) * (2 * len(LEANS)) + LEANS))
    role = draw(st.sampled_from(("worker", "worker", "worker", "lead", "administrator", "worker")))
    signed_in = draw(st.sampled_from(("yes",) * 22 + ("idle", "ended", "nobody", "ended")))
    if lean:
        role, signed_in = "worker", lean if lean in ("idle", "locked") else "yes"
    worker = role == "worker"
    times = ("never", "live", *[t for t in TIMES if t != "over"])
    holds = {
        NURSE: draw(st.sampled_from(times)),
        DUTY: draw(st.sampled_from(("never",) * 14 + times)),
        DESK: draw(st.sampled_from(("never",) * 30 + (times if worker else ()))),
        PRIVACY: draw(st.sampled_from(("never",) * 20 + (times if worker else ()))),
        RECORDS: draw(st.sampled_from(("never",) * 20 + (times if worker else ()))),
        # Of a team of hers until yesterday; of one where nobody is expected on the days of one of the clocks.
        RECEPTION: "ran out",
        FRONT_DESK: "live" if at == CLOCKS[0] else "never",
    } | {seat: "live" for name, seat in LEANS_TO.items() if name == lean}
    demo = draw(st.integers(0, 7)) == 7
    trace = draw(steps(deck, methods, lean))
    whole = draw(people(at, lean))
    base = house(at, role, holds, signed_in, demo)
    for one in whole:
        for part in one["parts"]:
            place(base, at, part, one["assigned"], one["close"])
        about(base, at, one)
    can = signed_in == "yes" or demo or draw(st.booleans())
    made = Pair(at, VIEWER, signed_in, (base, base), set(), trace, can)
    made.reach = _reach(made, base, demo)
    closed = [part for one in whole for part in one["parts"] if part["id"] not in made.reach]
    two = []
    for which in ("A", "B"):
        drawn = draw(hidden(at, which, closed, role, holds, demo, lean))
        if role == "administrator":  # who makes a colleague's link anew may know that there was one
            drawn["rows"]["invited"] = 0
        world = house(at, role, holds, signed_in, demo)
        again = {part["id"]: part for part in drawn["parts"]}
        for one in (*whole, *drawn["strangers"]):
            for part in one["parts"]:
                its = part if one in drawn["strangers"] or part["id"] in made.reach else again.get(part["id"])
                if its:
                    place(world, at, its, one["assigned"], one["close"])
            about(world, at, one)
        unseen = [*again, *(part["id"] for one in drawn["strangers"] for part in one["parts"])]
        knows_all = role != "worker" or any(holds[s] != "never" for s in (DESK, DUTY))
        decides = holds[RECORDS] != "never"
        answers = any(holds[s] != "never" for s in (DESK, RECORDS))
        open_to = [] if knows_all else sorted(made.reach)
        if lean == "sends":
            lets_go(world, at)
        behind(world, at, which, drawn["rows"], unseen, open_to, decides, answers)
        if lean == "reception":
            expects(world, at)
        shown = [one["person"] for one in whole if _shown_whole(one, made.reach)]
        if decides and len(shown) > 1:
            look_alike(world, at, "hers", shown[:2], False)
        for one in whole:
            for its in (p["id"] for p in one["parts"] if p["kind"] == "treatment" and p["id"] in made.reach):
                ask_script(world, at, "hers", VIEWER, its, one["person"], answered=bool(its % 2))
                if decides and one["person"] in shown[:1]:
                    ask_script(world, at, "waits", SECOND, its, one["person"], answered=False)
        assume(_reach(made, world, demo) == made.reach)
        two.append(world)
    made.worlds = (two[0], two[1])
    return made


def lets_go(world: dict[str, Any], at: dt.datetime) -> None:
    """Most messages wait, are due, and their ways let them go: what keeps most of them is drawn for all other pairs."""
    ways = {(way["folder"], way["id"]): way for way in world.get("people_contactway", ())}
    for message in world.get("outbox_message", ()):
        if message["channel"] == "letter" or (message["state"] != "queued" and message["id"] % 4 == 0):
            continue
        message |= {
            "state": "queued",
            "held_why": "",
            "due_at": at - SOON,
            "at": at + DAY,
            "ended_at": None,
            "in_error": False,
            "ended_why": "",
        }
        if way := ways.get((message["way_folder"], message["way"])):
            kind = KIND_FOR[message["channel"]]
            way |= {"kind": kind, "value": SENT_TO[kind], "may_contact": "yes", "when": "any", "letter_rule": "plain",
                    "watched": "no", "review_by": None, "text_rule": "", "unsafe_when": "", "third_party": "",
                    "asked_on": at.date(), "ended_at": None, "in_error": False, "ended_why": ""}  # fmt: skip


def expects(world: dict[str, Any], at: dt.datetime) -> None:
    """Everybody of whom there are dates at all is expected today."""
    first = {row["folder"]: row for row in reversed(world.get("care_due", []))}
    for row in first.values():
        row |= {
            "what": "session",
            "state": "due",
            "on": at.date(),
            "at": at,
            "ended_at": None,
            "in_error": False,
            "ended_why": "",
        }


def _shown_whole(one: dict[str, Any], reach: set[int]) -> bool:
    """Does she see all by which this person's records are compared?"""
    return not one["close"] and all(
        part["id"] in reach for part in one["parts"] if part["kind"] in ("line", "contact")
    )


def _reach(made: Pair, world: oracle.World, demo: bool) -> set[int]:
    if not made.can_sign_in:
        return set()
    if demo:
        return {f["id"] for f in world["access.folder"]}
    return oracle.within_reach(world, made.staff, made.instants(), ASKED_FOR)


def one_pair(methods: dict[str, tuple[str, ...]]) -> Pair:
    """One pair for a test of its own: a worker's, who may open much, beside much that she may not."""
    made: list[Pair] = []

    @settings(
        max_examples=60,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @from_seed(5)
    @given(pairs(("people", "find"), methods))
    def drawn(pair: Pair) -> None:
        staff = next(s for s in pair.worlds[0]["access.staff"] if s["id"] == pair.staff)
        leads = any(m["leads"] for m in pair.worlds[0]["access.team_member"] if m["staff"] == pair.staff)
        kinds = {
            f["kind"]
            for f in pair.worlds[0]["access.folder"]
            if f["id"] in oracle.may_open(pair.worlds[0], VIEWER, pair.at)
        }
        if (
            pair.signed_in == "yes"
            and not pair.worlds[0]["access.birth"][0]["demo"]
            and not staff["administrator"]
            and not leads
            and {"line", "contact", "treatment"} <= kinds
            and any(
                f["kind"] == "line"
                for f in pair.worlds[0]["access.folder"]
                if f["id"] in oracle.may_open(pair.worlds[0], VIEWER, pair.at, "mine")
            )
        ):
            made.append(pair)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", HypothesisWarning)
        drawn()
    return max(
        made,
        key=lambda pair: min(
            len(pair.reach), *(len(w["access.folder"]) - len(pair.reach) for w in pair.worlds)
        ),
    )
