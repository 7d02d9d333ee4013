"""What is asked before a letter is made: which statements, one by one; where it goes; what its writer thinks, apart."""

from collections.abc import Iterable
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.sources import Source
from alongside.care.models import Due
from alongside.letters import rules
from alongside.letters.queries import Said
from alongside.outbox.forms import way_choices
from alongside.outbox.wording import when_in_words
from alongside.people.models import ContactWay
from alongside.sharing import words as codes
from alongside.sharing.models import Consent
from alongside.web import forms


def _choice(one: Said) -> tuple[str, str, str]:
    """The words that would go, with what they are about and how they are known."""
    hint = _("%(topic)s · %(source)s, %(day)s") % {
        "topic": codes.topic(one.topic),
        "source": Source(one.source).label,
        "day": formats.date_format(one.told_on, "j M Y"),
    }
    return one.code, one.words, hint


class LetterForm(forms.Form):
    """The statements of a letter. Nothing is ticked but what somebody ticks."""

    chosen = forms.Checkboxes(
        label=gettext_lazy("What does it say?"),
        hint=gettext_lazy("Only what you tick goes, in these words. Read it out to them, if you can."),
        choices=[],
    )
    opinion = forms.Words(
        label=gettext_lazy("What you think, apart"),
        hint=gettext_lazy(
            "It stands at the end as your opinion. Leave it empty unless you were asked for it."
        ),
        required=False,
        max_length=4000,
        rows=3,
    )
    about_name = forms.Text(
        label=gettext_lazy("Whom it is about, as they know them"),
        hint=gettext_lazy("Their name there, and the date of birth or number that they know."),
        max_length=200,
    )
    address = forms.Words(label=gettext_lazy("To which address?"), max_length=500, rows=3)

    def __init__(
        self, *args: Any, statements: Iterable[Said] = (), agreed: tuple[str, ...] | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        if agreed is not None and rules.OPINION not in agreed:
            del self.fields["opinion"]  # they did not agree that it goes
        chosen: Any = self.fields["chosen"]
        chosen.choices = [_choice(one) for one in statements if not one.out]


class OrderForm(LetterForm):
    """The same where an order asks, and no consent."""

    field_order = ("they_know", "body", "to_name", "address", "order", "about_name", "chosen", "opinion")

    they_know = forms.Radios(
        label=gettext_lazy("Do they know that it goes, and to whom?"),
        choices=(("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))),
        inline=True,
    )
    body = forms.Radios(
        label=gettext_lazy("Who asks?"),
        choices=[(code, text) for code, text in Consent.Body.choices if code in rules.BY_ORDER],
    )
    to_name = forms.Text(label=gettext_lazy("To whom, by name?"), max_length=200)
    order = forms.Text(
        label=gettext_lazy("By which order?"),
        hint=gettext_lazy("Of which court, of which day, and what it asks for."),
        max_length=200,
    )

    def made(self) -> dict[str, Any]:
        """What the action wants."""
        return {**self.cleaned_data, "they_know": self.cleaned_data["they_know"] == "yes"}


class TimeForm(forms.Form):
    """Which appointment, and to which of their addresses."""

    due = forms.Radios(label=gettext_lazy("Which time?"), choices=[])
    way = forms.Radios(label=gettext_lazy("To which address?"), choices=[])
    to_name = forms.Text(
        label=gettext_lazy("Name on the letter and envelope"),
        hint=gettext_lazy("As they want it to be read at the door."),
        max_length=200,
    )

    def __init__(
        self, *args: Any, dues: Iterable[Due] = (), ways: Iterable[ContactWay] = (), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.dues = {web.sealed(due, "due"): due for due in dues}
        self.ways = {web.sealed(way, "way"): way for way in ways}
        due: Any = self.fields["due"]
        due.choices = [(code, when_in_words(one.at)) for code, one in self.dues.items() if one.at]
        way: Any = self.fields["way"]
        way.choices = way_choices(self.ways.values())
        for field, known in ((due, self.dues), (way, self.ways)):
            field.initial = next(iter(known)) if len(known) == 1 else None

    def made(self) -> dict[str, Any]:
        """What the action wants."""
        said = self.cleaned_data
        return {"due": self.dues[said["due"]], "way": self.ways[said["way"]], "to_name": said["to_name"]}
