"""Who is on the map: adding, naming, taking off and putting back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access.models import Stale
from alongside.access.sources import Source
from alongside.access.viewer import Refused, Viewer
from alongside.ties import rules
from alongside.ties.kinds import BY_CODE
from alongside.ties.models import Alter, Tie


def add_alter(
    *,
    by: Viewer,
    folder: int,
    name: str,
    shape: str | None = None,
    source: str = Source.SAID,
    outside_id: str = "",
    **told: Any,
) -> Alter:
    """Put someone on the map, with whatever is told of them; without a shape, the one that goes with their kind."""
    from alongside.ties.actions.saying import first_told

    name, clean = rules.name(name), rules.told(told)
    if shape is None:
        kind = BY_CODE.get(clean.get("kind", ""))
        shape = kind.shape if kind else Alter.Shape.PERSON
    shape, source = rules.shape(shape), rules.source(source)
    with transaction.atomic():
        rules.room_for_one_more(Alter.current.filter(folder=folder).count())
        alter = Alter.add(by=by, folder=folder, name=name, shape=shape, outside_id=outside_id)
        first_told(by=by, alter=alter, source=source, told=clean)
    return alter


@transaction.atomic
def rename(*, by: Viewer, alter: Alter, name: str, shape: str | None = None) -> Alter:
    """Call somebody by another name, or draw them as something else; it is still the same somebody."""
    name = rules.name(name)
    shape = alter.shape if shape is None else rules.shape(shape)
    alter = locked(alter.folder, alter.pk)
    alter.change(by=by, name=name, shape=shape)
    return alter


@transaction.atomic
def take_off(*, by: Viewer, alter: Alter, why: str = "") -> None:
    """Take somebody off the map. What was told of them is kept, and earlier maps stay as they were."""
    alter = locked(alter.folder, alter.pk)
    tie = Tie.current.filter(folder=alter.folder, alter_id=alter.pk).first()
    if tie is not None:
        tie.end(by=by, why="taken off the map")
    alter.end(by=by, why=rules.text(why, 200, _("The reason")) or "taken off the map")


@transaction.atomic
def put_back(*, by: Viewer, alter: Alter) -> Alter:
    """Put somebody back on the map as they stood there; nothing happens to somebody who is on it."""
    alter = locked(alter.folder, alter.pk, off_too=True)
    if alter.ended_at is None:
        return alter
    rules.room_for_one_more(Alter.current.filter(folder=alter.folder).count())
    last = (
        Tie.objects.filter(folder=alter.folder, alter_id=alter.pk, in_error=False)
        .order_by("-made_at")
        .first()
    )
    alter.change(by=by, ended_at=None, ended_why="", in_error=False)
    if last is not None:
        told = {field: getattr(last, field) for field in rules.TOLD}
        Tie.add(by=by, folder=alter.folder, alter_id=alter.pk, source=last.source, weight=last.weight, **told)
    return alter


def locked(folder: int, key: int, off_too: bool = False) -> Alter:
    """Somebody, read and held until the transaction ends, so that two changes of them come one after another."""
    found = Alter.objects.select_for_update().filter(folder=folder, pk=key).first()
    if found is None:
        raise Refused(_("There is nobody here to change."))
    if found.ended_at is not None and not off_too:
        raise Stale(found)
    return found
