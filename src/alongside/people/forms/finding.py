"""Looking for somebody."""

from django.utils.translation import gettext_lazy

from alongside.web import forms


class FindForm(forms.Form):
    """A name, or part of one, or a reference."""

    who = forms.Text(
        label=gettext_lazy("Name or reference"),
        max_length=120,
        missing=gettext_lazy("Write a name, or the beginning of one."),
        hint=gettext_lazy("The beginning of any part of a name, or a reference such as K7-4QX-9"),
    )
