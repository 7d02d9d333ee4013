"""What the tests of leaving begin from: care under way, a telephone that is safe to text, a desk."""

import datetime as dt
from typing import Any

from alongside.access import folders
from alongside.care.tests.ground import OnPages, on_pages
from alongside.leaving import actions
from alongside.leaving.models import Leaving
from alongside.outbox.tests.ground import way_of

DAY = dt.timedelta(days=1)


def gwen_of(lou: OnPages, tellers: Any, *kinds: str, **more: Any) -> int:
    """A colleague who holds these parts of Lou's record and no more; her staff id."""
    gwen: int = tellers.house.staff("Gwen", tellers.team)
    with tellers.house.viewer(tellers.ash) as by:
        for kind in kinds:
            folder = lou.who.folders[kind]
            folders.give(by=by, folder=folder, staff=gwen, purpose="works_with", reason="x", **more)
    return gwen


def lou_of(tellers: Any) -> OnPages:
    """Lou with Ash, Nan on the map, an appointment in half an hour; Kerry sits at the desk."""
    lou = on_pages(tellers.house, tellers.ash, tellers.one)
    tellers.kerry = tellers.house.staff("Kerry")
    tellers.house.seat("desk", None, "Desk", tellers.kerry)
    with tellers.house.viewer(tellers.ash) as by:
        lou.way = way_of(by, tellers.one)
    return lou


def prepare(lou: OnPages, tellers: Any, **more: Any) -> Leaving:
    """Ash writes how Lou leaves."""
    with tellers.house.viewer(tellers.ash) as by:
        told = {"how": "planned", "on": by.today, "asked": "alone", "home": "With Nan", **more}
        return actions.write(by=by, episode=lou.care.episode, **told)


def left(lou: OnPages, tellers: Any, **more: Any) -> Leaving:
    """Lou has left."""
    row = prepare(lou, tellers, **more)
    with tellers.house.viewer(tellers.ash) as by:
        return actions.leave(by=by, leaving=row)


def dies(lou: OnPages, tellers: Any, **more: Any) -> Leaving:
    """Lou has died, as Ash was told."""
    with tellers.house.viewer(tellers.ash) as by:
        told = {"on": by.today, "look_on": by.today + 28 * DAY, "called": "Lou", **more}
        return actions.died(by=by, folder=lou.care.folder, **told)


def undoes(tellers: Any, leaving: Leaving) -> Leaving:
    """It was a mistake."""
    with tellers.house.viewer(tellers.ash) as by:
        return actions.undo(by=by, leaving=leaving, why="Another Lou", called="Lou")


def state_of(tellers: Any, table: str, row: int) -> str:
    """How a row stands, past every policy."""
    return str(tellers.house.sql.execute(f"select state from {table} where id = %s", (row,)).fetchone()[0])


def open_dates(tellers: Any, who: Any) -> int:
    """How many dates of theirs are open."""
    return int(
        tellers.house.sql.execute(
            "select count(*) from care_due where folder = %s and state in ('due', 'offered')", (who.folders["dates"],)
        ).fetchone()[0]
    )  # fmt: skip
