"""Bringing in a list of people."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from alongside.people.forms.teams import InATeam
from alongside.people.importing.columns import BadMapping, Mapping, read_mapping
from alongside.web import forms

DEEDS = (
    ("look", gettext_lazy("Only look: say what would come in, save nothing")),
    ("bring", gettext_lazy("Bring everybody in")),
)


class ImportForm(InATeam):
    """A file, and what to do with it."""

    file = forms.File(label=gettext_lazy("List of people (CSV)"), most=20, accept=(".csv", ".txt", ".tsv"))
    mapping = forms.Words(
        label=gettext_lazy("Which column is which"),
        required=False,
        rows=3,
        max_length=5000,
        hint=gettext_lazy(
            'Only where the headings are not recognised; one a line, such as: call_name = "Forename"'
        ),
    )
    deed = forms.Radios(label=gettext_lazy("What to do"), choices=DEEDS, initial="look", small=True)

    def clean_mapping(self) -> Mapping:
        """The mapping, understood."""
        try:
            return read_mapping(self.cleaned_data["mapping"])
        except BadMapping as bad:
            raise ValidationError(str(bad)) from None
