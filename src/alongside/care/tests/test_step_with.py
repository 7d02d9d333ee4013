"""From the map straight into a step with somebody."""

from tests.ground import telling

from alongside.access import handles
from alongside.care import actions
from alongside.care.models import Step
from alongside.ties import actions as ties
from alongside.web.wrapper import url


@telling
def nan(tellers):
    with tellers.house.viewer(tellers.ash) as by:
        return ties.add_alter(by=by, folder=tellers.one.folders["treatment"], name="Nan", helps=2)


def plan(tellers):
    folder = tellers.one.folders["treatment"]
    with tellers.house.viewer(tellers.ash) as by:
        referral = actions.refer(by=by, folder=folder, came_from="self", words="", on=by.today)
        episode = actions.accept(by=by, referral=referral, on=by.today)
        return actions.add_goal(by=by, plan=actions.draft_plan(by=by, episode=episode), words="See my son")


def test_without_anything_they_want_it_leads_to_the_plan(tellers, nan):
    answer = tellers.house.browser(tellers.ash).get(url("step_with", alter=nan))
    assert answer.headers["Location"] == url("plan", part=tellers.one.part())


def test_whoever_helps_is_chosen_already(tellers, nan):
    goal = plan(tellers)
    client = tellers.house.browser(tellers.ash)
    page = client.get(url("step_with", alter=nan)).content.decode()
    assert "A step with Nan" in page and "See my son" in page
    said = {
        "goal": handles.seal("goal", goal.folder, goal.pk), "words": "Ring Nan on Sunday", "source": "said",
        "who": handles.seal("alter", nan.folder, nan.pk),
    }  # fmt: skip
    assert client.post(url("step_with", alter=nan), said).status_code == 303
    with tellers.house.viewer(tellers.ash):
        step = Step.current.get()
        assert (step.helper_id, step.goal_id, step.words) == (nan.pk, goal.pk, "Ring Nan on Sunday")


def test_it_is_nobody_elses(tellers, nan):
    assert tellers.house.browser(tellers.bo).get(url("step_with", alter=nan)).status_code == 404


def test_not_of_somebody_who_was_taken_off(tellers, nan):
    with tellers.house.viewer(tellers.ash) as by:
        ties.take_off(by=by, alter=nan)
    assert tellers.house.browser(tellers.ash).get(url("step_with", alter=nan)).status_code == 404
