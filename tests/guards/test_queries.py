"""How often the two pages that are opened most ask the database: a fixed number of times, whoever looks and at whom."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from alongside.demo.staff import STAFF
from tests import demo
from tests.ground import House
from tests.journeys.walk import LINK, page_of, signed_in

MOST = 15
NOT_ASKING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def asked(browser, path: str) -> list[str]:
    """The statements that one answer takes, after one like it has warmed up what a process keeps."""
    browser.get(path)
    with CaptureQueriesContext(connections["default"]) as queries:
        answer = browser.get(path)
    assert answer.status_code == 200
    return [q["sql"][:160] for q in queries if not q["sql"].startswith(NOT_ASKING)]


@pytest.fixture(scope="module")
def told():
    with demo.clone() as house:
        yield house


@pytest.mark.slow
@pytest.mark.parametrize("name", [worker.name for worker in STAFF])
def test_today_and_every_person_page_ask_at_most_fifteen_times(told: House, name: str) -> None:
    browser = signed_in(told, name)
    queries = asked(browser, "/today/")
    assert len(queries) <= MOST, "\n".join(queries)
    people = LINK.findall(browser.get("/people/").content.decode())
    for path in {path for path in people if (page := page_of(path)[0]) and page.name == "person"}:
        queries = asked(browser, path)
        assert len(queries) <= MOST, "\n".join(queries)
