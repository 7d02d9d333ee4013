"""What is decided of two records that may be one person's. The floor's functions say who may, and touch neither record."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access import folders
from alongside.access.refusing import said
from alongside.access.viewer import Viewer

MEANWHILE = gettext_lazy("Somebody decided this in the meantime. Load the page again and look at it first.")


def settle(*, by: Viewer, pair: int, outcome: str, why: str = "") -> None:
    """One person ("same": joined), two ("different"), two records on purpose ("apart"), or not sure ("later")."""
    with said(_("Say how you know. Whoever looks at it later has to see why."), meanwhile=str(MEANWHILE)):
        folders.call("select access.settle_alike(%s, %s, %s)", pair, outcome, why)


def undo(*, by: Viewer, pair: int, joined: bool, why: str) -> None:
    """Take a decision back: what joined them ends and stays as history; the pair is asked of again."""
    with said(_("Say why it is taken back."), meanwhile=str(MEANWHILE)):
        which = "end_alias" if joined else "reopen_alike"
        folders.call(f"select access.{which}(%s, %s)", pair, why)


def tell(*, by: Viewer, pair: int, staff: int, why: str) -> None:
    """Tell a colleague by name that the two are joined; it says nothing to them unless they hold both names."""
    with said(_("Choose a colleague who works here, and say why."), meanwhile=str(MEANWHILE)):
        folders.call("select access.tell_alias(%s, %s, %s)", pair, staff, why)


def look_again(*, by: Viewer) -> None:
    """Have the task look now, rather than tonight."""
    folders.call("select access.ask_alike()")
