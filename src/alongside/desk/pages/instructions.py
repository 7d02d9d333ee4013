"""What the desk asks a worker to act on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.viewer import Person
from alongside.desk import actions, queries
from alongside.web.wrapper import Request


@web.page(
    "desk/for-you/<int:number>/",
    name="instruction",
    title=gettext_lazy("From the desk"),
    scope="none",
    methods=("GET", "POST"),
)
def instruction(request: Request, number: int) -> HttpResponse:
    """What to do, what may be said, what never, until when; with or without its reason. The desk sees when it was read."""
    found = next((one for one in queries.instructions(request.viewer) if one["id"] == number), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.read(by=request.viewer, instruction=number)
        messages.success(request, _("The desk knows now that you have read it."))
        return web.go("today")
    return web.render(request, "desk/instruction.html", {"one": found})


@web.page("person/<handle:person>/before/", name="before", title=gettext_lazy("Before you meet"))
def before(request: Request, person: Person) -> HttpResponse:
    """What the desk asks of this worker about this person. The link to it stands with everybody."""
    found = queries.instructions_about(request.viewer, person)
    return web.render(request, "desk/before.html", {"found": found})
