"""The forms about two records that may be one person's."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.records import words
from alongside.staff.forms import colleagues
from alongside.web import forms


class DecideForm(forms.Form):
    """What is decided of a pair."""

    outcome = forms.Radios(label=_("One person, or two?"), choices=words.OUTCOMES)
    why = forms.Words(
        label=_("How do you know?"),
        hint=_("Such as: Ash rang and asked. Leave it empty if you are not sure."),
        required=False,
        mark_optional=False,
        max_length=1000,
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        """Whatever is decided says how it is known."""
        super().clean()
        said = self.cleaned_data
        if said.get("outcome", "later") != "later" and not said.get("why"):
            self.add_error("why", _("Say how you know. Whoever looks at it later has to see why."))
        return said


class UndoForm(forms.Form):
    """Why a decision is taken back."""

    why = forms.Words(label=_("Why is it taken back?"), max_length=1000, rows=3)


class TellForm(forms.Form):
    """A colleague who is to know of it."""

    staff = forms.Select(label=_("Who"), choices=colleagues)
    why = forms.Words(label=_("Why"), hint=_("Your colleague may read this."), max_length=500, rows=2)
