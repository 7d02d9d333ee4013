"""What a viewer may see, worked out from the rows of a world alone: the second opinion that the policies are held against.

It imports nothing of Alongside's, and asks no database. `world` maps the name of a table to its rows.
"""

import datetime as dt
from typing import Any

World = dict[str, list[dict[str, Any]]]


def holds(row: dict[str, Any], at: dt.datetime) -> bool:
    """Has it begun, and not run out? The moment of its end is no longer within it."""
    return row["starts"] <= at and (row["ends"] is None or at < row["ends"])


def live(world: World, at: dt.datetime) -> list[dict[str, Any]]:
    """The grants that count at an instant."""
    return [g for g in world["access.grant"] if holds(g, at) and not (g["ended_at"] and g["ended_at"] <= at)]


def seats(world: World, staff: int, at: dt.datetime) -> set[int]:
    """The seats that somebody sits in at an instant."""
    return {h["seat"] for h in world["access.seat_holding"] if h["staff"] == staff and holds(h, at)}


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
    found = {g["folder"] for g in mine}
    if scope == "person":
        whose = {f["id"]: f["person"] for f in world["access.folder"]}
        found = {f for f in found if about in found and whose[f] == whose[about]}
    return found


def leads(world: World, staff: int, at: dt.datetime) -> set[int]:
    """The teams that somebody leads at an instant."""
    return {
        m["team"] for m in world["access.team_member"] if m["staff"] == staff and m["leads"] and holds(m, at)
    }


def within_reach(world: World, staff: int, instants: list[dt.datetime]) -> set[int]:
    """Every folder that somebody sees, hears of, or can by a deed of her own come to see, at any of these instants.

    A lead hears of her team's folders and may give them to herself; whoever administers may make herself a lead, and
    both may put themselves into seats. Nothing else is ever anybody's to work out.
    """
    administers = any(s["id"] == staff and s["administrator"] for s in world["access.staff"])
    found: set[int] = set()
    for at in instants:
        teams = {t["id"] for t in world["access.team"]} if administers else leads(world, staff, at)
        theirs = {s["id"] for s in world["access.seat"] if administers or s["team"] in teams}
        found |= may_open(world, staff, at)
        found |= {f["id"] for f in world["access.folder"] if f["team"] in teams}
        found |= {g["folder"] for g in live(world, at) if g["seat"] in theirs}
    return found
