"""What was wanted, offered, agreed about drinking or using."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import current
from alongside.care import actions, forms
from alongside.care.models import PARTS
from alongside.care.pages.asking import ask, name_of, tell
from alongside.care.queries.plan import choices_of, open_episode
from alongside.web.forms import filled
from alongside.web.wrapper import Part, Request, go, page, url


@page(
    "part/<handle:part>/choices/",
    name="choices",
    title=gettext_lazy("Wanted, offered, agreed"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def choices(request: Request, part: Part) -> HttpResponse:
    """What was said on each side, the whole of it in order, and a form for what is said now."""
    episode = open_episode(part.folder)
    form = filled(request, forms.ChoiceForm, {"on": current().today, "about": "drinking", "source": "said"})

    def save() -> HttpResponse:
        if episode is not None:
            actions.choose(by=current(), episode=episode, **form.cleaned_data)
            tell(request, _("Written. What was said before is kept."))
        return go("choices", part=part)

    return ask(
        request,
        form,
        save,
        title=_("What %(name)s wants for drinking and using") % {"name": name_of(request, part)},
        button=_("Write it down"),
        back=url("plan", part=part),
        template="care/choices.html",
        part=part,
        choices=choices_of(part.folder),
        may_add=episode is not None and part.can_write,
    )
