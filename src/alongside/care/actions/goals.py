"""What they want: each in their own words, reached or set aside."""

import datetime as dt
from typing import Any

from django.db import transaction

from alongside.access.sources import Source
from alongside.access.viewer import Viewer
from alongside.care import states
from alongside.care.actions.moving import move, next_state
from alongside.care.models import Goal, Plan


@transaction.atomic
def add_goal(*, by: Viewer, plan: Plan, words: str, capital: str = "", source: str = Source.SAID) -> Goal:
    """Add one thing they want; it may be tagged to a kind of recovery capital, which they are never shown."""
    next_state(states.PLAN, plan.state, "change")
    return Goal.add(by=by, folder=plan.folder, plan=plan, words=words, capital=capital, source=source)


@transaction.atomic
def change_goal(*, by: Viewer, goal: Goal, seen: int | None = None, **values: Any) -> Goal:
    """Change its words, its tag or its source; the old version is kept."""
    move(goal, states.GOAL, "change", by=by, seen=seen, **values)
    return goal


@transaction.atomic
def reach_goal(*, by: Viewer, goal: Goal, on: dt.date | None = None, words: str = "") -> Goal:
    """They reached it. Its steps stay as they were."""
    move(goal, states.GOAL, "reach", by=by, moved_on=on or by.today, outcome=words)
    return goal


@transaction.atomic
def set_goal_aside(*, by: Viewer, goal: Goal, why: str = "", on: dt.date | None = None) -> Goal:
    """They do not want it now."""
    move(goal, states.GOAL, "set_aside", by=by, moved_on=on or by.today, outcome=why)
    return goal


@transaction.atomic
def reopen_goal(*, by: Viewer, goal: Goal) -> Goal:
    """They want it again, or it was not reached after all."""
    move(goal, states.GOAL, "reopen", by=by, moved_on=None, outcome="")
    return goal
