"""Somebody died: nothing goes to them any more, dates come off, the desk is asked; a mistake is undone, and looked at first."""

import datetime as dt
import html
import json

import pytest
from django.db import ProgrammingError
from tests.ground import is_there

from alongside.access import folders
from alongside.access.viewer import Refused
from alongside.care import actions as care
from alongside.care.models import Due, Episode
from alongside.care.queries.parts import whose
from alongside.care.tests.ground import TODAY
from alongside.desk import queries as desk
from alongside.leaving import actions
from alongside.leaving.models import Leaving
from alongside.leaving.tests.ground import dies, gwen_of, open_dates, prepare, state_of, undoes
from alongside.outbox import actions as outbox
from alongside.outbox.tests.ground import Stub, carrying, run
from alongside.web.wrapper import url

DAY = dt.timedelta(days=1)
SENT = {"on": "6 Nov 2035", "look_on": "4 Dec 2035", "source": "told", "sure": "on"}


@pytest.fixture
def ash(tellers):
    return tellers.house.browser(tellers.ash)


@pytest.fixture
def carrier(monkeypatch):
    with carrying(monkeypatch, Stub()) as made:
        yield made


def read(answer):
    return html.unescape(answer.content.decode())


def text(lou, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        return outbox.send(by=by, folder=lou.care.folder, template="ring", channel="text", way=lou.way)


def worries(tellers):
    return tellers.house.sql.execute(
        "select about, other, words from access.worry order by at, id"
    ).fetchall()


def died_page(lou):
    return url("died", part=lou.who.part())


# Everything stops -------------------------------------------------------------------------------------------------------


def test_what_waits_stands_still_and_nothing_goes_any_more(lou, tellers, carrier):
    waiting = text(lou, tellers)
    dies(lou, tellers)
    assert state_of(tellers, "outbox_message", waiting.id) == "queued"
    later = text(lou, tellers)
    run()
    assert carrier.sent == []
    assert state_of(tellers, "outbox_message", later.id) == "held"


def test_what_waits_in_a_part_that_is_not_held_stops_too(lou, tellers, carrier):
    gwen = gwen_of(lou, tellers, "line", "contact")
    with tellers.house.viewer(gwen, "person", lou.who.folders["line"]) as by:
        sealed = folders.open_folder(by=by, kind="safety", person=lou.who.id, purpose="specialist")
        hidden = outbox.send(by=by, folder=sealed, template="ring", channel="text", way=lou.way)
    row = dies(lou, tellers)
    run()
    assert (carrier.sent, state_of(tellers, "outbox_message", hidden.id)) == ([], "queued")
    undoes(tellers, row)
    run()
    assert carrier.sent == []
    with tellers.house.viewer(tellers.ash) as by:
        actions.messages_again(by=by, leaving=row, looked=True)
    run()
    assert (len(carrier.sent), state_of(tellers, "outbox_message", hidden.id)) == (1, "sent")


def test_all_dates_come_off_and_a_look_back_opens(lou, tellers):
    dies(lou, tellers)
    with tellers.house.viewer(tellers.ash):
        there = Due.current.filter(folder=lou.who.folders["dates"], state__in=("due", "offered"))
        assert [(d.what, d.on) for d in there] == [("review", TODAY + 28 * DAY)]


def test_care_finishes_as_a_death(lou, tellers):
    dies(lou, tellers)
    with tellers.house.viewer(tellers.ash):
        assert Episode.current.get(pk=lou.care.episode.id).finished_how == "died"


def test_what_was_being_prepared_becomes_the_death(lou, tellers):
    row = prepare(lou, tellers)
    assert dies(lou, tellers).id == row.id


def test_one_page_writes_it(lou, ash, tellers):
    page = read(ash.get(died_page(lou)))
    assert "Nan" in page
    assert ash.post(died_page(lou), SENT).status_code == 303
    assert "Lou died on" in read(ash.get(url("person", person=lou.who.handle())))
    assert "To look back on together" in read(ash.get("/today/"))


# Help, and nobody named -----------------------------------------------------------------------------------------------


def test_the_desk_is_asked_to_offer_help_without_naming(lou, ash, tellers):
    nan = ash.get(died_page(lou)).content.decode().split('name="around"')[1].split('value="')[1].split('"')[0]
    assert ash.post(died_page(lou), {**SENT, "around": [nan]}).status_code == 303
    (about, other, words) = worries(tellers)[0]
    assert (about, other) == ("Lou", "Nan")
    assert "without naming who died" in words
    with tellers.house.viewer(tellers.kerry, "none") as by:
        assert [w["about"] for w in desk.worries(by, decided=False)] == ["Lou"]


def test_nothing_of_it_stands_in_the_record(lou, ash, tellers):
    dies(lou, tellers, around=[lou.care.nan])
    for page in (url("person", person=lou.who.handle()), url("leaving", leaving=the_leaving(tellers))):
        assert "desk is asked" not in read(ash.get(page))
        assert "supported here" not in read(ash.get(page))
    told = tellers.house.sql.execute("select string_agg(l::text, '') from leaving_leaving l").fetchone()[0]
    assert not is_there("Nan", told)


def the_leaving(tellers):
    with tellers.house.viewer(tellers.ash):
        return Leaving.current.get(how="died")


def test_the_worker_of_another_record_learns_nothing(lou, tellers):
    """Until the desk decides, and then in its words: the other's Today is as it was, byte for byte."""
    from tests.guards.test_routes import canonical

    bo = tellers.house.browser(tellers.bo)
    before = canonical(bo.get("/today/"))
    dies(lou, tellers, around=[lou.care.nan])
    assert canonical(bo.get("/today/")) == before


def test_without_a_desk_everything_stops_all_the_same(lou, tellers, carrier, monkeypatch):
    def nobody(**_all):
        raise Refused("Nobody would be left to read it.")

    monkeypatch.setattr("alongside.leaving.actions.desk.pass_on", nobody)
    text(lou, tellers)
    dies(lou, tellers)
    run()
    assert carrier.sent == []


# A mistake --------------------------------------------------------------------------------------------------------------


def stands(lou, tellers):
    """While it stands that they died nobody lets messages go again, by whichever page."""
    dies(lou, tellers)
    with tellers.house.viewer(tellers.ash) as by, pytest.raises(Refused, match="stands written"):
        outbox.let_again(by=by, folder=lou.care.folder)
    answer = tellers.house.browser(tellers.ash).post(
        url("stop-messages", part=lou.who.part()), {"what": "let"}
    )
    assert answer.status_code == 409
    assert "undo it first" in read(answer)


def test_while_it_stands_nobody_lets_messages_go_again(lou, tellers):
    stands(lou, tellers)


def test_a_death_keeps_nobody_else_s_messages_back(lou, tellers):
    dies(lou, tellers)
    with tellers.house.viewer(tellers.bo) as by:
        other = tellers.other.folders["treatment"]
        outbox.stop_all(by=by, person=whose(by, other))
        outbox.let_again(by=by, folder=other)
    assert tellers.house.sql.execute("select person from access.stopped").fetchall() == [(lou.who.id,)]


def test_undone_messages_stay_stopped_until_somebody_looked(lou, ash, tellers, carrier):
    before = open_dates(tellers, lou.who)
    row = undoes(tellers, dies(lou, tellers))
    assert state_of(tellers, "care_episode", lou.care.episode.id) == "open"
    assert open_dates(tellers, lou.who) == before
    still = text(lou, tellers)
    run()
    assert (carrier.sent, state_of(tellers, "outbox_message", still.id)) == ([], "held")
    assert "Messages are still stopped" in read(ash.get("/today/"))
    assert "Tick this" in read(ash.post(url("leaving-again", leaving=row), {}))
    assert ash.post(url("leaving-again", leaving=row), {"looked": "on"}).status_code == 303
    text(lou, tellers)
    run()
    assert len(carrier.sent) == 1
    assert "still stopped" not in read(ash.get("/today/"))


def test_what_was_stopped_goes_on_and_what_somebody_cancelled_does_not(lou, tellers, carrier):
    waiting, off = text(lou, tellers), text(lou, tellers)
    row = dies(lou, tellers)
    with tellers.house.viewer(tellers.ash) as by:
        outbox.cancel(by=by, message=off)
    row = undoes(tellers, row)
    with tellers.house.viewer(tellers.ash) as by:
        actions.messages_again(by=by, leaving=row, looked=True)
    run()
    assert state_of(tellers, "outbox_message", waiting.id) == "sent"
    assert state_of(tellers, "outbox_message", off.id) == "cancelled"


def all_of(tellers, person, only=None):
    """All that stands of somebody in every part of their record, past every policy, but for how often it was changed."""
    told = {}
    for table in ("care_episode", "care_due", "outbox_message"):
        rows = tellers.house.sql.execute(
            f"select to_jsonb(t) - 'version' from {table} t join access.folder f on f.id = t.folder "
            "where f.person = %s order by t.id",
            (person,),
        ).fetchall()
        told[table] = [
            row for (row,) in rows if only is None or row["id"] in {was["id"] for was in only[table]}
        ]
    return told


def two_hands(lou, tellers):
    """A death that Ash wrote, who holds two parts and the dates, is undone by Gwen, who holds one part and no dates."""
    house = tellers.house
    gwen = gwen_of(lou, tellers, "line", "treatment", "contact", assigned=True)
    with house.viewer(tellers.ash) as by:
        family = folders.open_folder(
            by=by, kind="family", person=lou.who.id, team=tellers.team, purpose="works_with", assigned=True
        )
    with house.viewer(tellers.ash) as by:
        begun = care.begin(by=by, folder=family)
        outbox.send(by=by, folder=family, template="ring", channel="text", way=lou.way)
    before = all_of(tellers, lou.who.id)
    assert {row["folder"] for row in before["care_episode"]} == {family, lou.care.folder}
    row = dies(lou, tellers)
    assert all_of(tellers, lou.who.id, before) != before
    with house.viewer(gwen) as by:
        mine = Leaving.current.get(folder=lou.care.folder, pk=row.pk)
        actions.undo(by=by, leaving=mine, why="Another Lou", called="Lou")
    assert all_of(tellers, lou.who.id, before) == before
    assert house.sql.execute("select count(*) from access.died_with").fetchone() == (0,)
    return gwen, family, begun


def test_a_mistake_is_undone_in_parts_that_whoever_undoes_it_does_not_hold(lou, tellers):
    gwen, family, _begun = two_hands(lou, tellers)
    with tellers.house.viewer(gwen):
        assert family not in {row["folder"] for row in folders.rows("select * from access.my_access()")}


def test_what_somebody_changed_since_stays_as_they_left_it(lou, tellers):
    row = dies(lou, tellers)
    with tellers.house.viewer(tellers.ash) as by:
        episode = Episode.current.get(pk=lou.care.episode.id)
        episode.change(by=by, finished_words="As his sister told us.")
    undoes(tellers, row)
    assert state_of(tellers, "care_episode", lou.care.episode.id) == "finished"


def test_while_it_stands_written_in_another_part_nothing_stands_again(lou, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        family = folders.open_folder(
            by=by, kind="family", person=lou.who.id, team=tellers.team, purpose="works_with", assigned=True
        )
    row = dies(lou, tellers)
    tellers.house.sql.execute("update access.stopped set died = died || %s::bigint", (family,))
    undoes(tellers, row)
    assert state_of(tellers, "care_episode", lou.care.episode.id) == "finished"
    with tellers.house.viewer(tellers.ash):
        folders.call("select access.undo_died(%s)", family)
    assert state_of(tellers, "care_episode", lou.care.episode.id) == "open"
    assert tellers.house.sql.execute("select count(*) from access.died_with").fetchone() == (0,)


def anybody(lou, tellers):
    """Nobody undoes a death, or notes what ended with one, in a part in which they do not write."""
    dies(lou, tellers)
    for sql in ("select access.undo_died(%s)", "select access.note_died(%s, '[]')"):
        with pytest.raises(ProgrammingError), tellers.house.viewer(tellers.bo):
            folders.call(sql, lou.care.folder)
    due = tellers.house.sql.execute(
        "select id, folder, version from care_due where folder = %s and state = 'off' limit 1",
        (lou.who.folders["dates"],),
    ).fetchone()
    # Nor does anybody put back another's rows by noting them as their own.
    noted = json.dumps(
        [{"folder": due[1], "row_id": due[0], "what": "date", "stood": "due", "version": due[2]}]
    )
    with tellers.house.viewer(tellers.bo):
        bos = tellers.other.folders["treatment"]
        folders.call("select access.note_died(%s, %s::jsonb)", bos, noted)
        folders.call("select access.undo_died(%s)", bos)
    assert state_of(tellers, "care_due", due[0]) == "off"


def test_nobody_undoes_what_is_not_theirs(lou, tellers):
    anybody(lou, tellers)


def test_the_desk_hears_that_it_was_a_mistake(lou, tellers):
    undoes(tellers, dies(lou, tellers, around=[lou.care.nan]))
    assert any("by mistake" in words for _about, _other, words in worries(tellers))


def test_it_may_be_written_again_after_a_mistake(lou, tellers):
    undoes(tellers, dies(lou, tellers))
    dies(lou, tellers)
    with tellers.house.viewer(tellers.ash) as by, pytest.raises(Refused, match="stands written"):
        outbox.let_again(by=by, folder=lou.care.folder)


# Looking back -----------------------------------------------------------------------------------------------------------


def test_it_is_looked_back_on_once_and_in_words(lou, ash, tellers):
    row = dies(lou, tellers)
    address = url("leaving-looked", leaving=row)
    assert "Write something" in read(ash.post(address, {"words": ""}))
    assert ash.post(address, {"words": "Ring the day after a miss."}).status_code == 303
    assert open_dates(tellers, lou.who) == 0
    assert ash.post(address, {"words": "Again"}).status_code == 409


def test_nobody_who_died_is_said_to_have_left(lou, ash, tellers):
    assert "they have left" not in read(ash.get(url("leaving", leaving=dies(lou, tellers))))


# Bad input --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"on": "7 Nov 2055"}, "or before"),
        ({"on": "1 Oct 2035"}, "before it began"),
        ({"on": ""}, "Write a date"),
        ({"look_on": "5 Nov 2035"}, "today or later"),
        ({"sure": ""}, "Tick this"),
        ({"around": "x"}, "not among them"),
        ({"source": "moon"}, "not among them"),
        ({"source": "said"}, "not among them"),
    ],
)
def test_bad_input_is_answered_in_words_and_stops_nothing(lou, ash, tellers, wrong, words):
    answer = ash.post(died_page(lou), {**SENT, **wrong})
    assert answer.status_code in (200, 409)
    assert words in read(answer)
    assert tellers.house.sql.execute("select count(*) from access.stopped").fetchone() == (0,)
    assert worries(tellers) == []


def test_it_is_written_once(lou, ash, tellers):
    dies(lou, tellers)
    answer = ash.post(died_page(lou), SENT)
    assert answer.status_code == 409
    assert "It is written already" in read(answer)


def test_somebody_of_another_map_is_not_among_them(lou, tellers):
    from alongside.care.tests.ground import on_pages

    other = on_pages(tellers.house, tellers.bo, tellers.other)
    with pytest.raises(Refused, match="not in this part"):
        dies(lou, tellers, around=[other.care.nan])


def test_of_somebody_whose_care_is_over_too(lou, tellers, carrier):
    from alongside.leaving.tests.ground import left

    left(lou, tellers)
    dies(lou, tellers)
    later = text(lou, tellers)
    assert state_of(tellers, "outbox_message", later.id) == "held"


def test_nothing_of_them_is_urgent_on_today_any_more(lou, ash, tellers):
    from alongside.keeping import actions as keeping
    from alongside.keeping.models import Risk

    with tellers.house.viewer(tellers.ash) as by:
        keeping.keep(
            by=by, model=Risk, folder=lou.care.folder, about="overdose", level="now", now="", before="", helps="",
            who="Ash rings", review_on=TODAY + 7 * DAY, source="said",
        )  # fmt: skip
    assert "Serious now" in read(ash.get("/today/"))
    dies(lou, tellers)
    assert "Serious now" not in read(ash.get("/today/"))
