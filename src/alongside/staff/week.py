"""The week of those who work here: who holds which seat on which day and hours, where nobody does, and who is away."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.refusing import said
from alongside.access.viewer import LONDON, Refused, Viewer
from alongside.staff import queries

WEEKDAYS = range(5)
EVERY_DAY = range(7)
WORKING = (dt.time(9), dt.time(17))
ALL_DAY = (dt.time(), dt.time())

HELD: Final[dict[str, tuple[range, tuple[dt.time, dt.time]]]] = {
    "desk": (EVERY_DAY, ALL_DAY),
    "duty": (WEEKDAYS, WORKING),
    "nurse": (WEEKDAYS, WORKING),
    "prescriber": (WEEKDAYS, WORKING),
    "privacy": (WEEKDAYS, WORKING),
    "records": (WEEKDAYS, WORKING),
}
"""When somebody is to hold a seat of each kind: the desk always, as somebody always answers for it; the others in working hours,
a convention of ours. Seats of other kinds stand in the week only where somebody holds them."""

MOST_WEEKS = 12
SEEN_AHEAD = dt.timedelta(days=366)

Span = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True)
class Shift:
    """Somebody holds a seat for part of one day."""

    name: str
    starts: dt.datetime
    ends: dt.datetime
    away: bool
    whole: bool


@dataclass(frozen=True)
class Day:
    """One seat on one day: who holds it, and when nobody does."""

    on: dt.date
    shifts: list[Shift]
    gaps: list[Span]
    whole_gap: bool

    @property
    def alike(self) -> object:
        """The same for days on which the same people hold it at the same hours."""
        held = [(s.name, s.starts.time(), s.ends.time(), s.away) for s in self.shifts]
        return held, [(starts.time(), ends.time()) for starts, ends in self.gaps]


@dataclass(frozen=True)
class Row:
    """One seat over a week."""

    seat: int
    name: str
    days: list[Day] = field(default_factory=list)

    @property
    def runs(self) -> list[tuple[dt.date, dt.date, Day]]:
        """Days one after another that are alike, from the first to the last; those with nothing to say are left out."""
        made: list[tuple[dt.date, dt.date, Day]] = []
        for day in self.days:
            if made and made[-1][2].alike == day.alike:
                made[-1] = (made[-1][0], day.on, made[-1][2])
            else:
                made.append((day.on, day.on, day))
        return [run for run in made if run[2].shifts or run[2].gaps]


def monday(day: dt.date) -> dt.date:
    """The Monday of its week."""
    return day - dt.timedelta(days=day.weekday())


def span(on: dt.date, first: dt.time, last: dt.time) -> Span:
    """From one time to another in London, on the next day where the second is not after the first."""
    until = on if last > first else on + dt.timedelta(days=1)
    return dt.datetime.combine(on, first, LONDON), dt.datetime.combine(until, last, LONDON)


def gaps(expected: Span, held: Iterable[Span]) -> list[Span]:
    """What of a span of time is nobody's."""
    left: list[Span] = []
    at, end = expected
    for starts, ends in sorted(held):
        if starts > at:
            left.append((at, min(starts, end)))
        at = max(at, ends)
        if at >= end:
            break
    if at < end:
        left.append((at, end))
    return left


def day_of(kind: str, on: dt.date, holdings: Iterable[dict[str, Any]], away: set[tuple[int, dt.date]]) -> Day:
    """One seat on one day. Whoever is away does not hold it, though they stand there."""
    whole = span(on, *ALL_DAY)
    shifts, held = [], []
    for one in holdings:
        starts = max(one["starts"].astimezone(LONDON), whole[0])
        ends = min(one["ends"].astimezone(LONDON) if one["ends"] else whole[1], whole[1])
        if starts >= ends:
            continue
        gone = (one["staff"], on) in away
        shifts.append(Shift(one["name"], starts, ends, gone, (starts, ends) == whole))
        if not gone:
            held.append((starts, ends))
    days, hours = HELD.get(kind, (range(0), ALL_DAY))
    expected = span(on, *hours)
    missing = gaps(expected, held) if on.weekday() in days else []
    return Day(on, sorted(shifts, key=lambda s: (s.starts, s.name)), missing, missing == [whole])


def week_of(
    first: dt.date, seats: Iterable[folders.Place], holdings: list[dict[str, Any]], away: list[dict[str, Any]]
) -> list[Row]:
    """Every seat in the seven days from a Monday: those that are always to be held, and those that somebody holds."""
    days = [first + dt.timedelta(days=n) for n in range(7)]
    gone = {(a["staff"], day) for a in away for day in days if a["first_day"] <= day <= a["last_day"]}
    made = []
    for seat in seats:
        its = [h for h in holdings if h["seat"] == seat.id]
        row = Row(seat.id, seat.name, [day_of(seat.seat_kind or "", day, its, gone) for day in days])
        if seat.seat_kind in HELD or any(day.shifts for day in row.days):
            made.append(row)
    order = list(HELD)
    kinds = {seat.id: seat.seat_kind for seat in seats}
    return sorted(made, key=lambda r: (order.index(k) if (k := kinds[r.seat]) in order else 99, r.name))


def who_is_away(first: dt.date, last: dt.date) -> list[dict[str, Any]]:
    """Who is away in these days; staff may know it of one another."""
    return folders.rows("select * from access.who_is_away(%s, %s)", first, last)


def holds_on(holdings: list[dict[str, Any]], kind: str, on: dt.date) -> Day:
    """Who holds a kind of seat on one day, whichever seat it is."""
    away = {(a["staff"], on) for a in who_is_away(on, on)}
    return day_of(kind, on, [h for h in holdings if h["kind"] == kind], away)


def closed(now: dt.datetime) -> bool:
    """Is it out of working hours?"""
    here = now.astimezone(LONDON)
    return here.weekday() not in WEEKDAYS or not WORKING[0] <= here.time() < WORKING[1]


# What is done ---------------------------------------------------------------------------------------------------------


def shifts(
    first: dt.date, days: Iterable[int], hours: tuple[dt.time, dt.time], weeks: int, now: dt.datetime
) -> list[Span]:
    """The shifts of a pattern, from a day on for so many weeks; what has passed of today is left out."""
    made = []
    for week in range(weeks):
        for day in sorted(set(days)):
            on = monday(first) + dt.timedelta(days=7 * week + day)
            if on < first:
                continue
            starts, ends = span(on, *hours)
            if ends > now:
                made.append((max(starts, now), ends))
    return made


def put_in_rota(
    *, by: Viewer, seat: int, staff: int, first: dt.date, days: Iterable[int], hours: tuple[dt.time, dt.time],
    weeks: int,
) -> int:  # fmt: skip
    """Put somebody in a seat on these days of the week, between these hours, for so many weeks. How many shifts it made."""
    if first < by.today:
        raise Refused(_("Nobody can be put in a seat for days that have passed."))
    if not 1 <= weeks <= MOST_WEEKS:
        raise Refused(_("A pattern is made for 1 to 12 weeks."))
    made = shifts(first, days, hours, weeks, by.now)
    if not made:
        raise Refused(_("None of these days is still to come. Choose another day, or more weeks."))
    with said(_("They hold that seat already in some of those hours, or no longer work here.")):
        folders.call(
            "select count(access.hold_seat(%s, %s, s.starts, s.ends)) "
            "from unnest(%s::timestamptz[], %s::timestamptz[]) s(starts, ends)",
            seat, staff, [one[0] for one in made], [one[1] for one in made],
        )  # fmt: skip
    return len(made)


def record_away(*, by: Viewer, staff: int, first: dt.date, last: dt.date) -> None:
    """A colleague is away from one day to the end of another; why is nobody's to say here."""
    if last < first:
        raise Refused(_("The last day is before the first."))
    if last < by.today:
        raise Refused(_("These days have passed. Say it of days to come."))
    if first > by.today + SEEN_AHEAD:
        raise Refused(_("Say it for days within a year."))
    with said(_("Some of these days are said already, or they no longer work here. Look at the list below.")):
        folders.call("select access.record_away(%s, %s, %s)", staff, first, last)


def take_back_away(*, by: Viewer, away: int) -> None:
    """They are not away after all, or are back."""
    folders.call("select access.take_back_away(%s)", away)


def put_team(*, by: Viewer, team: int, organisation: str) -> None:
    """Say which organisation a team is of; empty: of none that is named."""
    with said(_("There is no such team.")):
        folders.call("select access.put_team(%s, %s)", team, organisation)


def who_works_where() -> list[dict[str, Any]]:
    """Organisations with their teams, and who works in each. Nothing opens by it."""
    of_team = {row["team"]: row["name"] for row in folders.rows("select * from access.organisations()")}
    people = queries.colleagues()
    by_organisation: dict[str, list[dict[str, Any]]] = {}
    for team in folders.places("team"):
        who = [
            {"name": c.name, "job": c.job, "leads": any(t["id"] == team.id and t["leads"] for t in c.teams)}
            for c in people if any(t["id"] == team.id for t in c.teams)
        ]  # fmt: skip
        by_organisation.setdefault(of_team.get(team.id, ""), []).append(
            {"id": team.id, "name": team.name, "people": who}
        )
    return [
        {"name": name, "teams": teams}
        for name, teams in sorted(by_organisation.items(), key=lambda i: (not i[0], i[0].casefold()))
    ]
