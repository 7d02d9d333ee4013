"""Joined or not, two of one name or one: whoever works with one of them is answered alike, byte for byte."""

import contextlib
import re

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from tests import ground

from alongside.access import folders, handles
from alongside.people.tests.test_adding import NAME
from alongside.records import actions
from alongside.records.tests.ground import BORN, Office, office, shape
from alongside.web.registry import PAGES

pytestmark = pytest.mark.slow

PERSON = re.compile(r"<handle:(person|part)>")
PLAIN = (
    "/today/",
    "/people/",
    "/find/",
    "/people/add/",
    "/here/",
    "/my-access/",
    "/my-access/joined/",
    "/records/",
)


def two_of_a_name(house):
    """Ash works with one Lou Marsh, Bo with another; the clock stands, and everybody is signed in."""
    house.pass_time(minutes=1)
    told = office(house)
    told.one_lou = told.add(told.ash, "Lou Marsh", born_on=BORN)
    told.other_lou = told.add(told.bo, "Lou Marsh", born_on=BORN, phone="+447700900123")
    for staff in (told.ash, told.bo, told.lead, told.rae, told.dee):
        house.token(staff)
    return told


@contextlib.contextmanager
def clone_of(known):
    """One more copy of the very same rows, however long the first took."""
    with ground.clone(known.name) as house:
        house.begin_as(known)
        yield house.told["two_of_a_name"]


def pages_of(who) -> list[str]:
    """Every page about this person or a part of their record that needs nothing else to be named."""
    found = []
    for page in PAGES.values():
        names = PERSON.findall(page.route)
        if names and "GET" in page.methods and "<" not in PERSON.sub("", page.route):
            kinds = [kind for kind in page.needs if kind in who.folders] or ["treatment"]
            folder = who.folders[kinds[0]]
            part = handles.seal("part", folder, folder)
            found.append(
                "/" + PERSON.sub(lambda m, p=part: who.handle if m[1] == "person" else p, page.route)
            )
    return found


def answers(told: Office, staff: int, who) -> dict[str, tuple]:
    """What somebody is answered on all of them, and by which statements."""
    browser = told.house.browser(staff)
    browser.get("/my-access/")
    found = {}
    for path in (*PLAIN, *pages_of(who)):
        with CaptureQueriesContext(connections["default"]) as asked:
            answer = browser.get(path)
        said = [re.sub(r"'[^']*'|\d+", "?", q["sql"]) for q in asked]
        found[path] = (*shape(answer), said)
    return found


def world(known, *, joined: bool, told: bool = False) -> dict[str, dict[str, tuple]]:
    """All answers to the two workers and to their lead, with the two records joined or not."""
    with clone_of(known) as its:
        if joined:
            its.look()
            number = its.settle("same")
            if told:
                with its.house.viewer(its.rae, "none") as by:
                    for staff in (its.ash, its.bo, its.lead):
                        actions.tell(by=by, pair=number, staff=staff, why="x")
        return {
            "ash": answers(its, its.ash, its.one_lou),
            "bo": answers(its, its.bo, its.other_lou),
            "lead": answers(its, its.lead, its.one_lou),
        }


@pytest.mark.parametrize("told", [False, True])
def test_whoever_holds_one_of_two_sees_no_difference_when_they_are_joined(told):
    known = ground.begin(two_of_a_name)
    apart, joined = world(known, joined=False), world(known, joined=True, told=told)
    for who in apart:
        assert len(apart[who]) > 20
        for path, said in apart[who].items():
            assert joined[who][path] == said, (who, path)
    assert apart["ash"][next(p for p in apart["ash"] if p.startswith("/person/"))][0] == 200


def added(house_told: Office, name: str) -> tuple:
    """Somebody is added by the page: what is answered, by which statements, over how many rows of each table."""
    house = house_told.house
    browser = house.browser(house_told.ash)
    browser.get("/people/add/")
    sent = {**NAME, "call_name": name, "number": "07700 900123"}
    before = touched(house)
    with CaptureQueriesContext(connections["default"]) as asked:
        answer = browser.post("/people/add/", sent)
    said = [re.sub(r"'[^']*'|\d+|\\\\x[0-9a-f]+", "?", q["sql"]) for q in asked]
    status, headers, text = shape(answer)
    headers.pop("Location", None)
    return status, headers, re.sub(r"(?<=/)[\w-]{43}(?=/)", "…", text).replace(name, "…"), said, [
        after - was for was, after in zip(before, touched(house), strict=True)
    ]  # fmt: skip


def touched(house) -> list[int]:
    """How many rows there are, in the tables of the floor and of people."""
    tables = (
        *(
            "access.folder",
            "access.grant",
            "access.found_by",
            "access.alike",
            "access.likeness",
            "access.likeness_block",
        ),
        *("log.decided", "people_line", "people_name", "people_details", "people_contactway"),
    )
    return [house.sql.execute(f"select count(*) from {table}").fetchone()[0] for table in tables]


def test_whoever_adds_somebody_learns_nothing_of_whether_there_is_another():
    found, known = [], ground.begin(two_of_a_name)
    for name in ("Lou Marsh", "Zed Quill", "Lou Marsh"):
        with clone_of(known) as its:
            its.look()
            found.append(added(its, name))
    assert found[0][0] == 303
    assert found[0] == found[2], "the test itself tells nothing but the name apart"
    assert found[0] == found[1]


def test_whoever_asks_whether_somebody_is_known_here_learns_nothing_of_a_joining():
    known = ground.begin(two_of_a_name)

    def asked(joined):
        with clone_of(known) as its:
            house = its.house
            if joined:
                its.look()
                its.settle("same")
            sol = house.staff("Sol")
            browser = house.browser(sol)
            browser.get("/here/")
            with CaptureQueriesContext(connections["default"]) as queries:
                reference = house.sql.execute(
                    "select reference from people_line order by reference limit 1"
                ).fetchone()[0]
                answer = browser.post(
                    "/here/",
                    {"who": reference, "called": "Lou", "parts": ["contact"], "reason": "at the drop-in"},
                )
            page = shape(browser.get("/here/"))
            return answer.status_code, [re.sub(r"'[^']*'|\d+", "?", q["sql"]) for q in queries], page

    assert asked(True) == asked(False)


def test_a_folder_of_an_alias_is_nobody_s_part_of_a_record():
    """No function that speaks of a record speaks of it: not to its lead, not on duty, not to whoever hands on."""
    with clone_of(ground.begin(two_of_a_name)) as its:
        house = its.house
        its.look()
        its.settle("same")
        (label,) = house.sql.execute("select folder from access.alias").fetchone()
        for staff in (its.ash, its.bo, its.lead, its.boss, its.dee):
            with house.viewer(staff, "all"):
                for name in ("held()", "my_access()", f"who_can_open(array[{label}])", f"team_grants({its.team})",
                             f"nobody_holds({its.team})", f"person_of({label})"):  # fmt: skip
                    assert str(label) not in str(folders.rows(f"select * from access.{name}")), (staff, name)
