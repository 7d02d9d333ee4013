"""Before a first prescription: is there another? Asked by an exact number, answered by the records officer to whoever asked."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.care.pages.asking import ask as ask_one
from alongside.care.pages.asking import may_write, tell
from alongside.keeping import actions, forms, queries
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Part, Request


@web.page(
    "part/<handle:part>/medicines/check/",
    name="script-ask",
    title=gettext_lazy("Is there another prescription?"),
    needs=("treatment",),
    methods=("GET", "POST"),
)
def ask_script(request: Request, part: Part) -> HttpResponse:
    """The same answer, whoever else has this number: it was asked."""
    may_write(part)
    form = filled(request, forms.AskScriptForm)

    def save() -> HttpResponse:
        said = form.cleaned_data
        basis = actions.Basis(said["basis"] == "consent", said["why"] or "")
        actions.ask_script(by=request.viewer, folder=part.folder, number=said["number"], basis=basis)
        tell(request, _("Asked. The answer comes to you alone, on Today, within a working day."))
        return web.go("medicines", part=part)

    return ask_one(
        request, form, save, title=_("Is there another prescription?"), button=_("Ask"), back=web.url("medicines", part=part),
        intro=_("The records officer looks. If there is another prescription you are told whom to ring, and nothing else."),
    )  # fmt: skip


# Opened for whatever may be opened: whom one asked about stands here by name.
@web.page("scripts/", name="scripts", title=gettext_lazy("Another prescription?"), scope="all")
def scripts(request: Request) -> HttpResponse:
    """What one asked and was answered; for the records officer, what waits for an answer."""
    told = {"mine": queries.my_scripts_by_name(request.viewer), "to_answer": queries.scripts_to_answer()}
    return web.render(request, "keeping/scripts.html", told)


@web.page(
    "scripts/<int:number>/read/",
    name="script-read",
    title=gettext_lazy("Read"),
    scope="none",
    methods=("POST",),
)
def read(request: Request, number: int) -> HttpResponse:
    """It leaves Today."""
    if not any(one["id"] == number for one in queries.my_scripts()):
        raise Http404
    actions.read_script(by=request.viewer, asked=number)
    return web.go("scripts")


@web.page(
    "scripts/<int:number>/", name="script-answer", title=gettext_lazy("Is there another prescription?"), scope="none",
    methods=("GET", "POST"),
)  # fmt: skip
def answer(request: Request, number: int) -> HttpResponse:
    """Whom it is about, whose records carry the same number, and the answer; for anybody else it is not there."""
    one: dict[str, Any] | None = next((a for a in queries.scripts_to_answer() if a["id"] == number), None)
    if one is None:
        raise Http404
    form = filled(
        request, forms.AnswerScriptForm, {"ring": one["ring"], "answer": "another" if one["ring"] else ""}
    )

    def save() -> HttpResponse:
        said = form.cleaned_data
        actions.answer_script(
            by=request.viewer, asked=number, another=said["answer"] == "another", ring=said["ring"] or ""
        )
        tell(request, _("Answered, to whoever asked and to nobody else."))
        return web.go("scripts")

    return ask(request, form, save, "keeping/script.html", one=one)
