"""What is done about staff: giving and ending access, joining, moving, leaving, holding a seat.

The floor's functions decide who may; here are the reasons said in words.
"""

import datetime as dt

from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.refusing import said
from alongside.access.viewer import LONDON, Refused, Viewer, end_of
from alongside.accounts import actions as accounts
from alongside.staff import words

MOST_DAYS = 90


def give(
    *, by: Viewer, parts: list[int], staff: int | None = None, seat: int | None = None,
    purpose: str, reason: str, writes: bool, days: int,
) -> None:  # fmt: skip
    """Let a colleague or a seat open these parts of a record, for a reason, for at most 90 days."""
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("It can be given for 1 to 90 days."))
    if seat is not None and any(folders.call("select access.is_kept_close(%s)", folder) for folder in parts):
        raise Refused(
            _("This record is kept close: it can be given to a colleague by name, and not to a seat.")
        )
    with said(_("It cannot be given like this: they may have left in between.")):
        for folder in parts:
            folders.give(
                by=by, folder=folder, staff=staff, seat=seat, purpose=purpose, reason=reason, writes=writes,
                assigned=bool(staff) and words.works_with(purpose), days=days,
            )  # fmt: skip


def keep_close(*, by: Viewer, folder: int, close: bool) -> None:
    """Record what the person chose about who may open their record."""
    folders.keep_close(by=by, folder=folder, close=close)


def end(*, by: Viewer, grant: int, why: str) -> None:
    """End it, at once."""
    folders.end_grant(by=by, grant=grant, why=why)


def renew(*, by: Viewer, grants: list[int]) -> None:
    """Ninety days more, for each."""
    for grant in grants:
        folders.renew_grant(by=by, grant=grant)


def join(*, by: Viewer, name: str, job: str, team: int | None, leads: bool, email: str) -> str:
    """Somebody new: their place here, and an account. Returns the word of their link."""
    staff = folders.call("select access.join_staff(%s, %s, %s, %s)", name, job, team, leads)
    with said(_("Somebody here signs in with this address already.")):
        return accounts.invite(staff=staff, email=email)


def new_link(*, by: Viewer, staff: int, forget_second_step: bool) -> str | None:
    """A new link for somebody who cannot sign in; the old password and all sessions end."""
    with said(_("They no longer work here.")):
        folders.call("select access.note_link(%s, %s)", staff, forget_second_step)
    return accounts.invite_again(staff=staff, forget_second_step=forget_second_step)


def move(*, by: Viewer, staff: int, team: int, leads: bool, why: str) -> None:
    """A mover: what they could open of the old team's closes at once."""
    with said(_("They no longer work here.")):
        folders.call("select access.move_staff(%s, %s, %s, %s)", staff, team, leads, why)


def leave(*, by: Viewer, staff: int, why: str) -> None:
    """A leaver: everything they held ends at once."""
    if staff == by.staff:
        raise Refused(_("Nobody signs themselves off. Ask another administrator."))
    with said(_("They have left already.")):
        folders.call("select access.leave_staff(%s, %s)", staff, why)
    accounts.close(staff=staff)


def let_administer(*, by: Viewer, staff: int, yes: bool) -> None:
    """Who administers is for another administrator to say."""
    with said(_("Only another administrator can change this.")):
        folders.call("select access.let_administer(%s, %s)", staff, yes)


def hold(*, by: Viewer, seat: int, staff: int, starts: dt.date, ends: dt.date | None) -> None:
    """Put somebody in a seat from one day until the end of another; from today means from now."""
    if starts < by.today:
        raise Refused(_("Nobody can be put in a seat for days that have passed."))
    if ends is not None and ends < starts:
        raise Refused(_("The last day is before the first."))
    first = by.now if starts == by.today else dt.datetime.combine(starts, dt.time(), LONDON)
    last = end_of(ends) if ends else None
    with said(_("They hold that seat already in those days, or no longer work here.")):
        folders.hold_seat(by=by, seat=seat, staff=staff, starts=first, ends=last)


def end_holding(*, by: Viewer, holding: int) -> None:
    """End it now."""
    folders.call("select access.end_holding(%s)", holding)


def add_team(*, by: Viewer, name: str, site: str) -> None:
    """A new team, at a site."""
    with said(_("There is a team of that name.")):
        folders.call("select access.add_team(%s, %s)", name, site)


def add_seat(*, by: Viewer, kind: str, team: int | None, name: str) -> None:
    """A new seat."""
    with said(_("There is a seat of that name.")):
        folders.call("select access.add_seat(%s, %s, %s)", kind, team, name)
