"""Who is rung when nobody is at work: said by whoever holds the desk, and by whoever administers."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.desk import actions, forms, queries
from alongside.staff import queries as staff
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Request


@web.page(
    "desk/hours/",
    name="desk-hours",
    title=gettext_lazy("Out of hours"),
    scope="none",
    methods=("GET", "POST"),
)
def hours(request: Request) -> HttpResponse:
    """It stands where anybody passes on a worry, and on the desk's page."""
    by = request.viewer
    if not (by.administrator or "desk" in staff.my_seats(by)):
        raise Http404
    rung = queries.today(by)["rung"]
    form = filled(request, forms.HoursForm, {"words": rung["words"] if rung else ""})

    def save() -> HttpResponse:
        actions.say_out_of_hours(by=by, words=form.cleaned_data["words"])
        messages.success(request, _("Saved. Everybody who passes on a worry reads it."))
        return web.go("desk")

    return ask(request, form, save, "desk/hours.html", rung=rung)
