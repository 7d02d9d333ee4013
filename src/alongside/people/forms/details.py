"""What somebody says about themselves, a small form for each kind of thing. Every answer is optional."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from alongside.people import codes, rules
from alongside.people.models import Details, Name
from alongside.web import forms
from alongside.web.forms.moment import today


class CallNameForm(forms.Form):
    """What to call them."""

    call_name = forms.Text(
        label=gettext_lazy("What do they want to be called?"),
        max_length=120,
        missing=gettext_lazy("Write what to call them."),
    )


class AgeForm(forms.Form):
    """Pronouns and age."""

    pronouns = forms.Text(
        label=gettext_lazy("Pronouns"),
        required=False,
        max_length=60,
        width=20,
        hint=gettext_lazy("Such as she/her, they/them"),
    )
    born_on = forms.Date(
        label=gettext_lazy("Date of birth"),
        required=False,
        past=True,
        earliest=lambda: rules.earliest_birth(today()),
    )
    age_band = forms.Select(
        label=gettext_lazy("Or about how old they are"),
        required=False,
        choices=codes.AGE_BANDS,
        empty=gettext_lazy("Not asked"),
    )

    def clean(self) -> dict[str, Any]:
        """A date says the age; a band beside it would only disagree one day."""
        data = super().clean() or self.cleaned_data
        if data.get("born_on"):
            data["age_band"] = ""
        return data


class LanguageForm(forms.Form):
    """Language."""

    language = forms.Text(
        label=gettext_lazy("Language they like best"), required=False, max_length=80, width=20
    )
    interpreter = forms.Select(
        label=gettext_lazy("Interpreter"),
        required=False,
        choices=codes.INTERPRETER,
        empty=gettext_lazy("Not asked"),
        hint=gettext_lazy("Never family or a friend."),
    )
    interpreter_rule = forms.Text(
        label=gettext_lazy("Who may interpret"),
        required=False,
        hint=gettext_lazy("Such as: a woman, by telephone, nobody from her town"),
    )


class BackgroundForm(forms.Form):
    """Background."""

    ethnicity = forms.Select(
        label=gettext_lazy("Ethnic group"),
        required=False,
        choices=codes.ethnicity_choices,
        empty=gettext_lazy("Not asked"),
        hint=gettext_lazy("As they say it themselves; the groups of the 2021 census."),
    )
    ethnicity_words = forms.Text(label=gettext_lazy("In their own words"), required=False, max_length=120)


class IdentityForm(forms.Form):
    """Gender and sexuality."""

    gender_words = forms.Text(
        label=gettext_lazy("Gender, in their own words"), required=False, max_length=120
    )
    gender_code = forms.Select(
        label=gettext_lazy("Gender, for returns"),
        required=False,
        choices=codes.GENDER,
        empty=gettext_lazy("Not asked"),
    )
    sexuality_words = forms.Text(
        label=gettext_lazy("Sexuality, in their own words"), required=False, max_length=120
    )
    sexuality_code = forms.Select(
        label=gettext_lazy("Sexuality, for returns"),
        required=False,
        choices=codes.SEXUALITY,
        empty=gettext_lazy("Not asked"),
    )


class AccessForm(forms.Form):
    """What makes coming and talking easier."""

    access_needs = forms.Words(
        label=gettext_lazy("What makes it easier for them to come, read, hear and be understood?"),
        required=False,
        max_length=1000,
    )


class NumbersForm(forms.Form):
    """Numbers that others know them by."""

    nhs_number = forms.Text(
        label=gettext_lazy("NHS number"), required=False, max_length=20, width=20, inputmode="numeric"
    )
    other_number = forms.Text(
        label=gettext_lazy("Number in another system"), required=False, max_length=60, width=20
    )

    def clean_nhs_number(self) -> str:
        """Ten figures with a right check digit."""
        text = self.cleaned_data["nhs_number"]
        return rules.nhs_number(text) if text else ""


class HomeForm(forms.Form):
    """Where they live. That a letter may go there is said with the ways to reach them."""

    address = forms.Words(label=gettext_lazy("Address"), required=False, rows=4, max_length=500)
    postcode = forms.Text(
        label=gettext_lazy("Postcode"), required=False, max_length=12, width=10, autocomplete="off"
    )

    def clean_postcode(self) -> str:
        """A postcode of the United Kingdom."""
        text = self.cleaned_data["postcode"]
        return rules.postcode(text) if text else ""


class NameForm(forms.Form):
    """Another name."""

    kind = forms.Radios(
        label=gettext_lazy("What kind of name is it?"),
        small=True,
        choices=(
            (Name.Kind.PAPERS, Name.Kind.PAPERS.label),
            (Name.Kind.ALSO, Name.Kind.ALSO.label),
            (
                Name.Kind.FORMER,
                Name.Kind.FORMER.label,
                gettext_lazy("They can be found by it. It is never shown, here or anywhere."),
            ),
        ),
    )
    text = forms.Text(label=gettext_lazy("Name"), max_length=200, missing=gettext_lazy("Write the name."))


@dataclass(frozen=True)
class Section:
    """A part of the details that is asked for by itself."""

    name: str
    title: Any
    form: type[forms.Form]

    @property
    def fields(self) -> tuple[str, ...]:
        """What of the details it asks for."""
        return tuple(self.form.base_fields)


SECTIONS = {
    s.name: s
    for s in (
        Section("age", gettext_lazy("Pronouns and age"), AgeForm),
        Section("language", gettext_lazy("Language"), LanguageForm),
        Section("easier", gettext_lazy("What makes it easier"), AccessForm),
        Section("home", gettext_lazy("Where they live"), HomeForm),
        Section("numbers", gettext_lazy("Numbers"), NumbersForm),
        Section("background", gettext_lazy("Ethnic group"), BackgroundForm),
        Section("identity", gettext_lazy("Gender and sexuality"), IdentityForm),
    )
}


@dataclass(frozen=True)
class Seen:
    """What a section said when its form was opened: only a change to the same section counts as one."""

    version: str


def values_of(details: Details | None, section: Section) -> dict[str, Any]:
    """What the section says now."""
    empty = Details() if details is None else details
    return {name: getattr(empty, name) for name in section.fields}


def seen(values: dict[str, Any]) -> Seen:
    """A mark of these values."""
    return Seen(hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:16])
