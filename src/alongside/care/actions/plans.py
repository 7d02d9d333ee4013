"""The plan: a draft, then agreed, then closed."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access.sources import Source
from alongside.access.viewer import Refused, Viewer
from alongside.care import rules, states
from alongside.care.actions import dues
from alongside.care.actions.moving import allowed, move, next_state
from alongside.care.models import Due, Episode, Goal, Plan


@transaction.atomic
def draft_plan(*, by: Viewer, episode: Episode, words: str = "", source: str = Source.SAID) -> Plan:
    """Begin a plan, with what they say in their own words."""
    next_state(states.EPISODE, episode.state, "plan")
    if Plan.current.filter(folder=episode.folder, episode=episode).exclude(state="closed").exists():
        raise Refused(_("There is an open plan already. Change it, or close it first."))
    return Plan.add(by=by, folder=episode.folder, episode=episode, words=words, source=source)


@transaction.atomic
def change_plan(*, by: Viewer, plan: Plan, seen: int | None = None, **values: Any) -> Plan:
    """Change its words, their source or the day of the review; the old version is kept."""
    allowed(rules.why_not_next(values.get("review_on"), plan.agreed_on or by.today))
    move(plan, states.PLAN, "change", by=by, seen=seen, **values)
    if "review_on" in values and plan.state == "agreed":
        dues.put(by=by, folder=plan.folder, what=Due.What.REVIEW, on=plan.review_on, about=plan.id)
    return plan


@transaction.atomic
def agree_plan(
    *, by: Viewer, plan: Plan, on: dt.date | None = None, review_on: dt.date | None = None
) -> Plan:
    """Agree it together, and say when to look back."""
    next_state(states.PLAN, plan.state, "agree")
    on = on or by.today
    if on > by.today:
        raise Refused(_("This day is still to come."))
    allowed(rules.why_not_next(review_on, on))
    allowed(rules.why_not_agree(Goal.current.filter(folder=plan.folder, plan=plan).count()))
    move(plan, states.PLAN, "agree", by=by, agreed_on=on, review_on=review_on or plan.review_on)
    dues.put(by=by, folder=plan.folder, what=Due.What.REVIEW, on=plan.review_on, about=plan.id)
    return plan


@transaction.atomic
def close_plan(*, by: Viewer, plan: Plan, why: str = "", on: dt.date | None = None) -> Plan:
    """Close it. Its goals and steps stay as they were."""
    move(plan, states.PLAN, "close", by=by, closed_on=on or by.today, closed_why=why)
    dues.settle(by=by, folder=plan.folder, about=[plan.id], what=Due.What.REVIEW, state=Due.State.OFF)
    return plan


@transaction.atomic
def reopen_plan(*, by: Viewer, plan: Plan) -> Plan:
    """Open it again, as a draft: what is in it is agreed anew."""
    others = (
        Plan.current.filter(folder=plan.folder, episode=plan.episode_id)
        .exclude(state="closed")
        .exclude(pk=plan.pk)
    )
    if plan.state == "closed" and others.exists():
        raise Refused(_("There is an open plan already. Change it, or close it first."))
    move(plan, states.PLAN, "reopen", by=by, closed_on=None, closed_why="")
    return plan
