"""Care begins. How it finishes is `leaving`'s."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import current
from alongside.care import actions, forms
from alongside.care.models import PARTS
from alongside.care.pages.asking import ask, may_write, tell
from alongside.web.forms import filled
from alongside.web.wrapper import Part, Request, go, page, url


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
