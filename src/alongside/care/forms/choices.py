"""One side of a choice: what they want, what was offered, what was agreed."""

from django.utils.translation import gettext_lazy as _

from alongside.care.forms.days import today
from alongside.care.forms.people import source_field
from alongside.care.models import Choice
from alongside.web import forms


class ChoiceForm(forms.Form):
    """A change of mind is a new line; what was said before stays."""

    about = forms.Radios(
        label=_("About"), choices=Choice.About.choices, inline=True, initial=Choice.About.DRINKING
    )
    stage = forms.Radios(
        label=_("What is this?"),
        choices=[
            (Choice.Stage.PREFERENCE, _("What they want")),
            (Choice.Stage.OFFER, _("What we offered")),
            (Choice.Stage.AGREEMENT, _("What we agreed")),
        ],
        inline=True,
    )
    value = forms.Radios(label=_("Which?"), choices=Choice.Value.choices, inline=True)
    words = forms.Words(label=_("In their words, or ours"), rows=2, max_length=1000, required=False)
    on = forms.Date(label=_("When was this?"), latest=today)
    source = source_field()
