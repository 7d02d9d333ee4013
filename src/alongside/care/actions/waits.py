"""The clock of those who wait: from the day they first came to us until they are seen, or care begins."""

import datetime as dt

from alongside.access.viewer import Viewer
from alongside.care.actions import dues
from alongside.care.models import WAITS, Due, Referral
from alongside.care.queries.parts import dates_to_write


def begin(*, by: Viewer, referral: Referral) -> Due | None:
    """They wait from the day they came; None where their dates are not the viewer's to write."""
    what = Due.What.TODAY if referral.urgent else Due.What.WAIT
    return dues.put(by=by, folder=referral.folder, what=what, on=referral.on, about=referral.id)


def correct(*, by: Viewer, referral: Referral) -> None:
    """The day they came, or whether it can wait, was written otherwise before."""
    dates = dates_to_write(by, referral.folder)
    for due in _of(dates, [referral.id]):
        due.change(by=by, on=referral.on, what=Due.What.TODAY if referral.urgent else Due.What.WAIT)


def over(*, by: Viewer, referral: Referral, state: str, on: dt.date) -> None:
    """They wait no longer: care begins (met), or they do not come to us (off)."""
    for due in _of(dates_to_write(by, referral.folder), [referral.id]):
        dues.settle_one(by=by, due=due, state=state, on=on)


def seen(*, by: Viewer, folder: int, on: dt.date) -> None:
    """They were seen for the first time: whatever of this part of the record they waited for."""
    waiting = Referral.current.filter(folder=folder, state="waiting").values_list("id", flat=True)
    about = list(waiting)
    for due in _of(dates_to_write(by, folder), about) if about else []:
        dues.settle_one(by=by, due=due, state=Due.State.MET, on=on)


def _of(dates: int | None, about: list[int]) -> list[Due]:
    """The clocks of these referrals that run."""
    if dates is None:
        return []
    return list(Due.current.filter(folder=dates, about__in=about, what__in=WAITS, state=Due.State.DUE))
