"""Who a page about a person is about: name, safe-contact strip, tabs. Asked for once, when first used."""

from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from alongside.access.prepared import Given, Prepared
from alongside.access.viewer import Held, Person
from alongside.people.codes import PARTS
from alongside.people.deaths import Death, death_of
from alongside.people.models import ContactWay, Details, Line
from alongside.people.rules import age_in_words
from alongside.people.safe import Strip, strip_of
from alongside.web import registry
from alongside.web.jinja import date
from alongside.web.wrapper import Request, url

LINE = Prepared(lambda: Line.current.filter(folder=Given("folder")).order_by("pk")[:1])
DETAILS = Prepared(lambda: Details.current.filter(folder=Given("folder")).order_by("pk")[:1])
WAYS = Prepared(lambda: ContactWay.current.filter(folder=Given("folder")).order_by("-first", "made_at"))


class Identity:
    """A person as the head of each page of their record shows them; four queries, whatever the page."""

    def __init__(self, request: Request, person: Person) -> None:
        self.request, self.person = request, person

    @cached_property
    def line(self) -> Line | None:
        """The name to call by, and the reference; None where that is not the viewer's to see."""
        folder = self.person.folder("line")
        return None if folder is None else next(iter(LINE(folder=folder)), None)

    @cached_property
    def details(self) -> Details | None:
        """What they said about themselves."""
        folder = self.person.folder("contact")
        return None if folder is None else next(iter(DETAILS(folder=folder)), None)

    @cached_property
    def ways(self) -> list[ContactWay]:
        """How to reach them; the one to try first stands first."""
        folder = self.person.folder("contact")
        return [] if folder is None else WAYS(folder=folder)

    @cached_property
    def name(self) -> str:
        """What to call them."""
        return self.line.call_name if self.line else _("Somebody without a name yet")

    @cached_property
    def facts(self) -> str:
        """she/her · 34 · K7-4QX-9."""
        details, today = self.details, self.request.viewer.today
        known = [
            details.pronouns if details else "",
            age_in_words(details, today),
            self.line.reference if self.line else "",
        ]
        return " · ".join(fact for fact in known if fact)

    @cached_property
    def death(self) -> Death | None:
        """That they died, where the viewer may know it. Then nothing of their record asks, books, rings or writes to them."""
        return death_of(self.request, self.person)

    @cached_property
    def strip(self) -> Strip | None:
        """How to reach them safely; None where that is not the viewer's to see, or they died."""
        if self.person.folder("contact") is None or self.death:
            return None
        return strip_of(self.ways, self.request.viewer.today, date)

    @property
    def may_change(self) -> bool:
        """May the viewer change how to reach them?"""
        return self.person.writes("contact")

    @cached_property
    def tabs(self) -> list[dict[str, Any]]:
        """The pages of their record that the viewer has a part for."""
        return [link for tab in registry.TABS for link in self._links(tab)]

    @cached_property
    def deeds(self) -> list[dict[str, Any]]:
        """The large buttons of the person page; the first is the main one. None of somebody who died."""
        if self.death:
            return []
        links = [link for deed in registry.DEEDS for link in self._links(deed, writes=True)]
        return [{**link, "quiet": place > 0} for place, link in enumerate(links)]

    def _links(self, to: registry.Tab | registry.Deed, writes: bool = False) -> list[dict[str, Any]]:
        """One link; where the page is about a part of which two are held, one for each, said in words."""
        page = registry.PAGES.get(to.page)
        if page is None:
            return []
        parts = [
            h for h in self.person.held if (not to.needs or h.kind in to.needs) and (h.writes or not writes)
        ]
        if not parts:
            return []
        try:
            if "<handle:part>" not in page.route:
                return [self._link(to, _title(to), person=self.person)]
            known = sorted(parts, key=lambda h: list(PARTS).index(h.kind) if h.kind in PARTS else -1)
            return [self._link(to, _title(to, h if len(known) > 1 else None), part=h) for h in known]
        except NoReverseMatch:
            return []

    def _link(self, to: registry.Tab | registry.Deed, text: str, **about: Any) -> dict[str, Any]:
        here = getattr(self.request, "page", None)
        part = getattr(self.request, "part", None)
        same = here is not None and here.name == to.page
        if same and "part" in about and part is not None:
            same = part.folder == about["part"].folder
        return {"text": text, "href": url(to.page, **about), "here": same}


def _title(to: registry.Tab | registry.Deed, part: Held | None = None) -> str:
    if part is None:
        return str(to.title)
    return _("%(page)s · %(part)s") % {"page": to.title, "part": PARTS.get(part.kind, part.kind)}


def identity_of(request: Request, person: Person) -> Identity:
    """The identity for this request, the same for every panel of it."""
    known = getattr(request, "_identity", None)
    if known is None or known.person.id != person.id:
        known = request._identity = Identity(request, person)  # type: ignore[attr-defined]
    return known


def about_the_person(request: Request) -> dict[str, Any]:
    """What every template of a page about a person knows of them."""
    person = getattr(request, "person", None)
    return {"identity": identity_of(request, person)} if person is not None else {}
