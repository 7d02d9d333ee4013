"""Other names of somebody."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.access.viewer import Person
from alongside.people import actions
from alongside.people.forms.details import NameForm
from alongside.people.forms.reaching import EndForm
from alongside.people.models import Name
from alongside.people.pages.reaching import NEEDS, to_write_in
from alongside.web.wrapper import Request


@web.page(
    "person/<handle:person>/names/add/",
    name="add-name",
    title=_("Another name"),
    needs=NEEDS,
    methods=("GET", "POST"),
)
def add_name(request: Request, person: Person) -> HttpResponse:
    """A name on papers, another they go by, or a former one."""
    folder = to_write_in(person)
    form = web.forms.filled(request, NameForm)
    if request.method == "POST" and form.is_valid():
        actions.add_name(by=request.viewer, folder=folder, **form.cleaned_data)
        return web.go("details", person=person)
    back = web.url("details", person=person)
    return web.render(
        request, "people/section.html", {"form": form, "what": _("Another name"), "back_to": back}
    )


@web.page(
    "name/<handle:called>/end/",
    name="end-name",
    title=_("Take a name away"),
    needs=NEEDS,
    methods=("GET", "POST"),
)
def end_name(request: Request, called: web.Named) -> HttpResponse:
    """A name they no longer go by."""
    to_write_in(called.person)
    row = web.found(Name, called)
    form = web.forms.filled(request, EndForm)
    if request.method == "POST" and form.is_valid():
        actions.end_name(
            by=request.viewer, name=row, why=form.cleaned_data["why"], in_error=form.cleaned_data["in_error"]
        )
        return web.go("details", person=called.person)
    return web.render(request, "people/end_name.html", {"form": form, "name": row})
