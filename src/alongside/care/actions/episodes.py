"""A stretch of care: it begins and finishes, and only a worker finishes it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access.viewer import Refused, Viewer
from alongside.care import rules, states
from alongside.care.actions import dues
from alongside.care.actions.moving import allowed, move, next_state, of_this_part
from alongside.care.models import Due, Episode, Plan, Referral, Review, Session, Step


@transaction.atomic
def begin(*, by: Viewer, folder: int, on: dt.date | None = None, referral: Referral | None = None) -> Episode:
    """Begin a stretch of care. Somebody returning begins a new one beside the old."""
    of_this_part(folder, referral)
    on = on or by.today
    allowed(rules.why_not_begin(on, referral.on if referral else None, by.today))
    if Episode.current.filter(folder=folder, state="open").exists():
        raise Refused(_("Care is under way already. Finish that first if this is a new beginning."))
    return Episode.add(by=by, folder=folder, began_on=on, referral=referral)


@transaction.atomic
def finish(
    *,
    by: Viewer,
    episode: Episode,
    how: str,
    on: dt.date | None = None,
    words: str = "",
    seen: int | None = None,
) -> Episode:
    """Finish it. The plan and its steps stay as they were; what was still due is due no longer."""
    next_state(states.EPISODE, episode.state, "finish")
    allowed(rules.why_not_finish(episode.began_on, on or by.today, by.today))
    move(
        episode,
        states.EPISODE,
        "finish",
        by=by,
        seen=seen,
        finished_on=on or by.today,
        finished_how=how,
        finished_words=words,
    )
    folder = episode.folder
    about = [
        *Step.current.filter(folder=folder, state="open").values_list("id", flat=True),
        *Session.current.filter(folder=folder).exclude(next_on=None).values_list("id", flat=True),
        *Plan.current.filter(folder=folder, episode=episode).values_list("id", flat=True),
        *Review.current.filter(folder=folder, episode=episode).values_list("id", flat=True),
        episode.id,
    ]
    dues.settle(by=by, folder=folder, about=about, state=Due.State.OFF)
    return episode


@transaction.atomic
def reopen(*, by: Viewer, episode: Episode, seen: int | None = None) -> Episode:
    """It was finished by mistake: it goes on as if it had not been. How it stood meanwhile is kept in the log."""
    next_state(states.EPISODE, episode.state, "reopen")
    if Episode.current.filter(folder=episode.folder, state="open").exists():
        raise Refused(_("Care has begun again since. This one stays finished; go on with that."))
    move(
        episode, states.EPISODE, "reopen", by=by, seen=seen, finished_on=None, finished_how="", finished_words=""
    )  # fmt: skip
    return episode
