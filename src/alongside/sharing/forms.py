"""The forms of sharing."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.access.sources import Source
from alongside.access.viewer import Held
from alongside.outbox.forms import way_choices
from alongside.people.models import ContactWay
from alongside.sharing import rules
from alongside.sharing import words as codes
from alongside.sharing.models import Consent
from alongside.staff import words as staff_words
from alongside.staff.forms import colleagues
from alongside.staff.queries import line_called
from alongside.web import forms

NO = "no"


class ConsentForm(forms.Form):
    """What they agree to."""

    to_whom = forms.Text(
        label=_("With whom?"),
        hint=_("One body or colleague, by name: Dr Adams at Mill Street surgery; Gwen Pryce here."),
        max_length=200,
    )
    body = forms.Radios(label=_("Who are they?"), choices=Consent.Body.choices)
    address = forms.Words(
        label=_("Where do we write to them?"),
        hint=_("Read it out: a letter goes there, and nowhere else."),
        required=False,
        max_length=500,
        rows=3,
    )
    topics = forms.Checkboxes(label=_("What about?"), choices=codes.TOPICS)
    purpose = forms.Words(label=_("What for?"), max_length=500, rows=2)
    until = forms.Date(
        label=_("Until when?"), hint=_("Within a year. It can be withdrawn any day before."), future=True
    )
    how = forms.Radios(
        label=_("How did they agree?"), choices=Consent.How.choices, reveals={"screen": "signed"}
    )
    signed = forms.Text(
        label=_("Your name"), hint=_("Turn the screen to them: they write it themselves."), max_length=120
    )
    said = forms.Words(label=_("In their own words"), required=False, max_length=1000, rows=2)


class AnswerForm(forms.Form):
    """Whether they agree to care, to the national return, or to being contacted."""

    about = forms.Radios(
        label=_("What were they asked?"),
        choices=[(code, text) for code, text in Consent.About.choices if code in rules.ASKED],
    )
    agreed = forms.Radios(
        label=_("Do they agree?"), choices=(("yes", _("Yes")), (NO, _("They would rather not"))), inline=True
    )
    purpose = forms.Words(
        label=_("What was explained to them?"),
        hint=_("What it is for, who sees it, and that care goes on as before if they say no."),
        max_length=500,
        rows=2,
    )
    until = forms.Date(label=_("Ask again by when?"), hint=_("Within a year."), future=True)
    how = forms.Radios(
        label=_("How did they answer?"), choices=Consent.How.choices, reveals={"screen": "signed"}
    )
    signed = forms.Text(
        label=_("Your name"), hint=_("Turn the screen to them: they write it themselves."), max_length=120
    )
    said = forms.Words(label=_("In their own words"), required=False, max_length=1000, rows=2)

    def answered(self) -> dict[str, Any]:
        """What the action wants."""
        return {**self.cleaned_data, "agreed": self.cleaned_data["agreed"] == "yes"}


class StillForm(forms.Form):
    """That they were asked again, and it still holds."""

    until = forms.Date(label=_("Until when?"), hint=_("Within a year."), future=True)
    how = forms.Radios(
        label=_("How did they say so?"), choices=Consent.How.choices, reveals={"screen": "signed"}
    )
    signed = forms.Text(
        label=_("Your name"), hint=_("Turn the screen to them: they write it themselves."), max_length=120
    )


class ShareForm(forms.Form):
    """One sharing."""

    date_order = (("told_on", "until"),)

    they_know = forms.Radios(
        label=_("Do they know that this is shared, and with whom?"),
        choices=(("yes", _("Yes")), (NO, _("No"))),
        inline=True,
    )
    way = forms.Radios(label=_("Which way?"), choices=codes.WAYS, reveals={"consent": "consent"})
    consent = forms.Select(label=_("Which consent?"), choices=[])
    topic = forms.Select(label=_("What is it about?"), choices=codes.TOPICS)
    words = forms.Words(
        label=_("What is shared, in the words agreed"),
        hint=_("Only this goes. Read it out to them, if you can."),
        max_length=4000,
        rows=5,
    )
    source = forms.Radios(label=_("How is it known?"), choices=Source.choices)
    told_on = forms.Date(label=_("Since when?"), hint=_("The day on which it was told or seen."), past=True)
    purpose = forms.Words(label=_("What for?"), max_length=500, rows=2)
    to = forms.Radios(
        label=_("With whom?"),
        choices=codes.TO,
        reveals={"colleague": "staff", "body": "body", "them": "letter"},
    )
    staff = forms.Select(label=_("Which colleague?"), choices=colleagues)
    body = forms.Text(
        label=_("Who, and how are they told?"),
        hint=_("As the consent names them, if it is by consent."),
        max_length=200,
    )
    letter = forms.Radios(label=_("As a letter?"), choices=[])
    about = forms.Text(
        label=_("Whom it is about, as a colleague may know them"),
        hint=_("What it says here is all that they learn of who it is."),
        required=False,
        max_length=200,
    )
    until = forms.Date(label=_("Until when?"), future=True)

    def __init__(
        self, *args: Any, consents: Iterable[Consent], letters: Iterable[ContactWay], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.consents = {web.sealed(c, "consent"): c for c in consents}
        which: Any = self.fields["consent"]
        which.choices = [(code, f"{c.to_whom}: {c.topic_words}") for code, c in self.consents.items()]
        self.letters = {web.sealed(w, "way"): w for w in letters}
        letter: Any = self.fields["letter"]
        letter.choices = [(NO, _("No: said, or handed over")), *way_choices(self.letters.values())]

    def shared(self, name: str) -> dict[str, Any]:
        """What the action wants."""
        said = self.cleaned_data
        given: dict[str, Any] = {
            field: said[field] for field in ("way", "topic", "source", "told_on", "purpose", "until", "about")
        }
        to = said["to"]
        return given | {
            "text": said["words"],
            "they_know": said["they_know"] == "yes",
            "consent": self.consents.get(said.get("consent") or ""),
            "staff": int(said["staff"]) if to == "colleague" else None,
            "body": said["body"] if to == "body" else "",
            "to_them": name if to == "them" else "",
            "letter_way": self.letters.get(said["letter"]) if to == "them" else None,
        }


class WhyForm(forms.Form):
    """A reason."""

    why = forms.Text(label=_("Why"), max_length=200)


class TakeForm(forms.Form):
    """Where a copy belongs."""

    where = forms.Radios(
        label=_("Does it belong in a record that you keep?"),
        choices=(("record", _("Yes")), (NO, _("No: I have read it"))),
        reveals={"record": "reference"},
    )
    reference = forms.Text(
        label=_("Their reference"),
        hint=_("It stands beside the name, like K7-4QX-9."),
        width=10,
        max_length=20,
    )
    kind = forms.Radios(
        label=_("Which part of their record?"),
        required=False,
        mark_optional=False,
        choices=[
            (kind, staff_words.PARTS[kind])
            for kind in ("treatment", "family", "safety", "programme", "peer", "contact")
        ],
    )
    into: Held | None = None

    def __init__(self, *args: Any, held: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.held = held

    def clean(self) -> dict[str, Any]:
        """A part that the viewer holds and may write in, of the person with this reference."""
        super().clean()
        said = self.cleaned_data
        if said.get("where") == "record" and said.get("reference"):
            line = line_called(said["reference"])
            kind = said.get("kind")
            held = self.held() if line and kind else []
            whose = next((h.person for h in held if h.folder == line), None)
            self.into = next((h for h in held if h.person == whose and h.kind == kind and h.writes), None)
            if not kind:
                self.add_error("kind", _("Choose which part."))
            elif self.into is None:
                self.add_error(
                    "reference",
                    _("There is no such part of a record with this reference that you may write in."),
                )
        return said
