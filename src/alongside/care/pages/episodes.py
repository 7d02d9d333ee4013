"""Care begins and finishes."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import current
from alongside.care import actions, forms
from alongside.care.models import PARTS, Episode
from alongside.care.pages.asking import ask, may_write, tell
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Part, Request, found, go, page, url


@page(
    "part/<handle:part>/begin/",
    name="begin",
    title=gettext_lazy("Begin"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def begin(request: Request, part: Part) -> HttpResponse:
    """Begin a stretch of care without a referral: somebody returns."""
    may_write(part)
    form = filled(request, forms.BeginForm, {"on": current().today})

    def save() -> HttpResponse:
        actions.begin(by=current(), folder=part.folder, on=form.cleaned_data["on"])
        tell(request, _("Care has begun."))
        return go("referral", part=part)

    intro = _("What was before stays as it was; this begins beside it.")
    back = url("referral", part=part)
    return ask(request, form, save, title=_("Care begins"), button=_("Begin"), back=back, intro=intro)


@page(
    "episode/<handle:episode>/finish/",
    name="finish",
    title=gettext_lazy("Finish"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def finish(request: Request, episode: Named) -> HttpResponse:
    """Finish it: only a worker does."""
    may_write(episode.part)
    row = found(Episode, episode)
    form = filled(request, forms.FinishForm, {"on": current().today})

    def save() -> HttpResponse:
        actions.finish(by=current(), episode=row, **form.cleaned_data)
        tell(request, _("Written. If they return, begin a new stretch of care beside this one."))
        return go("referral", part=episode.part)

    intro = _("The plan and its steps stay as they are. What was still due no longer stands on Today.")
    back = url("referral", part=episode.part)
    return ask(request, form, save, title=_("Care finishes"), button=_("Finish"), back=back, intro=intro)
