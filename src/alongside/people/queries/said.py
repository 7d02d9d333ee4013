"""What somebody said about themselves, in words, card by card."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.people import codes, rules
from alongside.people.forms.details import SECTIONS, Section
from alongside.people.models import Details
from alongside.web.jinja import date


@dataclass(frozen=True)
class Card:
    """One section: its lines in words; those that were not asked are left out, and counted by nobody."""

    section: Section
    lines: list[tuple[str, str]]


def _words(name: str, details: Details, today: dt.date) -> str:
    value: Any = getattr(details, name)
    tables = {
        "age_band": dict(codes.AGE_BANDS),
        "interpreter": dict(codes.INTERPRETER),
        "ethnicity": codes.ETHNICITY_WORDS,
        "gender_code": dict(codes.GENDER),
        "sexuality_code": dict(codes.SEXUALITY),
    }
    if not value:
        return ""
    if name == "born_on":
        return _("%(day)s, %(age)s years old") % {
            "day": date(value, long=True),
            "age": rules.age_on(value, today),
        }
    if name == "nhs_number":
        return rules.nhs_number_in_words(value)
    return str(tables[name].get(value, value)) if name in tables else value


def said_of(details: Details | None, today: dt.date) -> list[Card]:
    """Every section, with what was said."""
    row = Details() if details is None else details
    cards = []
    for section in SECTIONS.values():
        fields = section.form.base_fields
        known = [(str(fields[name].label), _words(name, row, today)) for name in section.fields]
        cards.append(Card(section, [line for line in known if line[1]]))
    return cards
