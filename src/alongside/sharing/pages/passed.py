"""What colleagues passed on to one: a copy, until it is taken into a record or read."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access import folders
from alongside.access.viewer import Held
from alongside.sharing import actions, forms, queries, words
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Request


@web.page("passed/", name="passed", title=gettext_lazy("Passed on to you"), scope="none")
def passed(request: Request) -> HttpResponse:
    """Copies that wait."""
    return web.render(
        request, "sharing/passed.html", {"found": queries.passed(request.viewer), "ways": words}
    )


@web.page(
    "passed/<int:number>/",
    name="passed-one",
    title=gettext_lazy("Passed on to you"),
    scope="all",
    methods=("GET", "POST"),
)
def one(request: Request, number: int) -> HttpResponse:
    """One of them, and where it belongs."""
    by = request.viewer
    copy = queries.passed_to_me(by, number)
    if copy is None:
        raise Http404
    form = filled(
        request,
        forms.TakeForm,
        held=lambda: [Held(**row) for row in folders.rows("select * from access.held()")],
    )

    def save() -> HttpResponse:
        actions.take(by=by, passed=number, into=form.into.folder if form.into else None)
        messages.success(request, _("Done."))
        return web.go("passed")

    return ask(request, form, save, "sharing/passed_one.html", one=copy, ways=words)
