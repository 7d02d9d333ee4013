"""Saying how things are with somebody. A change is a new row; the old one is ended and kept."""

from typing import Any, Final

from django.db import transaction

from alongside.access.sources import Source
from alongside.access.viewer import Viewer
from alongside.ties import picture, rules
from alongside.ties.actions.people import locked
from alongside.ties.models import Alter, Tie

AS_IT_WAS: Final[Any] = object()
"""Stands for "leave this as it was", where None means "not known"."""

_NOTHING: Final[dict[str, Any]] = {
    name: "" if name in ("kind", "contact", "helps_how", "harder_how", "used_together") else None
    for name in rules.TOLD
}


def first_told(*, by: Viewer, alter: Alter, source: str, told: dict[str, Any]) -> Tie | None:
    """The first row of somebody who was just added; nothing where nothing is told."""
    values = _NOTHING | told
    if values == _NOTHING:
        return None
    values |= _place(_NOTHING, told)
    return Tie.add(by=by, folder=alter.folder, alter_id=alter.pk, source=source, **values)


@transaction.atomic
def say(*, by: Viewer, alter: Alter, source: str = Source.SAID, **told: Any) -> Tie:
    """Say how things are with somebody: what is left out stays as it was, None (or "") takes an answer back."""
    clean, source = rules.told(told), rules.source(source)
    locked(alter.folder, alter.pk)
    now = Tie.current.filter(folder=alter.folder, alter_id=alter.pk).first()
    was = _values(now)
    values = was | clean
    values |= _place(was, clean)
    differ = {name for name in rules.TOLD if values[name] != was[name]}
    if now is not None and differ <= set(rules.PLACE):
        # Where somebody stands in the picture tells nothing new: no new row for a few degrees.
        now.change(by=by, **{name: values[name] for name in differ})
        return now
    if now is not None:
        now.end(by=by, why="changed")
    weight = now.weight if now is not None else None
    return Tie.add(by=by, folder=alter.folder, alter_id=alter.pk, source=source, weight=weight, **values)


def move(
    *,
    by: Viewer,
    alter: Alter,
    closeness: Any = AS_IT_WAS,
    angle: Any = AS_IT_WAS,
    distance: Any = AS_IT_WAS,
    source: str = Source.SAID,
) -> Tie:
    """Move somebody closer or further out, or to another side. A distance alone says the closeness it stands for."""
    given = {"closeness": closeness, "angle": angle, "distance": distance}
    return say(by=by, alter=alter, source=source, **{k: v for k, v in given.items() if v is not AS_IT_WAS})


@transaction.atomic
def say_as_before(*, by: Viewer, alter: Alter) -> Tie | None:
    """Take back the last change of somebody: what was said before it is said again, as a row of its own."""
    locked(alter.folder, alter.pk)
    now = Tie.current.filter(folder=alter.folder, alter_id=alter.pk).first()
    ended = Tie.objects.filter(folder=alter.folder, alter_id=alter.pk, in_error=False).exclude(ended_at=None)
    before = ended.order_by("-made_at").first()
    if now is None:
        return None
    now.end(by=by, why="taken back")
    if before is None:
        return None
    return Tie.add(
        by=by,
        folder=alter.folder,
        alter_id=alter.pk,
        source=before.source,
        weight=before.weight,
        **_values(before),
    )


def _values(tie: Tie | None) -> dict[str, Any]:
    return dict(_NOTHING) if tie is None else {name: getattr(tie, name) for name in rules.TOLD}


def _place(was: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Closeness and the place in the picture, made to agree: closeness decides where both are said."""
    values = was | said
    closeness, distance = values["closeness"], values["distance"]
    if "closeness" not in said and said.get("distance") is not None:
        return {"closeness": picture.closeness_at(distance)}
    if "closeness" not in said:
        return {}
    if closeness is None:
        return {"angle": None, "distance": None}
    if distance is not None and picture.closeness_at(distance) != closeness:
        return {"distance": picture.middle_of(closeness)}
    return {}
