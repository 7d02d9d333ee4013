"""From a card to the deed: one click, by signing in where need be."""

import re

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.access.viewer import Person
from alongside.guide.content import guide
from alongside.people.queries.lines import lines_of
from alongside.web.registry import PAGES, Page
from alongside.web.wrapper import Request

HANDLES = re.compile(r"<handle:(\w+)>")


@web.page("guide/do/<str:deed>/", name="guide-do", title=_("With whom?"), scope="mine")
def do(request: Request, deed: str) -> HttpResponse:
    """Go to the deed; where it is about a person, ask with whom, among those whom the viewer works with."""
    if not any(deed in card.deeds for card in guide().in_order) or deed not in PAGES:
        raise Http404
    page = PAGES[deed]
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


def _there(page: Page, person: Person) -> str:
    """The deed's page with this person; where it is about a goal or a step of theirs, the page to choose it from."""
    handles = HANDLES.findall(page.route)
    held = [h for h in person.held if not page.needs or h.kind in page.needs]
    if not held:
        return ""
    if handles == ["person"] and page.route.count("<") == 1:
        return web.url(page.name, person=person)
    if handles == ["part"] and page.route.count("<") == 1:
        return web.url(page.name, part=held[0])
    return web.url("person", person=person)
