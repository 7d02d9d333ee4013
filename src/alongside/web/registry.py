"""What the product consists of for a browser: its pages, and the panels that make up Today and the person page."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.urls import URLPattern, get_script_prefix, path, reverse

SCOPES = ("person", "mine", "today", "all", "none", "public")


@dataclass(frozen=True)
class Page:
    """One route, and everything that is decided about it."""

    route: str
    name: str
    title: Any
    scope: str
    needs: tuple[str, ...]
    methods: tuple[str, ...]
    view: Callable[..., Any]
    tests: str = field(default="")
    while_locked: bool = False
    unseen: bool = False

    @property
    def writes(self) -> bool:
        """Does it take a deed?"""
        return "POST" in self.methods


@dataclass(frozen=True)
class Panel:
    """A part of Today or of the person page, declared by the app that knows what is in it."""

    on: str
    name: str
    order: int
    title: Any
    needs: tuple[str, ...]
    width: str
    template: str
    view: Callable[..., Any]
    living: bool = False
    on_paper: bool = True


PAGES: dict[str, Page] = {}
PANELS: dict[str, list[Panel]] = {"person": [], "today": []}
_patterns: list[URLPattern] = []


def add_page(page: Page, handler: Callable[..., Any]) -> None:
    """Register a route; a name or address may stand once only."""
    if page.name in PAGES or any(page.route == other.route for other in PAGES.values()):
        raise ValueError(f"two pages called {page.name} or at {page.route}")
    if page.scope not in SCOPES:
        raise ValueError(f"{page.name}: no such scope as {page.scope}")
    PAGES[page.name] = page
    _patterns.append(path(page.route, handler, name=page.name))


def panel(
    on: str,
    *,
    order: int,
    title: Any,
    template: str,
    needs: tuple[str, ...] = (),
    width: str = "half",
    living: bool = False,
    on_paper: bool = True,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a panel of `person` or `today`: a function from (request[, person]) to its context, None to leave it out.

    `living`: it asks, books or prepares something with them, and is not on the page of somebody who died.
    `on_paper`: it belongs on the one side that is printed; what only leads elsewhere, or is the service's own, does not.
    """

    def register(view: Callable[..., Any]) -> Callable[..., Any]:
        one = Panel(on, view.__name__, order, title, needs, width, template, view, living, on_paper)
        PANELS[on].append(one)
        PANELS[on].sort(key=lambda p: (p.order, p.name))
        return view

    return register


def patterns() -> Iterable[URLPattern]:
    """The address table for Django."""
    return list(_patterns)


_PLACE = re.compile(r"<handle:(\w+)>")
_HANDLE = re.compile(r"[A-Za-z0-9_-]{43}")


@cache
def _pieces(route: str) -> tuple[str, frozenset[str]] | None:
    """A route with places for its handles, and their names; None where it has something else in it."""
    text = _PLACE.sub(r"%(\1)s", route)
    return None if "<" in text else (text, frozenset(_PLACE.findall(route)))


def address(name: str, **args: Any) -> str:
    """The address of a page, put together from its route; Django's `reverse` for whatever is more than handles."""
    page = PAGES.get(name)
    pieces = _pieces(page.route) if page else None
    if (
        pieces is None
        or pieces[1] != args.keys()
        or not all(_HANDLE.fullmatch(str(a)) for a in args.values())
    ):
        return reverse(name, kwargs=args)
    return get_script_prefix() + pieces[0] % args


@dataclass(frozen=True)
class Tab:
    """A page about a person that stands in the row of tabs of their record."""

    page: str
    order: int
    title: Any
    needs: tuple[str, ...]


TABS: list[Tab] = []


def tab(page: str, *, order: int, title: Any, needs: tuple[str, ...] = ()) -> None:
    """Put a page into the tabs of the record; it shows only where one of these parts is held."""
    TABS.append(Tab(page, order, title, needs))
    TABS.sort(key=lambda t: (t.order, t.page))


@dataclass(frozen=True)
class Deed:
    """A large button at the head of the person page; the first one in order is the main one."""

    page: str
    order: int
    title: Any
    needs: tuple[str, ...]


DEEDS: list[Deed] = []


def deed(page: str, *, order: int, title: Any, needs: tuple[str, ...] = ()) -> None:
    """Put a page among the buttons of the person page; it shows only where such a part may be written in."""
    DEEDS.append(Deed(page, order, title, needs))
    DEEDS.sort(key=lambda d: (d.order, d.page))


@dataclass(frozen=True)
class Beside:
    """One quiet line on a page of work, that opens something to read beside it."""

    title: str
    href: str


BESIDE: list[Callable[[str], Beside | None]] = []
"""Who may have a line for a page of this name. What they answer is the same for everybody, and says nothing of anybody."""


def beside(page: Page | None) -> Beside | None:
    """The one line of a page, if any app has one."""
    if page is None or page.unseen or page.scope == "public":
        return None
    return next((line for find in BESIDE if (line := find(page.name))), None)
