"""Queries whose SQL is worked out once in a process: for the pages that are opened most.

Django works out the text of a query each time it is asked, which takes longer than the database takes to answer. A
query that is always asked in the same words says once where the values go:

    LINE = Prepared(lambda: Line.current.filter(folder=Given("folder")))
    LINE(folder=person.folder("line"))

Only the text is kept, never a value or a row.
"""

import copy
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.db import connections
from django.db.models import QuerySet, Value


class Given(Value):
    """A value that is known only when the query is asked."""

    place = "%s"

    def __init__(self, name: str) -> None:
        super().__init__(name)

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return self.place, [self]


class AnyOf(Given):
    """One of several such values, given as a list. Of none there are no rows, and nothing is asked."""

    place = "any(%s)"


class Prepared:
    """A query with places for what is given; called with it, the rows."""

    def __init__(self, build: Callable[[], QuerySet[Any]]) -> None:
        self.build = build

    @cached_property
    def _ready(self) -> tuple[QuerySet[Any], Any, str, tuple[Any, ...]]:
        rows = self.build()
        compiler = rows.query.get_compiler(rows.db)
        text, values = compiler.as_sql()
        return rows, compiler, text, tuple(values)

    def __call__(self, **given: Any) -> list[Any]:
        """The rows for what is given, as a list of what the query makes of them."""
        rows, compiler, text, values = self._ready
        if any(isinstance(v, AnyOf) and not given[v.value] for v in values):
            return []
        asked: Any = copy.copy(compiler)
        asked.connection = connections[compiler.using]
        asked.as_sql = lambda: (text, tuple(given[v.value] if isinstance(v, Given) else v for v in values))
        rows = rows.all()
        rows.query.get_compiler = lambda *_using, **_more: asked  # type: ignore[method-assign]
        return list(rows)
