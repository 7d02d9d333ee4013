"""Care begins."""

from django.utils.translation import gettext_lazy as _

from alongside.care.forms.days import today
from alongside.web import forms


class BeginForm(forms.Form):
    """When it begins."""

    on = forms.Date(label=_("When did care begin?"), latest=today)
