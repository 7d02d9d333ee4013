"""What a part of a record holds, statement by statement and in words: read from what every table declares of itself.

A table of an app that comes later is in it without a word here, by its `copied` (access.models.Copied).
"""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access import arrange
from alongside.access.models import FolderModel, SameFolderKey, Words
from alongside.access.sources import Source
from alongside.access.viewer import LONDON
from alongside.subject.rules import Fact, Statement
from alongside.web.jinja import kept_date, time

# What every row has beside its own fields.
GIVEN = {"made_at": gettext_lazy("Written down on"), "ended_at": gettext_lazy("Ended on")}
LOOKED_AT = {"ended_why": gettext_lazy("Why it ended")}
NEVER = ("id", "folder", "made_by", "version", "in_error")

Names = dict[tuple[str, int], str]


@cache
def tables() -> tuple[type[FolderModel], ...]:
    """The tables of which something goes: those that name others last, so that a name is known before it is used."""
    there = [m for m in arrange.folder_models() if m.copied is not None and m.copied.never != "*"]
    return tuple(sorted(there, key=lambda m: (not _copied(m).called, m._meta.db_table)))


def tables_in(kind: str) -> list[type[FolderModel]]:
    """Those that lie in a part of this kind."""
    return [m for m in tables() if kind in m.lies_in]


def called(name: str) -> type[FolderModel] | None:
    """The table of this name, if something of it goes."""
    return next((m for m in tables() if m._meta.db_table == name), None)


def _copied(model: type[FolderModel]) -> Any:
    return model.copied


def title(model: type[FolderModel]) -> str:
    """What a table is called for whoever it is about."""
    return str(_copied(model).title)


def rows(model: type[FolderModel], folder: int) -> models.QuerySet:
    """All that was ever written there and is kept, in the order in which it was."""
    return model.objects.filter(folder=folder).order_by("made_at", "pk")


def names_of(model: type[FolderModel], folder: int) -> Names:
    """How the rows are called that rows of this table name."""
    found: Names = {}
    for field in model._meta.local_fields:
        there: Any = field.remote_field.model if isinstance(field, SameFolderKey) else None
        if there is not None and field.name in _labels(model) and there.copied.called:
            pairs = there.objects.filter(folder=folder).values_list("pk", there.copied.called)
            found |= {(there._meta.db_table, pk): text for pk, text in pairs}
    return found


@cache
def _fields(model: type[FolderModel]) -> tuple[Any, ...]:
    """Its own fields first, then what every row has."""
    common = {*GIVEN, *LOOKED_AT, *NEVER}
    return (
        *(f for f in model._meta.local_fields if f.name not in common),
        *(f for f in model._meta.local_fields if f.name in common),
    )


@cache
def _labels(model: type[FolderModel]) -> dict[str, tuple[Any, bool]]:
    """The label of each field that may go, and whether it is looked at first."""
    copied = _copied(model)
    return {
        **{name: (label, False) for name, label in {**copied.given, **GIVEN}.items()},
        **{name: (label, True) for name, label in {**copied.looked_at, **LOOKED_AT}.items()},
    }


def statement(row: FolderModel, names: Names) -> Statement:
    """A row as it is told; a name that is not among `names` is not told."""
    model = type(row)
    facts = []
    for field in _fields(model):
        if field.name in _labels(model):
            label, look = _labels(model)[field.name]
            said = _said(model, row, field, names)
            if said:
                facts.append(Fact(field.name, str(label), said[0], said[1], look))
    return Statement(
        model._meta.db_table,
        row.pk,
        row.version,
        tuple(facts),
        told=getattr(row, "source", None) == Source.TOLD,
        error=row.in_error,
    )


def statements(model: type[FolderModel], found: Iterable[FolderModel], names: Names) -> list[Statement]:
    """Rows as they are told."""
    return [statement(row, names) for row in found]


def _said(model: type[FolderModel], row: FolderModel, field: Any, names: Names) -> tuple[str, Any] | None:
    """A field in words, and its code where it is one; None where there is nothing to tell."""
    value = getattr(row, field.attname)
    if value is None or value == "":
        return None
    if isinstance(field, SameFolderKey):
        text = names.get((field.remote_field.model._meta.db_table, value))
        return (text, None) if text else None
    reads = _copied(model).reads.get(field.name)
    if reads is not None:
        return reads(row) or str(value), None
    says = _copied(model).says.get(field.name)
    if says is not None:
        text = str(says(value) or value)
        return (text, None if isinstance(field, Words) else value) if text else None
    if field.choices:
        return str(row._get_FIELD_display(field)), value
    match value:
        case bool():
            return (_("Yes") if value else _("No")), value
        case dt.datetime():
            return f"{kept_date(value.astimezone(LONDON).date())}, {time(value)}", value.isoformat()
        case dt.date():
            return kept_date(value), value.isoformat()
        case dt.time():
            return time(value), value.isoformat()
        case int() | float():
            return str(value), value
    return str(value), None
