"""Adding somebody: only what to call them is needed."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.people.forms.reaching import SafeQuestions
from alongside.people.models import NOT_ASKED, ContactWay
from alongside.web import forms

PARTS = (
    ("treatment", gettext_lazy("For their own use")),
    ("family", gettext_lazy("As someone affected by somebody else's")),
)


class AddForm(SafeQuestions):
    """A new person."""

    call_name = forms.Text(
        label=gettext_lazy("What do they want to be called?"), max_length=120, missing=gettext_lazy("Write what to call them."),
        hint=gettext_lazy("Whatever they go by. Everything else can be asked another day."), autocomplete="off",
    )  # fmt: skip
    parts = forms.Checkboxes(
        label=gettext_lazy("Why have they come?"), choices=PARTS, missing=gettext_lazy("Choose at least one."), small=True
    )
    number = forms.Phone(label=gettext_lazy("Telephone number"), required=False, autocomplete="off", width=20)
    team = forms.Select(label=gettext_lazy("Team"), required=False, empty=gettext_lazy("No team"))

    def __init__(self, *args: Any, teams: list[tuple[int, str]] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.teams = teams or []
        if len(self.teams) > 1:
            self.fields["team"].choices = [(str(i), n) for i, n in self.teams]
        else:
            del self.fields["team"]

    def clean(self) -> dict[str, Any]:
        """Answers about a number need the number."""
        data = super().clean()
        answered = any(data.get(name) not in (NOT_ASKED, None, "") for name in ("may_contact", "when", "leave_message"))
        if answered and not data.get("number") and "number" not in self.errors:
            self.add_error("number", _("You answered for a number that is not here. Write it, or leave the answers at “Not asked”."))
        return data

    def way(self) -> dict[str, Any] | None:
        """The first way to reach them, if a number was given."""
        number = self.cleaned_data["number"]
        return {"kind": ContactWay.Kind.PHONE, "value": number, **self.safe_answers()} if number else None

    def team_id(self) -> int | None:
        """The team they are worked with in: the maker's, or the one of several that was chosen."""
        if len(self.teams) > 1:
            return int(self.cleaned_data["team"]) if self.cleaned_data.get("team") else None
        return self.teams[0][0] if self.teams else None
