"""Questions to think about: one's own answers are one's own; the service's are dated, compared and acted on."""

import pytest
from tests import ground

from alongside.access import folders
from alongside.access.viewer import Refused
from alongside.guide import actions, queries
from alongside.guide.content import guide


def question(audience):
    return next(q for q in guide().questions if q.audience == audience)


OWN, SERVICE = question("own"), question("service")


@ground.telling
def workers(house):
    """A worker, a colleague, the lead and an administrator of one team."""
    return workers_of(house)


def workers_of(house):
    """The same, in a house that is there."""
    team = house.team("Thoughts")
    return {
        "ash": house.staff("Ash", team),
        "bo": house.staff("Bo", team),
        "lead": house.staff("Lee", team, leads=True),
        "administrator": house.staff("Ada", administrator=True),
    }


def answer(house, who, question, words):
    with house.viewer(who, scope="none") as by:
        return actions.answer(by=by, question=question, words=words)


def read(house, who, audience):
    with house.viewer(who, scope="none"):
        return {q: [g.words for g in given] for q, given in queries.answers(audience).items()}


def test_ones_own_answer_is_read_by_nobody_else(house, workers):
    answer(house, workers["ash"], OWN, "I hurry when it is about children.")
    assert read(house, workers["ash"], "own") == {OWN.id: ["I hurry when it is about children."]}
    for other in ("bo", "lead", "administrator"):
        assert read(house, workers[other], "own") == {}
        html = house.browser(workers[other]).get(f"/reflection/{OWN.id}/").content.decode()
        assert "I hurry" not in html
        assert "I hurry" not in house.browser(workers[other]).get("/reflection/").content.decode()


def test_the_pages_role_reads_no_row_by_itself(house, workers):
    import psycopg
    from django.db import DatabaseError

    answer(house, workers["ash"], OWN, "Only mine.")
    with pytest.raises(DatabaseError) as refused, house.viewer(workers["ash"], scope="none"):
        folders.call("select words from access.reflection limit 1")
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_ones_own_answer_can_be_taken_away_by_oneself_alone(house, workers):
    made = answer(house, workers["ash"], OWN, "Only mine.")
    with house.viewer(workers["lead"], scope="none") as by:
        actions.forget(by=by, answer=made)
    assert read(house, workers["ash"], "own")
    house.browser(workers["ash"]).post(f"/reflection/answer/{made}/forget/")
    assert read(house, workers["ash"], "own") == {}


def test_an_answer_of_the_service_is_everybodys_and_not_taken_away(house, workers):
    made = answer(house, workers["lead"], SERVICE, "Four of ten.")
    assert read(house, workers["bo"], "service") == {SERVICE.id: ["Four of ten."]}
    with house.viewer(workers["lead"], scope="none") as by:
        actions.forget(by=by, answer=made)
    assert read(house, workers["bo"], "service")


def test_only_a_lead_or_an_administrator_answers_for_the_service(house, workers):
    with pytest.raises(Refused, match="A team lead or an administrator"):
        answer(house, workers["ash"], SERVICE, "All of them.")
    answer(house, workers["administrator"], SERVICE, "Nearly all.")


def test_the_floor_says_so_too(house, workers):
    from django.db import DatabaseError

    with pytest.raises(DatabaseError), house.viewer(workers["ash"], scope="none"):
        folders.call("select access.reflect('service', %s, 'x')", SERVICE.id)


def test_a_year_later_the_earlier_answer_stands_beside(house, workers):
    answer(house, workers["lead"], SERVICE, "Four of ten.")
    house.pass_time(days=366)
    del house.tokens[workers["lead"]]  # the session of a year ago is over
    html = house.browser(workers["lead"]).get("/reflection/").content.decode()
    assert ">look again<" in html
    answer(house, workers["lead"], SERVICE, "Eight of ten.")
    html = house.browser(workers["lead"]).get("/reflection/").content.decode()
    assert html.index("Eight of ten.") < html.index("Four of ten.")
    assert ">look again<" not in html


def test_an_answer_becomes_something_that_somebody_does(house, workers):
    made = answer(house, workers["lead"], SERVICE, "Four of ten.")
    browser = house.browser(workers["lead"])
    sent = {"words": "Ask at the first visit", "who": "Ash", "due": "1/12/2030"}
    assert browser.post(f"/reflection/answer/{made}/act/", sent).status_code == 303
    html = browser.get(f"/reflection/{SERVICE.id}/").content.decode()
    assert "Ask at the first visit" in html
    (action,) = house.sql.execute("select id from access.reflection_action").fetchone()
    house.browser(workers["bo"]).post(f"/reflection/done/{action}/")
    assert "badge--good" in browser.get(f"/reflection/{SERVICE.id}/").content.decode()


def test_nobody_acts_on_what_is_not_an_answer_of_the_service(house, workers):
    own = answer(house, workers["lead"], OWN, "Only mine.")
    browser = house.browser(workers["lead"])
    assert browser.get(f"/reflection/answer/{own}/act/").status_code == 404
    assert browser.get("/reflection/answer/5/act/").status_code == 404
    assert house.browser(workers["ash"]).get(f"/reflection/answer/{own}/act/").status_code == 404
    assert browser.post("/reflection/done/5/").status_code == 404


def test_nothing_written_is_no_answer(house, workers):
    answer_page = house.browser(workers["ash"]).post(f"/reflection/{OWN.id}/", {"words": "  "})
    assert "Write something first" in answer_page.content.decode()
    assert house.browser(workers["ash"]).get("/reflection/no-such-question/").status_code == 404
