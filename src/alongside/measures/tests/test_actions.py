"""Every change to assessments and answers, through real grants: two tellers, each with a worker of their own."""

from dataclasses import replace

import psycopg
import pytest
from django.db import DatabaseError
from tests.ground import telling

from alongside.access.models import Stale
from alongside.access.viewer import Refused
from alongside.measures import actions, queries
from alongside.measures.answers import of
from alongside.measures.library import library
from alongside.measures.models import Assessment, Response
from alongside.measures.offers import offers
from alongside.measures.tests import ground
from alongside.measures.tests.ground import CHILDREN, HOME, save, sheet


@telling
def lou(tellers):
    return ground.asked(tellers, tellers.ash, tellers.one)


def later(tellers, days):
    """Some weeks later; the colleague signs in anew."""
    tellers.house.pass_time(days=days)
    tellers.house.tokens.clear()


def test_a_part_is_saved_as_it_goes_and_stays_one_row(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        row = save(by, lou.folder, "law", {"law-now": ["court"]})
        again = save(
            by, lou.folder, "law", {"law-now": ["court"], "law-date": ["2035-12-01"]}, seen=row.version
        )
        assert (again.id, again.state, of(again)["law-date"]) == (row.id, "begun", ["2035-12-01"])


def test_what_is_not_asked_is_not_kept(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        row = save(by, lou.folder, "law", {"law-now": ["none"], "law-date": ["2035-12-01"], "odd": ["x"]})
        assert of(row) == {"law-now": ["none"]}


def test_an_old_version_is_kept_in_the_log(tellers, lou):
    before = tellers.house.sql.execute("select count(*) from log.version").fetchone()[0]
    with tellers.house.viewer(tellers.ash) as by:
        row = save(by, lou.folder, "law", {"law-now": ["court"]})
        save(by, lou.folder, "law", {"law-now": ["police"]}, seen=row.version)
    assert tellers.house.sql.execute("select count(*) from log.version").fetchone()[0] > before


def test_two_who_save_at_once_are_told_of_each_other(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        row = save(by, lou.folder, "law", {"law-now": ["court"]})
        save(by, lou.folder, "law", {"law-now": ["police"]}, seen=row.version)
        with pytest.raises(Stale) as stale:
            save(by, lou.folder, "law", {"law-now": ["none"]}, seen=1)
        assert of(stale.value.row)["law-now"] == ["police"]


def test_two_who_begin_at_once_are_told_of_each_other(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        save(by, lou.folder, "law", {"law-now": ["court"]}, seen=0)
        with pytest.raises(Stale):
            save(by, lou.folder, "law", {"law-now": ["none"]}, seen=0)


def test_the_database_itself_holds_that_one_is_open(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        row = save(by, lou.folder, "law", {"law-now": ["court"]})
        with pytest.raises(DatabaseError) as refused:
            Response.add(by=by, folder=lou.folder, questionnaire=row.questionnaire, edition="1")
        assert isinstance(refused.value.__cause__, psycopg.errors.UniqueViolation)


def test_what_somebody_else_finished_is_shown_to_who_still_writes(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        row = save(by, lou.folder, "law", {"law-now": ["court"]})
        save(by, lou.folder, "law", {"law-now": ["none"]}, seen=row.version, done=True)
        with pytest.raises(Stale) as stale:
            save(by, lou.folder, "law", {"law-now": ["police"]}, seen=row.version)
        assert of(stale.value.row)["law-now"] == ["none"]


def test_done_needs_what_is_required(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        save(by, lou.folder, "children", {})
        with pytest.raises(Refused, match="Children: asked"):
            save(by, lou.folder, "children", {}, done=True)


def test_a_part_for_when_they_are_alone_is_not_saved_before_others(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        for company in ("family", "child", "other", ""):
            with pytest.raises(Refused, match="nobody else can hear"):
                save(by, lou.folder, "people", {"lonely": ["often"]}, company=company)
        assert save(by, lou.folder, "people", {"lonely": ["often"]}, company="interpreter")


def test_single_questions_wait_until_they_are_alone(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        answers = {"thoughts-now": ["now"], "injecting": ["never"]}
        row = save(by, lou.folder, "brief", answers, company="family")
        assert of(row) == {"injecting": ["never"]}


def test_what_is_left_to_the_nurse_is_asked_by_whoever_sits_as_the_nurse_now(tellers, lou, monkeypatch):
    left = replace(sheet("home"), asked_by=("nurse",))
    monkeypatch.setitem(library().newest, "home", left)
    tellers.house.seat("nurse", tellers.team, "Nurse", tellers.bo)
    with tellers.house.viewer(tellers.ash) as by:
        with pytest.raises(Refused, match="left to: nurse or prescriber"):
            save(by, lou.folder, "home", HOME)
        with pytest.raises(Refused, match="left to"):
            actions.confirm_last(by=by, folder=lou.folder, sheet=left)
        assert [one.mine for one in queries.standing(by, lou.folder, "treatment").sections].count(False) == 1
    tellers.house.seat("nurse", tellers.team, "Another nurse", tellers.ash)
    with tellers.house.viewer(tellers.ash) as by:
        assert save(by, lou.folder, "home", HOME).state == "begun"


def test_a_part_of_the_record_in_which_it_is_not_asked(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        from alongside.access import folders

        family = folders.open_folder(by=by, kind="family", person=lou.who.id, purpose="keyworker")
        with pytest.raises(Refused, match="not asked in this part"):
            save(by, family, "substances", {"alcohol-days": [3]})
        assert save(by, family, "home", HOME)


# Returning: the last one is confirmed


def test_nothing_has_changed_is_one_press(tellers, lou):
    later(tellers, 30)
    with tellers.house.viewer(tellers.ash) as by:
        row = actions.confirm_last(by=by, folder=lou.folder, sheet=sheet("home"))
        assert (row.state, row.before_id, row.done_on, of(row)) == ("confirmed", lou.home.id, by.today, HOME)


def test_there_has_to_be_a_last_one_and_nothing_begun(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        with pytest.raises(Refused, match="nothing to confirm"):
            actions.confirm_last(by=by, folder=lou.folder, sheet=sheet("law"))
        save(by, lou.folder, "home", {"home-tonight": ["own"]})
        with pytest.raises(Refused, match="being written already"):
            actions.confirm_last(by=by, folder=lou.folder, sheet=sheet("home"))


def test_a_part_for_when_they_are_alone_is_confirmed_alone(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        save(by, lou.folder, "people", {"lonely": ["often"]}, done=True)
        with pytest.raises(Refused, match="nobody else can hear"):
            actions.confirm_last(by=by, folder=lou.folder, sheet=sheet("people"), company="family")


def test_what_was_said_alone_is_not_confirmed_before_others(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        save(by, lou.folder, "brief", {"children-asked": ["asked"], "thoughts-now": ["before"]}, done=True)
        with pytest.raises(Refused, match="nobody else can hear"):
            actions.confirm_last(by=by, folder=lou.folder, sheet=sheet("brief"), company="family")
        assert actions.confirm_last(by=by, folder=lou.folder, sheet=sheet("brief"), company="alone")


@pytest.mark.parametrize(
    ("answers", "state"), [(HOME, "confirmed"), ({**HOME, "home-tonight": ["own"]}, "completed")]
)
def test_going_through_it_again_says_whether_something_changed(tellers, lou, answers, state):
    later(tellers, 30)
    with tellers.house.viewer(tellers.ash) as by:
        row = save(by, lou.folder, "home", answers, done=True)
        assert (row.state, row.before_id) == (state, lou.home.id)
        assert of(Response.objects.get(folder=lou.folder, pk=lou.home.id)) == HOME


def test_a_done_part_stays_as_it_was(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        row = save(by, lou.folder, "home", {"home-tonight": ["own"]})
        assert row.id != lou.home.id
        assert queries.last_done(lou.folder, sheet("home")).id == lou.home.id


def test_the_same_question_elsewhere_is_not_typed_twice(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        save(
            by,
            lou.folder,
            "brief",
            {"children-asked": ["asked"], "injecting": ["before"], "alcohol-days": [9]},
            done=True,
        )
        known, day = queries.known_elsewhere(lou.folder, sheet("substances"))
        assert (known, day) == ({"injecting": ["before"], "alcohol-days": [9]}, by.today)


# The assessment


def test_one_assessment_at_a_time(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by, pytest.raises(Refused, match="open already"):
        actions.begin_assessment(by=by, folder=lou.folder)


def test_parts_are_due_until_they_are_done_since_it_began(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        due = {s.sheet.slug: s.due for s in queries.standing(by, lou.folder, "treatment").sections}
        assert (due["home"], due["mind"], due["law"]) == (False, True, True)
        actions.close_assessment(by=by, assessment=lou.assessment)
    later(tellers, 40)
    with tellers.house.viewer(tellers.ash) as by:
        actions.begin_assessment(by=by, folder=lou.folder, kind="full")
        stands = queries.standing(by, lou.folder, "treatment")
        assert all(s.due for s in stands.sections) and not stands.children_asked


@pytest.mark.parametrize("kind", ["brief", "full"])
def test_no_assessment_closes_without_children_asked(tellers, kind):
    with tellers.house.viewer(tellers.ash) as by:
        folder = tellers.one.folders["treatment"]
        made = actions.begin_assessment(by=by, folder=folder, kind=kind)
        with pytest.raises(Refused, match="Children: asked"):
            actions.close_assessment(by=by, assessment=made)
        topic = "brief" if kind == "brief" else "children"
        row = save(by, folder, topic, {"children-asked": ["rather-not"]})
        with pytest.raises(Refused, match="Children: asked"):
            actions.close_assessment(by=by, assessment=made)
        save(by, folder, topic, {"children-asked": ["rather-not"]}, seen=row.version, done=True)
        assert actions.close_assessment(by=by, assessment=made).state == "closed"


def test_children_asked_about_a_year_ago_is_not_asked_now(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        actions.close_assessment(by=by, assessment=lou.assessment)
    later(tellers, 80)
    with tellers.house.viewer(tellers.ash) as by:
        again = actions.begin_assessment(by=by, folder=lou.folder, kind="full")
        with pytest.raises(Refused, match="Children: asked"):
            actions.close_assessment(by=by, assessment=again)
        actions.confirm_last(by=by, folder=lou.folder, sheet=sheet("children"))
        actions.close_assessment(by=by, assessment=again)


def test_a_brief_one_goes_on_to_the_full_one_and_a_closed_one_does_not(tellers):
    with tellers.house.viewer(tellers.ash) as by:
        folder = tellers.one.folders["treatment"]
        made = actions.begin_assessment(by=by, folder=folder)
        assert actions.widen_assessment(by=by, assessment=made).kind == "full"
        save(by, folder, "children", CHILDREN, done=True)
        actions.close_assessment(by=by, assessment=made)
        with pytest.raises(Refused, match="is closed"):
            actions.widen_assessment(by=by, assessment=made)


def test_entered_in_error_is_kept_and_counts_no_longer(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        with pytest.raises(Refused, match="what was wrong"):
            actions.response_in_error(by=by, response=lou.children, why=" ")
        actions.response_in_error(by=by, response=lou.children, why="Another Lou")
        assert queries.last_done(lou.folder, sheet("children")) is None
        with pytest.raises(Refused, match="Children: asked"):
            actions.close_assessment(by=by, assessment=lou.assessment)


# Another's worker


def test_a_colleague_without_it_reads_and_writes_nothing(tellers, lou):
    with tellers.house.viewer(tellers.bo) as by:
        assert not Response.objects.filter(folder=lou.folder).exists()
        assert not Assessment.objects.filter(folder=lou.folder).exists()
    with tellers.house.viewer(tellers.bo) as by, pytest.raises(DatabaseError):
        save(by, lou.folder, "law", {"law-now": ["none"]})


def test_who_may_only_read_writes_nothing(tellers, lou):
    from alongside.access import folders

    with tellers.house.viewer(tellers.ash) as by:
        folders.give(
            by=by, folder=lou.folder, staff=tellers.bo, purpose="cover", reason="Ash is away", writes=False
        )
    with tellers.house.viewer(tellers.bo) as by:
        assert Response.objects.filter(folder=lou.folder).exists()
    with tellers.house.viewer(tellers.bo) as by, pytest.raises((DatabaseError, Refused)):
        save(by, lou.folder, "law", {"law-now": ["none"]})


# What it tells elsewhere


def offered(tellers, lou, slug, answers):
    with tellers.house.viewer(tellers.ash) as by:
        row = save(by, lou.folder, slug, answers, done=True)
        return {o.code: o for o in offers(by=by, person=_person(by, lou), response=row)}


def _person(by, lou):
    from alongside.access.folders import whose

    return whose(by, lou.folder)


def test_who_is_named_is_offered_to_the_map_and_nobody_twice(tellers, lou):
    from alongside.ties.models import Alter, Tie

    answers = {"someone": [{"someone-name": ["Jo"], "someone-kind": ["friend"]}, {"someone-name": ["nan"]}]}
    made = offered(tellers, lou, "people", answers)
    assert list(made) == ["map-jo"]
    with tellers.house.viewer(tellers.ash) as by:
        assert not Alter.current.filter(folder=lou.folder, name="Jo").exists()
        made["map-jo"].do(by)
        jo = Alter.current.get(folder=lou.folder, name="Jo")
        assert Tie.current.get(folder=lou.folder, alter=jo).kind == "friend"
        row = queries.last_done(lou.folder, sheet("people"))
        assert offers(by=by, person=_person(by, lou), response=row) == []


def test_children_are_offered_as_children(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        (offer,) = offers(by=by, person=_person(by, lou), response=lou.children)
        assert offer.words == "Ivy, child"


def test_what_they_want_is_offered_to_the_plan_in_their_words_and_as_a_choice(tellers, lou):
    from alongside.care.models import Choice, Goal

    made = offered(
        tellers,
        lou,
        "wants",
        {"want-words": ["To sleep at night"], "want-drinking": ["less"], "want-using": ["none"]},
    )
    assert set(made) == {"choice-drinking", "goal"}
    with tellers.house.viewer(tellers.ash) as by:
        for one in made.values():
            one.do(by)
        assert Goal.current.filter(folder=lou.folder, words="To sleep at night").count() == 1
        choice = Choice.current.get(folder=lou.folder)
        assert (choice.stage, choice.value, choice.source) == ("preference", "less", "said")


def test_details_are_offered_only_where_they_may_be_written(tellers, lou):
    from alongside.people.models import Details

    made = offered(tellers, lou, "body", {"access-needs": ["Large print"]})
    with tellers.house.viewer(tellers.ash) as by:
        made["details.access_needs"].do(by)
        assert Details.current.get(folder=lou.who.folders["contact"]).access_needs == "Large print"
