"""Every action: what it writes, and what it refuses in which words."""

import datetime as dt

import pytest
from tests.ground import telling

from alongside.access import folders
from alongside.access.viewer import Refused
from alongside.care import actions
from alongside.care.models import Choice, Due, Episode, Helped, Plan, Present, Review, Session, Step
from alongside.care.tests.ground import NOW, TODAY, alter, seed, under_way

DAY = dt.timedelta(days=1)


@pytest.fixture
def by(tellers):
    """The first worker, answering about everything she holds."""
    with tellers.house.viewer(tellers.ash) as viewer:
        yield viewer


@pytest.fixture
def folder(tellers):
    return tellers.one.folders["treatment"]


@pytest.fixture
def dates(tellers):
    return tellers.one.folders["dates"]


@telling
def care(tellers):
    return seed(tellers.house, tellers.ash, tellers.one)


def dues(folder, **more):
    return [(d.what, d.on, d.state) for d in Due.current.filter(folder=folder, **more).order_by("on", "what")]


# How they came


def test_a_court_order_keeps_its_conditions_and_nothing_else_does(by, folder):
    court = actions.refer(by=by, folder=folder, came_from="court", conditions="Twelve sessions", urgent=True)
    gp = actions.refer(by=by, folder=folder, came_from="gp", conditions="none of these")
    assert (court.state, court.conditions, court.urgent, court.on) == (
        "waiting",
        "Twelve sessions",
        True,
        TODAY,
    )
    assert gp.conditions == ""


def test_a_referral_cannot_come_from_the_future(by, folder):
    with pytest.raises(Refused, match="still to come"):
        actions.refer(by=by, folder=folder, came_from="self", on=TODAY + DAY)


def test_accepting_begins_care(by, folder):
    referral = actions.refer(by=by, folder=folder, came_from="self", on=TODAY - DAY)
    episode = actions.accept(by=by, referral=referral)
    assert (referral.state, episode.referral_id, episode.began_on) == ("accepted", referral.id, TODAY)


def test_accepting_for_a_colleague_lets_her_open_what_she_needs(tellers, by, folder):
    referral = actions.refer(by=by, folder=folder, came_from="self")
    actions.accept(by=by, referral=referral, to=tellers.bo)
    held = folders.rows("select * from access.who_can_open(%s)", list(tellers.one.folders.values()))
    assert {h["kind"] for h in held if h["staff"] == tellers.bo and h["assigned"]} == {
        "line", "dates", "contact", "treatment",
    }  # fmt: skip


def test_accepting_for_oneself_gives_no_second_grant(tellers, by, folder):
    actions.accept(by=by, referral=actions.refer(by=by, folder=folder, came_from="self"))
    held = folders.rows("select * from access.who_can_open(%s)", [folder])
    assert len(held) == 1


def test_only_somebody_who_works_here_is_given_it(by, folder):
    referral = actions.refer(by=by, folder=folder, came_from="self")
    with pytest.raises(Refused, match="do not work here"):
        actions.accept(by=by, referral=referral, to=12345)
    assert Episode.current.filter(folder=folder).count() == 0


def test_who_may_not_give_it_does_not_accept_it(tellers, folder):
    house = tellers.house
    with house.viewer(tellers.ash) as by:
        referral = actions.refer(by=by, folder=folder, came_from="self")
        folders.give(by=by, folder=folder, staff=tellers.bo, purpose="cover", reason="Ash is away")
    with house.viewer(tellers.bo) as by, pytest.raises(Refused, match="Only their worker"):
        actions.accept(by=by, referral=referral)


def test_not_for_us_now_says_what_was_offered_instead(by, folder):
    referral = actions.refer(by=by, folder=folder, came_from="gp")
    with pytest.raises(Refused, match="what was offered instead"):
        actions.decline(by=by, referral=referral, why="Lives in another county", offered=" ")
    actions.decline(by=by, referral=referral, why="Lives in another county", offered="Rang their own service")
    assert (referral.state, referral.decided_on) == ("not_now", TODAY)


def test_what_was_answered_is_answered(by, folder):
    referral = actions.refer(by=by, folder=folder, came_from="gp")
    actions.withdraw(by=by, referral=referral, why="Moved away")
    for deed in (
        lambda: actions.accept(by=by, referral=referral),
        lambda: actions.withdraw(by=by, referral=referral),
        lambda: actions.decline(by=by, referral=referral, why="a", offered="b"),
    ):
        with pytest.raises(Refused, match="withdrawn"):
            deed()


# Care begins and finishes


def test_one_stretch_of_care_at_a_time(by, folder):
    actions.begin(by=by, folder=folder)
    with pytest.raises(Refused, match="under way already"):
        actions.begin(by=by, folder=folder)


def test_who_returns_begins_a_new_one_beside_the_old(by, folder):
    first = actions.begin(by=by, folder=folder, on=TODAY - 400 * DAY)
    actions.finish(by=by, episode=first, how="planned", on=TODAY - 365 * DAY)
    actions.begin(by=by, folder=folder)
    assert [e.state for e in Episode.current.filter(folder=folder).order_by("began_on")] == [
        "finished",
        "open",
    ]


@pytest.mark.parametrize(
    ("on", "words"), [(TODAY - 30 * DAY, "before it began"), (TODAY + DAY, "in the future")]
)
def test_care_cannot_finish_out_of_order(by, care, on, words):
    with pytest.raises(Refused, match=words):
        actions.finish(by=by, episode=care.episode, how="moved", on=on)


def test_what_was_finished_by_mistake_goes_on(by, care):
    episode = actions.finish(by=by, episode=care.episode, how="moved", words="Elsewhere")
    actions.reopen(by=by, episode=episode)
    again = Episode.current.get(pk=episode.pk)
    assert (again.state, again.finished_on, again.finished_how, again.finished_words) == (
        "open",
        None,
        "",
        "",
    )
    with pytest.raises(Refused, match="under way"):
        actions.reopen(by=by, episode=episode)


def test_nothing_goes_on_beside_what_was_begun_since(by, care):
    episode = actions.finish(by=by, episode=care.episode, how="moved")
    actions.begin(by=by, folder=care.folder)
    with pytest.raises(Refused, match="begun again since"):
        actions.reopen(by=by, episode=episode)


def test_finishing_closes_nothing_but_what_was_due(by, care, dates):
    actions.finish(by=by, episode=care.episode, how="died", words="Rung by Nan")
    step, plan = Step.current.get(folder=care.folder), Plan.current.get(folder=care.folder)
    assert (step.state, plan.state) == ("open", "agreed")
    assert dues(dates, state="due") == []
    with pytest.raises(Refused, match="has finished"):
        actions.draft_plan(by=by, episode=care.episode)


# What was wanted, offered, agreed


def test_each_side_of_a_choice_is_kept(by, care):
    actions.choose(by=by, episode=care.episode, stage="preference", value="undecided")
    actions.choose(by=by, episode=care.episode, stage="offer", value="safer")
    actions.choose(by=by, episode=care.episode, stage="preference", value="less", words="Weekends first")
    actions.choose(by=by, episode=care.episode, stage="agreement", value="less")
    kept = Choice.current.filter(folder=care.folder).order_by("made_at")
    assert [(c.stage, c.value) for c in kept] == [
        ("preference", "undecided"), ("offer", "safer"), ("preference", "less"), ("agreement", "less"),
    ]  # fmt: skip


def test_nothing_is_agreed_before_they_were_asked(by, care):
    actions.choose(by=by, episode=care.episode, stage="preference", value="less", about="using")
    with pytest.raises(Refused, match="Ask first"):
        actions.choose(by=by, episode=care.episode, stage="agreement", value="less", about="drinking")


# The plan


def test_a_plan_without_a_goal_is_not_agreed(by, folder):
    plan = actions.draft_plan(by=by, episode=actions.begin(by=by, folder=folder))
    with pytest.raises(Refused, match="nothing to agree"):
        actions.agree_plan(by=by, plan=plan)


def test_one_plan_is_open_at_a_time(by, care):
    with pytest.raises(Refused, match="open plan already"):
        actions.draft_plan(by=by, episode=care.episode)
    actions.close_plan(by=by, plan=care.plan, why="Starting afresh")
    actions.draft_plan(by=by, episode=care.episode)
    with pytest.raises(Refused, match="open plan already"):
        actions.reopen_plan(by=by, plan=care.plan)


def test_the_day_to_look_back_is_due(by, care, dates):
    assert ("review", TODAY + 30 * DAY, "due") in dues(dates)
    actions.change_plan(by=by, plan=care.plan, review_on=TODAY + 10 * DAY)
    assert dues(dates, state="due", what="review") == [("review", TODAY + 10 * DAY, "due")]
    with pytest.raises(Refused, match="cannot come before"):
        actions.change_plan(by=by, plan=care.plan, review_on=TODAY - DAY)


def test_a_reopened_plan_is_a_draft_that_is_agreed_anew(by, care):
    actions.close_plan(by=by, plan=care.plan)
    actions.reopen_plan(by=by, plan=care.plan)
    assert care.plan.state == "draft"
    actions.agree_plan(by=by, plan=care.plan)
    assert care.plan.state == "agreed"


def test_a_goal_is_reached_or_set_aside_and_taken_up_again(by, care):
    actions.reach_goal(by=by, goal=care.goal, words="Three weekends in a row")
    assert (care.goal.state, care.goal.moved_on) == ("reached", TODAY)
    with pytest.raises(Refused, match="was reached"):
        actions.add_step(by=by, goal=care.goal, words="One more")
    actions.reopen_goal(by=by, goal=care.goal)
    actions.set_goal_aside(by=by, goal=care.goal, why="Not now")
    assert (care.goal.state, care.goal.outcome) == ("set_aside", "Not now")


# Steps


def test_a_step_names_someone_in_their_life_who_helps(by, care):
    step = Step.current.select_related("helper").get(folder=care.folder)
    assert (step.by_whom, step.helper.name) == ("someone", "Nan")


@pytest.mark.parametrize("helps", [None, 0])
def test_a_step_does_not_lean_on_somebody_who_does_not_help(by, care, helps):
    jay = alter(by, care.folder, "Jay", helps=helps)
    with pytest.raises(Refused, match="do not help yet"):
        actions.add_step(by=by, goal=care.goal, words="Go along", by_whom="someone", helper=jay)


def test_a_step_does_not_name_somebody_from_another_record(tellers, by, care):
    elsewhere = alter(by, tellers.one.folders["treatment"], "Del")
    elsewhere.folder += 1
    with pytest.raises(Refused, match="not in this part"):
        actions.add_step(by=by, goal=care.goal, words="Go along", by_whom="someone", helper=elsewhere)


def test_a_step_of_a_worker_names_her(tellers, by, care):
    step = actions.add_step(by=by, goal=care.goal, words="Ring the GP", by_whom="worker", worker=tellers.bo)
    assert (step.worker, step.worker_name) == (tellers.bo, "Bo")
    with pytest.raises(Refused, match="do not work here"):
        actions.add_step(by=by, goal=care.goal, words="Ring the GP", by_whom="worker", worker=99)


def test_a_step_with_a_day_is_due_until_it_is_done(by, care, dates):
    assert ("step", TODAY, "due") in dues(dates)
    actions.step_done(by=by, step=care.step, outcome="She said yes")
    assert (care.step.state, care.step.done_on) == ("done", TODAY)
    assert ("step", TODAY, "met") in dues(dates)


@pytest.mark.parametrize(
    ("deed", "state", "due"), [("step_not_done", "not_done", "missed"), ("let_step_go", "let_go", "off")]
)
def test_a_step_not_done_or_let_go_is_settled(by, care, dates, deed, state, due):
    getattr(actions, deed)(by=by, step=care.step, why="Nan was away")
    assert (care.step.state, care.step.outcome) == (state, "Nan was away")
    assert ("step", TODAY, due) in dues(dates)


def test_a_refused_step_says_why(by, care):
    actions.step_done(by=by, step=care.step)
    with pytest.raises(Refused, match="done already"):
        actions.step_done(by=by, step=care.step)
    with pytest.raises(Refused, match="nothing to let go"):
        actions.let_step_go(by=by, step=care.step)


def test_a_step_taken_up_again_is_due_again(by, care, dates):
    actions.let_step_go(by=by, step=care.step)
    actions.reopen_step(by=by, step=care.step)
    assert dues(dates, what="step", state="due") == [("step", TODAY, "due")]


def test_a_step_moved_to_another_day_is_due_once(by, care, dates):
    actions.change_step(
        by=by, step=care.step, words="Ask Nan", by_whom="someone", helper=care.nan, due_on=TODAY + 2 * DAY
    )
    assert dues(dates, what="step", state="due") == [("step", TODAY + 2 * DAY, "due")]
    assert care.step.words == "Ask Nan"


def test_where_the_dates_are_not_held_the_step_is_written_all_the_same(tellers, folder):
    with tellers.house.viewer(tellers.ash) as by:
        care = under_way(by, folder)
        folders.give(by=by, folder=folder, staff=tellers.bo, purpose="cover", reason="Ash is away")
    with tellers.house.viewer(tellers.bo) as by:
        step = actions.add_step(by=by, goal=care.goal, words="Ring on Friday", due_on=TODAY + DAY)
        assert step.due_on == TODAY + DAY
    with tellers.house.viewer(tellers.ash):
        assert TODAY + DAY not in [d[1] for d in dues(tellers.one.folders["dates"])]


# Contacts


def test_a_contact_keeps_who_was_there(tellers, by, care):
    session = actions.write_session(
        by=by, folder=care.folder, at=NOW, how="joint", note="Together", workers=[tellers.ash, tellers.bo],
        alters=[care.nan], others=["An interpreter", " "],
    )  # fmt: skip
    there = Present.current.filter(folder=care.folder, session=session).order_by("made_at")
    assert [(p.who, p.name) for p in there] == [
        ("person", ""), ("worker", "Ash"), ("worker", "Bo"), ("alter", ""), ("other", "An interpreter"),
    ]  # fmt: skip
    assert session.episode_id == care.episode.id


def test_nobody_was_at_what_was_missed(by, care):
    session = actions.write_session(by=by, folder=care.folder, at=NOW, state="missed", alters=[care.nan])
    assert not Present.current.filter(folder=care.folder, session=session).exists()


def test_the_next_time_is_due(by, care, dates):
    at = NOW + 7 * DAY
    actions.write_session(by=by, folder=care.folder, at=NOW, next_at=at)
    due = Due.current.get(folder=dates, what="session", state="due")
    assert (due.on, due.at) == (at.date(), at)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"at": NOW + DAY}, "still to come"),
        ({"at": NOW, "next_on": TODAY - DAY}, "cannot come before"),
        ({"at": NOW, "workers": [7]}, "do not work here"),
    ],
)
def test_a_contact_that_cannot_be(by, care, values, words):
    with pytest.raises(Refused, match=words):
        actions.write_session(by=by, folder=care.folder, **values)


@pytest.mark.parametrize(
    ("deed", "state", "due_state"), [("came", "came", "met"), ("missed", "missed", "missed")]
)
def test_one_press_for_an_appointment(by, care, dates, deed, state, due_state):
    due = actions.book(by=by, folder=care.folder, at=NOW + dt.timedelta(minutes=30))
    session = getattr(actions, deed)(by=by, folder=care.folder, due=due)
    assert (session.state, due.state, session.at) == (state, due_state, NOW)
    with pytest.raises(Refused, match="written up already"):
        getattr(actions, deed)(by=by, folder=care.folder, due=due)
    assert dues(dates, what="session", state="due") == []


def test_what_is_booked_for_tomorrow_has_not_been_yet(by, care):
    due = actions.book(by=by, folder=care.folder, at=NOW + DAY)
    with pytest.raises(Refused, match="still to come"):
        actions.missed(by=by, folder=care.folder, due=due)


def test_nothing_is_booked_in_the_past_and_what_is_called_off_stays_off(by, care):
    with pytest.raises(Refused, match="has passed"):
        actions.book(by=by, folder=care.folder, at=NOW - DAY)
    due = actions.book(by=by, folder=care.folder, at=NOW + DAY)
    actions.call_off(by=by, due=due)
    with pytest.raises(Refused, match="settled already"):
        actions.call_off(by=by, due=due)


def test_a_corrected_entry_keeps_the_old_version(tellers, folder):
    with tellers.house.viewer(tellers.ash) as by:
        session = under_way(by, folder).session
        actions.correct_session(
            by=by, session=session, note="Spoke of Saturdays", alters=[], person_there=True
        )
        assert Present.current.filter(folder=folder, session=session).count() == 2
    old = tellers.house.sql.execute(
        "select old ->> 'note' from log.version where name = 'care_session'"
    ).fetchall()
    assert old == [("Spoke of Sundays",)]


def test_what_was_entered_in_error_shows_no_longer(by, care, dates):
    session = actions.write_session(by=by, folder=care.folder, at=NOW, next_on=TODAY + DAY)
    with pytest.raises(Refused, match="what was wrong"):
        actions.session_in_error(by=by, session=session, why=" ")
    actions.session_in_error(by=by, session=session, why="Somebody else's")
    assert not Session.current.filter(folder=care.folder, pk=session.pk).exists()
    assert dues(dates, what="session", state="due") == []
    with pytest.raises(Refused, match="in error"):
        actions.correct_session(by=by, session=session, note="again")


def met_anyway(dates, session):
    return [(on, state) for what, on, state in dues(dates, what="contact", about=session.id)]


def test_a_contact_that_was_not_booked_stands_among_the_dates(by, care, dates):
    group = actions.write_session(by=by, folder=care.folder, at=NOW, how="group", note="Came and stayed")
    assert met_anyway(dates, group) == [(TODAY, "met")]
    actions.correct_session(by=by, session=group, at=NOW - DAY, alters=None)
    assert met_anyway(dates, group) == [(TODAY - DAY, "met")]
    actions.correct_session(by=by, session=group, state="missed", alters=None)
    assert met_anyway(dates, group) == [(TODAY - DAY, "off")]


def test_who_was_not_there_after_all_was_not_met(by, care, dates):
    session = actions.write_session(by=by, folder=care.folder, at=NOW, alters=[care.nan])
    actions.correct_session(
        by=by, session=session, note="Only Nan came", alters=[care.nan], person_there=False
    )
    assert met_anyway(dates, session) == [(TODAY, "off")]
    actions.correct_session(by=by, session=session, note="Nan rang later", alters=None)
    assert met_anyway(dates, session) == [(TODAY, "off")]


def test_an_entry_in_error_takes_its_date_with_it(by, care, dates):
    session = actions.write_session(by=by, folder=care.folder, at=NOW)
    actions.session_in_error(by=by, session=session, why="Somebody else's")
    assert met_anyway(dates, session) == [(TODAY, "off")]


@pytest.mark.parametrize("how", [{"state": "missed"}, {"state": "tried"}, {"person_there": False}])
def test_who_was_not_met_has_no_date_of_it(by, care, dates, how):
    session = actions.write_session(by=by, folder=care.folder, at=NOW, **how)
    assert met_anyway(dates, session) == []


def test_what_was_booked_stands_there_once(by, care, dates):
    due = actions.book(by=by, folder=care.folder, at=NOW + DAY / 48)
    session = actions.came(by=by, folder=care.folder, due=due)
    assert met_anyway(dates, session) == []


# Looking back


def test_a_review_from_who_is_around_to_who_helped(by, care, dates):
    review = actions.begin_review(by=by, episode=care.episode)
    actions.confirm_people(by=by, review=review, around="Nan and the group")
    actions.finish_review(
        by=by,
        review=review,
        moved="Sundays",
        to_change="Saturdays next",
        helped=[care.nan],
        next_on=TODAY + 60 * DAY,
    )
    assert Review.current.get(folder=care.folder).state == "finished"
    assert [h.alter.name for h in Helped.current.filter(folder=care.folder).select_related("alter")] == [
        "Nan"
    ]
    assert ("review", TODAY + 30 * DAY, "met") in dues(dates)
    assert dues(dates, what="review", state="due") == [("review", TODAY + 60 * DAY, "due")]
    with pytest.raises(Refused, match="finished already"):
        actions.finish_review(by=by, review=review)
    with pytest.raises(Refused, match="This review is finished"):
        actions.confirm_people(by=by, review=review)


def test_one_review_is_open_at_a_time_and_none_before_its_plan(by, care):
    with pytest.raises(Refused, match="before the plan"):
        actions.begin_review(by=by, episode=care.episode, on=TODAY - DAY)
    actions.begin_review(by=by, episode=care.episode)
    with pytest.raises(Refused, match="open already"):
        actions.begin_review(by=by, episode=care.episode)


def test_the_next_review_comes_after_this_one(by, care):
    review = actions.begin_review(by=by, episode=care.episode)
    with pytest.raises(Refused, match="cannot come before"):
        actions.finish_review(by=by, review=review, next_on=TODAY - DAY)
