"""Leaving: ten lines offered from what is recorded, asked alone, closed by nobody but a worker, undone where it was a mistake."""

import datetime as dt
import html

import pytest

from alongside.access.models import Stale
from alongside.access.viewer import Refused
from alongside.care import actions as care
from alongside.care.models import Due, Episode
from alongside.care.tests.ground import TODAY
from alongside.keeping import actions as keeping
from alongside.keeping.models import Kit
from alongside.leaving import actions, rules
from alongside.leaving.actions import Answer, AtHome
from alongside.leaving.models import Home, Leaving, Ready
from alongside.leaving.tests.ground import left, open_dates, prepare, state_of, undoes
from alongside.web.wrapper import url

DAY = dt.timedelta(days=1)
SENT = {
    "how": "planned",
    "on": "6 Nov 2035",
    "asked": "alone",
    "home": "With Nan",
    "safe": "yes",
    "source": "said",
}


@pytest.fixture
def ash(tellers):
    return tellers.house.browser(tellers.ash)


def read(answer):
    return html.unescape(answer.content.decode())


def one_of(tellers, model, **like):
    with tellers.house.viewer(tellers.ash):
        return model.current.filter(**like).first()


def kit(tellers, lou):
    with tellers.house.viewer(tellers.ash) as by:
        return keeping.keep(
            by=by, model=Kit, folder=lou.care.folder, whose="theirs", name="", given_on=TODAY, expires_on=TODAY + 400 * DAY,
            shown=True, place="", source="seen",
        )  # fmt: skip


# What nobody answered -----------------------------------------------------------------------------------------------------


def test_what_nobody_answered_is_named_and_asked_once(lou, ash, tellers):
    lines = {f"line-{line.code}": "nothing" for line in rules.LINES if line.code not in ("kit", "told")}
    sent = {**SENT, **lines, "finish": "on"}
    page = read(ash.get(lou.address("finish")))
    assert "unanswered" not in page
    answer = read(ash.post(lou.address("finish"), sent))
    assert "Finish with 2 lines unanswered" in answer
    assert "Nobody answered: Naloxone kits; Who is told that they leave" in answer
    assert state_of(tellers, "care_episode", lou.care.episode.id) == "open"
    answer = ash.post(lou.address("finish"), {**sent, "as_it_is": "on"})
    assert answer.status_code == 303
    left_open = read(ash.get(answer["Location"])).split("Left unanswered")[1].split("</section>")[0]
    assert "Naloxone" in left_open
    assert "Letters to send" not in left_open


def test_where_all_is_answered_nothing_is_asked(lou, ash, tellers):
    lines = {f"line-{line.code}": "nothing" for line in rules.LINES}
    answer = ash.post(lou.address("finish"), {**SENT, **lines, "finish": "on"})
    assert answer.status_code == 303
    assert "Left unanswered" not in read(ash.get(answer["Location"]))


def test_while_it_is_prepared_nothing_is_asked(lou, ash, tellers):
    assert ash.post(lou.address("finish"), SENT).status_code == 303


# Offered, never silently ----------------------------------------------------------------------------------------------


def test_what_is_recorded_is_offered_and_nothing_is_chosen(lou, ash, tellers):
    kit(tellers, lou)
    page = read(ash.get(lou.address("finish")))
    assert "Their own: good until 10 December 2036" in page
    assert 'name="line-kit"' in page
    assert "checked" not in page.split('name="line-kit"')[1].split("</fieldset>")[0]
    assert ash.post(lou.address("finish"), SENT).status_code == 303
    assert one_of(tellers, Ready) is None


def test_one_tap_keeps_it_as_it_stood(lou, ash, tellers):
    kit(tellers, lou)
    sent = {**SENT, "line-kit": "recorded", "words-kit": "nothing that was sent", "line-next": "later"}
    assert ash.post(lou.address("finish"), sent).status_code == 303
    assert one_of(tellers, Ready, about="kit").words == "Their own: good until 10 December 2036"
    assert one_of(tellers, Ready, about="next").answer == "later"
    assert (
        "recorded"
        not in read(ash.get(lou.address("finish"))).split('name="line-script"')[1].split("</fieldset>")[0]
    )


def test_what_is_not_recorded_cannot_be_chosen_as_recorded(lou, ash, tellers):
    answer = ash.post(lou.address("finish"), {**SENT, "line-script": "recorded"})
    assert answer.status_code == 200
    assert "not among them" in read(answer)
    assert one_of(tellers, Leaving) is None


def test_it_is_gone_on_with_as_often_as_it_takes(lou, ash, tellers):
    assert (
        ash.post(
            lou.address("finish"), {**SENT, "line-well": "written", "words-well": "Mornings"}
        ).status_code
        == 303
    )
    row = one_of(tellers, Leaving)
    page = read(ash.get(lou.address("finish")))
    assert "Mornings" in page and "With Nan" in page
    again = {**SENT, "line-well": "nothing", "seen": str(row.version), "words": "In good order"}
    assert ash.post(lou.address("finish"), again).status_code == 303
    assert [r.answer for r in [one_of(tellers, Ready, about="well")]] == ["nothing"]
    assert one_of(tellers, Leaving).words == "In good order"


def test_the_second_of_two_workers_is_shown_both(lou, ash, tellers):
    prepare(lou, tellers, words="Theirs")
    answer = ash.post(lou.address("finish"), {**SENT, "words": "Mine"})
    assert answer.status_code == 409
    assert "Theirs" in read(answer) and "Mine" in read(answer)


def test_two_who_begin_at_once_are_told(lou, tellers):
    prepare(lou, tellers)
    with pytest.raises(Refused, match="in the meantime"):
        prepare(lou, tellers)


# Asked alone ----------------------------------------------------------------------------------------------------------


def test_before_a_planned_end_they_are_asked_alone(lou, ash, tellers):
    sent = {**SENT, "asked": "not_yet", "finish": "on", "as_it_is": "on"}
    answer = ash.post(lou.address("finish"), sent)
    assert answer.status_code == 409
    assert "ask them alone where they go home to" in read(answer)
    assert state_of(tellers, "care_episode", lou.care.episode.id) == "open"
    assert one_of(tellers, Leaving) is None
    assert ash.post(lou.address("finish"), {**sent, "asked": "not_safe"}).status_code == 303
    assert state_of(tellers, "care_episode", lou.care.episode.id) == "finished"


def test_nobody_leaves_as_planned_unasked(lou, tellers):
    with pytest.raises(Refused, match="ask them alone"):
        left(lou, tellers, asked="not_yet")


def test_whether_home_is_safe_lies_in_a_part_of_its_own(lou, ash, tellers):
    sent = {**SENT, "safe": "no", "safe_words": "He waits at the door"}
    assert ash.post(lou.address("finish"), sent).status_code == 303
    home = one_of(tellers, Home)
    assert (home.safe, home.words) == ("no", "He waits at the door")
    kind = tellers.house.sql.execute(
        "select kind, team from access.folder where id = %s", (home.folder,)
    ).fetchone()
    assert kind == ("safety", None)
    told = tellers.house.sql.execute("select string_agg(l::text, '') from leaving_leaving l").fetchone()[0]
    assert "waits at the door" not in told and '"no"' not in told
    assert "He waits at the door" in read(ash.get(lou.address("finish")))


def test_it_is_written_once_however_often_the_page_is_saved(lou, tellers):
    row = prepare(lou, tellers, at_home=AtHome("unsure"))
    with tellers.house.viewer(tellers.ash) as by:
        actions.write(
            by=by,
            episode=lou.care.episode,
            how="planned",
            on=TODAY,
            asked="alone",
            at_home=AtHome("yes"),
            leaving=row,
        )
        assert [h.safe for h in Home.current.all()] == ["yes"]


def test_a_colleague_who_holds_the_leaving_learns_nothing_of_home(lou, tellers):
    from alongside.access import folders

    prepare(lou, tellers, at_home=AtHome("no", "He waits at the door"))
    with tellers.house.viewer(tellers.ash) as by:
        for kind in ("line", "dates", "treatment"):
            folders.give(
                by=by, folder=tellers.one.folders[kind], staff=tellers.bo, purpose="cover", reason="away"
            )
    bo = tellers.house.browser(tellers.bo)
    page = read(bo.get(lou.address("finish")))
    assert "With Nan" in page
    assert "waits at the door" not in page
    with tellers.house.viewer(tellers.bo):
        assert not Home.objects.all().exists()


def test_asked_alone_needs_an_answer_of_whether_it_is_safe(lou, ash, tellers):
    answer = ash.post(lou.address("finish"), {**SENT, "safe": ""})
    assert "not sure" in read(answer)
    assert one_of(tellers, Leaving) is None


# Left, and not by itself ----------------------------------------------------------------------------------------------


def test_what_is_prepared_closes_nothing(lou, tellers):
    before = open_dates(tellers, lou.who)
    prepare(lou, tellers, on=TODAY - DAY)
    tellers.house.pass_time(days=30)
    assert state_of(tellers, "care_episode", lou.care.episode.id) == "open"
    assert open_dates(tellers, lou.who) == before


def test_they_leave_and_what_is_still_to_do_stays(lou, ash, tellers):
    row = left(
        lou, tellers, lines=[Answer("letters", "later"), Answer("kit", "nothing")], how="moved", asked=""
    )
    assert state_of(tellers, "care_episode", lou.care.episode.id) == "finished"
    assert one_of(tellers, Episode).finished_how == "moved"
    today = read(ash.get("/today/"))
    assert "1 thing is still to do" in today
    line = one_of(tellers, Ready, about="letters")
    assert ash.post(url("leaving-done", ready=line)).status_code == 303
    assert "still to do" not in read(ash.get("/today/"))
    assert ash.post(url("leaving-done", ready=line)).status_code == 409
    assert "they have left" in read(ash.get(url("leaving", leaving=row)))


def test_who_left_as_planned_stands_among_what_goes_well(lou, ash, tellers):
    left(lou, tellers)
    assert "Left as planned" in read(ash.get("/today/"))


def test_they_stay_after_all(lou, ash, tellers):
    row = prepare(lou, tellers, lines=[Answer("kit", "later")])
    assert "leaves on 6 November" in read(ash.get(url("person", person=lou.who.handle())))
    assert ash.post(url("leaving-stay", leaving=row)).status_code == 303
    assert "leaves on" not in read(ash.get(url("person", person=lou.who.handle())))
    assert state_of(tellers, "care_episode", lou.care.episode.id) == "open"


# A mistake --------------------------------------------------------------------------------------------------------------


def test_a_mistake_is_undone_and_the_dates_stand_again(lou, tellers):
    before = open_dates(tellers, lou.who)
    row = left(lou, tellers)
    assert open_dates(tellers, lou.who) < before
    undoes(tellers, row)
    assert state_of(tellers, "care_episode", lou.care.episode.id) == "open"
    assert open_dates(tellers, lou.who) == before


def test_what_was_settled_since_stays_settled(lou, tellers):
    row = left(lou, tellers)
    with tellers.house.viewer(tellers.ash) as by:
        due = Due.current.filter(folder=lou.who.folders["dates"], state="off").first()
        due.change(by=by, state="met")
    undoes(tellers, row)
    assert state_of(tellers, "care_due", due.id) == "met"


def test_whoever_returned_since_goes_on_with_their_new_care(lou, tellers):
    row = left(lou, tellers)
    with tellers.house.viewer(tellers.ash) as by:
        care.begin(by=by, folder=lou.care.folder)
    with pytest.raises(Refused, match="begun again since"):
        undoes(tellers, row)


def test_nothing_is_undone_twice_nor_without_saying_why(lou, ash, tellers):
    row = left(lou, tellers)
    assert "Write something" in read(ash.post(url("leaving-undo", leaving=row), {"why": ""}))
    assert ash.post(url("leaving-undo", leaving=row), {"why": "Wrong Lou"}).status_code == 303
    answer = ash.post(url("leaving-undo", leaving=row), {"why": "Wrong Lou"})
    assert answer.status_code == 409
    assert "undone already" in read(answer)


# Bad input --------------------------------------------------------------------------------------------------------------

BAD = [
    ({"how": ""}, "Choose one"),
    ({"how": "died"}, "not among them"),
    ({"how": "moon"}, "not among them"),
    ({"on": ""}, "Write a date"),
    ({"on": "31 Feb 2035"}, "28 days"),
    ({"on": "1 Oct 2035"}, "before their care began"),
    ({"on": "6 Dec 2035", "finish": "on", "as_it_is": "on"}, "in the future"),
    ({"home": ""}, "Write something"),
    ({"safe": "perhaps"}, "not among them"),
    ({"line-kit": "written", "words-kit": ""}, "Write something"),
    ({"line-kit": "yes"}, "not among them"),
    ({"words": "x" * 4001}, "too long"),
    ({"words": "a\x07"}, "cannot be seen or saved"),
]


@pytest.mark.parametrize(("wrong", "words"), BAD, ids=lambda v: "-".join(v) if isinstance(v, dict) else "")
def test_bad_input_is_answered_in_words_and_writes_nothing(lou, ash, tellers, wrong, words):
    answer = ash.post(lou.address("finish"), {**SENT, **wrong})
    assert answer.status_code in (200, 409)
    assert words in read(answer)
    assert tellers.house.sql.execute("select count(*) from leaving_leaving").fetchone() == (0,)
    assert state_of(tellers, "care_episode", lou.care.episode.id) == "open"


def test_who_has_left_does_not_leave_again(lou, ash, tellers):
    left(lou, tellers)
    answer = ash.post(lou.address("finish"), {**SENT, "finish": "on", "as_it_is": "on"})
    assert answer.status_code == 409
    assert "finished already" in read(answer)


def test_a_death_is_not_written_among_the_ten_lines(lou, tellers):
    with pytest.raises(Refused, match="its own page"):
        prepare(lou, tellers, how="died")


def test_a_stale_version_is_told(lou, tellers):
    row = prepare(lou, tellers)
    with tellers.house.viewer(tellers.ash) as by, pytest.raises(Stale):
        actions.write(
            by=by, episode=lou.care.episode, how="moved", on=TODAY, leaving=row, seen=row.version + 1
        )  # fmt: skip


@pytest.mark.parametrize("name", ["leaving", "leaving-undo", "leaving-again", "leaving-looked"])
def test_a_colleague_without_it_finds_nothing(lou, tellers, name):
    row = prepare(lou, tellers)
    bo = tellers.house.browser(tellers.bo)
    assert bo.get(url(name, leaving=row)).status_code == 404
    assert bo.get(lou.address("finish")).status_code == 404


# What the person page says ----------------------------------------------------------------------------------------------


def test_the_person_page_says_what_goes_well_and_what_they_agree_to(lou, ash, tellers):
    from alongside.sharing.models import Consent

    with tellers.house.viewer(tellers.ash) as by:
        care.step_done(by=by, step=lou.care.step)
        Consent.add(
            by=by, folder=lou.care.folder, to_whom="Dr Adams", topics="plan", purpose="one plan", how="said", given_on=TODAY,
            until=TODAY + 90 * DAY,
        )  # fmt: skip
    page = read(ash.get(url("person", person=lou.who.handle())))
    assert "Going well" in page and "in the last four weeks" in page
    assert "Dr Adams" in page and "What they agree to" in page


def test_who_stays_in_touch_for_ninety_days_goes_well(lou, ash, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        by_now = Episode.current.get(pk=lou.care.episode.id)
        by_now.change(by=by, began_on=TODAY - 91 * DAY)
    assert "90 days in touch" in read(ash.get("/today/"))
    assert "90 days in touch" in read(ash.get(url("person", person=lou.who.handle())))


def test_of_whom_we_lost_touch_with_nobody_says_that_they_are_in_touch(lou, ash, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        Episode.current.get(pk=lou.care.episode.id).change(by=by, began_on=TODAY - 91 * DAY)
        session = lou.care.session
        session.change(by=by, at=session.at - 30 * DAY)
    assert "90 days in touch" not in read(ash.get("/today/"))


def test_the_line_of_the_year_knows_on_which_days_questions_were_asked(lou, ash, tellers):
    from alongside.measures.models import Response

    with tellers.house.viewer(tellers.ash) as by:
        for n in range(2):
            Response.add(
                by=by, folder=lou.care.folder, questionnaire=f"x/{n}", edition="1", state="completed", done_on=TODAY - DAY
            )  # fmt: skip
    page = read(ash.get(url("person", person=lou.who.handle())))
    assert "1 day of questions" in page
