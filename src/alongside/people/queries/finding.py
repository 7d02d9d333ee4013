"""Finding people by name or reference, among those whom the viewer may open: at most twenty, no counts."""

from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet

from alongside.access import folders
from alongside.people.models import Line, Name
from alongside.people.names import fold, parts
from alongside.people.references import heard

MOST = 20
ALIKE = 0.45
"""How alike two names are at least, by their groups of three letters (pg_trgm's word similarity, 0 to 1)."""


def begins(words: list[str]) -> Q:
    """Each of the words begins some part of the name."""
    found = Q()
    for word in words:
        found &= Q(sort_key__startswith=word) | Q(sort_key__contains=f" {word}")
    return found


def _best(rows: QuerySet[Any], typed: str) -> list[Any]:
    """First those with a part that begins so, by name; then those that are alike, best first."""
    sure = list(rows.filter(begins(parts(typed))).order_by("sort_key", "id")[:MOST])
    if len(sure) >= MOST or len(fold(typed)) < 3:
        return sure
    alike = (
        rows.annotate(alike=TrigramWordSimilarity(fold(typed), "sort_key"))
        .filter(alike__gte=ALIKE)
        .order_by("-alike", "sort_key", "id")
    )
    known = {row.pk for row in sure}
    return [*sure, *(row for row in alike[:MOST] if row.pk not in known)][:MOST]


def lines_by_other_names(typed: str) -> list[Line]:
    """Lines of those who have, or had, another name like this. A former name finds and is not shown."""
    named = {row.folder for row in _best(Name.current.in_sight(), typed)}
    if not named:
        return []
    held = folders.rows("select folder, kind, person from access.held() where kind in ('contact', 'line')")
    whose = {row["person"] for row in held if row["folder"] in named}
    theirs = [row["folder"] for row in held if row["kind"] == "line" and row["person"] in whose]
    lines = Line.current.extra(where=['"people_line"."folder" = any(%s)'], params=[theirs])
    return list(lines.order_by("sort_key", "id")[:MOST])


def find(typed: str) -> list[Line]:
    """At most twenty lines of people called like this, or with this reference."""
    reference = heard(typed)
    if reference is not None:
        known = list(Line.current.in_sight().filter(reference=reference).order_by("sort_key", "id")[:MOST])
        if known:
            return known
    if not parts(typed):
        return []
    found = {line.pk: line for line in [*_best(Line.current.in_sight(), typed), *lines_by_other_names(typed)]}
    return list(found.values())[:MOST]
