"""From a card to the deed: one click, by signing in where need be.

A card is public and knows nobody, so its deed asks with whom. Where it was opened beside a page about somebody, that page's
script puts the sealed name, which stands in the page's own address, behind the deed's: no address of the Guide ever has it.
"""

import re

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.access.viewer import Person
from alongside.guide.content import guide
from alongside.people.queries.lines import lines_of
from alongside.web.registry import PAGES, Page
from alongside.web.wrapper import Part, Request

HANDLES = re.compile(r"<handle:(\w+)>")
CHOSEN_ON = {
    "goal": "plan",
    "step": "plan",
    "plan": "plan",
    "drawing": "map",
    "alter": "map",
    "review": "reviews",
    "referral": "referral",
    "session": "contacts",
}
"""What a deed may be about, and the page about a part on which it is chosen."""


def _deed(name: str) -> Page:
    """The page of a deed that some card leads to; anything else is not there."""
    if not any(name in card.deeds for card in guide().in_order) or name not in PAGES:
        raise Http404
    return PAGES[name]


@web.page("do/<str:deed>/", name="guide-do", title=_("With whom?"), scope="mine")
def do(request: Request, deed: str) -> HttpResponse:
    """Go to the deed; where it is about a person, ask with whom, among those whom the viewer works with."""
    page = _deed(deed)
    if "<" not in page.route:
        return web.go(deed)
    people = request.viewer.people()
    lines = lines_of(people)
    rows = [
        {"name": lines[person.id].call_name, "sort": lines[person.id].sort_key, "href": href}
        for person in people
        if person.id in lines and (href := _there(page, person))
    ]
    return web.render(
        request, "guide/whom.html", {"deed": page.title, "rows": sorted(rows, key=lambda r: r["sort"])}
    )


@web.page("do/<str:deed>/<handle:person>/", name="guide-do-with", title=_("With whom?"))
def do_with(request: Request, deed: str, person: Person) -> HttpResponse:
    """Go to the deed with somebody: the card was read beside a page about them."""
    return _go(_deed(deed), person, None)


@web.page("do/<str:deed>/in/<handle:part>/", name="guide-do-in", title=_("With whom?"))
def do_in(request: Request, deed: str, part: Part) -> HttpResponse:
    """The same, in the part of their record that the page was about, where the deed belongs there."""
    return _go(_deed(deed), part.person, part)


def _go(page: Page, person: Person, part: Part | None) -> HttpResponse:
    if "<" not in page.route:
        return web.go(page.name)
    there = _there(page, person, part) or web.url("person", person=person)
    return HttpResponseRedirect(there)


def _there(page: Page, person: Person, part: Part | None = None) -> str:
    """The deed's page with this person; where it is about a goal or a step of theirs, the page to choose it from."""
    held = [h for h in person.held if not page.needs or h.kind in page.needs]
    held.sort(
        key=lambda h: part is None or h.folder != part.folder
    )  # the part that the page was about comes first
    if not held:
        return ""
    handles = HANDLES.findall(page.route)
    if handles == ["person"] and page.route.count("<") == 1:
        return web.url(page.name, person=person)
    if handles == ["part"] and page.route.count("<") == 1:
        return web.url(page.name, part=held[0])
    chosen = PAGES.get(CHOSEN_ON.get(handles[0], ""))
    if chosen is not None:
        return _there(chosen, person, part)
    return web.url("person", person=person)
