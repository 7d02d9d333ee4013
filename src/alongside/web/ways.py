"""What stands in the bar at the top: the ways through the house that exist, and the menu under "You"."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _

from alongside.access.viewer import Viewer
from alongside.web.registry import address
from alongside.web.wrapper import browser_key

# Names of pages, in the order in which they stand. A page that no app has made yet is left out.
BAR: tuple[tuple[str, Any], ...] = (
    ("today", _("Today")),
    ("people", _("People")),
    ("desk", _("Desk")),
    ("guide", _("Guide")),
)
# What is begun from Today, as buttons at its head.
BEGIN: tuple[tuple[str, Any], ...] = (
    ("first-contact", _("Somebody has come to us")),
    ("call", _("A call")),
    ("find", _("Find somebody")),
)
YOU: tuple[tuple[str, Any], ...] = (
    ("letters", _("Letters to look at and post")),
    ("handover", _("Hand people over")),
    ("rota", _("The rota: who is on duty when")),
    ("away", _("Who is away")),
    ("where", _("Who works where")),
    ("my-access", _("What I can open, and why")),
    ("known-outside", _("People I know outside work")),
    ("emergency", _("Open in an emergency")),
    ("late-reach", _("A text when a colleague is late")),
    ("mfa_index", _("How you sign in")),
)
LEAD: tuple[tuple[str, Any], ...] = (
    ("team", _("My team")),
    ("supervision", _("Supervision")),
    ("seats", _("Who holds which seat")),
)
ADMINISTRATOR: tuple[tuple[str, Any], ...] = (("staff", _("Staff")), ("seats", _("Who holds which seat")))


def _yours(viewer: Viewer) -> tuple[tuple[str, Any], ...]:
    """What stands in the menu under "You"; each page once."""
    more = (LEAD if viewer.leads else ()) + (ADMINISTRATOR if viewer.administrator else ())
    return tuple(dict.fromkeys(YOU + more))


def _there(names: tuple[tuple[str, Any], ...], here: str) -> list[dict[str, Any]]:
    links = []
    for name, text in names:
        try:
            links.append({"text": text, "href": address(name), "here": name == here})
        except NoReverseMatch:
            continue
    return links


def begin() -> list[dict[str, Any]]:
    """What is begun from Today."""
    return _there(BEGIN, "")


def _late(viewer: Viewer, here: str) -> dict[str, Any] | None:
    """Colleagues who have not said that they are back, for whoever looks for them: the way there, from every other page. No name:
    somebody may be looking at the screen."""
    if not viewer.late or here == "visit-late":
        return None
    one = len(viewer.late) == 1
    return {
        "several": not one,
        "href": address("visit-late", number=viewer.late[0]) if one else address("today"),
    }


def bar(request: HttpRequest) -> dict[str, Any]:
    """The bar for whoever is signed in: `ways`, and `you` with name, links and `leave`; empty for others."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or viewer.staff is None:
        return {}
    page = None if getattr(request, "is_error", False) else getattr(request, "page", None)
    here = page.name if page else ""
    leave = _there((("account_logout", _("Sign out")),), here)
    lock = _there((("lock", _("Lock")),), here)
    return {
        "late": _late(viewer, here),
        "ways": _there(BAR, here),
        "you": {
            "name": viewer.name,
            "links": _there(_yours(viewer), here),
            "leave": leave[0]["href"] if leave else "",
            "lock": lock[0]["href"] if lock else "",
            "keeps": browser_key(viewer.staff),
            # Where whoever locks it is back afterwards: here, where this is a page to come back to. Not what follows the
            # question mark, which anybody may have put there.
            "here": request.path if page and "GET" in page.methods else "/",
        },
    }
