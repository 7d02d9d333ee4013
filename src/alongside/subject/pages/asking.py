"""Somebody asks what is held about them: written down, asked alone, and who waits for what."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access import folders
from alongside.access.viewer import Person
from alongside.subject import actions, forms, queries, words
from alongside.subject.models import TOLD
from alongside.subject.pages.found import asked_or_none, written_in
from alongside.subject.queries import Asked
from alongside.web.asking import ask as ask_with
from alongside.web.forms import filled
from alongside.web.wrapper import Request


@web.page(
    "person/<handle:person>/copy/", name="copies", title=gettext_lazy("What we hold about them"), needs=TOLD
)
def copies(request: Request, person: Person) -> HttpResponse:
    """What they asked for and how it stands in the parts that the viewer holds."""
    found = queries.asked_of(person)
    its = queries.told_in(person.held)
    ready = queries.pieces(its, [one.id for one in found])
    shown = [
        {"asked": one, "handed": bool(its) and all(
            (piece := ready.get((part.folder, one.id))) is not None and piece.handed_on is not None for part in its
        )}
        for one in found
    ]  # fmt: skip
    return web.render(request, "subject/copies.html", {"found": shown, "may": bool(its), "words": words})


@web.page(
    "person/<handle:person>/copy/ask/", name="copy-ask", title=gettext_lazy("They ask for a copy"),
    needs=TOLD, methods=("GET", "POST"),
)  # fmt: skip
def copy_ask(request: Request, person: Person) -> HttpResponse:
    """On which day, how, and what they say when asked alone."""
    by = request.viewer
    folder = queries.told_in(written_in(person))[0].folder
    form = filled(request, forms.AskForm, {"on": by.today})

    def save() -> HttpResponse:
        said = form.cleaned_data
        actions.ask(by=by, folder=folder, on=said["on"], how=said["how"])
        made = next(
            one for one in queries.asked_of(person) if one.asked_on == said["on"] and not one.withdrawn_at
        )
        actions.ask_alone(by=by, folder=folder, number=made.id, answer=said["answer"], wants=said["wants"])
        messages.success(
            request, _("Written down. Whoever else keeps something of theirs is asked for it too.")
        )
        return web.go("copy", person=person, number=made.id)

    return ask_with(request, form, save, "subject/ask.html", words=words)


@web.page(
    "person/<handle:person>/copy/<int:number>/alone/", name="copy-alone", title=gettext_lazy("Ask them alone"),
    needs=TOLD, methods=("GET", "POST"),
)  # fmt: skip
def copy_alone(request: Request, person: Person, number: int) -> HttpResponse:
    """What they said when nobody else could hear. On a page of its own: nobody else reads it over a shoulder."""
    by = request.viewer
    asked = asked_or_none(person, number)
    held = queries.told_in(written_in(person))
    before = queries.alone(held, number)
    initial = {"answer": before.said, "wants": before.wants} if before else {}
    form = filled(request, forms.AloneForm, initial)

    def save() -> HttpResponse:
        actions.ask_alone(by=by, folder=held[0].folder, number=number, **form.cleaned_data)
        messages.success(request, _("Written down."))
        return web.go("copy-alone", person=person, number=number)

    return ask_with(request, form, save, "subject/alone.html", asked=asked, before=before)


@web.page(
    "person/<handle:person>/copy/<int:number>/withdraw/", name="copy-withdraw", title=gettext_lazy("They ask no longer"),
    needs=TOLD, methods=("GET", "POST"),
)  # fmt: skip
def copy_withdraw(request: Request, person: Person, number: int) -> HttpResponse:
    """It is taken back, for all who were told of it."""
    asked = asked_or_none(person, number)
    held = queries.told_in(written_in(person))
    form = filled(request, forms.WithdrawForm)

    def save() -> HttpResponse:
        actions.withdraw(by=request.viewer, folder=held[0].folder, asked=asked, why=form.cleaned_data["why"])
        messages.success(request, _("Taken back. Nothing more is made of it."))
        return web.go("copies", person=person)

    return ask_with(request, form, save, "subject/withdraw.html", asked=asked)


@web.page("copies/", name="copies-all", title=gettext_lazy("Copies that were asked for"), scope="all")
def copies_all(request: Request) -> HttpResponse:
    """Of everybody in whose record the viewer writes, by the day on which it is due."""
    by = request.viewer
    found = [Asked(**row) for row in folders.rows("select * from access.my_copies(false)")]
    if found:
        folders.all_held(by)
    return web.render(request, "subject/all.html", {"found": queries.waiting(by, found)})


@web.page(
    "copies/ask/", name="copy-ask-of", title=gettext_lazy("Somebody writes for a copy"), scope="none", methods=("GET", "POST")
)  # fmt: skip
def copy_ask_of(request: Request) -> HttpResponse:
    """By a reference or an NHS number. The answer is the same, whoever they are."""
    form = filled(request, forms.AskOfForm, {"on": request.viewer.today})

    def save() -> HttpResponse:
        actions.ask_of(by=request.viewer, **form.cleaned_data)
        messages.success(
            request, _("Written down. If they have a record, whoever keeps it is asked for the copy.")
        )
        return web.go("copy-ask-of")

    return ask_with(request, form, save, "subject/ask_of.html")
