"""Adding somebody: only what to call them is needed."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.people.forms.reaching import SafeQuestions
from alongside.people.forms.teams import InATeam
from alongside.people.models import NOT_ASKED, ContactWay
from alongside.staff import words
from alongside.web import forms

PARTS = (
    ("treatment", gettext_lazy("For their own use")),
    ("family", gettext_lazy("As someone affected by somebody else's")),
)


class AddForm(InATeam, SafeQuestions):
    """A new person."""

    call_name = forms.Text(
        label=gettext_lazy("What do they want to be called?"),
        max_length=120,
        missing=gettext_lazy("Write what to call them."),
        hint=gettext_lazy("Whatever they go by. Everything else can be asked another day."),
        autocomplete="off",
    )
    parts = forms.Checkboxes(
        label=gettext_lazy("Why have they come?"),
        choices=PARTS,
        missing=gettext_lazy("Choose at least one."),
        small=True,
    )
    who_opens = forms.Radios(
        label=gettext_lazy("Who may open their record?"),
        hint=gettext_lazy("Ask everybody, and in the same words. It can be changed on any day."),
        choices=words.WHO_MAY_OPEN,
        initial=NOT_ASKED,
        required=False,
        small=True,
    )
    number = forms.Phone(label=gettext_lazy("Telephone number"), required=False, autocomplete="off", width=20)

    def clean(self) -> dict[str, Any]:
        """Answers about a number need the number."""
        data = super().clean()
        answered = any(
            data.get(name) not in (NOT_ASKED, None, "") for name in ("may_contact", "when", "leave_message")
        )
        if answered and not data.get("number") and "number" not in self.errors:
            self.add_error(
                "number",
                _("You answered for a number that is not here. Write it, or leave them at “Not asked”."),
            )
        return data

    def keep_close(self) -> bool | None:
        """What they chose about who may open their record; None where nobody asked yet."""
        return {"close": True, "team": False}.get(self.cleaned_data["who_opens"])

    def way(self) -> dict[str, Any] | None:
        """The first way to reach them, if a number was given."""
        number = self.cleaned_data["number"]
        return {"kind": ContactWay.Kind.PHONE, "value": number, **self.safe_answers()} if number else None
