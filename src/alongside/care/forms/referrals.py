"""How somebody came, and what we answered."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.access.sources import Source
from alongside.care.forms.days import today
from alongside.care.forms.people import colleague_choices
from alongside.care.models import Referral
from alongside.care.queries.colleagues import Colleague
from alongside.web import forms


class ReferralForm(forms.Form):
    """How they came. A court order has conditions; of what somebody else told it asks who may know."""

    came_from = forms.Radios(
        label=_("Who asked us?"), choices=Referral.From.choices, reveals={Referral.From.COURT: "conditions"}
    )
    conditions = forms.Words(
        label=_("What are the order's conditions?"),
        hint=_("As they are written in the order"),
        max_length=4000,
        required=True,
    )
    who = forms.Text(
        label=_("Who was that?"), hint=_("A name and where to ring back"), max_length=200, required=False
    )
    on = forms.Date(label=_("When did they come to us?"), latest=today)
    words = forms.Words(label=_("What was said?"), max_length=4000, required=False)
    urgent = forms.Switch(label=_("It cannot wait: see it today"))
    source = forms.Radios(
        label=_("How do we know this?"),
        choices=Source.choices,
        initial=Source.SAID,
        small=True,
        reveals={Source.TOLD: "may_know"},
    )
    may_know = forms.Radios(
        label=_("May the person know that it was told?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        inline=True,
        small=True,
    )


class AcceptForm(forms.Form):
    """Who takes it on, and when care begins."""

    to = forms.Select(label=_("Who will work with them?"), choices=[])
    on = forms.Date(label=_("When does care begin?"), latest=today)

    def __init__(self, *args: Any, colleagues: Sequence[Colleague] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to"].choices = colleague_choices(colleagues)  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """Not for us now: nobody is sent away with nothing."""

    why = forms.Words(label=_("Why not now?"), rows=2, max_length=2000)
    offered = forms.Words(
        label=_("What did you offer instead?"),
        hint=_("Another service, a group, a call back: with names and numbers"),
        rows=3,
        max_length=2000,
    )


class WithdrawForm(forms.Form):
    """They took it back."""

    why = forms.Words(label=_("What did they say?"), rows=2, max_length=2000, required=False)
