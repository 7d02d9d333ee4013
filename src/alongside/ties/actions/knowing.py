"""Who knows whom on one teller's map, as the teller says."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access.viewer import Refused, Viewer
from alongside.ties import rules
from alongside.ties.actions.people import locked
from alongside.ties.models import Alter, Knows


@transaction.atomic
def know(*, by: Viewer, one: Alter, other: Alter, weight: float = 1.0) -> Knows:
    """Two people on the map know each other; said twice, it holds once."""
    pair = _pair(one, other)
    found = Knows.current.filter(folder=one.folder, one_id=pair[0], other_id=pair[1]).first()
    if found is not None:
        found.change(by=by, weight=weight)
        return found
    return Knows.add(by=by, folder=one.folder, one_id=pair[0], other_id=pair[1], weight=weight)


@transaction.atomic
def not_know(*, by: Viewer, one: Alter, other: Alter) -> None:
    """They do not, or no longer."""
    pair = _pair(one, other)
    found = Knows.current.filter(folder=one.folder, one_id=pair[0], other_id=pair[1]).first()
    if found is not None:
        found.end(by=by, why="do not know each other")


def _pair(one: Alter, other: Alter) -> tuple[int, int]:
    if one.folder != other.folder:
        raise Refused(_("There is nobody here to change."))
    pair = rules.two_people(one.pk, other.pk)
    # Always in one order, so that two who save at once wait for each other instead of for ever.
    for key in pair:
        locked(one.folder, key)
    return pair
