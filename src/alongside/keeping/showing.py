"""How a line is shown: what it is called, what stands beside it, and each thing that was said, in words."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.access.models import FolderModel, Words
from alongside.keeping import rules
from alongside.keeping.forms import missed_in_words
from alongside.keeping.models import AtRisk, Health, Household, Kit, Medicine, Onward, Risk
from alongside.web.jinja import date

HEADING: dict[type[FolderModel], tuple[str, ...]] = {
    Risk: ("about",),
    AtRisk: ("called", "kind", "age"),
    Household: ("children",),
    Medicine: ("called", "dose"),
    Kit: ("whose", "name"),
    Health: ("what", "on"),
    Onward: ("about", "whom"),
}
"""What a line is called by: these stand in its heading, and not again below."""
ASIDE = {Risk: ("level",), Health: ("result",), Onward: ("answer",)}


@dataclass(frozen=True)
class Shown:
    """One line, as a page shows it."""

    row: Any
    title: str
    soft: str
    facts: list[tuple[str, str]]
    badge: tuple[str, str] | None
    source: str
    made: Any


def in_words(row: Any, name: str) -> str:
    """What a field says; empty where it says nothing."""
    value = getattr(row, name)
    if value in (None, ""):
        return ""
    field = row._meta.get_field(name)
    if name == "age":
        return ngettext("%(n)s year old", "%(n)s years old", value) % {"n": value}
    if field.choices:
        return str(getattr(row, f"get_{name}_display")())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.date):
        return str(date(value))
    return str(value)


def badge_of(row: Any) -> tuple[str, str] | None:
    """The word that has to be seen first, and its colour; red only for what is now."""
    match row:
        case Medicine() if row.missed:
            return missed_in_words(row.missed), "now" if rules.red("medicine", row) else "care"
        case Risk():
            return str(row.get_level_display()), {"now": "now", "watch": "care"}.get(row.level, "")
        case AtRisk() if row.referral == AtRisk.Asked.TODAY:
            return str(row.get_referral_display()), "now"
        case Household() if row.stored == Household.Stored.OPEN:
            return str(row.get_stored_display()), "care"
        case Health():
            return str(row.get_result_display()), "care" if row.result == Health.Result.WAITING else ""
        case Onward():
            return str(row.get_answer_display()), "care" if row.answer in rules.OPEN else "good"
    return None


def shown(row: Any) -> Shown:
    """One line with all that was said of it."""
    model = type(row)
    copied = model.copied
    heading, aside = HEADING[model], ASIDE.get(model, ())
    labels = {**copied.looked_at, **copied.given}
    order = [
        field.name for field in model._meta.local_fields if field.name in labels and field.name != "source"
    ]
    order.sort(key=lambda name: not isinstance(model._meta.get_field(name), Words))
    facts = [
        (str(labels[name]), text)
        for name in order
        if name not in (*heading, *aside) and (text := in_words(row, name)) and name != "missed"
    ]
    title, *soft = [text for name in heading if (text := in_words(row, name))] or [""]
    return Shown(
        row, title, " · ".join(soft), facts, badge_of(row), str(row.get_source_display()), row.made_at
    )
