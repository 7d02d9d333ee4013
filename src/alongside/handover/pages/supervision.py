"""Supervision: whom a lead and a worker look at together, and the one thing that they agree."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import Person
from alongside.care.pages.asking import may_write, standing, tell
from alongside.handover import actions, forms, queries
from alongside.handover.models import Agreed
from alongside.people.identity import identity_of
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Request, found, go, page, render, url


@page(
    "supervision/",
    name="supervision",
    title=gettext_lazy("Supervision"),
    scope="all",
    methods=("GET", "POST"),
)
def supervision(request: Request) -> HttpResponse:
    """For a lead: each colleague's people, those first who need a look. A deed begins it for a colleague."""
    by = request.viewer
    if not by.leads:
        raise Http404
    if request.method == "POST":
        staff = next((n for n, _name in queries.led(by) if str(n) == request.POST.get("staff")), None)
        if staff is None:
            raise Http404
        actions.supervise(by=by, staff=staff)
        tell(request, _("You see what to call their people, and what is due, for 90 days."))
        return go("supervision")
    return render(request, "handover/supervision.html", {"colleagues": queries.supervised(by)})


@page(
    "person/<handle:person>/agree/",
    name="agree",
    title=gettext_lazy("What comes next?"),
    needs=("dates",),
    methods=("GET", "POST"),
)
def agree(request: Request, person: Person) -> HttpResponse:
    """One thing, who does it, and by when."""
    by, dates = request.viewer, person.folder("dates")
    if not by.leads or dates is None or not person.writes("dates"):
        raise Http404
    form = filled(request, forms.AgreeForm, workers=queries.workers_of(dates))

    def save() -> HttpResponse:
        asked = form.cleaned_data
        actions.agree(by=by, person=person, what=asked["what"], on=asked["on"], staff=int(asked["staff"]))
        tell(request, _("Agreed. It stands on Today for whoever does it."))
        return go("supervision")

    told = {
        "title": _("What comes next for %(name)s?") % {"name": identity_of(request, person).name},
        "button": _("Agree it"),
        "back": url("supervision"),
    }
    return ask(request, form, save, "handover/agree.html", **told)


@page(
    "agreed/<handle:agreed>/settle/",
    name="agreed-settle",
    title=gettext_lazy("What was agreed"),
    needs=("dates",),
    methods=("POST",),
)
def settle(request: Request, agreed: Named) -> HttpResponse:
    """Done, or no longer needed: said by whoever does it, or by a lead."""
    may_write(agreed.part)
    by, row = request.viewer, found(Agreed, agreed)
    standing(row)
    if row.staff != by.staff and not by.leads:
        raise Http404
    actions.settle(by=by, row=row, done=request.POST.get("what") != "off")
    tell(request, _("Written."))
    return go("today" if row.staff == by.staff else "supervision")
