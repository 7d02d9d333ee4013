"""The diary: one's own people, day by day, and who is booked at the same time."""

import datetime as dt
from itertools import groupby

from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from alongside.diary.queries import appointments as queries
from alongside.web.wrapper import Request, page, render, url

DAYS = 14


def _first(request: Request) -> dt.date:
    """The day that was asked for, or today; a day at the end of all calendars is not one that anybody meant."""
    try:
        asked = dt.date.fromisoformat(request.GET["on"])
    except (KeyError, ValueError):
        return request.viewer.today
    return asked if 1900 < asked.year < 3000 else request.viewer.today


@page("diary/", name="diary", title=gettext_lazy("My diary"), scope="mine")
def diary(request: Request) -> HttpResponse:
    """Two weeks from a day on."""
    first, stretch = _first(request), dt.timedelta(days=DAYS)
    last = first + stretch - dt.timedelta(days=1)
    found = queries.of_mine(request, first, last)
    days = [(day, list(those)) for day, those in groupby(found, key=lambda b: b.due.on)]
    told = {
        "days": days,
        "first": first,
        "last": last,
        "before": f"{url('diary')}?on={first - stretch}",
        "after": f"{url('diary')}?on={first + stretch}",
        "clash": any(b.at_once for b in found),
    }
    return render(request, "diary/week.html", told)
