"""At reception: somebody who was expected has come."""

from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.viewer import Refused, Viewer


def say_arrived(*, by: Viewer, due: int, here: bool) -> None:
    """They have come, or that was a mistake; whoever reads their dates sees it. It writes nothing up.

    Refused alike where it was cancelled or moved, the shift is over, or the record is no longer for a seat.
    """
    if not folders.call("select access.say_arrived(%s, %s)", due, here):
        raise Refused(_("This is not on your list any more."))
