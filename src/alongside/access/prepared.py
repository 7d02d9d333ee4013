"""Queries whose SQL is worked out once in a process: for the pages that are opened most.

Django works out the text of a query each time it is asked, which takes longer than the database takes to answer. A
query that is always asked in the same words says once where the values go:

    LINE = Prepared(lambda: Line.current.filter(folder=Given("folder")))
    LINE(folder=person.folder("line"))

Only the text is kept, never a value or a row.

A page is made of many panels, of which each asks for little: what several of them ask goes in one statement (`Together`).
"""

import copy
import json
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connections
from django.db.models import BooleanField, CharField, F, Func, IntegerField, QuerySet, TextField, Value


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


class IsAmong(Func):
    """`IsAmong("due", query)`: is it one of what another query finds? That is worked out once, and not for each row anew."""

    template, arg_joiner = "%(expressions)s)", " = any("

    def __init__(self, name: str, found: QuerySet[Any]) -> None:
        super().__init__(F(name), ArraySubquery(found), output_field=BooleanField())


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

    def asked(self, given: dict[str, Any]) -> tuple[str, tuple[Any, ...]] | None:
        """The text, and its values for what is given; None where there are no rows by what is given."""
        _rows, _compiler, text, values = self._ready
        if any(isinstance(v, AnyOf) and not given[v.value] for v in values):
            return None
        return text, tuple(given[v.value] if isinstance(v, Given) else v for v in values)

    @property
    def model(self) -> Any:
        """Whose rows they are."""
        return self._ready[0].model

    def __call__(self, **given: Any) -> list[Any]:
        """The rows for what is given, as a list of what the query makes of them."""
        rows, compiler, _text, _values = self._ready
        told = self.asked(given)
        if told is None:
            return []
        asked: Any = copy.copy(compiler)
        asked.connection = connections[compiler.using]
        asked.as_sql = lambda: told
        rows = rows.all()
        rows.query.get_compiler = lambda *_using, **_more: asked  # type: ignore[method-assign]
        return list(rows)


class Together:
    """Prepared queries of a page's panels, asked in one statement. Each is of one table's rows as they are, none joined."""

    def __init__(self, using: str = "default") -> None:
        self.using = using
        self.queries: dict[str, Prepared] = {}

    def add(self, name: str, build: Callable[[], QuerySet[Any]]) -> None:
        """One more; an app adds its own beside the panel that shows it."""
        if not name.isidentifier() or name in self.queries:
            raise ValueError(f"two are asked together as {name}")
        self.queries[name] = Prepared(build)

    def __call__(self, **given: Any) -> dict[str, list[Any]]:
        """The rows of each, by name, for what is given; of what there can be none, nothing is asked."""
        found: dict[str, list[Any]] = {name: [] for name in self.queries}
        asked = {
            name: told for name, query in self.queries.items() if (told := query.asked(given)) is not None
        }
        if not asked:
            return found
        one = "select '{}' as name, row_number() over () as n, to_jsonb(q)::text as told from ({}) q"
        sql = " union all ".join(one.format(name, text) for name, (text, _values) in asked.items())
        with connections[self.using].cursor() as cursor:
            cursor.execute(sql, [value for _text, values in asked.values() for value in values])
            rows = sorted(cursor.fetchall(), key=lambda row: row[:2])
        for name, _n, told in rows:
            found[name].append(self._row(self.queries[name].model, json.loads(told)))
        return found

    def _row(self, model: Any, told: dict[str, Any]) -> Any:
        names, readers = _read_by(model, tuple(told))
        values = [reads(told[column]) if reads else told[column] for column, reads in readers]
        return model.from_db(self.using, names, values)


@cache
def _read_by(
    model: Any, columns: tuple[str, ...]
) -> tuple[list[str], list[tuple[str, Callable[[Any], Any] | None]]]:
    """A model's fields of which these are the columns, and what makes of JSON what each holds, where that differs."""
    fields = [field for field in model._meta.concrete_fields if field.column in columns]
    return [field.attname for field in fields], [
        (field.column, None if isinstance(_held_in(field), AS_IN_JSON) else field.to_python)
        for field in fields
    ]


def _held_in(field: Any) -> Any:
    return field.target_field if field.is_relation else field


AS_IN_JSON = (BooleanField, CharField, TextField, IntegerField)
