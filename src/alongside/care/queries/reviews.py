"""Reviews, and what has moved between one and the next."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from alongside.access.viewer import LONDON, end_of
from alongside.care.models import Goal, Helped, Review, Session, Step
from alongside.ties.models import Snapshot


@dataclass(frozen=True)
class Moved:
    """What has changed in a stretch of time."""

    since: dt.date
    until: dt.date
    steps: list[Step]
    goals: list[Goal]
    came: int
    missed: int

    @property
    def steps_done(self) -> list[Step]:
        """Steps that were done."""
        return [s for s in self.steps if s.state == "done"]


def reviews_of(folder: int) -> list[Review]:
    """Reviews, the newest first."""
    return list(Review.current.filter(folder=folder).order_by("-on", "-made_at"))


def before(review: Review) -> Review | None:
    """The review before this one, in the same stretch of care."""
    rows = Review.current.filter(folder=review.folder, episode=review.episode_id, made_at__lt=review.made_at)
    return rows.filter(state="finished").order_by("-on", "-made_at").first()


def moved(folder: int, since: dt.date, until: dt.date) -> Moved:
    """What was done, reached, come to and missed in this time: three queries."""
    steps = Step.current.filter(folder=folder).filter(Q(done_on__gte=since) | Q(state="open"))
    steps = steps.filter(Q(done_on=None) | Q(done_on__lte=until)).select_related("helper")
    goals = Goal.current.filter(folder=folder, moved_on__gte=since, moved_on__lte=until)
    first = dt.datetime.combine(since, dt.time(), LONDON)
    last = end_of(until)
    states = list(
        Session.current.filter(folder=folder, at__gte=first, at__lt=last).values_list("state", flat=True)
    )
    return Moved(
        since, until, list(steps.order_by("done_on", "made_at")), list(goals.order_by("moved_on", "made_at")),
        states.count("came"), states.count("missed"),
    )  # fmt: skip


def helped_at(review: Review) -> list[Helped]:
    """Who helped, as said then."""
    rows = Helped.current.filter(folder=review.folder, review=review)
    return list(rows.select_related("alter").order_by("made_at"))


def maps_between(folder: int, review: Review, last: Review | None) -> tuple[Snapshot | None, Snapshot | None]:
    """The map of the last review, or else the first one kept since they came, and the map of this one."""
    ids = [r.snapshot_id for r in (last, review) if r and r.snapshot_id]
    kept = {s.id: s for s in Snapshot.current.filter(folder=folder, id__in=ids)}
    now = kept.get(review.snapshot_id or 0)
    then = kept.get(last.snapshot_id or 0) if last else None
    if then is None and now is not None:
        came = review.episode.referral
        since = min(came.on, review.episode.began_on) if came else review.episode.began_on
        earlier = Snapshot.current.filter(folder=folder, drawn_on__gte=since, made_at__lt=now.made_at)
        then = earlier.order_by("drawn_on", "made_at").first()
    return then, now
