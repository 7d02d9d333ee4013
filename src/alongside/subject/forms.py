"""What is asked about a copy."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.outbox.forms import way_choices
from alongside.people.models import ContactWay
from alongside.subject import words
from alongside.subject.models import Alone, Look, Piece
from alongside.subject.rules import Statement
from alongside.web import forms


class AloneForm(forms.Form):
    """Asked with them alone."""

    answer = forms.Radios(
        label=_("Is somebody making you ask, or will somebody else read it?"),
        hint=_("Ask when nobody else can hear. Whatever they say, they may have their copy."),
        choices=Alone.Said.choices,
    )
    wants = forms.Radios(label=_("What would they like?"), choices=Alone.Wants.choices)


class AskForm(AloneForm):
    """Somebody asked for a copy of what is held about them."""

    on = forms.Date(label=_("On which day did they ask?"), past=True)
    how = forms.Radios(label=_("How did they ask?"), choices=words.HOW)

    field_order = ("on", "how", "answer", "wants")


class AskOfForm(forms.Form):
    """The same, of somebody whose record one need not open."""

    who = forms.Text(
        label=_("Their reference or NHS number"),
        hint=_("As they write it, such as K7-4QX-9, or ten digits."),
        max_length=40,
        width=20,
        autocomplete="off",
    )
    on = forms.Date(label=_("On which day did it come?"), past=True)
    how = forms.Radios(label=_("How did they ask?"), choices=words.HOW)


class LookForm(forms.Form):
    """One statement."""

    verdict = forms.Radios(label=_("Does it go?"), choices=Look.Verdict.choices)
    held = forms.Checkboxes(
        label=_("What of it does not go?"),
        hint=_("Whoever reads the copy does not see that it is not there."),
        choices=[],
        required=False,
        mark_optional=False,
    )
    left_out = forms.Words(
        label=_("Words that are left out"),
        hint=_(
            "One to a line, just as they stand. […] is seen in their place; to leave no trace, hold all of it back."
        ),
        required=False,
        mark_optional=False,
        max_length=4000,
        rows=3,
    )
    why = forms.Radios(label=_("Why does it not go?"), choices=[], required=False, mark_optional=False)

    def __init__(self, *args: Any, statement: Statement, **more: Any) -> None:
        super().__init__(*args, **more)
        held: Any = self.fields["held"]
        held.choices = [(fact.field, fact.label) for fact in statement.texts]
        why: Any = self.fields["why"]
        why.choices = [(code, text, words.SOURCES[code]) for code, text in Look.Why.choices]

    def clean(self) -> dict[str, Any]:
        """Whatever does not go, does not go for a reason."""
        super().clean()
        said = self.cleaned_data
        if said.get("verdict") in (Look.Verdict.SOME, Look.Verdict.HOLD) and not said.get("why"):
            self.add_error("why", _now("Choose why it does not go."))
        return said


class HandForm(forms.Form):
    """How it reached them."""

    on = forms.Date(label=_("On which day?"), past=True)
    how = forms.Radios(label=_("How?"), choices=Piece.How.choices, reveals={"post": "way"})
    way = forms.Radios(
        label=_("To which address?"),
        hint=_("In a plain envelope, and only where they said that a letter is safe."),
        choices=[],
        missing=_("There is no address to choose. Put it into their hand instead."),
    )

    def __init__(self, *args: Any, letters: Iterable[ContactWay], **more: Any) -> None:
        super().__init__(*args, **more)
        self.letters = {web.sealed(way, "way"): way for way in letters}
        way: Any = self.fields["way"]
        way.choices = way_choices(self.letters.values())

    def handed(self) -> dict[str, Any]:
        """What the action wants."""
        said = self.cleaned_data
        return {"on": said["on"], "how": said["how"], "way": self.letters.get(said.get("way") or "")}


class WithdrawForm(forms.Form):
    """It is asked for no longer."""

    why = forms.Radios(label=_("Why?"), choices=words.WHY_WITHDRAWN)
