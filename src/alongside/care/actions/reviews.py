"""Looking back together: it opens with who is around them now."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access.sources import Source
from alongside.access.viewer import Refused, Viewer
from alongside.care import rules, states
from alongside.care.actions import dues
from alongside.care.actions.moving import allowed, move, next_state, of_this_part
from alongside.care.models import Due, Episode, Helped, Plan, Review
from alongside.ties.models import Alter, Snapshot


@transaction.atomic
def begin_review(
    *, by: Viewer, episode: Episode, on: dt.date | None = None, source: str = Source.SAID
) -> Review:
    """Begin to look back. One at a time; it stays open until it is finished."""
    next_state(states.EPISODE, episode.state, "review")
    on = on or by.today
    plan = Plan.current.filter(folder=episode.folder, episode=episode).order_by("made_at").first()
    planned = (plan.agreed_on or plan.made_at.date()) if plan else episode.began_on
    allowed(rules.why_not_review(on, min(planned, by.today), by.today))
    if Review.current.filter(folder=episode.folder, state="open").exists():
        raise Refused(_("A review is open already. Go on with that one."))
    return Review.add(by=by, folder=episode.folder, episode=episode, on=on, source=source)


@transaction.atomic
def confirm_people(
    *, by: Viewer, review: Review, snapshot: Snapshot | None = None, around: str = "", seen: int | None = None
) -> Review:
    """Say who is around now: the map as it was kept for this review, and words about it."""
    of_this_part(review.folder, snapshot)
    move(
        review,
        states.REVIEW,
        "confirm",
        by=by,
        seen=seen,
        snapshot=snapshot or review.snapshot,
        around=around,
    )
    return review


@transaction.atomic
def finish_review(
    *, by: Viewer, review: Review, moved: str = "", to_change: str = "", helped: Iterable[Alter] = (),
    next_on: dt.date | None = None, seen: int | None = None,
) -> Review:  # fmt: skip
    """What moved, who helped, what to change, and when to look back again."""
    helped = list(helped)
    next_state(states.REVIEW, review.state, "finish")
    of_this_part(review.folder, *helped)
    allowed(rules.why_not_next(next_on, review.on))
    move(review, states.REVIEW, "finish", by=by, seen=seen, moved=moved, to_change=to_change, next_on=next_on)
    for alter in helped:
        Helped.add(by=by, folder=review.folder, review=review, alter=alter)
    plans = list(Plan.current.filter(folder=review.folder, episode=review.episode_id))
    before = Review.current.filter(folder=review.folder, episode=review.episode_id).exclude(pk=review.pk)
    about = [*(p.id for p in plans), *before.values_list("id", flat=True)]
    dues.settle(
        by=by, folder=review.folder, about=about, what=Due.What.REVIEW, state=Due.State.MET, on=review.on
    )
    dues.put(by=by, folder=review.folder, what=Due.What.REVIEW, on=next_on, about=review.id)
    for plan in plans:
        if plan.state == "agreed":
            plan.change(by=by, review_on=next_on)
    return review
