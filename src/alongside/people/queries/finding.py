"""Finding people by name or reference, among those whom the viewer may open: at most twenty, no counts."""

from functools import lru_cache
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, F, FloatField, Q, Value, When

from alongside.access import folders
from alongside.access.models import FolderModel
from alongside.access.prepared import Given, Prepared
from alongside.people.models import Line, Name
from alongside.people.names import fold, parts
from alongside.people.references import heard

MOST = 20
ALIKE = 0.45
"""How alike two names are at least, by their groups of three letters (pg_trgm's word similarity, 0 to 1)."""


def begins(words: int) -> Q:
    """Each of the words begins some part of the name."""
    found = Q()
    for n in range(words):
        found &= Q(sort_key__startswith=Given(f"first{n}")) | Q(sort_key__contains=Given(f"later{n}"))
    return found


@lru_cache(maxsize=32)
def _named(model: type[FolderModel], words: int, short: bool) -> Prepared:
    rows = model.current.in_sight()
    if short:
        return Prepared(lambda: rows.filter(begins(words)).order_by("sort_key", "id")[:MOST])
    sure = Case(When(begins(words), then=Value(1.0)), default=Value(0.0), output_field=FloatField())
    typed: Any = Given("typed")
    alike = TrigramWordSimilarity(typed, "sort_key")
    found = rows.annotate(sure=sure, alike=alike).filter(Q(sure=1.0) | Q(alike__gte=ALIKE))
    by_alikeness = Case(When(sure=1.0, then=Value(0.0)), default=F("alike"), output_field=FloatField())
    return Prepared(lambda: found.order_by("-sure", by_alikeness.desc(), "sort_key", "id")[:MOST])


def _best(model: type[FolderModel], typed: str) -> list[Any]:
    """First those with a part that begins so, by name; then those that are alike, best first. One look at the table."""
    words, folded = parts(typed), fold(typed)
    given = {f"first{n}": word for n, word in enumerate(words)}
    given |= {f"later{n}": f" {word}" for n, word in enumerate(words)}
    return _named(model, len(words), len(folded) < 3)(**given, typed=folded)


def lines_by_other_names(typed: str) -> list[Line]:
    """Lines of those who have, or had, another name like this. A former name finds and is not shown."""
    named = {row.folder for row in _best(Name, typed)}
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
    found = {line.pk: line for line in [*_best(Line, typed), *lines_by_other_names(typed)]}
    return list(found.values())[:MOST]
