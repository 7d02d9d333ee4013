"""The forms of the questions to think about."""

from django.utils.translation import gettext_lazy as _

from alongside.web import forms


class AnswerForm(forms.Form):
    """An answer in one's own words."""

    words = forms.Words(
        label=_("What you think"), rows=6, max_length=5000, missing=_("Write something first.")
    )


class ActionForm(forms.Form):
    """What is done about it, who does it, and by when."""

    words = forms.Words(
        label=_("What will be done?"), rows=3, max_length=1000, missing=_("Say what will be done.")
    )
    who = forms.Text(label=_("Who does it?"), required=False, max_length=100)
    due = forms.Date(label=_("By when?"), required=False, future=True)
