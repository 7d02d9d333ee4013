"""Answers to the questions to think about, by question."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from alongside.access import folders
from alongside.access.viewer import Viewer

A_YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Given:
    """One answer, on its day."""

    id: int
    at: dt.datetime
    words: str
    by: str = ""
    actions: list[dict[str, Any]] = field(default_factory=list)


def speaks_for_service(by: Viewer) -> bool:
    """Leads of any team, and administrators; the floor asks it again."""
    return bool(by.administrator or by.leads)


def answers(audience: str) -> dict[str, list[Given]]:
    """The answers by question, the newest first: the viewer's own, or the service's."""
    name = "my_reflections" if audience == "own" else "service_reflections"
    found: dict[str, list[Given]] = {}
    for row in folders.rows(f"select * from access.{name}()"):
        question = row.pop("question")
        if "actions" in row:
            row["actions"] = [_dated(action) for action in row["actions"]]
        found.setdefault(question, []).append(Given(**row))
    return found


def _dated(action: dict[str, Any]) -> dict[str, Any]:
    due = action["due"]
    return action | {"due": dt.date.fromisoformat(due) if due else None}


def a_year_before(given: list[Given]) -> Given | None:
    """What stands beside the newest answer: the last one that was given a year or more before it, else the first of all."""
    if len(given) < 2:
        return None
    newest = given[0]
    return next((old for old in given[1:] if old.at <= newest.at - A_YEAR), given[-1])


def is_due(given: list[Given], by: Viewer) -> bool:
    """Is it a year since it was last answered?"""
    return bool(given) and given[0].at <= by.now - A_YEAR
