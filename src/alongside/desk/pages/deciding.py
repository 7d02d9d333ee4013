"""The desk: what waits, one worry with both ends, and the decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.desk import actions, forms, queries, words
from alongside.staff import queries as staff
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Request


@web.page("desk/", name="desk", title=gettext_lazy("The desk"), scope="none")
def desk(request: Request) -> HttpResponse:
    """For everybody who holds it, and what it asks of one; for whoever answers what waits and what was decided."""
    by = request.viewer
    told = {
        "desk": queries.on_desk(),
        "today": queries.today(by),
        "may_say": by.administrator or "desk" in staff.my_seats(by),
        "passed_on": queries.passed_on(by),
        "instructions": queries.instructions(by),
        "waiting": queries.worries(by, decided=False),
        "decided": queries.worries(by, decided=True)[:60],
    }
    return web.render(request, "desk/desk.html", told)


def _worry(request: Request, number: int) -> dict[str, Any]:
    """The worry, for whoever answers for it; for anybody else it is not there."""
    found = queries.worry(request.viewer, number)
    if found is None:
        raise Http404
    return found | {"kind_words": words.kind(found["kind"]), "danger_words": words.danger(found["danger"])}


@web.page(
    "desk/worry/<int:number>/",
    name="desk-worry",
    title=gettext_lazy("A worry"),
    scope="none",
    methods=("GET", "POST"),
)
def one(request: Request, number: int) -> HttpResponse:
    """What was passed on, who works with the people at both ends, what was decided, and who has read it."""
    worry = _worry(request, number)
    form = filled(request, forms.PeopleForm)

    def save() -> HttpResponse:
        actions.add_people(by=request.viewer, worry=number, text=form.cleaned_data["text"])
        if queries.worry(request.viewer, number) is None:
            # The reference named somebody whom the viewer knows outside work.
            return web.go("desk")
        return web.go("desk-worry", number=number)

    return ask(request, form, save, "desk/one.html", worry=worry)


def _seen(request: Request, worry: dict[str, Any]) -> int:
    """How many decisions whoever sends the form had before them."""
    sent = request.POST.get("seen_decisions", "")
    return int(sent) if sent.isdigit() and len(sent) < 7 else len(worry["decisions"])


@web.page(
    "desk/worry/<int:number>/tell/",
    name="desk-tell",
    title=gettext_lazy("Tell somebody"),
    scope="none",
    methods=("GET", "POST"),
)
def tell(request: Request, number: int) -> HttpResponse:
    """Whom to tell, what they do, what may be said, what never, until when, and why."""
    worry = _worry(request, number)
    form = filled(request, forms.TellForm, worry=worry)

    def save() -> HttpResponse:
        actions.tell(by=request.viewer, worry=number, seen=_seen(request, worry), **form.decided())
        messages.success(request, _("Decided. Whom you named sees it on Today from now on."))
        return web.go("desk-worry", number=number)

    return ask(request, form, save, "desk/tell.html", worry=worry)


@web.page(
    "desk/worry/<int:number>/nobody/",
    name="desk-nobody",
    title=gettext_lazy("Tell nobody, and why"),
    scope="none",
    methods=("GET", "POST"),
)
def nobody(request: Request, number: int) -> HttpResponse:
    """Nobody is told, and why."""
    worry = _worry(request, number)
    form = filled(request, forms.WhyForm)

    def save() -> HttpResponse:
        actions.tell_nobody(
            by=request.viewer, worry=number, seen=_seen(request, worry), why=form.cleaned_data["why"]
        )
        messages.success(request, _("Decided."))
        return web.go("desk-worry", number=number)

    return ask(request, form, save, "desk/nobody.html", worry=worry)


@web.page(
    "desk/worry/<int:number>/end/<int:decision>/",
    name="desk-end",
    title=gettext_lazy("End a decision"),
    scope="none",
    methods=("GET", "POST"),
)
def end(request: Request, number: int, decision: int) -> HttpResponse:
    """It holds no longer, and why."""
    worry = _worry(request, number)
    found = next((d for d in worry["decisions"] if d["id"] == decision and d["lives"]), None)
    if found is None:
        raise Http404
    form = filled(request, forms.WhyForm)

    def save() -> HttpResponse:
        actions.end(by=request.viewer, decision=decision, why=form.cleaned_data["why"])
        messages.success(request, _("Ended. Whoever was asked to act on it has it no more."))
        return web.go("desk-worry", number=number)

    return ask(request, form, save, "desk/end.html", worry=worry, decision=found)
