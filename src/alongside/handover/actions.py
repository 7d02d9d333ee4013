"""Handing somebody over, reading what was handed over, supervising, and agreeing what comes next."""

import datetime as dt
import json
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.refusing import said
from alongside.access.viewer import Person, Refused, Viewer
from alongside.care.models import OPEN, PARTS, Due, Referral, Review, Session, Step
from alongside.diary.models import Appointment
from alongside.handover import rules
from alongside.handover.models import Agreed, HandedOver
from alongside.handover.queries import mine_alone
from alongside.staff import queries

REASON = "handed over"


@transaction.atomic
def hand_over(
    *, by: Viewer, person: Person, to: int, words: str = "", along: Mapping[int, str] | None = None, stays: Collection[int] = (),
) -> None:  # fmt: skip
    """Hand somebody over to a colleague: what the viewer works in is theirs from now on, and hers no longer.

    `along`: the parts told in confidence that go too, each with why. `stays`: those that stay hers. Any other closes to her where
    somebody else holds it, and is asked about where nobody does. The line is written first, while the record is still hers to
    write in; where it is refused, nothing of it stays.
    """
    line = person.folder("line")
    if line is None:
        raise Refused(_("You may not see what to call this person. Ask their team’s lead to hand them on."))
    who = next((c for c in queries.colleagues() if c.id == to), None)
    if who is None or to == by.staff:
        raise Refused(_("Choose a colleague who works here."))
    along = dict(along or {})
    confided = rules.confided(person)
    if any(h.folder in along and not along[h.folder].strip() for h in confided):
        raise Refused(_("Say why what was told in confidence goes along."))
    unsaid = [h.folder for h in confided if h.folder not in along and h.folder not in stays]
    if unsaid and mine_alone(unsaid):
        raise Refused(
            _(
                "Nobody but you can open a part in which they told you something in confidence. "
                "Say whether it goes along or stays."
            )
        )  # fmt: skip
    left_here = {h.folder for h in confided if h.folder not in along}
    if _has_dates(person, left_here):
        raise Refused(
            _(
                "There are dates to come in a part that does not go along, and whoever takes over would be left with them. "
                "Let that part go too, or settle them or call them off first."
            )
        )  # fmt: skip
    with said(
        _("They no longer work here. Choose somebody else."),
        closed=_("This person cannot go to them. Choose somebody else."),
        meanwhile=_("They are away today. Choose somebody else, or hand over when they are back."),
    ):
        # In the order of the kinds, and not of the folders' ids: the line stands in the part of their own use where there is one.
        theirs = [h for h in person.held if h.writes and h.assigned and h.folder not in left_here]
        cared_in = sorted((h for h in theirs if h.kind in PARTS), key=lambda h: PARTS.index(h.kind))
        parts = [h.folder for h in cared_in]
        _with_them(by, person, [h.folder for h in theirs], to, who.name)
        if parts:
            HandedOver.add(by=by, folder=parts[0], to=to, by_name=by.name, to_name=who.name, words=words)
        elif words:
            raise Refused(
                _("There is no part of their record for this line to stand in. Tell them yourself.")
            )
        goes = json.dumps({str(folder): why.strip() for folder, why in along.items()})
        folders.call(
            "select access.hand_over(%s, %s, %s, %s::jsonb, %s::bigint[])",
            line,
            to,
            REASON,
            goes,
            list(stays),
        )


ABOUT = (Session, Step, Review, Referral)
"""What a date among somebody's dates can be about, in the part that it came from."""


def _has_dates(person: Person, parts: Collection[int]) -> bool:
    """Is anything open among their dates that comes from one of these parts?"""
    dates = person.folder("dates")
    if dates is None or not parts:
        return False
    theirs = Q(id__in=Appointment.current.filter(folder__in=parts).values("due"))
    for model in ABOUT:
        theirs |= Q(about__in=model.current.filter(folder__in=parts).values("id"))
    return Due.current.filter(theirs, folder=dates, state__in=OPEN).exists()


def _with_them(by: Viewer, person: Person, parts: list[int], to: int, name: str) -> None:
    """Appointments to come, and what was agreed in supervision, are with whoever takes over; their days stay."""
    dates = person.folder("dates")
    if dates is None:
        return
    to_come = Due.current.filter(folder=dates, state__in=OPEN, on__gte=by.today).values_list("id", flat=True)
    here = Appointment.current.filter(folder__in=parts, due__in=list(to_come), worker=by.staff)
    for appointment in here:
        appointment.change(by=by, worker=to, worker_name=name)
    if person.writes("dates"):
        for row in Agreed.current.filter(folder=dates, state=Agreed.State.OPEN, staff=by.staff):
            row.change(by=by, staff=to)


def read(*, by: Viewer, row: HandedOver) -> None:
    """Whoever took over has read it."""
    if row.to != by.staff:
        raise Refused(_("It was handed over to somebody else."))
    if row.seen_at is None:
        row.change(by=by, seen_at=by.now)


def supervise(*, by: Viewer, staff: int) -> None:
    """Hold what to call a colleague's people, and their dates, for ninety days."""
    with said(_("They no longer work here.")):
        folders.call("select access.supervise(%s)", staff)


@transaction.atomic
def agree(*, by: Viewer, person: Person, what: str, on: dt.date, staff: int) -> Agreed:
    """Agree one thing to do next about somebody, by a day, and who does it; what was agreed before ends with it."""
    dates = person.folder("dates")
    if dates is None or not person.writes("dates"):
        raise Refused(_("Their dates are not yours to write in. Begin with “supervise” beside their worker."))
    if not by.today <= on <= by.today + dt.timedelta(days=rules.MOST_DAYS_AHEAD):
        raise Refused(_("Choose a day in the next three months."))
    with said(
        _("Somebody agreed something about them at this moment. Load the page again and read it first.")
    ):
        for before in Agreed.current.filter(folder=dates, state=Agreed.State.OPEN):
            before.change(by=by, state=Agreed.State.OFF)
        return Agreed.add(by=by, folder=dates, what=what, on=on, staff=staff)


def settle(*, by: Viewer, row: Agreed, done: bool) -> None:
    """It was done, or is no longer needed."""
    if row.state != Agreed.State.OPEN:
        raise Refused(_("This was settled already."))
    state = Agreed.State.DONE if done else Agreed.State.OFF
    row.change(by=by, state=state, done_on=by.today if done else None)
