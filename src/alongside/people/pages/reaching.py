"""How to reach somebody safely: the ways, and their rules."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.access.viewer import Person
from alongside.people import actions, safe
from alongside.people.forms.reaching import EndForm, WayForm
from alongside.people.identity import identity_of
from alongside.people.models import ContactWay
from alongside.web.wrapper import Request

NEEDS = ("contact",)


def to_write_in(person: Person, kind: str = "contact") -> int:
    """The folder that is written in. What may only be read has no form."""
    folder = person.folder(kind)
    if folder is None or not person.writes(kind):
        raise Http404
    return folder


@web.page("person/<handle:person>/reach/", name="ways", title=_("How to reach them"), needs=NEEDS)
def ways(request: Request, person: Person) -> HttpResponse:
    """Every way, with its rules in words."""
    known = [
        {
            "way": w,
            "value": safe.value_in_words(w),
            "facts": safe.facts_of(w),
            "lapsed": safe.lapsed(w, request.viewer.today),
        }
        for w in identity_of(request, person).ways
    ]
    return web.render(request, "people/ways.html", {"known": known})


@web.page(
    "person/<handle:person>/reach/add/",
    name="add-way",
    title=_("Another way to reach them"),
    needs=NEEDS,
    methods=("GET", "POST"),
)
def add_way(request: Request, person: Person) -> HttpResponse:
    """A new way: three questions first."""
    folder = to_write_in(person)
    begin = {
        "review_by": safe.review_day(request.viewer.today),
        "first": not identity_of(request, person).ways,
    }
    form = web.forms.filled(request, WayForm, begin)
    if request.method == "POST" and form.is_valid():
        actions.add_way(by=request.viewer, folder=folder, **form.cleaned_data)
        return web.go("ways", person=person)
    return web.render(
        request,
        "people/way.html",
        {"form": form, "what": _("Another way to reach them"), "action": request.path},
    )


def _said(way: ContactWay) -> dict[str, Any]:
    said = {name: getattr(way, name) for name in WayForm.base_fields}
    return {**said, "value": safe.value_in_words(way)}


@web.page(
    "way/<handle:way>/", name="way", title=_("Change how to reach them"), needs=NEEDS, methods=("GET", "POST")
)
def change_way(request: Request, way: web.Named) -> HttpResponse:
    """The rules of one way."""
    to_write_in(way.person)
    row = web.found(ContactWay, way)
    form = web.forms.filled(request, WayForm, _said(row), row=row)
    if row.ended_at is not None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        if form.stale():
            return web.render(
                request,
                "web/stale.html",
                {"form": form, "back": web.url("ways", person=way.person)},
                status=409,
            )
        actions.change_way(by=request.viewer, way=row, seen=row.version, **form.cleaned_data)
        return web.go("ways", person=way.person)
    found = {"form": form, "way": row, "what": safe.value_in_words(row), "action": request.path}
    return web.render(request, "people/way.html", found)


@web.page(
    "way/<handle:way>/end/",
    name="end-way",
    title=_("No longer a way to reach them"),
    needs=NEEDS,
    methods=("GET", "POST"),
)
def end_way(request: Request, way: web.Named) -> HttpResponse:
    """Stop using it, from this moment."""
    to_write_in(way.person)
    row = web.found(ContactWay, way)
    form = web.forms.filled(request, EndForm)
    if request.method == "POST" and form.is_valid():
        actions.end_way(
            by=request.viewer, way=row, why=form.cleaned_data["why"], in_error=form.cleaned_data["in_error"]
        )
        return web.go("ways", person=way.person)
    return web.render(
        request, "people/end_way.html", {"form": form, "way": row, "value": safe.value_in_words(row)}
    )
