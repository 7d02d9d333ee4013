"""What was typed before and is kept: it is offered beside the page that is begun anew, whose words never go over it.

Where somebody was called away, locked or signed out, a form's words are kept under its address (`keep_draft`); several may
lie at one address, each on a sheet of its own. A page that is opened again is blank, offers what is kept, and is sent and kept
on a sheet that is free: saving it ends its own words and no others'.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.web.wrapper import Request, kept_among, on_sheet, sheet_at

AGAIN = "-2"
"""Behind the name of a sheet: the same begun anew, while the first one's words are still kept."""


@dataclass(frozen=True)
class Sheets:
    """Where a form is kept and sent, and what was kept before it."""

    own: str
    """The sheet on which it is kept while it is written."""
    free: str
    """The one on which it is sent: its own, or another while its own is taken."""
    action: str
    """Where it is sent."""
    before: tuple[str, ...]
    """Links to what was typed before."""
    held: bool
    """Is its own sheet taken? Then nothing is kept by itself until one saves this or goes on with that."""
    full: bool
    """Is every sheet taken?"""

    def draft(self, path: str) -> str:
        """Where it is kept while it is written, given the page that keeps it."""
        return on_sheet(path, self.own)

    def later(self, path: str) -> str | None:
        """Where “Keep it for now” keeps it; None where there is no room left."""
        return None if self.full else on_sheet(path, self.free)


def sheets_of(request: Request, form: Any, of: Iterable[str] = ("",), *, asks: str = "") -> Sheets:
    """Work it out for a form. `of`: the sheets that may lie at this address, its own first; `asks`: what else that says."""
    if form.kept:
        form.kept_words = _("Here is what was typed before. It is not saved yet.")
    its = list(of)
    own = sheet_at(request) or its[0]
    mine = form.kept or request.method == "POST"  # its own words are those that stand on it
    listed = list(dict.fromkeys([own, *(one + more for one in its for more in ("", AGAIN))]))
    found = kept_among(on_sheet(request.path, one) for one in listed if not (mine and one == own))
    before = [one for one in listed if on_sheet(request.path, one) in found]
    held = own in before
    free = own + AGAIN if held else own
    free += AGAIN if free in before else ""

    def at(sheet: str, more: str = "") -> str:
        said = "&".join(filter(None, [asks, f"sheet={sheet}" if sheet else "", more]))
        return f"{request.path}?{said}" if said else request.path

    return Sheets(own, free, at(free), tuple(at(one, "kept=1") for one in before), held, free not in listed)
