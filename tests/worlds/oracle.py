"""What a viewer may see, worked out from the rows of a world alone: the second opinion that the policies are held against.

It imports nothing of Alongside's, and asks no database. `world` maps the name of a table to its rows.
"""

import datetime as dt
from typing import Any

World = dict[str, list[dict[str, Any]]]


def holds(row: dict[str, Any], at: dt.datetime) -> bool:
    """Has it begun, and not run out? The moment of its end is no longer within it."""
    return row["starts"] <= at and (row["ends"] is None or at < row["ends"])


def _rows(world: World, table: str) -> list[dict[str, Any]]:
    return world.get(table, [])


def _closed(world: World) -> set[int]:
    """The folders of records that are kept close."""
    return {f["id"] for f in _rows(world, "access.folder") if f["kept_close"]}


def known(world: World, staff: int, at: dt.datetime) -> set[int]:
    """The persons whom somebody knows outside work at an instant: of them nothing opens to her."""
    return {c["person"] for c in _rows(world, "access.conflict") if c["staff"] == staff and holds(c, at)}


def live(world: World, at: dt.datetime) -> list[dict[str, Any]]:
    """The grants that count at an instant: where a record is kept close, those by name."""
    closed = _closed(world)
    return [
        g for g in _rows(world, "access.grant")
        if holds(g, at) and not (g["ended_at"] and g["ended_at"] <= at)
        and not (g["folder"] in closed and (g["seat"] or g["duty"]))
    ]  # fmt: skip


def seats(world: World, staff: int, at: dt.datetime) -> set[int]:
    """The seats that somebody sits in at an instant."""
    return {h["seat"] for h in world["access.seat_holding"] if h["staff"] == staff and holds(h, at)}


def sits_as(world: World, staff: int, at: dt.datetime, kind: str) -> list[dict[str, Any]]:
    """The seats of one kind that somebody sits in at an instant."""
    sits = seats(world, staff, at)
    return [s for s in world["access.seat"] if s["id"] in sits and s["kind"] == kind]


def may_open(
    world: World, staff: int, at: dt.datetime, scope: str = "all", about: int | None = None
) -> set[int]:
    """The folders whose rows somebody may read at an instant, on a page of this scope, about the person of this folder."""
    gone = any(s["id"] == staff and s["left_at"] and s["left_at"] <= at for s in world["access.staff"])
    if gone or scope in ("none", "public"):
        return set()
    sits = seats(world, staff, at)
    mine = [g for g in live(world, at) if g["staff"] == staff or g["seat"] in sits]
    if scope == "mine":
        mine = [g for g in mine if g["staff"] == staff and g["assigned"]]
    whose = {f["id"]: f["person"] for f in world["access.folder"]}
    found = {g["folder"] for g in mine}
    if scope != "mine":
        duties = {s["team"] for s in sits_as(world, staff, at, "duty")}
        found |= {
            f["id"] for f in world["access.folder"]
            if f["team"] in duties and f["kind"] in ("line", "dates") and not f["kept_close"] and not f["ended_at"]
        }  # fmt: skip
    closed = known(world, staff, at)
    found = {f for f in found if whose[f] not in closed}
    if scope == "person":
        found = {f for f in found if about in found and whose[f] == whose[about]}
    return found


def leads(world: World, staff: int, at: dt.datetime) -> set[int]:
    """The teams that somebody leads at an instant."""
    return {
        m["team"] for m in world["access.team_member"] if m["staff"] == staff and m["leads"] and holds(m, at)
    }


IN_AN_EMERGENCY = ("contact", "treatment", "family", "safety", "programme", "peer")


def within_reach(
    world: World, staff: int, instants: list[dt.datetime], asked_for: frozenset[bytes] = frozenset()
) -> set[int]:
    """Every folder that somebody sees, hears of, or can by a deed of her own come to see, at any of these instants.

    A lead hears of her team's folders and may give them to herself; whoever administers may make herself a lead, and
    both may put themselves into seats; on duty one opens more of those of whom one holds something; the desk answers for
    what is kept close, and whoever works with a person may say that it is so no more; in an emergency a part opens by
    what the person says (`asked_for`: what the trace says); at reception one is told who is expected, with whom and whether they
    come to the door, in whichever part it was booked. Nothing else is ever anybody's to work out.
    """
    administers = any(s["id"] == staff and s["administrator"] for s in world["access.staff"])
    found: set[int] = set()
    for at in instants:
        closed = known(world, staff, at)
        folders = [f for f in world["access.folder"] if f["person"] not in closed]
        whose = {f["id"]: f["person"] for f in folders}
        mine = may_open(world, staff, at)
        found |= mine
        works_with = {
            whose[g["folder"]] for g in live(world, at)
            if g["staff"] == staff and g["assigned"] and g["writes"] and g["folder"] in whose
        }  # fmt: skip
        answers = administers or bool(sits_as(world, staff, at, "desk"))
        kept = {f["id"] for f in folders if f["kept_close"] and f["person"] not in works_with and not answers}
        there = [f for f in folders if f["id"] not in kept]
        teams = {t["id"] for t in world["access.team"]} if administers else leads(world, staff, at)
        duties = {s["team"] for s in sits_as(world, staff, at, "duty")}
        theirs = seats(world, staff, at) | {
            s["id"] for s in world["access.seat"] if administers or s["team"] in teams
        }
        found |= {f["id"] for f in there if f["team"] in teams or (answers and f["kept_close"])}
        found |= {
            f["id"] for f in there
            if f["team"] in duties and f["kind"] in ("line", "dates", "contact", "treatment")
        }  # fmt: skip
        found |= {
            g["folder"] for g in world["access.grant"]
            if g["seat"] in theirs and holds(g, at) and not g["ended_at"] and g["folder"] in {f["id"] for f in there}
        }  # fmt: skip
        fronts = teams | {s["team"] for s in sits_as(world, staff, at, "reception")}
        expected = {f["person"] for f in there if f["kind"] == "dates" and f["team"] in fronts}
        found |= {
            f["id"] for f in there
            if f["person"] in expected
            and (f["kind"] in ("treatment", "family") or (f["kind"] in ("line", "dates") and f["team"] in fronts))
        }  # fmt: skip
        told = {t["emergency"] for t in _rows(world, "access.told") if t["staff"] == staff}
        found |= {
            e["folder"] for e in _rows(world, "access.emergency")
            if (e["id"] in told or administers or sits_as(world, staff, at, "privacy")) and e["folder"] in whose
        }  # fmt: skip
        named = {whose.get(m["folder"]) for m in _rows(world, "access.found_by") if m["mark"] in asked_for}
        found |= {f["id"] for f in there if f["person"] in named and f["kind"] in IN_AN_EMERGENCY}
    return found
