"""After a miss: each rung is offered and one tap; what is not safe is not offered; nothing closes by itself."""

import datetime as dt

import pytest

from alongside.access.viewer import Refused
from alongside.care import actions as care
from alongside.care.models import Episode, Session
from alongside.care.tests.ground import alter
from alongside.diary import actions
from alongside.diary.models import Rung
from alongside.people.models import ContactWay
from alongside.web.wrapper import url


def read(answer):
    return answer.content.decode()


@pytest.fixture
def ash(tellers):
    return tellers.house.browser(tellers.ash)


@pytest.fixture
def missed(lou, tellers):
    """They missed today's appointment."""
    with tellers.house.viewer(tellers.ash) as by:
        return actions.mark(by=by, folder=lou.care.folder, due=lou.due, what="missed")


def way(tellers, **said):
    with tellers.house.viewer(tellers.ash) as by:
        return ContactWay.add(
            by=by, folder=tellers.one.folders["contact"], kind="phone", value="+447700900111", asked_on=by.today,
            **{"may_contact": "yes", "when": "any", **said},
        )  # fmt: skip


def rungs(tellers):
    with tellers.house.viewer(tellers.ash):
        return list(Rung.current.select_related("tried"))


def test_one_tap_writes_a_try_and_offers_the_next(missed, ash, tellers):
    way(tellers)
    page = url("ladder", session=missed)
    assert "Ring them" in read(ash.get(page))
    assert (
        ash.post(url("tried", session=missed), {"what": "call", "outcome": "not_reached"}).status_code == 303
    )
    one = rungs(tellers)[0]
    assert (one.what, one.outcome, one.tried.state, one.tried.how) == (
        "call",
        "not_reached",
        "tried",
        "phone",
    )
    shown = read(ash.get(page))
    assert "Rang them" in shown and "settled" not in shown
    assert "Rang them: not reached" in read(ash.get("/today/"))


def test_a_try_is_no_contact_and_ends_neither_a_wait_nor_lost_touch(missed, tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        actions.tried(by=by, missed=missed, what="call", outcome="not_reached")
        assert not Session.current.filter(state="came", at=by.now).exists()
        assert Episode.current.get().state == "open"


def test_who_is_reached_is_settled_and_leaves_today(missed, ash, tellers):
    way(tellers)
    assert "Missed, and not reached yet" in read(ash.get("/today/"))
    ash.post(url("tried", session=missed), {"what": "call", "outcome": "reached"})
    assert "settled" in read(ash.get(url("ladder", session=missed)))
    assert "Missed, and not reached yet" not in read(ash.get("/today/"))
    assert rungs(tellers)[0].tried.state == "came"


def test_nothing_closes_by_itself_however_long_it_takes(missed, tellers, lou):
    tellers.house.pass_time(days=60)
    tellers.house.tokens.clear()
    with tellers.house.viewer(tellers.ash):
        assert Episode.current.get().state == "open"
    assert "Missed, and not reached yet" in read(tellers.house.browser(tellers.ash).get("/today/"))


def test_it_rests_only_with_a_reason_and_their_care_goes_on(missed, ash, tellers):
    page = url("rest", session=missed)
    assert "Write something" in read(ash.post(page, {"words": ""}))
    assert ash.post(page, {"words": "Asked for a month to think"}).status_code == 303
    assert "Missed, and not reached yet" not in read(ash.get("/today/"))
    with tellers.house.viewer(tellers.ash):
        assert Episode.current.get().state == "open"


@pytest.mark.parametrize(
    "said", [{"may_contact": "text"}, {"may_contact": "no"}, {"may_contact": "not_asked"}]
)
def test_a_call_that_is_not_safe_is_not_offered(missed, ash, tellers, said):
    way(tellers, **said)
    shown = read(ash.get(url("ladder", session=missed)))
    assert "Ring them" not in shown and "not said that it is safe" in shown


def test_only_whom_they_are_willing_to_have_asked_is_offered(missed, ash, tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        for name, tie in (
            ("Wynn", {"willing": True}), ("Unasked", {}), ("Feared", {"willing": True, "feared": True}),
            ("Chemist", {"kind": "pharmacist"}),
        ):  # fmt: skip
            alter(by, lou.care.folder, name, **tie)
    shown = read(ash.get(url("ladder", session=missed)))
    assert "Wynn" in shown and "Chemist" in shown
    assert "Unasked" not in shown and "Feared" not in shown


def test_somebody_they_named_is_said_by_name(missed, tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        with pytest.raises(Refused, match="whom you asked"):
            actions.tried(by=by, missed=missed, what="someone", outcome="passed_on")
        actions.tried(by=by, missed=missed, what="someone", outcome="passed_on", alter=lou.care.nan)
    assert rungs(tellers)[0].tried.how == "through"


@pytest.mark.parametrize(
    "wrong", [{}, {"what": "call"}, {"what": "moon", "outcome": "reached"}, {"what": "welfare", "outcome": "passed_on"},
              {"what": "someone", "outcome": "passed_on", "who": "x" * 43}, {"what": "text", "way": "x" * 43}],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words_and_writes_nothing(missed, ash, tellers, wrong):
    answer = ash.post(url("tried", session=missed), wrong)
    assert answer.status_code == 409 and "What next?" in read(answer)
    assert rungs(tellers) == []


def test_what_is_no_miss_has_no_ladder_to_climb(lou, tellers):
    with tellers.house.viewer(tellers.ash) as by, pytest.raises(Refused, match="does not stand as missed"):
        actions.tried(by=by, missed=lou.care.session, what="call", outcome="reached")


def test_a_miss_entered_in_error_shows_no_longer(missed, ash, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        care.session_in_error(by=by, session=missed, why="Wrong day")
    assert ash.get(url("ladder", session=missed)).status_code == 404
    assert "Missed, and not reached yet" not in read(ash.get("/today/"))


def test_second_visits_are_a_figure_on_today(lou, ash, tellers):
    assert "too early to say" in read(ash.get("/today/"))
    with tellers.house.viewer(tellers.ash) as by:
        care.write_session(by=by, folder=lou.care.folder, at=by.now - dt.timedelta(days=2))
        care.write_session(by=by, folder=lou.care.folder, at=by.now - dt.timedelta(days=1), how="phone")
    assert "1 of 1 came again" in read(ash.get("/today/"))
