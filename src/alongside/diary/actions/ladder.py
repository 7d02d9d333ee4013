"""The ladder after a miss: what was tried and what came of it. Each rung is a person's deed; none is climbed by itself."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access.viewer import Refused, Viewer
from alongside.care import actions as care
from alongside.care.actions.moving import of_this_part
from alongside.care.models import Session
from alongside.diary import rules
from alongside.diary.models import Rung
from alongside.ties.models import Alter

SPOKEN_WITH = ("call", "visit")


@transaction.atomic
def tried(
    *, by: Viewer, missed: Session, what: str, outcome: str, alter: Alter | None = None, words: str = ""
) -> Rung:
    """One thing was tried. It stands among the contacts as what it was: a try, or a contact where they were reached."""
    _still_missed(missed)
    rung = rules.BY_CODE.get(what)
    if rung is None or outcome not in rung.outcomes:
        raise Refused(_("Say what was tried, and what came of it."))
    if what == Rung.What.SOMEONE and alter is None:
        raise Refused(_("Say whom you asked. They stand on the map."))
    of_this_part(missed.folder, alter)
    met = outcome == Rung.Outcome.REACHED and what in SPOKEN_WITH
    session = care.write_session(
        by=by, folder=missed.folder, at=by.now, how=rung.how, state=Session.Came.CAME if met else Session.Came.TRIED,
        note=words,
    )  # fmt: skip
    return Rung.add(
        by=by, folder=missed.folder, missed=missed, what=what, outcome=outcome, tried=session, alter=alter, words=words
    )  # fmt: skip


@transaction.atomic
def leave_it(*, by: Viewer, missed: Session, words: str) -> Rung:
    """It rests with them for now, and why. Their care goes on: nothing is closed."""
    _still_missed(missed)
    if not words.strip():
        raise Refused(_("Say why, in a line: whoever stands in for you reads it."))
    return Rung.add(by=by, folder=missed.folder, missed=missed, what=Rung.What.REST, words=words)


def _still_missed(missed: Session) -> None:
    if missed.state != Session.Came.MISSED or missed.in_error or missed.ended_at is not None:
        raise Refused(_("This appointment does not stand as missed any more."))
