"""Names to call by, for many persons at once."""

from collections.abc import Iterable
from functools import lru_cache

from alongside.access.prepared import AnyOf, Prepared
from alongside.access.viewer import Person
from alongside.people.models import Line
from alongside.web.wrapper import Request

SHORT = 12
PAGE = 60


def lines_of(people: Iterable[Person]) -> dict[int, Line]:
    """The line of each of these persons, by the person's id, in one query; one not held is left out."""
    whose = {folder: p.id for p in people if (folder := p.folder("line")) is not None}
    if not whose:
        return {}
    lines = Line.current.extra(where=['"people_line"."folder" = any(%s)'], params=[list(whose)])
    return {whose[line.folder]: line for line in lines}


OF_MINE = Prepared(lambda: Line.current.filter(folder=AnyOf("folders")).order_by("sort_key", "id"))


def lines_of_mine(request: Request) -> list[Line]:
    """The lines of everybody whom the page is about, by name: asked for once a request, whichever panel asks first."""
    found = getattr(request, "_lines_of_mine", None)
    if found is None:
        found = list(OF_MINE(folders=request.viewer.folders("line")))
        request._lines_of_mine = found  # type: ignore[attr-defined]
    return found


def first_lines(most: int, after: Line | None = None) -> list[Line]:
    """Lines in the viewer's sight by name, at most so many, from one on."""
    if after is None:
        return _first(most)()
    lines = Line.current.in_sight().extra(
        where=['("people_line"."sort_key", "people_line"."id") > (%s, %s)'],
        params=[after.sort_key, after.pk],
    )
    return list(lines.order_by("sort_key", "id")[:most])


@lru_cache(maxsize=8)
def _first(most: int) -> Prepared:
    return Prepared(lambda: Line.current.in_sight().order_by("sort_key", "id")[:most])
