"""Steps: what is done about a goal, and by whom: the person, a worker, or someone in their life who helps."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access.sources import Source
from alongside.access.viewer import Refused, Viewer
from alongside.care import rules, states
from alongside.care.actions import dues
from alongside.care.actions.moving import move, next_state, of_this_part
from alongside.care.models import Due, Goal, Step
from alongside.care.queries.colleagues import name_of
from alongside.ties.models import Alter, Tie


@transaction.atomic
def add_step(
    *, by: Viewer, goal: Goal, words: str, by_whom: str = Step.By.PERSON, helper: Alter | None = None,
    worker: int | None = None, due_on: dt.date | None = None, source: str = Source.SAID,
) -> Step:  # fmt: skip
    """Add a step. With a day it also stands among the person's dates, where the viewer may write those."""
    next_state(states.GOAL, goal.state, "add_step")
    who = _who(by=by, folder=goal.folder, by_whom=by_whom, helper=helper, worker=worker)
    step = Step.add(by=by, folder=goal.folder, goal=goal, words=words, due_on=due_on, source=source, **who)
    dues.put(by=by, folder=step.folder, what=Due.What.STEP, on=due_on, about=step.id)
    return step


def _who(
    *, by: Viewer, folder: int, by_whom: str, helper: Alter | None, worker: int | None
) -> dict[str, Any]:
    """Who does it, checked: a colleague who works here, or someone on this map who helps."""
    if by_whom == Step.By.WORKER:
        worker = worker or by.staff
        name = name_of(worker)
        if name is None:
            raise Refused(_("They do not work here now. Choose somebody else."))
        return {"by_whom": by_whom, "worker": worker, "worker_name": name, "helper": None}
    if by_whom == Step.By.SOMEONE:
        if helper is None:
            raise Refused(_("Say who in their life does it."))
        of_this_part(folder, helper)
        if not rules.helps(Tie.current.filter(folder=folder, alter=helper).first()):
            raise Refused(
                _("On the map they do not help yet. If things are different now, change the map first.")
            )
        return {"by_whom": by_whom, "worker": None, "worker_name": "", "helper": helper}
    return {"by_whom": Step.By.PERSON, "worker": None, "worker_name": "", "helper": None}


@transaction.atomic
def change_step(
    *, by: Viewer, step: Step, words: str, by_whom: str, helper: Alter | None = None,
    worker: int | None = None, due_on: dt.date | None = None, source: str | None = None,
    seen: int | None = None,
) -> Step:  # fmt: skip
    """Change the step, who does it or by when; the old version is kept."""
    next_state(states.STEP, step.state, "change")
    same = by_whom == Step.By.SOMEONE and helper is not None and helper.id == step.helper_id
    who = {} if same else _who(by=by, folder=step.folder, by_whom=by_whom, helper=helper, worker=worker)
    move(
        step,
        states.STEP,
        "change",
        by=by,
        seen=seen,
        words=words,
        due_on=due_on,
        source=source or step.source,
        **who,
    )
    dues.put(by=by, folder=step.folder, what=Due.What.STEP, on=due_on, about=step.id)
    return step


@transaction.atomic
def step_done(*, by: Viewer, step: Step, on: dt.date | None = None, outcome: str = "") -> Step:
    """It was done."""
    on = on or by.today
    next_state(states.STEP, step.state, "done")
    if on > by.today:
        raise Refused(_("This day is still to come."))
    move(step, states.STEP, "done", by=by, done_on=on, outcome=outcome)
    dues.settle(by=by, folder=step.folder, about=[step.id], what=Due.What.STEP, state=Due.State.MET, on=on)
    return step


@transaction.atomic
def step_not_done(*, by: Viewer, step: Step, why: str = "") -> Step:
    """It was not done; say what got in the way."""
    move(step, states.STEP, "not_done", by=by, outcome=why)
    dues.settle(by=by, folder=step.folder, about=[step.id], what=Due.What.STEP, state=Due.State.MISSED)
    return step


@transaction.atomic
def let_step_go(*, by: Viewer, step: Step, why: str = "") -> Step:
    """It is not needed or not wanted any more."""
    move(step, states.STEP, "let_go", by=by, outcome=why)
    dues.settle(by=by, folder=step.folder, about=[step.id], what=Due.What.STEP, state=Due.State.OFF)
    return step


@transaction.atomic
def reopen_step(*, by: Viewer, step: Step) -> Step:
    """Take it up again; its day stands among the dates again."""
    move(step, states.STEP, "reopen", by=by, done_on=None, outcome="")
    dues.put(by=by, folder=step.folder, what=Due.What.STEP, on=step.due_on, about=step.id)
    return step
