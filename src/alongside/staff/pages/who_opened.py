"""Who opened a person's record: when, and on which page; shown to the person when they ask."""

import datetime as dt
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access import folders
from alongside.access.viewer import LONDON, Person, Viewer
from alongside.web.registry import PAGES

MOST = 300
"""Openings on one page of the list."""


@dataclass
class Opened:
    """What one colleague opened on one day, between which times."""

    day: dt.date
    name: str
    until: dt.datetime
    since: dt.datetime
    pages: list[str] = field(default_factory=list)


def routes_for(kinds: tuple[str, ...]) -> list[str]:
    """The pages about a record that need no part but those that are held: others would tell of a part that is not."""
    return [
        page.name
        for page in PAGES.values()
        if page.scope == "person" and (not page.needs or any(kind in page.needs for kind in kinds))
    ]


def openings(by: Viewer, person: Person, before: dt.datetime) -> tuple[list[Opened], dt.datetime | None]:
    """By day and colleague, the last first; and where the list goes on."""
    rows = folders.rows(
        "select * from access.who_opened(%s, %s, %s, %s)",
        person.folders(), routes_for(person.kinds), before, MOST,
    )  # fmt: skip
    found: dict[tuple[dt.date, int], Opened] = {}
    for row in rows:
        day = row["at"].astimezone(LONDON).date()
        one = found.setdefault((day, row["staff"]), Opened(day, row["name"], row["at"], row["at"]))
        one.since = row["at"]
        title = str(PAGES[row["route"]].title)
        if title not in one.pages:
            one.pages.append(title)
    return list(found.values()), rows[-1]["at"] if len(rows) == MOST else None


@web.page("person/<handle:person>/opened/", name="who-opened", title=gettext_lazy("Who opened this record"))
def who_opened(request: HttpRequest, person: Person) -> HttpResponse:
    """Openings of the parts that the viewer holds."""
    by = request.viewer  # type: ignore[attr-defined]
    before = by.now + dt.timedelta(seconds=1)
    try:
        asked = dt.datetime.fromisoformat(request.GET.get("before", ""))
        before = min(before, asked if asked.tzinfo else before)
    except ValueError:
        pass
    found, more = openings(by, person, before)
    days: dict[dt.date, list[Opened]] = {}
    for one in found:
        days.setdefault(one.day, []).append(one)
    after = f"?before={more.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}" if more else None
    return web.render(request, "staff/who_opened.html", {"days": days, "after": after})
