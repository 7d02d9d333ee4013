"""Bringing in a list of people."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside import web
from alongside.people import actions
from alongside.people.forms.importing import ImportForm
from alongside.people.importing.columns import COLUMNS
from alongside.people.importing.reading import MOST_SHOWN, read
from alongside.people.queries.teams import my_teams
from alongside.web.wrapper import Request


@web.page(
    "people/import/",
    name="import-people",
    title=_("Bring in a list of people"),
    scope="all",
    methods=("GET", "POST"),
)
def import_people(request: Request) -> HttpResponse:
    """Look at a list first, then bring it in: everybody on it, or nobody."""
    form = web.forms.filled(request, ImportForm, teams=my_teams(request.viewer))
    found = {"form": form, "columns": COLUMNS, "most_shown": MOST_SHOWN}
    if request.method != "POST" or not form.is_valid():
        return web.render(request, "people/import.html", found)
    result = read(form.cleaned_data["file"].read(), form.cleaned_data["mapping"])
    if result.refused or form.cleaned_data["deed"] == "look":
        return web.render(request, "people/import.html", {**found, "result": result})
    made = actions.import_people(by=request.viewer, rows=result.rows, team=form.team_id())
    words = ngettext("%(n)s person was brought in.", "%(n)s people were brought in.", len(made))
    messages.success(request, words % {"n": len(made)})
    return web.go("people")
