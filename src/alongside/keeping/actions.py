"""Every change to what keeps somebody safe and well: one line is kept, changed, ended. Its dates follow it.

Each takes `by=`, is atomic, returns the row, and raises `Refused` with a sentence where a rule says no.
"""

import dataclasses
from types import SimpleNamespace
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.models import FolderModel
from alongside.access.refusing import said
from alongside.access.viewer import Refused, Viewer
from alongside.care.actions import dues
from alongside.care.actions.moving import allowed
from alongside.care.models import Due
from alongside.care.queries.parts import whose
from alongside.keeping import rules
from alongside.keeping.models import AtRisk, Medicine, Risk, Visiting
from alongside.staff.emergency import named

Row = TypeVar("Row", bound=FolderModel)


def kind_of(model: type[FolderModel] | FolderModel) -> str:
    """What the rules call a table, or a row of it."""
    return (model if isinstance(model, type) else type(model)).__name__.lower()


@transaction.atomic
def keep(*, by: Viewer, model: type[Row], folder: int, **values: Any) -> Row:
    """Write a line down. Of most things that could go wrong there is one line, which is changed as things change."""
    kind = kind_of(model)
    allowed(rules.why_not(kind, values, by.today))
    if model is Risk and _stands(folder, values["about"]):
        raise Refused(_("There is a line about this already. Change that one: how it was before is kept."))
    row = model.add(by=by, folder=folder, **_worked_out(by, model, values))
    _dates(by, row)
    return row


@transaction.atomic
def change(*, by: Viewer, row: Row, seen: int | None = None, **values: Any) -> Row:
    """Change a line, as it is now; how it was is kept in the log."""
    was = {field.attname: getattr(row, field.attname) for field in row._meta.local_fields}
    allowed(rules.why_not(kind_of(row), was | values, by.today, SimpleNamespace(**was)))
    row.change(by=by, seen=seen, **_worked_out(by, type(row), values, row))
    _dates(by, row)
    return row


def _stands(folder: int, about: str) -> bool:
    return about != Risk.About.OTHER and Risk.current.filter(folder=folder, about=about).exists()


def _worked_out(
    by: Viewer, model: type[FolderModel], values: dict[str, Any], before: Any = None
) -> dict[str, Any]:
    """What nobody types: the day on which a referral was sent, or on which a risk was looked at."""
    if model is Risk:
        return values | {"looked_on": by.today}
    if model is AtRisk and values.get("referral") == AtRisk.Asked.SENT:
        return values | {"referred_on": (before and before.referred_on) or by.today}
    return values


@transaction.atomic
def end(*, by: Viewer, row: Row, why: str, in_error: bool = False) -> Row:
    """It holds no longer, or was written by mistake: it stays and is not current, and nothing of it is due."""
    row.end(by=by, why=why, in_error=in_error)
    if rules.kept_near(_part(by, row.folder)):
        dues.settle(by=by, folder=row.folder, about=[row.id], state=Due.State.OFF)
    return row


@transaction.atomic
def dose(*, by: Viewer, row: Medicine, collected: bool) -> Medicine:
    """The pharmacy says that they collected it today, or that they did not come: one more dose missed in a row."""
    if collected:
        return change(by=by, row=row, collected_on=by.today, missed=0)
    return change(by=by, row=row, missed=row.missed + 1)


@transaction.atomic
def visit(*, by: Viewer, folder: int, ways: list[str], review_on: Any) -> Visiting | None:
    """What is kept to on a visit, in codes, for whoever books one; none of them ends it."""
    chosen = " ".join(code for code in rules.VISITS if code in ways)
    row = Visiting.current.filter(folder=folder).first()
    if not chosen:
        return end(by=by, row=row, why="nothing to keep to") if row else None
    if row:
        return change(by=by, row=row, ways=chosen, review_on=review_on)
    return keep(by=by, model=Visiting, folder=folder, ways=chosen, review_on=review_on)


def _part(by: Viewer, folder: int) -> str:
    return next((h.kind for h in whose(by, folder).held if h.folder == folder), "")


def _dates(by: Viewer, row: FolderModel) -> None:
    """Put what is due of a line among the dates: a code and a day. What was due before and came is met."""
    if not rules.kept_near(_part(by, row.folder)):
        return
    for what, on in rules.due_of(kind_of(row), row, by.today):
        before = _standing(by, row, what)
        if before and on != before.on:
            if on is not None and rules.starts_once(kind_of(row), what):
                continue
            if before.on <= by.today:
                dues.settle(
                    by=by, folder=row.folder, about=[row.id], what=what, state=Due.State.MET, on=by.today
                )
        dues.put(by=by, folder=row.folder, what=what, on=on, about=row.id)


def _standing(by: Viewer, row: FolderModel, what: str) -> Due | None:
    """What is due of a line by this code now."""
    dates = whose(by, row.folder).folder("dates")
    if dates is None:
        return None
    return Due.current.filter(folder=dates, about=row.id, what=what, state=Due.State.DUE).first()


# Before a first prescription: is there another one?


@dataclasses.dataclass(frozen=True)
class Basis:
    """On what it is asked: they agree, or what is recorded instead."""

    consent: bool
    why: str = ""


def ask_script(*, by: Viewer, folder: int, number: str, basis: Basis) -> int:
    """Ask whether there is another prescription, by an exact number. The answer goes to whoever asks, and to nobody else."""
    with said(
        _("Only a nurse or prescriber asks this, with the number, and with their agreement or the reason written down; "
          "twenty times a day at most.")
    ):  # fmt: skip
        return folders.call(
            "select access.ask_script(%s, %s, %s, %s, %s)",
            folder, *named(number), "consent" if basis.consent else "recorded", basis.why,
        )  # fmt: skip


def answer_script(*, by: Viewer, asked: int, another: bool, ring: str = "") -> None:
    """Answer whoever asked: whom to ring about the other prescription, or that none was found by this number."""
    with said(
        _("Say whom to ring about the other prescription."),
        meanwhile=_("Somebody answered this in the meantime."),
    ):
        folders.call("select access.answer_script(%s, %s, %s)", asked, "another" if another else "none", ring)


def read_script(*, by: Viewer, asked: int) -> None:
    """The answer was read: it leaves Today."""
    folders.call("select access.read_script(%s)", asked)
