"""Every page that links lead to, under the weight of other people's records: plans, and what was typed when the lock came.

No statement of any reads a folder table from end to end; whatever form arrives locked is there again after the PIN.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connections

from alongside.access import arrange
from alongside.accounts import pins
from alongside.accounts.models import User
from alongside.accounts.tests.people import PIN, quick_passwords
from alongside.care.models import Goal
from alongside.web.registry import PAGES
from tests import demo
from tests.bulk import hidden_rows
from tests.guards.forms import Forms
from tests.journeys.walk import Walk, page_of, walked

HIDDEN = 20_000
OFTEN = 5
"""So many times the plan of one statement is asked for: by whoever walks, for people of whom much is told and little."""
WORDS = "Quarzvogel"

# Forms with a line to write in whose words do not come back, each with why.
LOST: dict[str, str] = {}

SEQ_SCAN = re.compile(r"Seq Scan on (\w+)")


class Explained:
    """Asks for the plan of a SELECT just before it runs, in the same transaction and with the same values."""

    def __init__(self) -> None:
        self.tables = {model._meta.db_table for model in arrange.folder_models()}
        self.looked_at: Counter[str] = Counter()
        self.faults: dict[str, str] = {}

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if (
            sql.lstrip(" (\n").upper().startswith(("SELECT", "WITH"))
            and any(table in sql for table in self.tables)
            and self.looked_at[sql] < OFTEN
        ):
            with context["connection"].connection.cursor() as cursor:
                plan = "\n".join(line for (line,) in cursor.execute(f"explain {sql}", params))
            self.looked_at[sql] += 1
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


@pytest.fixture(scope="module")
def seen() -> Iterator[tuple[Walk, Explained]]:
    """The walk, and what was seen of its plans. One walk for both tests: it takes a minute or two."""
    with demo.clone() as house, quick_passwords():
        hidden_rows(house, HIDDEN)
        with connections["default"].execute_wrapper(explained := Explained()):
            walk = walked(house)
        yield walk, explained


@pytest.mark.slow
def test_no_page_reads_a_folder_table_from_end_to_end(seen: tuple[Walk, Explained]) -> None:
    walk, explained = seen
    assert len(walk.visits) > 60
    assert len(explained.looked_at) > 100
    told = [f"{sql[:600]}\n→ {plan[:1500]}" for sql, plan in explained.faults.items()]
    assert not told, f"{len(told)} statements:\n" + "\n\n".join(told)


@pytest.mark.slow
def test_what_was_typed_comes_back_on_every_page(seen: tuple[Walk, Explained]) -> None:
    walk, _explained = seen
    for user in User.objects.all():
        pins.keep(user, PIN)
    lost, tried = {}, set()
    for name, page in sorted(PAGES.items()):
        if page.scope == "public":
            continue
        for visit in walk.visits.get(name, {}).values():
            browser = walk.browsers[visit.who]
            for form in Forms(browser.get(visit.path).content.decode()).found:
                to = urlsplit(form["action"] or visit.path).path
                target, deed = page_of(to)
                key = (target.name, *form["typed"])
                if form["method"] != "post" or not form["typed"] or target.scope == "public" or key in tried:
                    continue
                tried.add(key)
                sent = {k: v for k, v in form["set"].items() if k != "csrfmiddlewaretoken"}
                browser.post("/lock/")
                typed = dict.fromkeys(form["typed"], WORDS)
                answer = browser.post(to, sent | typed, headers={"Referer": f"http://testserver{visit.path}"})
                there = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
                assert browser.post("/locked/", {"pin": PIN, "next": there})["Location"] == there
                shown = browser.get(there)
                count = len(re.findall(WORDS, shown.content.decode()))
                if shown.status_code != 200 or count < len(form["typed"]):
                    lost[f"{name} → {target.name}"] = (shown.status_code, count, form["typed"], there)
    assert len(tried) > 30
    assert lost == LOST, "\n".join(f"{k}: {v}" for k, v in lost.items())
