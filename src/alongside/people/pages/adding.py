"""Adding a person."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.people import actions
from alongside.people.forms.adding import AddForm
from alongside.people.queries.teams import my_teams
from alongside.web.wrapper import Request


@web.page("people/add/", name="add-person", title=_("Add somebody"), scope="all", methods=("GET", "POST"))
def add_person(request: Request) -> HttpResponse:
    """A new record, for the worker who adds it. Whether they were known before is neither asked nor told."""
    form = web.forms.filled(request, AddForm, teams=my_teams(request.viewer))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        person = actions.add_person(
            by=request.viewer,
            call_name=data["call_name"],
            parts=data["parts"],
            team=form.team_id(),
            way=form.way(),
            keep_close=form.keep_close(),
        )
        return web.go("person", person=person)
    return web.render(request, "people/add.html", {"form": form})
