"""The redactor's pages: a table of one part, fifty statements at a time; and one statement, word by word."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.models import FolderModel
from alongside.access.viewer import Refused
from alongside.subject import actions, forms, gathering, queries, rules, words
from alongside.subject.models import PARTS, Look
from alongside.subject.pages.found import asked_or_none
from alongside.subject.rules import Statement
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Part, Request

A_PAGE = 50


@dataclass(frozen=True)
class Shown:
    """A statement on the page, and how it stands."""

    row: FolderModel
    statement: Statement
    look: Look | None

    @property
    def stands(self) -> str:
        """One of: told, goes, wait, give, some, hold."""
        if self.statement.told:
            return "told"
        if not self.statement.waits:
            return "goes"
        if self.look is None or not rules.settled(self.statement, self.look):
            return "wait"
        return str(self.look.verdict)


def _table(part: Part, name: str) -> type[FolderModel]:
    """The table that an address names, if it lies in this part and the viewer writes there."""
    model = gathering.called(name)
    if model is None or part.kind not in model.lies_in or not part.can_write:
        raise Http404
    return model


def _mark(shown: list[Shown]) -> str:
    """What was on the page when it was read: another mark where a statement came or changed since."""
    read = ",".join(f"{one.statement.id}:{one.statement.version}" for one in shown)
    return hashlib.sha256(read.encode()).hexdigest()[:24]


@web.page(
    "part/<handle:part>/copy/<int:number>/<slug:table>/", name="copy-look", title=gettext_lazy("What goes"),
    needs=PARTS, methods=("GET", "POST"),
)  # fmt: skip
def copy_look(request: Request, part: Part, number: int, table: str) -> HttpResponse:
    """Read them; give all that stand there, and go to those that do not go as they stand."""
    asked = asked_or_none(part.person, number)
    model, page = _table(part, table), max(1, web.number(request, "page", 1))
    first = (page - 1) * A_PAGE
    found = list(gathering.rows(model, part.folder)[first : first + A_PAGE + 1])
    more, found = len(found) > A_PAGE, found[:A_PAGE]
    seen = queries.looks(part.folder, number, model, [row.pk for row in found])
    names = gathering.names_of(model, part.folder)
    shown = [Shown(row, gathering.statement(row, names), seen.get(row.pk)) for row in found]
    if request.method == "POST":
        if request.POST.get("read") != _mark(shown):
            raise Refused(
                _("Something on this page was changed while you read it. Go back, and read it again.")
            )
        actions.give_all(
            by=request.viewer,
            folder=part.folder,
            number=number,
            model=model,
            read=[one.statement for one in shown],
        )
        messages.success(request, _("These go as they stand, but for those you decided on before."))
        if more:
            response = web.go("copy-look", part=part, number=number, table=table)
            response.headers["Location"] += f"?page={page + 1}"
            return response
        return web.go("copy", person=part.person, number=number)
    here = web.url("copy-look", part=part, number=number, table=table)
    told: dict[str, Any] = {
        "asked": asked,
        "title": gathering.title(model),
        "shown": shown,
        "waits": any(one.stands == "wait" for one in shown),
        "read": _mark(shown),
        "here": here,
        "action": f"{here}?page={page}" if page > 1 else here,
        "page_number": page,
        "more": more,
        "sealed": (part.folder, number) in queries.pieces([_held(part)], [number]),
        "words": words,
    }
    return web.render(request, "subject/look.html", told)


def _held(part: Part) -> Any:
    return next(h for h in part.person.held if h.folder == part.folder)


@web.page(
    "statement/<handle:statement>/copy/<int:number>/<slug:table>/", name="copy-one", title=gettext_lazy("Does it go?"),
    needs=PARTS, methods=("GET", "POST"),
)  # fmt: skip
def copy_one(request: Request, statement: Named, number: int, table: str) -> HttpResponse:
    """One statement: give it, hold it back, or leave some of it out, and why."""
    part = statement.part
    asked_or_none(part.person, number)
    model = _table(part, table)
    row = web.found(model, statement)
    its = gathering.statement(row, gathering.names_of(model, part.folder))
    if not its.waits:
        raise Http404
    look = queries.looks(part.folder, number, model, [row.pk]).get(row.pk)
    initial = (
        {"verdict": look.verdict, "why": look.why, "held": look.held.split(), "left_out": look.left_out}
        if look
        else {}
    )
    form = filled(request, forms.LookForm, initial, row=row, statement=its)

    def save() -> HttpResponse:
        said = form.cleaned_data
        if form.stale():
            raise Refused(_("It was changed while you read it. Read it again."))
        actions.look(by=request.viewer, folder=part.folder, number=number, row=row, seen=its.version, **said)
        messages.success(request, _("Written down."))
        return web.go("copy-look", part=part, number=number, table=table)

    back = web.url("copy-look", part=part, number=number, table=table)
    told = {"statement": its, "row": row, "back_to": back, "number": number, "table": table, "words": words}
    return ask(request, form, save, "subject/one.html", **told)
