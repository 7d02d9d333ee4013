"""Moving a row of the course of care from state to state, and saying no in a sentence."""

from django.utils.translation import gettext

from alongside.access.models import FolderModel
from alongside.access.moving import move, next_state
from alongside.access.viewer import Refused

__all__ = ["allowed", "move", "next_state", "of_this_part"]


def allowed(why_not: str) -> None:
    """Go on where a rule gave no reason against it."""
    if why_not:
        raise Refused(gettext(why_not))


def of_this_part(folder: int, *rows: FolderModel | None) -> None:
    """Refuse what lies in another part of the record: it is not there."""
    if any(row is not None and row.folder != folder for row in rows):
        raise Refused(gettext("They are not in this part of the record."))
