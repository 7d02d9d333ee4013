"""What stands in the bar at the top: the ways through the house that exist, and the menu under "You"."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

# Names of pages, in the order in which they stand. A page that no app has made yet is left out.
BAR: tuple[tuple[str, Any], ...] = (
    ("today", _("Today")),
    ("people", _("People")),
    ("desk", _("Desk")),
    ("guide", _("Guide")),
)
YOU: tuple[tuple[str, Any], ...] = (
    ("my_access", _("What I can open, and why")),
    ("mfa_index", _("Ways to sign in")),
    ("account_change_password", _("Change password")),
    ("manage", _("Look after the service")),
)


def _there(names: tuple[tuple[str, Any], ...], here: str) -> list[dict[str, Any]]:
    links = []
    for name, text in names:
        try:
            links.append({"text": text, "href": reverse(name), "here": name == here})
        except NoReverseMatch:
            continue
    return links


def bar(request: HttpRequest) -> dict[str, Any]:
    """The bar for whoever is signed in: `ways`, and `you` with name, links and `leave`; empty for others."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or viewer.staff is None:
        return {}
    page = getattr(request, "page", None)
    here = page.name if page else ""
    leave = _there((("account_logout", _("Sign out")),), here)
    return {
        "ways": _there(BAR, here),
        "you": {"name": viewer.name, "links": _there(YOU, here), "leave": leave[0]["href"] if leave else ""},
    }
