"""How many of those who came for a first time came again: one query."""

import datetime as dt

from django.db.models import Count, Min, Q

from alongside.access.prepared import AnyOf, Given, Prepared
from alongside.access.viewer import LONDON
from alongside.care.models import Session
from alongside.care.rules import NOT_A_MEETING

FIRSTS = Prepared(
    lambda: (
        Session.current.filter(folder=AnyOf("folders"), state=Session.Came.CAME)
        .exclude(how__in=(*NOT_A_MEETING, Session.How.THROUGH))
        # Who returns comes for a first time again.
        .filter(Q(episode=None) | Q(episode__began_on__gte=Given("since")))
        .order_by()
        .values_list("folder")
        .annotate(first=Min("at"), times=Count("id"))
        .filter(first__gte=Given("from_then"))
    )
)


def firsts(folders: list[int], since: dt.date) -> list[tuple[dt.date, int]]:
    """The day of the first visit since a day, and how many there were, of each of these parts."""
    begins = dt.datetime.combine(since, dt.time(), LONDON)
    rows = FIRSTS(folders=folders, since=since, from_then=begins)
    return [(first.astimezone(LONDON).date(), times) for _folder, first, times in rows]
