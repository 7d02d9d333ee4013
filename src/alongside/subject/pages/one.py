"""One request: what is to be done of it in the parts that the viewer holds."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.viewer import Person
from alongside.subject import actions, copies, queries, words
from alongside.subject.models import TOLD
from alongside.subject.pages.found import asked_or_none, written_in
from alongside.web.wrapper import Request


@web.page(
    "person/<handle:person>/copy/<int:number>/", name="copy", title=gettext_lazy("Their copy"), needs=TOLD
)
def copy(request: Request, person: Person, number: int) -> HttpResponse:
    """Ask alone, look at each statement, seal, give: for the viewer's own parts, of which alone anything is said."""
    asked = asked_or_none(person, number)
    found = queries.mine(written_in(person), number)
    there = copies.statements_of(found)
    told = {
        "asked": asked,
        "overdue": asked.overdue(request.viewer),
        "found": found,
        "sealed": all(one.piece is not None for one in found),
        "any_sealed": any(one.piece is not None for one in found),
        "handed": all(one.piece is not None and one.piece.handed_on is not None for one in found),
        "alone": queries.alone(person.held, number),
        "files": copies.files(sum(there.values())),
        "files_of": {one.part.kind: copies.files(there.get(one.part.kind, 0)) for one in found},
        "words": words,
    }
    return web.render(request, "subject/copy.html", told)


@web.page(
    "person/<handle:person>/copy/<int:number>/seal/", name="copy-seal", title=gettext_lazy("Seal what goes"),
    needs=TOLD, methods=("GET", "POST"),
)  # fmt: skip
def copy_seal(request: Request, person: Person, number: int) -> HttpResponse:
    """From here what goes does not change by itself; what nobody has looked at stays here."""
    asked = asked_or_none(person, number)
    held = written_in(person)
    if request.method == "POST":
        made = actions.seal(by=request.viewer, held=held, asked=asked)
        if made:
            messages.success(request, _("Sealed. Read it through once more before it is given."))
        return web.go("copy", person=person, number=number)
    return web.render(request, "subject/seal.html", {"asked": asked})


@web.page(
    "person/<handle:person>/copy/<int:number>/again/", name="copy-again", title=gettext_lazy("Look again"),
    needs=TOLD, methods=("POST",),
)  # fmt: skip
def copy_again(request: Request, person: Person, number: int) -> HttpResponse:
    """What was sealed and not handed over is looked at again."""
    asked = asked_or_none(person, number)
    actions.open_again(by=request.viewer, held=written_in(person), asked=asked)
    messages.success(request, _("Open again. What was decided stays until you change it."))
    return web.go("copy", person=person, number=number)
