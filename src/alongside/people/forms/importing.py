"""Bringing in a list of people."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from alongside.people.importing.columns import BadMapping, Mapping, read_mapping
from alongside.web import forms

DEEDS = (
    ("look", gettext_lazy("Only look: say what would come in, save nothing")),
    ("bring", gettext_lazy("Bring everybody in")),
)


class ImportForm(forms.Form):
    """A file, and what to do with it."""

    file = forms.File(label=gettext_lazy("List of people (CSV)"), most=20, accept=(".csv", ".txt", ".tsv"))
    mapping = forms.Words(
        label=gettext_lazy("Which column is which"), required=False, rows=3, max_length=5000,
        hint=gettext_lazy("Only where the headings are not recognised; one a line, such as: call_name = \"Forename\""),
    )  # fmt: skip
    team = forms.Select(label=gettext_lazy("Team"), required=False, empty=gettext_lazy("No team"))
    deed = forms.Radios(label=gettext_lazy("What to do"), choices=DEEDS, initial="look", small=True)

    def __init__(self, *args: Any, teams: list[tuple[int, str]] | None = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.teams = teams or []
        if len(self.teams) > 1:
            self.fields["team"].choices = [(str(i), n) for i, n in self.teams]
        else:
            del self.fields["team"]

    def clean_mapping(self) -> Mapping:
        """The mapping, understood."""
        try:
            return read_mapping(self.cleaned_data["mapping"])
        except BadMapping as bad:
            raise ValidationError(str(bad)) from None

    def team_id(self) -> int | None:
        """The team they are worked with in."""
        if len(self.teams) > 1:
            return int(self.cleaned_data["team"]) if self.cleaned_data.get("team") else None
        return self.teams[0][0] if self.teams else None
