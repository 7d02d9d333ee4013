"""Care begins and finishes."""

from django.utils.translation import gettext_lazy as _

from alongside.care.forms.days import today
from alongside.care.models import Episode
from alongside.web import forms


class BeginForm(forms.Form):
    """When it begins."""

    on = forms.Date(label=_("When did care begin?"), latest=today)


class FinishForm(forms.Form):
    """How and when it finished."""

    how = forms.Radios(label=_("How did it finish?"), choices=Episode.How.choices)
    on = forms.Date(label=_("When?"), latest=today)
    words = forms.Words(label=_("What should be known about it?"), max_length=4000, required=False)
