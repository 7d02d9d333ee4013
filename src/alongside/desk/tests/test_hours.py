"""Who the desk is today, and who is rung when nobody is at work: said by the desk, read by everybody."""

import pytest
from django.db import ProgrammingError

from alongside.access import folders

pytestmark = pytest.mark.slow

WORDS = "Ring the manager on call on 07700 900799."


@pytest.fixture
def holder(tellers):
    """Dee holds the desk."""
    dee = tellers.house.staff("Dee", tellers.team)
    tellers.house.seat("desk", None, "Desk", dee)
    return dee


def test_the_desk_says_it_and_everybody_who_passes_on_a_worry_reads_it(tellers, holder):
    dee, ash = tellers.house.browser(holder), tellers.house.browser(tellers.ash)
    assert "who is rung out of hours" in ash.get("/desk/").content.decode()
    assert dee.post("/desk/hours/", {"words": WORDS}).status_code == 303
    for path in ("/desk/", "/worry/"):
        assert WORDS in ash.get(path).content.decode()
    assert "Dee" in ash.get("/desk/").content.decode()


def test_nobody_else_says_it(tellers, holder):
    for staff in (tellers.ash, tellers.lead):
        browser = tellers.house.browser(staff)
        assert browser.get("/desk/hours/").status_code == 404
        assert browser.post("/desk/hours/", {"words": WORDS}).status_code == 404
        with pytest.raises(ProgrammingError, match="for the desk"), tellers.house.viewer(staff):
            folders.call("select access.say_out_of_hours(%s)", WORDS)
    assert tellers.house.sql.execute("select count(*) from access.out_of_hours").fetchone() == (0,)


def test_it_is_never_empty(tellers, holder):
    assert tellers.house.browser(holder).post("/desk/hours/", {"words": " "}).status_code == 200
    assert tellers.house.sql.execute("select count(*) from access.out_of_hours").fetchone() == (0,)


def test_a_day_on_which_nobody_holds_it_says_so(tellers):
    assert "Nobody yet" in tellers.house.browser(tellers.ash).get("/desk/").content.decode()
