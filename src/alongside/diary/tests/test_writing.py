"""Write it up: chips are offered and never filled, a paragraph goes where it belongs, nothing that was typed is lost."""

import datetime as dt

import pytest

from alongside.access import folders, handles
from alongside.access.viewer import Refused
from alongside.care.models import Due, Present, Session, Step
from alongside.care.tests.ground import NOW
from alongside.diary import actions
from alongside.diary.models import Appointment, Aside
from alongside.web.wrapper import url

NOTE = {
    "on": "6 Nov 2035",
    "at": "09.00",
    "how": "in_person",
    "state": "came",
    "source": "seen",
    "there": "person",
}


def read(answer):
    return answer.content.decode()


@pytest.fixture
def ash(tellers):
    return tellers.house.browser(tellers.ash)


def all_of(tellers, model, who=None):
    with tellers.house.viewer(who or tellers.ash):
        return list(model.current.all())


def test_those_on_the_map_and_the_steps_of_the_plan_are_offered_and_nothing_is_ticked(lou, ash, tellers):
    page = read(ash.get(lou.address("write")))
    assert "Nan" in page and "Ask about Sundays" in page
    assert ash.post(lou.address("write"), {**NOTE, "note": "Nan came up, and Sundays"}).status_code == 303
    assert [s.state for s in all_of(tellers, Step)] == ["open"]
    assert all(p.alter_id is None for p in all_of(tellers, Present))


def test_a_step_that_was_ticked_is_done(lou, ash, tellers):
    chip = handles.seal("step", lou.care.folder, lou.care.step.id)
    assert ash.post(lou.address("write"), {**NOTE, "done": [chip]}).status_code == 303
    assert [s.state for s in all_of(tellers, Step)] == ["done"]
    assert "Ask about Sundays" not in read(ash.get(lou.address("write")))


def test_a_try_is_written_up_like_any_contact(lou, ash, tellers):
    assert ash.post(lou.address("write"), {**NOTE, "how": "phone", "state": "tried"}).status_code == 303
    assert "Tried, not reached (phone)" in read(ash.get(lou.address("contacts")))


def test_what_was_booked_as_a_home_visit_is_written_up_as_one(lou, ash, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        its = actions.book(by=by, folder=lou.care.folder, at=by.now + dt.timedelta(hours=2), how="home")
    due = handles.seal("due", lou.who.folders["dates"], its.due)
    page = read(ash.get(url("write_up", part=lou.who.part(), due=due)))
    assert 'value="home" checked' in page.replace("  ", " ")


def test_the_next_appointment_is_one_like_any_other_and_leads_to_its_text(lou, ash, tellers):
    sent = {**NOTE, "next_on": "13 Nov 2035", "next_at": "10.00", "agreed": "bring the letter"}
    answer = ash.post(lou.address("write"), sent)
    assert "/appointment/" in answer.headers["Location"]
    assert "Tell them" in read(ash.get(answer.headers["Location"]))
    assert [a.worker for a in all_of(tellers, Appointment)] == [tellers.ash]
    with tellers.house.viewer(tellers.ash):
        assert Due.current.get(pk=all_of_id(Appointment)).at == dt.datetime(2035, 11, 13, 10, tzinfo=dt.UTC)


def all_of_id(model):
    return model.current.get().due


# A paragraph that is set apart ----------------------------------------------------------------------------------------

APART = {
    **NOTE,
    "note": "We spoke of Sundays.",
    "apart": "on",
    "apart_words": "He takes her phone at night.",
    "apart_into": "new",
}


def test_a_paragraph_goes_to_a_part_of_its_own_and_the_note_says_nothing_of_it(lou, ash, tellers):
    assert ash.post(lou.address("write"), APART).status_code == 303
    one = all_of(tellers, Aside)[0]
    session = next(s for s in all_of(tellers, Session) if s.note == "We spoke of Sundays.")
    assert (one.words, one.session, one.session_folder, one.source) == (
        "He takes her phone at night.", session.id, lou.care.folder, "said",
    )  # fmt: skip
    assert one.folder != lou.care.folder
    kind = tellers.house.sql.execute(
        "select kind, team from access.folder where id = %s", (one.folder,)
    ).fetchone()
    assert kind == ("safety", None)
    assert "takes her phone" in read(ash.get(url("person", person=lou.who.handle())))
    for page in ("contacts", "write", "session"):
        there = url("session", session=session) if page == "session" else lou.address(page)
        assert "takes her phone" not in read(ash.get(there))
    assert (
        "takes her phone"
        not in tellers.house.sql.execute("select string_agg(s::text, '') from care_session s").fetchone()[0]
    )


def test_a_colleague_who_holds_the_note_sees_nothing_of_what_was_set_apart(lou, ash, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        for kind in ("line", "dates", "treatment"):
            folders.give(
                by=by,
                folder=lou.who.folders[kind],
                staff=tellers.bo,
                purpose="keyworker",
                reason="works with",
                assigned=True,
            )
    bo = tellers.house.browser(tellers.bo)
    ash.post(lou.address("write"), {**APART, "apart": "", "apart_words": ""})
    plain = read(bo.get(url("person", person=lou.who.handle())))
    ash.post(lou.address("write"), APART)
    told = read(bo.get(url("person", person=lou.who.handle())))
    assert "takes her phone" not in told and "Set apart" not in told
    assert ("Set apart" in plain) is False
    assert all_of(tellers, Aside, tellers.bo) == []


def test_the_second_paragraph_goes_where_the_first_went(lou, ash, tellers):
    ash.post(lou.address("write"), APART)
    page = read(ash.get(lou.address("write")))
    assert 'value="new"' not in page
    safety = all_of(tellers, Aside)[0].folder
    into = handles.seal("part", safety, safety)
    assert ash.post(lou.address("write"), {**APART, "apart_into": into}).status_code == 303
    assert {a.folder for a in all_of(tellers, Aside)} == {safety}


@pytest.mark.parametrize("into", ["theirs", "itself", "nonsense"])
def test_a_paragraph_goes_nowhere_else(lou, ash, tellers, into):
    folder = {"theirs": tellers.other.folders["treatment"], "itself": lou.care.folder}.get(into, 7)
    answer = ash.post(lou.address("write"), {**APART, "apart_into": handles.seal("part", folder, folder)})
    assert answer.status_code == 200 and "not among them" in read(answer)
    with tellers.house.viewer(tellers.ash) as by, pytest.raises(Refused):
        session = Session.current.get(pk=lou.care.session.id)
        actions.set_apart(by=by, session=session, words="x", into=folder)
    assert all_of(tellers, Aside) == []


def test_a_switch_without_a_paragraph_is_asked_about(lou, ash, tellers):
    assert "Write something" in read(ash.post(lou.address("write"), {**APART, "apart_words": ""}))


def test_a_paragraph_is_corrected_and_two_who_do_so_at_once_are_both_shown(lou, ash, tellers):
    ash.post(lou.address("write"), APART)
    page = url("aside", aside=all_of(tellers, Aside)[0])
    assert ash.post(page, {"words": "He took it once.", "source": "said", "seen": "1"}).status_code == 303
    late = ash.post(page, {"words": "He takes it often.", "source": "said", "seen": "1"})
    assert late.status_code == 409 and "He took it once." in read(late) and "He takes it often." in read(late)


# Nothing is lost ------------------------------------------------------------------------------------------------------


def test_two_workers_write_up_the_same_appointment_and_both_notes_are_kept(lou, ash, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        for kind in ("line", "dates", "treatment"):
            folders.give(
                by=by,
                folder=lou.who.folders[kind],
                staff=tellers.bo,
                purpose="keyworker",
                reason="works with",
                assigned=True,
            )
    tellers.house.at(NOW + dt.timedelta(hours=1))
    tellers.house.tokens.clear()
    ash, bo = tellers.house.browser(tellers.ash), tellers.house.browser(tellers.bo)
    page, sent = lou.address("write_up"), {**NOTE, "at": "10.30"}
    assert bo.post(page, {**sent, "note": "Bo wrote this", "there": []}).status_code == 303
    late = ash.post(page, {**sent, "note": "Ash wrote this"})
    assert late.status_code == 409
    assert "Bo wrote this" in read(late) and "Ash wrote this" in read(late)
    assert "Save as a contact of its own" in read(late)
    assert ash.post(lou.address("write"), {**sent, "note": "Ash wrote this"}).status_code == 303
    assert {"Bo wrote this", "Ash wrote this"} <= {s.note for s in all_of(tellers, Session)}


def test_what_is_being_written_is_kept_for_whoever_writes_it_and_for_nobody_else(lou, ash, tellers):
    draft = lou.address("write") + "draft/"
    kept = ash.post(draft, {**NOTE, "note": "Half a thou"}, headers={"X-Requested-With": "draft"})
    assert kept.status_code == 204
    assert ">Go on with it<" in read(ash.get(lou.address("write")))
    assert "Half a thou" in read(ash.get(lou.address("write") + "?kept=1"))
    with tellers.house.viewer(tellers.ash) as by:
        for kind in ("line", "dates", "treatment"):
            folders.give(
                by=by,
                folder=lou.who.folders[kind],
                staff=tellers.bo,
                purpose="keyworker",
                reason="works with",
            )
    bo = tellers.house.browser(tellers.bo)
    assert ">Go on with it<" not in read(bo.get(lou.address("write")))
    assert "Half a thou" not in read(bo.get(lou.address("write") + "?kept=1"))
    ash.post(lou.address("write"), {**NOTE, "note": "Half a thought, finished", "once": "w1"})
    assert ">Go on with it<" not in read(ash.get(lou.address("write")))


def test_a_note_takes_at_most_ten_inputs_beyond_its_typing(lou, ash, tellers):
    """From Today: the press that opens it, and whatever the page does not know of a plain contact that was booked."""
    page = read(ash.get(lou.address("write_up")))
    from tests.guards.forms import Forms

    form = next(f for f in Forms(page).found if "note" in f["typed"])
    needed = {"on", "at", "how", "state", "source", "there"}
    known = {name for name in needed if f'name="{name}"' in page and _is_filled(page, name)}
    agreed_and_next = 3
    assert needed - known == set(), form
    assert 1 + agreed_and_next + 1 <= 10


def _is_filled(page, name):
    import re

    tags = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page)
    return any("checked" in t or re.search(r'value="[^"]+"', t) and 'type="text"' in t for t in tags)
