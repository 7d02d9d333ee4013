"""Rows by the ten thousand that no viewer of a test may see: the weight under which plans and hidden rows are looked at."""

from django.db import models

from alongside.access import arrange
from alongside.access.models import SameFolderKey
from tests.ground import House

BASE = 1_000_000
# Columns that stay empty: a rule of the table allows one of two.
EMPTY = {("outbox_message", "to_address"), ("letters_report", "by_order")}


def filler(field: models.Field) -> str:
    """An expression over `n` that fits the column."""
    if isinstance(field, SameFolderKey):
        return f"{BASE} + n"
    if isinstance(field, models.DateTimeField):
        return "now() - n * interval '1 minute'"
    if isinstance(field, models.DateField):
        return "current_date - (n % 500)::int"
    if isinstance(field, models.TimeField):
        return "time '09:30'"
    if isinstance(field, models.BooleanField):
        return "(n % 3 = 0)"
    if isinstance(field, models.FloatField):
        return "(n % 360)::float"
    if isinstance(field, models.IntegerField):
        return "1 + n % 3"
    if isinstance(field, models.CharField):
        return f"left('hidden ' || n, {field.max_length})"
    return "'hidden ' || n"


def hidden_rows(house: House, number: int = 20_000) -> None:
    """Fill every folder table with rows of other people's, each in a folder that nobody is granted."""
    sql = house.sql
    kinds = sorted({m.lies_in[0] for m in arrange.folder_models()})
    for place, kind in enumerate(kinds):
        sql.execute(
            "insert into access.folder (id, kind, person, made_at) select %s + n, %s, n, now() from generate_series(1, %s) n",
            (place * 100_000_000 + 1_000_000_000, kind, number),
        )
    for model in arrange.folder_models():
        place = kinds.index(model.lies_in[0])
        columns, values = ["id", "folder"], [f"{BASE} + n", f"{place * 100_000_000 + 1_000_000_000} + n"]
        for field in model._meta.local_fields:
            if field.column in ("id", "folder"):
                continue
            empty = field.null and field.column in ("ended_at", "made_by")
            columns.append(f'"{field.column}"')
            one_of_two = (model._meta.db_table, field.column) in EMPTY
            values.append(
                "null"
                if empty
                else "false"
                if field.column == "in_error"
                else "''"
                if one_of_two
                else filler(field)
            )
        table = model._meta.db_table
        # In replica mode keys and triggers of this one load are not asked; the rows satisfy them by how they are made.
        sql.execute("set session_replication_role = replica")
        sql.execute(
            f'insert into "{table}" ({", ".join(columns)}) select {", ".join(values)} from generate_series(1, {number}) n'
        )
        sql.execute("set session_replication_role = origin")
    sql.execute("analyze")
