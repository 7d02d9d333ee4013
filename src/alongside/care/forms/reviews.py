"""Looking back together."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.care.forms.people import chips
from alongside.ties.queries.around import Someone
from alongside.web import forms


class AroundForm(forms.Form):
    """Who is around them now."""

    around = forms.Words(
        label=_("What do they say about it?"),
        hint=_("In their own words"),
        rows=2,
        max_length=4000,
        required=False,
    )


class ReviewForm(forms.Form):
    """What moved, who helped, what to change."""

    moved = forms.Words(label=_("What has moved?"), hint=_("As they see it"), max_length=4000, required=False)
    helped = forms.Checkboxes(label=_("Who helped?"), choices=[], inline=True, required=False)
    to_change = forms.Words(label=_("What should change?"), max_length=4000, required=False)
    next_on = forms.Date(label=_("When will you look back again?"), required=False)

    def __init__(self, *args: Any, around: Sequence[Someone] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        helped: Any = self.fields["helped"]
        helped.choices = chips(around)
        if not around:
            del self.fields["helped"]
