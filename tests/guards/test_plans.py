"""Every page under the weight of other people's records: no statement of any reads a folder table from end to end."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from alongside.access import arrange
from alongside.care.models import Goal
from tests import demo
from tests.bulk import hidden_rows
from tests.journeys.walk import walked

HIDDEN = 20_000
SEQ_SCAN = re.compile(r"Seq Scan on (\w+)")


class Explained:
    """Asks for the plan of each SELECT just before it runs, in the same transaction and with the same values."""

    def __init__(self) -> None:
        self.tables = {model._meta.db_table for model in arrange.folder_models()}
        self.looked_at = 0
        self.faults: dict[str, str] = {}

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if sql.lstrip(" (\n").upper().startswith(("SELECT", "WITH")) and any(
            table in sql for table in self.tables
        ):
            with context["connection"].connection.cursor() as cursor:
                plan = "\n".join(line for (line,) in cursor.execute(f"explain {sql}", params))
            self.looked_at += 1
            for table in self.tables & set(SEQ_SCAN.findall(plan)):
                self.faults.setdefault(re.sub(r"%s(, %s)+", "%s…", sql), f"{table}\n{plan}")
        return execute(sql, params, many, context)


@pytest.mark.slow
def test_a_plan_that_does_is_told() -> None:
    """Where no index may be used a table is read whole, and the guard says which."""
    with demo.clone() as house, house.viewer(demo.staff(house, "Ash Okafor"), "mine") as by:
        with connections["default"].cursor() as cursor:
            for way in ("indexscan", "indexonlyscan", "bitmapscan"):
                cursor.execute(f"set local enable_{way} = off")
        with connections["default"].execute_wrapper(explained := Explained()):
            assert Goal.current.filter(folder__in=by.folders("treatment")).exists()
    assert [plan.split("\n")[0] for plan in explained.faults.values()] == ["care_goal"]


@pytest.mark.slow
def test_no_page_reads_a_folder_table_from_end_to_end() -> None:
    with demo.clone() as house:
        hidden_rows(house, HIDDEN)
        with connections["default"].execute_wrapper(explained := Explained()):
            walk = walked(house)
    assert len(walk.visits) > 60
    assert explained.looked_at > 1000
    told = [f"{sql[:600]}\n→ {plan[:1500]}" for sql, plan in explained.faults.items()]
    assert not told, f"{len(told)} statements:\n" + "\n\n".join(told)
