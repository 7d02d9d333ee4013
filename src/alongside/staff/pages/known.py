"""People whom somebody who works here knows outside work: said, recorded, settled."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.viewer import Person
from alongside.staff import forms, known, words
from alongside.web.forms import filled


@web.page(
    "known/",
    name="known-outside",
    title=gettext_lazy("People I know outside work"),
    scope="none",
    methods=("GET", "POST"),
)
def outside(request: HttpRequest) -> HttpResponse:
    """Say that one knows somebody. Whether they are here is neither asked nor told."""
    by = request.viewer  # type: ignore[attr-defined]
    form = filled(request, forms.OutsideForm)
    if request.method == "POST" and form.is_valid():
        known.tell(by=by, **form.cleaned_data)
        messages.success(request, _("Thank you. Your lead knows now, and you need do nothing more."))
        return web.go("known-outside")
    mine = [{**one, "why": words.knows(one["why"])} for one in known.mine(by)]
    return web.render(request, "staff/known.html", {"form": form, "mine": mine})


@web.page("known/settle/", name="known-settle", title=gettext_lazy("Colleagues know somebody"), scope="none")
def to_settle(request: HttpRequest) -> HttpResponse:
    """What colleagues said, for their lead, an administrator and the desk; empty for anybody else."""
    found = known.to_settle(request.viewer)  # type: ignore[attr-defined]
    found = [{**one, "why": words.knows(one["why"])} for one in found]
    return web.render(request, "staff/known_to_settle.html", {"found": found})


@web.page(
    "known/settle/<int:number>/",
    name="known-settle-one",
    title=gettext_lazy("A colleague knows somebody"),
    scope="all",
    methods=("GET", "POST"),
)
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """One of them."""
    by = request.viewer  # type: ignore[attr-defined]
    one = next((one for one in known.to_settle(by) if one["id"] == number), None)
    if one is None:
        raise Http404
    form = filled(request, forms.SettleForm)
    if request.method == "POST" and form.is_valid():
        known.settle(by=by, known=number, folder=form.folder)
        messages.success(request, _("Settled."))
        return web.go("known-settle")
    one = {**one, "why": words.knows(one["why"])}
    return web.render(request, "staff/known_settle.html", {"form": form, "one": one})


@web.page(
    "person/<handle:person>/known/",
    name="knows-person",
    title=gettext_lazy("Somebody here knows them"),
    methods=("GET", "POST"),
)
def knows(request: HttpRequest, person: Person) -> HttpResponse:
    """Close this record to a colleague, or to oneself."""
    by = request.viewer  # type: ignore[attr-defined]
    only_me = not (by.administrator or by.leads)
    form = filled(request, forms.KnowsForm, only_me=only_me)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        staff = by.staff if only_me else int(asked["staff"])
        known.record(by=by, person=person, staff=staff, why=asked["why"], until=asked["until"])
        messages.success(request, _("The record is closed to them now."))
        return web.go("today") if staff == by.staff else web.go("who-can-open", person=person)
    return web.render(request, "staff/knows.html", {"form": form, "only_me": only_me})


@web.page(
    "person/<handle:person>/known/<int:number>/end/",
    name="knows-end",
    title=gettext_lazy("Open it to them again"),
    methods=("GET", "POST"),
)
def end(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """It was a mistake, or is over."""
    by = request.viewer  # type: ignore[attr-defined]
    one = next(
        (one for one in known.of_person(by, person) if one["id"] == number and one["mine_to_end"]), None
    )
    if one is None:
        raise Http404
    form = filled(request, forms.WhyForm)
    if request.method == "POST" and form.is_valid():
        known.end(by=by, conflict=number, why=form.cleaned_data["why"])
        messages.success(request, _("What is granted to %(name)s counts again.") % {"name": one["name"]})
        return web.go("who-can-open", person=person)
    return web.render(request, "staff/knows_end.html", {"form": form, "one": one})
