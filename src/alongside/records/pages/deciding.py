"""Likely duplicates: what waits, one pair side by side, what was decided, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.records import actions, forms, queries, words
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Request

DONE = {
    "same": gettext_lazy("Joined. Nobody’s access has changed, and neither record shows it."),
    "different": gettext_lazy("Two people. It is not asked again."),
    "apart": gettext_lazy("Two records on purpose. It is not asked again."),
    "later": gettext_lazy("It waits at the end of the list."),
}


def _looked(request: Request) -> dict[str, Any]:
    """When it was looked for; for everybody but whoever decides these pages are not there."""
    found = queries.looked(request.viewer)
    if found is None:
        raise Http404
    return found


@web.page(
    "records/",
    name="likely",
    title=gettext_lazy("Records that may be one person’s"),
    scope="none",
    methods=("GET", "POST"),
)
def likely(request: Request) -> HttpResponse:
    """What waits, the most likely first."""
    looked = _looked(request)
    if request.method == "POST":
        actions.look_again(by=request.viewer)
        messages.success(request, _("It is looked for again. That takes a minute or more."))
        return web.go("likely")
    return web.render(
        request, "records/likely.html", {"found": queries.queue(request.viewer), "looked": looked}
    )


@web.page("records/decided/", name="likely-decided", title=gettext_lazy("What was decided"), scope="none")
def decided(request: Request) -> HttpResponse:
    """Who is joined, and who is not asked of again; each can be taken back."""
    _looked(request)
    found = [one | {"state_words": words.SETTLED[one["state"]]} for one in queries.settled(request.viewer)]
    return web.render(request, "records/decided.html", {"found": found})


def _pair(request: Request, number: int) -> dict[str, Any]:
    """The pair, for whoever decides on it; for anybody else it is not there."""
    found = queries.pair(request.viewer, number)
    if found is None:
        raise Http404
    return found | {"state_words": words.SETTLED.get(found["state"], "")}


@web.page(
    "records/<int:number>/",
    name="likely-one",
    title=gettext_lazy("One person, or two?"),
    scope="none",
    methods=("GET", "POST"),
)
def one(request: Request, number: int) -> HttpResponse:
    """The two side by side, what speaks for and against, and the decision."""
    pair = _pair(request, number)
    form = filled(request, forms.DecideForm)

    def save() -> HttpResponse:
        said = form.cleaned_data
        actions.settle(by=request.viewer, pair=number, outcome=said["outcome"], why=said["why"])
        messages.success(request, str(DONE[said["outcome"]]))
        return web.go("likely")

    return ask(request, form, save, "records/one.html", pair=pair)


@web.page(
    "records/<int:number>/undo/",
    name="likely-undo",
    title=gettext_lazy("Take a decision back"),
    scope="none",
    methods=("GET", "POST"),
)
def undo(request: Request, number: int) -> HttpResponse:
    """What joined them ends, or the pair is asked of again."""
    pair = _pair(request, number)
    if not pair["state_words"]:
        raise Http404
    form = filled(request, forms.UndoForm)

    def save() -> HttpResponse:
        actions.undo(
            by=request.viewer, pair=number, joined=pair["state"] == "same", why=form.cleaned_data["why"]
        )
        messages.success(request, _("Taken back. The pair waits for a decision again."))
        return web.go("likely-one", number=number)

    return ask(request, form, save, "records/undo.html", pair=pair)


@web.page(
    "records/<int:number>/tell/",
    name="likely-tell",
    title=gettext_lazy("Tell a colleague"),
    scope="none",
    methods=("GET", "POST"),
)
def tell(request: Request, number: int) -> HttpResponse:
    """A colleague by name, who learns of it if they hold both names."""
    pair = _pair(request, number)
    if pair["state"] != "same":
        raise Http404
    form = filled(request, forms.TellForm)

    def save() -> HttpResponse:
        said = form.cleaned_data
        actions.tell(by=request.viewer, pair=number, staff=int(said["staff"]), why=said["why"])
        messages.success(request, _("Told. They see it under what they can open, if they hold both names."))
        return web.go("likely-one", number=number)

    return ask(request, form, save, "records/tell.html", pair=pair)
