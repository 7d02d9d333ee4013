"""A number of one's own, to be texted when a colleague who is out alone is late."""

from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.refusing import said
from alongside.access.viewer import Viewer


def give_number(*, by: Viewer, phone: str) -> None:
    """Give it, as +44…; nothing takes it away."""
    with said(_("This is not a telephone number that can be texted.")):
        folders.call("select access.give_reach(%s)", phone)
