"""Play a trace in both worlds, one request in both at once, and stop at the first thing that differs."""

import collections
import dataclasses
import difflib
import random
import time
import warnings
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis import seed as from_seed
from hypothesis.errors import HypothesisWarning

from tests.worlds import generate, observe, statements, traces
from tests.worlds.generate import Pair, Step
from tests.worlds.world import Asked, Two

SHRINKS = 60.0  # seconds at most for making a trace smaller
STATEMENTS = 12  # sent at once, where a trace sends SQL

# What somebody at work in hidden folders may ask for; nothing of it opens anything to the viewer.
AT_WORK = (
    "today",
    "people",
    "person",
    "details",
    "ways",
    "plan",
    "write",
    "call-name",
    "add-name",
    "add_goal",
    "map",
    "reviews",
    "add-way",
    "contacts",
    "referral",
    "messages",
    "send-message",
    "write-letter",
    "who-opened",
)
BEHIND = {
    "row": "update people_line set call_name = call_name || 'x', version = version + 1"
           " where folder = any('{hidden}')",
    "log": "insert into log.opened (at, staff, route, scope, folders) select access.clock(), {second}, 'person', 'person', '{{}}'"
           " from generate_series(1, 3)",
    "session": "insert into access.session (hash, staff, opened_at, seen_at, until) select sha256('{word}'), {second},"
               " access.clock(), access.clock(), access.clock() + interval '1 hour' on conflict do nothing",
    "try": "insert into authn.accounts_counted (cache_key, value, expires)"
           " values ('{word}', '', access.clock() + interval '1 hour') on conflict do nothing",
    "denied": "insert into log.denied (at, staff, route, what) values (access.clock(), {second}, 'person', 'page')",
    "sent": "update access.outgoing set taken_at = access.clock(), tries = tries + 1 where folder = any('{hidden}')",
    "knows": "insert into access.known_outside (id, staff, name, why, told_at, settled_at, settled_by, outcome)"
             " values (hashtextextended('{word}', 1) & 9223372036854775807, {second}, 'Lou',"
             " 'family', access.clock(), access.clock(), {second}, 'recorded')",
    "seal": "select access.seal_log()",
    "end": "update access.grant set ended_at = access.clock(), ended_why = 'moved' where staff = {second}"
           " and folder = any('{hidden}')",
}  # fmt: skip


@dataclasses.dataclass
class Difference:
    """What the viewer could have told the worlds apart by."""

    field: str
    asked: list[Asked]
    first: Any
    second: Any
    hidden: list[str] = dataclasses.field(default_factory=list)

    def told(self) -> str:
        """For whoever has to find out why."""
        lines = [
            f"The worlds differ in: {self.field}",
            *(f"  {n}. {one}" for n, one in enumerate(self.asked, 1)),
        ]
        if self.hidden:
            lines.append(f"  What is hidden differs in: {', '.join(self.hidden)}")
        one, other = (_lines(value) for value in (self.first, self.second))
        lines += list(difflib.unified_diff(one, other, "first world", "second world", lineterm="", n=1))[:60]
        return "\n".join(lines)


@dataclasses.dataclass
class Tally:
    """What was played so far."""

    pairs: int = 0
    requests: int = 0
    visits: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)
    answers: collections.Counter[tuple[str, str, int]] = dataclasses.field(
        default_factory=collections.Counter
    )
    broke: list[str] = dataclasses.field(default_factory=list)
    slowest: float = 0.0


def _lines(value: Any) -> list[str]:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").splitlines()
    if isinstance(value, tuple):
        return [line for one in value for line in str(one).replace("), (", "),\n(").splitlines()]
    return [str(value)]


def play(two: Two, pair: Pair, tally: Tally) -> Difference | None:
    """Play one pair; None where nothing differed."""
    cookies = {
        name: generate.key(name)
        for name in generate.BROWSERS
        if name != "viewer" or pair.signed_in != "nobody"
    }
    two.each("put", *((world, pair.at, cookies) for world in pair.worlds))
    tour = traces.Tour(pair)
    sent: list[Asked] = []
    visited: set[str] = set()
    for number, step in enumerate(pair.steps):
        if step.what == "pass":
            tour.at += generate.PASS
            two.both("move", tour.at)
            continue
        if step.what == "hidden":
            _hidden(two, tour, step, number)
            continue
        if step.what == "statements":
            difference = _injected(two, tour, step, number, sent)
            if difference:
                return difference
            continue
        if step.what == "task":
            difference = (_told if step.route == "late" else _task)(two, tour, number, sent)
            if difference:
                return difference
            continue
        requests = tour.requests(step)
        for n, asked in enumerate(requests):
            asked = dataclasses.replace(asked, word=f"{number}/{n}")
            sent.append(asked)
            first, second = two.both("ask", asked)
            tally.requests += 1
            tally.answers[step.route, asked.method, first.status] += 1
            where = first.differs(second)
            if where:
                return Difference(where, sent, getattr(first, where), getattr(second, where))
            if first.status >= 500 and len(tally.broke) < 200:
                tally.broke.append(f"{asked}: {' '.join(first.errors)[-300:]}")
            tour.answered(asked, first.body)
        visited.add(step.route)
    tally.pairs += 1
    tally.visits.update(visited)
    return None


def _injected(two: Two, tour: traces.Tour, step: Step, number: int, sent: list[Asked]) -> Difference | None:
    """The viewer sends SQL by the pages' role: a second way to look, past every page."""
    chance = random.Random(f"{step.pick}/{step.fill}")
    sqls = statements.some(STATEMENTS, two.there, statements.ids_of(tour.rows, tour.open), chance)
    first, second = two.both("inject", "viewer", sqls, f"sql/{number}")
    for sql, one, other in zip(sqls, first, second, strict=True):
        if one != other:
            return Difference("rows of a statement", [*sent, Asked("viewer", "SQL", sql)], one, other)
    return None


def _task(two: Two, tour: traces.Tour, number: int, sent: list[Asked]) -> Difference | None:
    """The task that sends runs in both worlds: what goes out from parts within reach is alike, and so is what pages show of it.

    Left out where a message within reach goes by a way that is not: how that one ends is its writer's to know, by design.
    """
    reach = tour.pair.reach
    ways = [m["way_folder"] for m in tour.rows.get("outbox_message", ()) if m["folder"] in reach]
    if any(way is not None and way not in reach for way in ways):
        return None
    first, second = (
        sorted(its for its in went if its[0] in reach) for went in two.both("send_due", f"task/{number}")
    )
    asked = [*sent, Asked("task", "RUN", "send")]
    return Difference("what was sent", asked, tuple(first), tuple(second)) if first != second else None


def _told(two: Two, tour: traces.Tour, number: int, sent: list[Asked]) -> Difference | None:
    """The task that tells who looks runs in both worlds: what is texted to the viewer's own number is alike."""
    first, second = two.both("tell_late", f"late/{number}", tour.pair.staff)
    asked = [*sent, Asked("task", "RUN", "late")]
    return Difference("what was texted", asked, tuple(first), tuple(second)) if first != second else None


def _hidden(two: Two, tour: traces.Tour, step: Step, number: int) -> None:
    """Somebody else is at work where the viewer sees nothing: in both worlds, or in one of them alone."""
    which = {"both": (0, 1), "first": (0,), "second": (1,)}[step.where]
    if step.route != "page":
        # Of what was there before: what the viewer makes meanwhile is hers.
        there = {folder["id"] for folder in tour.rows["access.folder"]}
        hidden = "{" + ",".join(map(str, sorted(there - tour.pair.reach))) + "}"
        sql = BEHIND[step.route].format(hidden=hidden, second=generate.SECOND, word=f"{number}-{step.fill}")
        for one in which:
            two.one(one, "run", sql)
        return
    route = AT_WORK[(step.pick * 7 + step.fill) % len(AT_WORK)]
    deed = "POST" if "POST" in traces.methods()[route] and step.fill % 3 else "GET"
    work = dataclasses.replace(step, what="visit", route=route, deed=deed)
    for n, asked in enumerate(tour.requests(work, who="second", aim="away")):
        asked = dataclasses.replace(asked, word=f"hidden/{number}/{n}")
        seen = [two.one(one, "ask", asked) for one in which]
        tour.answered(asked, seen[0].body)


def search(
    two: Two,
    deck: tuple[str, ...],
    number: int,
    seed: int,
    tally: Tally,
    shrinks: bool = True,
    until: float = 0,
    lean: str = "",
) -> Difference | None:
    """Play so many pairs through a deck of routes; the first difference, and the smallest trace that shows it."""
    found: list[tuple[Pair, Difference]] = []

    @settings(max_examples=number, database=None, deadline=None, phases=(Phase.generate,), verbosity=Verbosity.quiet,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @from_seed(seed)
    @given(generate.pairs(deck, traces.methods(), lean))
    def alike(pair: Pair) -> None:
        if found or (until and time.monotonic() > until):
            return
        difference = play(two, pair, tally)
        if difference is not None:
            found.append((pair, difference))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", HypothesisWarning)
        alike()
    if not found:
        return None
    pair, difference = found[0]
    return smallest(two, pair, difference) if shrinks else difference


def smallest(two: Two, pair: Pair, difference: Difference) -> Difference:
    """Leave out steps, then what is hidden, for as long as the worlds still differ: what is left is the cause."""
    until = time.monotonic() + SHRINKS
    for place in reversed(range(len(pair.steps))):
        fewer = dataclasses.replace(pair, steps=[*pair.steps[:place], *pair.steps[place + 1 :]])
        if time.monotonic() < until and (still := play(two, fewer, Tally())):
            pair, difference = fewer, still
    one, other = pair.worlds
    for table in sorted({*one, *other}):
        if one.get(table) == other.get(table) or time.monotonic() > until:
            continue
        alike = dataclasses.replace(pair, worlds=(one, {**other, table: one.get(table, [])}))
        if still := play(two, alike, Tally()):
            pair, difference, other = alike, still, alike.worlds[1]
    difference.hidden = [table for table in sorted({*one, *other}) if one.get(table) != other.get(table)]
    return difference


__all__ = ["AT_WORK", "Difference", "Tally", "observe", "play", "search"]
