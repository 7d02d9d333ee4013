"""The people one works with, and finding somebody."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.access import handles
from alongside.people.forms.finding import FindForm
from alongside.people.models import Line
from alongside.people.queries.finding import find as find_lines
from alongside.people.queries.lines import PAGE, first_lines
from alongside.web.wrapper import Request


def _line(handle: str) -> Line | None:
    """The line that a page of the list begins after; the list from its start where it is not in sight."""
    opened = handles.unseal("line", handle) if len(handle) == handles.LENGTH else None
    return Line.objects.in_sight().filter(folder=opened.folder, pk=opened.id).first() if opened else None


@web.page("people/", name="people", title=_("People"), scope="mine")
def people(request: Request) -> HttpResponse:
    """The people one works with, by name, and a box to find others."""
    lines = first_lines(PAGE + 1, after=_line(request.GET.get("after", "")))
    more = f"?after={web.sealed(lines[PAGE - 1], 'line')}" if len(lines) > PAGE else None
    found = {"form": FindForm(), "lines": lines[:PAGE], "more": more, "begun": "after" in request.GET}
    return web.render(request, "people/people.html", found)


@web.page(
    "people/find/", name="find", title=_("Find somebody"), scope="all", methods=("GET", "POST"), once=False
)
def find(request: Request) -> HttpResponse:
    """Look for somebody. It is sent as a form, so that no name stands in an address or a log."""
    form = web.forms.filled(request, FindForm)
    lines = find_lines(form.cleaned_data["who"]) if request.method == "POST" and form.is_valid() else None
    return web.render(request, "people/find.html", {"form": form, "lines": lines})
