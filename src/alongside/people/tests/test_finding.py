"""Finding people: only among those one may open, however a name is typed, by former names too."""

import re

import pytest
from django.db import connections
from tests.bulk import hidden_rows
from tests.ground import is_there

from alongside.people import actions
from alongside.people.queries.finding import MOST
from alongside.people.tests.people import line_of, said, somebody


def found(browser, who):
    page = browser.post("/people/find/", {"who": who}).content.decode()
    return page.split('aria-label="Found"')[1].split("</section>")[0] if 'aria-label="Found"' in page else ""


@pytest.mark.family
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Renée O’Brien-Łoś", "renee"),
        ("Renée O’Brien-Łoś", "OBRI"),
        ("Renée O’Brien-Łoś", "los ren"),
        ("Renée O’Brien-Łoś", "Rénée o'br"),
        ("Mohammed Ali", "mohamed"),
        ("Siobhan", "siobahn"),
        ("محمد علي", "علي"),
        ("李小龍", "李"),
        ("🦊", "🦊"),
    ],
)
def test_a_name_is_found_however_it_is_typed(tellers, name, typed):
    somebody(tellers.house, tellers.ash, name)
    somebody(tellers.house, tellers.ash, "Qwx Zzz")
    assert name in found(tellers.house.browser(tellers.ash), typed)
    assert not is_there("Qwx", found(tellers.house.browser(tellers.ash), typed))


def test_by_reference_however_it_is_spaced(tellers):
    who = somebody(tellers.house, tellers.ash, "Lou")
    reference = line_of(tellers.house, tellers.ash, who).reference
    browser = tellers.house.browser(tellers.ash)
    for typed in (reference, reference.lower(), reference.replace("-", " ")):
        assert "Lou" in found(browser, typed)


def test_a_former_name_finds_and_is_not_shown(tellers):
    who = somebody(tellers.house, tellers.ash, "Lou")
    with tellers.house.viewer(tellers.ash) as by:
        actions.add_name(by=by, folder=who.folders["contact"], kind="former", text="Deadname")
    page = found(tellers.house.browser(tellers.ash), "dead")
    assert "Lou" in page
    assert "Deadname" not in page


def test_somebody_hidden_is_answered_like_nobody(tellers):
    hidden = somebody(tellers.house, tellers.bo, "Jay")
    with tellers.house.viewer(tellers.bo) as by:
        actions.add_name(by=by, folder=hidden.folders["contact"], kind="papers", text="Jason Obscure")
    reference = line_of(tellers.house, tellers.bo, hidden).reference
    browser = tellers.house.browser(tellers.ash)
    nobody = said(browser.post("/people/find/", {"who": "Xyz"}))
    for typed in ("Jay", "obscure", reference):
        status, text = said(browser.post("/people/find/", {"who": typed}))
        assert (status, text.replace(typed, "Xyz")) == nobody


def test_at_most_twenty_and_no_count(tellers):
    with tellers.house.viewer(tellers.ash) as by:
        actions.add_people(by=by, call_names=[f"Lou {n:02}" for n in range(30)])
    page = found(tellers.house.browser(tellers.ash), "lou")
    assert page.count("row__name") == MOST
    assert "30" not in re.sub(r"<[^>]*>|[A-Z0-9]{2}-[A-Z0-9]{3}-[A-Z0-9]", " ", page)


def test_a_name_stands_in_no_address(tellers):
    browser = tellers.house.browser(tellers.ash)
    assert 'method="post"' in browser.get("/people/find/").content.decode()
    assert ">Lou<" not in browser.get("/people/find/?who=Lou").content.decode(), "nothing is looked for"


def test_the_page_says_where_it_looks(tellers):
    page = tellers.house.browser(tellers.ash).get("/people/find/").content.decode()
    assert "Only people whose record you may open are looked at." in page


@pytest.mark.parametrize(
    ("who", "words"), [("", "Write a name"), ("x" * 121, "too long"), ("a\x00", "cannot be seen")]
)
def test_bad_input_is_said(tellers, who, words):
    answer = tellers.house.browser(tellers.ash).post("/people/find/", {"who": who})
    assert answer.status_code == 200
    assert words in answer.content.decode()


@pytest.mark.parametrize("who", ["%", "_", "...", "' or 1=1 --", "\\"])
def test_signs_find_nobody_and_break_nothing(tellers, who):
    somebody(tellers.house, tellers.ash, "Lou")
    assert found(tellers.house.browser(tellers.ash), who) == ""


def test_ended_names_find_nobody(tellers):
    who = somebody(tellers.house, tellers.ash, "Lou")
    with tellers.house.viewer(tellers.ash) as by:
        name = actions.add_name(by=by, folder=who.folders["contact"], kind="also", text="Wrongly")
        actions.end_name(by=by, name=name, why="somebody else's", in_error=True)
    assert found(tellers.house.browser(tellers.ash), "wrongly") == ""


@pytest.mark.slow
def test_the_plan_reaches_names_by_their_folder(tellers):
    somebody(tellers.house, tellers.ash, "Lou")
    hidden_rows(tellers.house)
    connection = connections["default"]
    plans = []

    def explained(execute, sql, params, many, context):
        if sql.startswith("SELECT") and "people_" in sql:
            with context["connection"].connection.cursor() as cursor:
                plans.append("\n".join(line for (line,) in cursor.execute("explain " + sql, params)))
        return execute(sql, params, many, context)

    with tellers.house.viewer(tellers.ash), connection.execute_wrapper(explained):
        from alongside.people.queries.finding import find
        from alongside.people.queries.lines import first_lines

        assert [line.call_name for line in find("lou")] == ["Lou"]
        assert len(first_lines(12)) == 1
    assert len(plans) >= 3
    for plan in plans:
        assert "Seq Scan" not in plan, plan
        assert "Index Cond: ((folder = ANY" in plan, plan
