"""A text to whoever looks for a colleague who is late: to whom, when, in which words; and whose number is told to nobody else."""

import datetime as dt

import pytest
from django.db import ProgrammingError, transaction
from tests import ground

from alongside.access import folders, tasks
from alongside.access.viewer import Refused
from alongside.diary import actions, telling
from alongside.diary.queries import reach
from alongside.diary.tests import test_out as out
from alongside.outbox.carriers import CutOff, Later
from alongside.outbox.carriers import Refused as NoSuchNumber
from alongside.outbox.tests.ground import Stub, outbox_with
from alongside.outbox.wording import LATE, late

BO, LEAD, THIRD, ASH = (f"+44770090030{n}" for n in range(4))
PAGE = "/you/late/"


@pytest.fixture
def going(lou, tellers):
    return out.going_of(tellers, lou)


def gives(tellers, who, phone):
    with tellers.house.viewer(who, "none") as by:
        actions.give_number(by=by, phone=phone)


def run(carrier):
    """One run of the task, by its own log-in; the numbers that were texted."""
    before = len(carrier.sent) if carrier else 0
    with pytest.MonkeyPatch.context() as patch, ground.as_task():
        patch.setattr(telling, "carrier_for", lambda channel: carrier)
        telling.tell()
    return [to for to, _words, _key in carrier.sent[before:]] if carrier else []


def told_at(tellers, going, minutes, carrier=None):
    """So many minutes after they were to be back."""
    out.after(tellers, going, minutes)
    return run(carrier or Stub())


def said(tellers):
    return tellers.house.sql.execute("select count(*) from access.late_told").fetchone()[0]


def back(tellers):
    with tellers.house.viewer(tellers.ash, "none") as by:
        actions.back(by=by, visit=out.late_one(tellers))


# Whom, and when ---------------------------------------------------------------------------------------------------------


def test_duty_is_texted_at_fifteen_minutes_and_not_at_fourteen(going, tellers):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    assert told_at(tellers, going, 14) == []
    assert told_at(tellers, going, 15) == [BO]


def test_the_lead_is_texted_after_half_an_hour(going, tellers):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    gives(tellers, tellers.lead, LEAD)
    carrier = Stub()
    assert told_at(tellers, going, 29, carrier) == [BO]
    assert told_at(tellers, going, 30, carrier) == [LEAD]


def test_the_desk_and_administrators_are_texted_when_it_is_their_turn(going, tellers):
    out.on_duty(tellers)
    desk, boss = out.third_of(tellers), out.third_of(tellers, administrator=True)
    out.seat(tellers.house, None, "desk", desk)
    gives(tellers, desk, BO)
    gives(tellers, boss, THIRD)
    carrier = Stub()
    assert told_at(tellers, going, 59, carrier) == []
    assert told_at(tellers, going, 60, carrier) == [BO]
    assert told_at(tellers, going, 119, carrier) == []
    assert told_at(tellers, going, 120, carrier) == [THIRD]


def test_whoever_does_not_look_is_not_texted(going, tellers):
    out.on_duty(tellers)
    gives(tellers, out.third_of(tellers), THIRD)
    assert told_at(tellers, going, 180) == []


def test_nobody_is_texted_twice(going, tellers):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    carrier = Stub()
    assert told_at(tellers, going, 15, carrier) == [BO]
    assert run(carrier) == [] and told_at(tellers, going, 200, carrier) == []


def test_who_takes_longer_and_is_late_again_is_looked_for_again(going, tellers):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    carrier = Stub()
    assert told_at(tellers, going, 20, carrier) == [BO]
    with tellers.house.viewer(tellers.ash, "none") as by:
        actions.longer(by=by, visit=out.late_one(tellers), back_by=by.now + dt.timedelta(minutes=10))
    assert told_at(tellers, going, 44, carrier) == []
    assert told_at(tellers, going, 45, carrier) == [BO]


def test_nobody_is_texted_once_they_are_back_and_nothing_is_kept(going, tellers):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    gives(tellers, tellers.lead, LEAD)
    carrier = Stub()
    assert told_at(tellers, going, 15, carrier) == [BO]
    assert said(tellers) == 1
    back(tellers)
    assert told_at(tellers, going, 60, carrier) == []
    assert said(tellers) == 0


def test_who_comes_back_while_the_text_goes_leaves_nothing_behind(going, tellers):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    ended = "update access.lone set back_at = access.clock(), place = ''"
    carrier = Stub(on_the_way=lambda: tellers.house.sql.execute(ended))
    assert told_at(tellers, going, 15, carrier) == [BO]
    assert said(tellers) == 0


def test_whoever_knows_the_person_outside_work_is_not_texted_and_the_desk_is(going, tellers):
    out.on_duty(tellers)
    out.knows_lou(tellers, tellers.bo)
    desk = out.third_of(tellers)
    out.seat(tellers.house, None, "desk", desk)
    gives(tellers, tellers.bo, BO)
    gives(tellers, desk, THIRD)
    assert told_at(tellers, going, 15) == [THIRD]


def test_the_one_who_is_late_is_never_texted(going, tellers):
    out.seat(tellers.house, out.team_of(tellers, tellers.ash), "duty", tellers.ash)
    out.seat(tellers.house, None, "desk", tellers.ash)
    tellers.house.sql.execute("update access.staff set administrator = true where id = %s", (tellers.ash,))
    tellers.house.sql.execute("update access.team_member set leads = true where staff = %s", (tellers.ash,))
    gives(tellers, tellers.ash, ASH)
    assert told_at(tellers, going, 200) == []


def test_a_number_that_was_taken_away_or_changed_is_not_texted(going, tellers):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    gives(tellers, tellers.bo, "")
    assert told_at(tellers, going, 15) == []
    gives(tellers, tellers.bo, BO)
    gives(tellers, tellers.bo, THIRD)
    assert run(Stub()) == [THIRD]


def test_who_leaves_is_forgotten(tellers):
    boss = tellers.house.staff("Adi", administrator=True)
    gives(tellers, tellers.bo, BO)
    gives(tellers, tellers.lead, LEAD)
    with tellers.house.viewer(boss, "none"):
        folders.call("select access.leave_staff(%s, 'moved away')", tellers.bo)
    assert tellers.house.sql.execute("select staff from access.reach").fetchall() == [(tellers.lead,)]


# What it says, and how it goes ------------------------------------------------------------------------------------------


def test_it_says_nothing_but_that_one_should_look(going, tellers):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    carrier = Stub()
    told_at(tellers, going, 15, carrier)
    ((_to, words, _key),) = carrier.sent
    assert (words.subject, words.body) == ("", str(LATE))
    assert not any(word in words.body for word in ("Ash", "Lou", "Mill Lane", "North", "0"))


@pytest.mark.parametrize("trouble", [Later("x"), CutOff("x"), NoSuchNumber("400"), ValueError(BO)])
def test_what_does_not_go_is_tried_again_and_keeps_nobody_else_from_being_told(
    going, tellers, trouble, caplog
):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    gives(tellers, tellers.lead, LEAD)
    carrier = Stub(then=[trouble])
    assert len(told_at(tellers, going, 30, carrier)) == 1
    (first,) = [to for to, *_ in carrier.sent]
    assert [r.getMessage() for r in caplog.records] == [
        f"a text to whoever looks did not go, and is tried again: {type(trouble).__name__}"
    ]
    assert BO not in caplog.text and LEAD not in caplog.text
    assert run(carrier) == [({BO, LEAD} - {first}).pop()]
    assert run(carrier) == []


def test_each_try_of_one_text_has_one_key_and_no_two_texts_have_the_same(going, tellers):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    gives(tellers, tellers.lead, LEAD)
    out.after(tellers, going, 30)
    with ground.as_task(), tasks.opened(telling.TASK):
        turns = [telling.Turn(**row) for row in folders.rows("select * from access.next_late()")]
        again = [telling.Turn(**row) for row in folders.rows("select * from access.next_late()")]
    assert [turn.key for turn in turns] == [turn.key for turn in again]
    assert len({turn.key for turn in turns}) == 2


def test_with_no_way_to_send_texts_it_is_said_in_the_log_and_done_once_there_is_one(going, tellers, caplog):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    out.after(tellers, going, 14)
    run(None)
    assert caplog.records == [], "nobody is late"
    out.after(tellers, going, 15)
    run(None)
    assert "no way to send texts is set up" in caplog.text and BO not in caplog.text
    assert run(Stub()) == [BO]


def test_a_demonstration_texts_nobody(going, tellers):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    tellers.house.sql.execute("insert into access.birth (demo, service, born_at) values (true, 'X', now())")
    assert told_at(tellers, going, 200) == []


def test_a_number_that_is_none_is_shown_to_its_owner_until_it_can_be_texted_or_is_another(going, tellers):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    told_at(tellers, going, 15, Stub(then=NoSuchNumber("400")))
    page = out.read(tellers.house.browser(tellers.bo).get(PAGE))
    assert "You could not be reached on 07700 900300" in page
    assert "could not be reached" not in out.read(tellers.house.browser(tellers.lead).get(PAGE))
    assert run(Stub()) == [BO]
    assert "could not be reached" not in out.read(tellers.house.browser(tellers.bo).get(PAGE))
    tellers.house.sql.execute("update access.reach set refused_at = access.clock()")
    gives(tellers, tellers.bo, THIRD)
    with tellers.house.viewer(tellers.bo, "none"):
        assert reach.mine() == reach.Mine(THIRD, None)


def test_that_an_earlier_number_was_none_is_not_said_of_a_new_one(going, tellers):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    changes = f"update access.reach set phone = '{THIRD}'"
    carrier = Stub(on_the_way=lambda: tellers.house.sql.execute(changes), then=NoSuchNumber("400"))
    told_at(tellers, going, 15, carrier)
    with tellers.house.viewer(tellers.bo, "none"):
        assert reach.mine() == reach.Mine(THIRD, None)


def test_the_background_job_is_there_each_minute_and_names_nobody():
    from alongside.config import queue

    job = queue.app.tasks["alongside.config.queue.tell_who_looks"]
    assert job.queueing_lock == "late"
    periodic = queue.app.periodic_registry.periodic_tasks
    ((cron, values),) = [
        (p.cron, p.configure_kwargs) for (name, _), p in periodic.items() if name == job.name
    ]
    assert cron == "* * * * *" and set(values.get("task_kwargs", ())) <= {"timestamp"}


# Whose number it is -----------------------------------------------------------------------------------------------------


def test_a_number_is_its_owners_alone(tellers):
    gives(tellers, tellers.bo, BO)
    gives(tellers, tellers.lead, LEAD)
    for who, phone in ((tellers.bo, BO), (tellers.lead, LEAD), (tellers.ash, None)):
        with tellers.house.viewer(who, "all"):
            found = folders.rows("select * from access.my_reach()")
            assert [row["phone"] for row in found] == ([phone] if phone else [])
    gives(tellers, tellers.ash, "")
    gives(tellers, tellers.bo, THIRD)
    kept = tellers.house.sql.execute("select staff, phone from access.reach").fetchall()
    assert set(kept) == {(tellers.bo, THIRD), (tellers.lead, LEAD)}
    said = tellers.house.sql.execute(
        "select staff, deed, about from log.decided where deed like '%number' order by n"
    ).fetchall()
    assert said == [
        (tellers.bo, "give number", {}),
        (tellers.lead, "give number", {}),
        (tellers.ash, "no number", {}),
        (tellers.bo, "give number", {}),
    ]


FOR_THE_TASK = (
    "select * from access.next_late()",
    "select access.said_late(1, 1, access.clock())",
    "select access.refused_late(1, '+44')",
)


def test_no_other_task_and_no_page_hears_whom_to_text(going, tellers):
    out.on_duty(tellers)
    gives(tellers, tellers.bo, BO)
    out.after(tellers, going, 15)
    for sql in FOR_THE_TASK:
        for name in ("send", "seal", "alike"):
            with ground.as_task(), tasks.opened(name), pytest.raises(ProgrammingError, match="for the task"):
                folders.rows(sql)
        with tellers.house.viewer(tellers.bo), pytest.raises(ProgrammingError), transaction.atomic():
            folders.rows(sql)


@pytest.mark.parametrize("table", ["reach", "late_told", "lone"])
def test_neither_a_page_nor_the_task_reads_a_table_of_it(tellers, table):
    gives(tellers, tellers.bo, BO)
    sql = f"select * from access.{table}"
    with tellers.house.viewer(tellers.bo), pytest.raises(ProgrammingError, match="permission denied"):
        folders.rows(sql)
    with ground.as_task(), tasks.opened(telling.TASK), pytest.raises(ProgrammingError, match="permission"):
        folders.rows(sql)


def test_the_task_reads_no_number_by_what_pages_ask_and_opens_no_part(tellers):
    gives(tellers, tellers.bo, BO)
    for sql in ("select * from access.my_reach()", "select access.give_reach('+447700900999')"):
        with (
            ground.as_task(),
            tasks.opened(telling.TASK),
            pytest.raises(ProgrammingError, match="permission"),
        ):
            folders.rows(sql)


def test_what_is_no_number_is_refused_by_the_database_too(tellers):
    for phone in ("07700 900123", "+44", "x" * 30, "+44770090012a"):
        with tellers.house.viewer(tellers.bo, "none") as by, pytest.raises(Refused, match="telephone number"):
            actions.give_number(by=by, phone=phone)


# Pages ------------------------------------------------------------------------------------------------------------------


def test_the_page_says_who_is_texted_when_and_what_it_says(tellers):
    bo = tellers.house.browser(tellers.bo)
    page = out.read(bo.get(PAGE))
    assert f"“{LATE}”" in page and "A quarter of an hour after the time" in page
    assert "No way to send texts is set up." in page
    with outbox_with(notify_key="k", notify_template="t"):
        assert "No way to send texts" not in out.read(bo.get(PAGE))
    assert bo.post(PAGE, {"phone": "07700 900300"}).status_code == 303
    assert "07700 900300" in out.read(bo.get(PAGE))
    assert "0300" not in out.read(tellers.house.browser(tellers.lead).get(PAGE))
    assert "not a telephone number" in out.read(bo.post(PAGE, {"phone": "Lou"}))
    assert bo.post(PAGE, {"phone": ""}).status_code == 303
    assert tellers.house.sql.execute("select count(*) from access.reach").fetchone() == (0,)


def test_what_the_page_shows_is_what_goes():
    assert late().body == str(LATE)


def test_before_one_sets_off_the_page_says_that_colleagues_are_texted_where_they_are(lou, tellers):
    page, ash = out.set_off_page(lou, tellers), tellers.house.browser(tellers.ash)
    says = "is sent a text then too"
    assert says not in out.read(ash.get(page))
    with outbox_with(notify_key="k", notify_template="t"):
        assert says in out.read(ash.get(page))
