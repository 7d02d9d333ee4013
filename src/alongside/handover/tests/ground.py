"""Ash works with Lou and with Sam, Bo with Jay, Chris leads; all of one team."""

import datetime as dt

from tests.ground import folders_for

from alongside.access import folders
from alongside.people.models import Line


def named_of(tellers):
    """The two tellers with a name to call by, and a third whom Ash works with too."""
    tellers.third = folders_for(tellers.house, tellers.ash, team=tellers.team)
    for who, staff, name in (
        (tellers.one, tellers.ash, "Lou"),
        (tellers.third, tellers.ash, "Sam"),
        (tellers.other, tellers.bo, "Jay"),
    ):
        with tellers.house.viewer(staff) as by:
            Line.add(by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference="")
    return tellers


def holds(tellers, staff, who):
    """The kinds of parts that somebody holds of a person, and whether as their worker."""
    with tellers.house.viewer(staff):
        rows = folders.rows("select * from access.my_access()")
    return {(row["kind"], row["assigned"]) for row in rows if row["person"] == who.id}


def knows(tellers, staff, who):
    """Somebody knows a person outside work."""
    tellers.house.sql.execute(
        "insert into access.conflict (id, staff, person, why, starts, recorded_by) "
        "values (access.new_id(), %s, %s, 'family', access.clock() - interval '1 minute', %s)",
        (staff, who.id, tellers.lead),
    )


def away(tellers, staff, first=0, last=0):
    """Somebody is away, from so many days from today until so many."""
    with tellers.house.viewer(staff) as by:
        days = [by.today + dt.timedelta(days=n) for n in (first, last)]
        folders.call("select access.record_away(%s, %s, %s)", staff, *days)
