"""What somebody says about themselves, a page for each kind of thing."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.access.viewer import Person
from alongside.people import actions
from alongside.people.forms.details import SECTIONS, CallNameForm, seen, values_of
from alongside.people.identity import identity_of
from alongside.people.models import Name
from alongside.people.pages.reaching import NEEDS, to_write_in
from alongside.people.queries.said import said_of
from alongside.web.wrapper import Request

web.tab("details", order=90, title=_("Details"), needs=NEEDS)


@web.page("person/<handle:person>/details/", name="details", title=_("Details"), needs=NEEDS)
def details(request: Request, person: Person) -> HttpResponse:
    """Everything that was said, with what was not asked yet."""
    known = identity_of(request, person)
    names = Name.current.filter(folder=person.folder("contact")).order_by("kind", "sort_key")
    found = {"cards": said_of(known.details, request.viewer.today), "names": names}
    return web.render(request, "people/details.html", found)


@web.page(
    "person/<handle:person>/name/",
    name="call-name",
    title=_("What to call them"),
    needs=("line",),
    methods=("GET", "POST"),
)
def call_name(request: Request, person: Person) -> HttpResponse:
    """Another name to call them by."""
    line, folder = identity_of(request, person).line, to_write_in(person, "line")
    back = web.url("details" if "contact" in person.kinds else "person", person=person)
    form = web.forms.filled(request, CallNameForm, {"call_name": line.call_name if line else ""}, row=line)
    if request.method == "POST" and form.is_valid():
        if form.stale():
            return web.render(request, "web/stale.html", {"form": form, "back": back}, status=409)
        actions.change_call_name(
            by=request.viewer,
            folder=folder,
            line=line,
            seen=line.version if line else None,
            **form.cleaned_data,
        )
        return web.go("person", person=person)
    return web.render(
        request, "people/section.html", {"form": form, "what": _("What to call them"), "back_to": back}
    )


@web.page(
    "person/<handle:person>/details/<slug:section>/",
    name="detail",
    title=_("Details"),
    needs=NEEDS,
    methods=("GET", "POST"),
)
def detail(request: Request, person: Person, section: str) -> HttpResponse:
    """One kind of thing, asked for or changed."""
    folder = to_write_in(person)
    asked = SECTIONS.get(section)
    if asked is None:
        raise Http404
    row, back = identity_of(request, person).details, web.url("details", person=person)
    values = values_of(row, asked)
    form = web.forms.filled(request, asked.form, values, row=seen(values))
    if request.method == "POST" and form.is_valid():
        if form.stale():
            return web.render(request, "web/stale.html", {"form": form, "back": back}, status=409)
        actions.change_details(
            by=request.viewer,
            folder=folder,
            details=row,
            seen=row.version if row else None,
            **form.cleaned_data,
        )
        return web.go("details", person=person)
    return web.render(request, "people/section.html", {"form": form, "what": asked.title, "back_to": back})
