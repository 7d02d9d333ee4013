"""The copy is read together, made into sheets or data, and handed over."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.viewer import Person
from alongside.outbox.actions.deciding import ways_of
from alongside.people.identity import identity_of
from alongside.people.models import ContactWay
from alongside.subject import actions, copies, forms, queries
from alongside.subject.models import TOLD
from alongside.subject.pages.found import asked_or_none, written_in
from alongside.subject.queries import Asked
from alongside.web import pdf
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Request


def _sealed(request: Request, person: Person, number: int) -> tuple[Asked, list[dict[str, Any]]]:
    """What goes of the viewer's own parts, as it was sealed; not there as long as nothing is. `?part=` names one alone."""
    asked = asked_or_none(person, number)
    held = written_in(person)
    ready = queries.pieces(held, [number])
    if asked.withdrawn_at is not None or not ready:
        raise Http404
    mine = [queries.Mine(part, ready.get((part.folder, number))) for part in held]
    return asked, copies.parts(mine, request.GET.get("part", ""))


def _paper(request: Request, person: Person, sealed: list[dict[str, Any]]) -> dict[str, Any]:
    return copies.paper(identity_of(request, person).name, request.viewer.today, sealed)


@web.page(
    "person/<handle:person>/copy/<int:number>/read/",
    name="copy-read",
    title=gettext_lazy("Read it here"),
    needs=TOLD,
)
def copy_read(request: Request, person: Person, number: int) -> HttpResponse:
    """What goes, on the screen: to read through before it is given, or together."""
    asked, sealed = _sealed(request, person, number)
    return web.render(request, "subject/read.html", {"asked": asked, **_paper(request, person, sealed)})


@web.page(
    "person/<handle:person>/copy/<int:number>/copy.pdf",
    name="copy-pdf",
    title=gettext_lazy("The copy on paper"),
    needs=TOLD,
)
def copy_pdf(request: Request, person: Person, number: int) -> HttpResponse:
    """The sheets, with the letter before them; a very large copy in several files (`?file=`)."""
    _asked, sealed = _sealed(request, person, number)
    told = _paper(request, person, copies.file_of(sealed, max(1, web.number(request, "file", 1))))
    return pdf.answer(request, "subject/paper.html", told, copies.STYLE, _("copy"))


@web.page(
    "person/<handle:person>/copy/<int:number>/copy.json",
    name="copy-json",
    title=gettext_lazy("The copy as data"),
    needs=TOLD,
)
def copy_json(request: Request, person: Person, number: int) -> HttpResponse:
    """The same as data."""
    asked, sealed = _sealed(request, person, number)
    return HttpResponse(
        copies.data(asked, request.viewer.today, sealed),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{_("copy")}.json"'},
    )


@web.page(
    "person/<handle:person>/copy/<int:number>/handed/", name="copy-handed", title=gettext_lazy("It was handed over"),
    needs=TOLD, methods=("GET", "POST"),
)  # fmt: skip
def copy_handed(request: Request, person: Person, number: int) -> HttpResponse:
    """On which day, and how. In person; by post only to an address that is safe now."""
    by = request.viewer
    asked, _sealed_parts = _sealed(request, person, number)
    held = written_in(person)
    letters = [way for way in ways_of(by, held[0].folder) if way.kind == ContactWay.Kind.POST]
    form = filled(request, forms.HandForm, {"on": by.today}, letters=letters)

    def save() -> HttpResponse:
        actions.hand_over(by=by, held=held, asked=asked, **form.handed())
        messages.success(request, _("Written down."))
        return web.go("copy", person=person, number=number)

    return ask(request, form, save, "subject/handed.html", asked=asked)
