"""What was written by mistake: it is undone, and messages go again only after somebody looked."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from alongside.care.models import PARTS, Episode
from alongside.care.pages.asking import ask, may_write, name_of, standing, tell
from alongside.leaving import actions, forms
from alongside.leaving.models import Leaving
from alongside.leaving.pages.leaving import TITLE
from alongside.outbox.actions.deciding import stopped
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Request, found, go, page, url


@page(
    "leaving/<handle:leaving>/undo/",
    name="leaving-undo",
    title=TITLE,
    needs=PARTS,
    methods=("GET", "POST"),
)
def undo(request: Request, leaving: Named) -> HttpResponse:
    """It was a mistake that they left, or died."""
    may_write(leaving.part)
    row = found(Leaving, leaving)
    standing(row)
    form = filled(request, forms.UndoForm)
    name = name_of(request, leaving.part)

    def save() -> HttpResponse:
        actions.undo(by=request.viewer, leaving=row, why=form.cleaned_data["why"], called=name)
        tell(request, _("Undone. What ended with it stands again, but for what was changed since."))
        return go("leaving", leaving=row)

    if row.how == Episode.How.DIED:
        intro = _(
            "Their care goes on, and the dates that came off stand again. Messages stay stopped until somebody has looked."
        )
    else:
        intro = _("Their care goes on, and the dates that came off stand again.")
    return ask(
        request, form, save, title=_("It was a mistake"), button=_("Undo it"), back=url("leaving", leaving=row), intro=intro
    )  # fmt: skip


@page(
    "leaving/<handle:leaving>/again/",
    name="leaving-again",
    title=TITLE,
    needs=PARTS,
    methods=("GET", "POST"),
)
def again(request: Request, leaving: Named) -> HttpResponse:
    """After a death that was written by mistake: somebody looks, and lets messages go again."""
    may_write(leaving.part)
    row = found(Leaving, leaving)
    standing(row)
    if row.how != Episode.How.DIED:
        raise Http404
    form = filled(request, forms.AgainForm)

    def save() -> HttpResponse:
        actions.messages_again(by=request.viewer, leaving=row, looked=form.cleaned_data["looked"])
        if stopped(row.folder):
            tell(request, _("Written. Nothing goes all the same: a colleague stopped messages to them too."))
        else:
            tell(request, _("Messages go again. What waited goes on from where it was."))
        return go("messages", part=leaving.part)

    return ask(
        request, form, save, title=_("Let messages go again"), button=_("Let them go again"),
        back=url("leaving", leaving=row), template="leaving/again.html", part=leaving.part,
    )  # fmt: skip
