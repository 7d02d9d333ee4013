"""What the desk's pages show, from the floor's functions; each answers only for what is the viewer's."""

from typing import Any

from alongside.access import folders
from alongside.access.viewer import Person, Viewer
from alongside.desk import words
from alongside.staff import queries as staff_queries
from alongside.staff import week
from alongside.staff import words as staff_words

TIMES = ("at", "due", "decided_at", "until", "ended_at", "read_at", "last_until")


def timed(row: dict[str, Any]) -> dict[str, Any]:
    """The same with its times as times."""
    return {key: words.moment(v) if key in TIMES and isinstance(v, str) else v for key, v in row.items()}


def on_desk() -> list[dict[str, Any]]:
    """Who holds the desk now."""
    return folders.rows("select * from access.desk_now()")


def today(by: Viewer) -> dict[str, Any]:
    """Who holds the desk today from when until when, when nobody does, and who is rung out of hours."""
    rung = folders.rows("select * from access.rung_out_of_hours()")
    return {
        "day": week.holds_on(staff_queries.holdings(), "desk", by.today),
        "rung": rung[0] if rung else None,
        "closed": week.closed(by.now),
    }


def passed_on(by: Viewer) -> list[dict[str, Any]]:
    """What the viewer passed on: that it was, and no more."""
    return folders.rows("select * from access.my_worries()")


def worries(by: Viewer, *, decided: bool) -> list[dict[str, Any]]:
    """Those the viewer answers for: what waits, the most urgent first, or what was decided, the last first."""
    found = folders.rows("select * from access.desk_worries(%s)", decided)
    return [one | {"kind_words": words.kind(one["kind"])} for one in found]


def worry(by: Viewer, number: int) -> dict[str, Any] | None:
    """One worry with both ends, or None where it is not the viewer's to answer for."""
    found = folders.answer("select access.desk_worry(%s)", number)
    if found is None:
        return None
    one = timed(found)
    one["people"] = [
        {"person": p["person"], "number": n, "named": p["named"], "workers": _works_with(p["with"])}
        for n, p in enumerate(one["people"], 1)
    ]
    one["others"] = [timed(other) for other in one["others"]]
    one["decisions"] = [
        timed(d) | {"way_words": words.way(d["way"]), "instructions": [
            timed(i) | {"reads": [timed(r) for r in i["reads"]]} for i in d["instructions"]]}
        for d in one["decisions"]
    ]  # fmt: skip
    return one


def _works_with(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who works with somebody, each once, with the teams and the parts of the record."""
    by_staff: dict[int, dict[str, Any]] = {}
    for row in sorted(found, key=lambda r: (r["name"], r["part"])):
        one = by_staff.setdefault(
            row["staff"], {"staff": row["staff"], "name": row["name"], "parts": [], "teams": []}
        )
        for word, into in ((words.part(row["part"]), "parts"), (row["team"], "teams")):
            if word and word not in one[into]:
                one[into].append(word)
    return list(by_staff.values())  # fmt: skip


def instructions(by: Viewer) -> list[dict[str, Any]]:
    """What the desk asks the viewer to act on and that is in force, the last first."""
    return folders.rows("select * from access.my_instructions()")


def instructions_about(by: Viewer, person: Person) -> list[dict[str, Any]]:
    """The same, of what concerns one person."""
    return [one for one in instructions(by) if one["person"] == person.id]


def kept(by: Viewer) -> list[dict[str, Any]]:
    """Records kept close of which nobody can open a part, by whose they are; for the desk."""
    found: dict[int, dict[str, Any]] = {}
    for row in folders.rows("select * from access.desk_kept()"):
        one = found.setdefault(
            row["person"],
            {"person": row["person"], "parts": {}, "last": row["last_name"], "until": row["last_until"]},
        )
        one["parts"][row["folder"]] = staff_words.part(row["kind"])
    return list(found.values())  # fmt: skip
