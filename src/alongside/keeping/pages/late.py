"""Doses missed and prescriptions not reviewed, of everybody whose dates one may open."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from alongside.keeping import queries
from alongside.web.wrapper import Request, page, render


@page("medicines/late/", name="medicines-late", title=gettext_lazy("Doses and prescriptions"), scope="all")
def late(request: Request) -> HttpResponse:
    """By name: what is late, since when, and the way to the record."""
    return render(
        request, "keeping/late.html", {"found": queries.late_in_sight(request.viewer), "most": queries.MOST}
    )
