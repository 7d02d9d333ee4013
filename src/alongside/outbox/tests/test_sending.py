"""The task that sends: what goes, what waits, what is held; cut off at any moment it goes on and sends nothing twice."""

import datetime as dt

import pytest
from django.db import OperationalError, ProgrammingError, transaction

from alongside.access import folders, tasks
from alongside.outbox import actions, sending
from alongside.outbox.carriers import CutOff, Later, Refused
from alongside.outbox.models import Message
from alongside.outbox.rules import BACKOFF
from alongside.outbox.tests import ground
from alongside.outbox.tests.ground import Stub, carrying, run
from alongside.people.models import ContactWay

pytestmark = pytest.mark.slow


class Killed(BaseException):
    """The process ends here, and nothing of it runs any more."""


def test_what_is_due_goes_and_is_gone(post, carrier):
    message = post.text()
    assert run() == 1
    assert post.state(message) == ("sent", "")
    ((to, words, key),) = carrier.sent
    assert (to, words.body) == (
        ground.PHONE,
        "Hello, this is Ash. Please ring me when you have a moment.",
    )
    assert len(key) == 32
    assert (post.waiting(), run()) == (0, 0)


def test_two_persons_of_one_name_and_one_home_are_never_mixed(post, carrier):
    for _ in range(4):
        post.text()
        post.text(post.tellers.other)
    run()
    assert sorted(to for to, _w, _k in carrier.sent) == sorted([ground.PHONE, ground.OTHER_PHONE] * 4)
    signed = {to: words.body for to, words, _k in carrier.sent}
    assert "Ash" in signed[ground.PHONE] and "Bo" in signed[ground.OTHER_PHONE]


def test_a_row_that_names_another_s_way_reaches_nobody(post, carrier):
    """Whatever a message's row says, the task is told only where the same person's ways lie."""
    message, other = post.text(), post.ways[post.tellers.other.id]
    post.house.sql.execute(
        "update outbox_message set way = %s, way_folder = %s where id = %s",
        (other.pk, other.folder, message.pk),
    )
    run()
    assert (post.state(message), carrier.sent) == (("held", "no_way"), [])
    again = post.text()
    post.house.sql.execute("update outbox_message set way = %s where id = %s", (other.pk, again.pk))
    run()
    assert (post.state(again), carrier.sent) == (("held", "no_way"), [])


def test_the_rules_of_the_moment_count(post, carrier):
    message = post.text()
    with post.house.viewer(post.tellers.ash) as by:
        way = ContactWay.objects.get(folder=post.ways[post.tellers.one.id].folder)
        way.change(by=by, may_contact="no")
    run()
    assert (post.state(message), carrier.sent) == (("held", "not_safe"), [])


def test_an_ended_way_is_used_no_more(post, carrier):
    message = post.text()
    with post.house.viewer(post.tellers.ash) as by:
        post.ways[post.tellers.one.id].end(by=by, why="lost it")
    run()
    assert (post.state(message), carrier.sent) == (("held", "no_way"), [])


def test_it_waits_for_the_safe_time(tellers, carrier):
    post = ground.post_of(tellers, when="times", from_time=dt.time(12), until_time=dt.time(15))
    message = post.text()
    assert (run(), carrier.sent) == (0, [])
    tellers.house.pass_time(hours=6)  # the machine was off at noon
    assert run() == 1
    assert (post.state(message)[0], carrier.sent) == ("queued", [])
    tellers.house.pass_time(hours=20)
    run()
    assert (post.state(message)[0], len(carrier.sent)) == ("sent", 1)


def test_a_cancelled_message_does_not_go(post, carrier):
    message = post.text()
    with post.house.viewer(post.tellers.ash) as by:
        actions.cancel(by=by, message=message)
    assert (run(), carrier.sent) == (0, [])


def test_a_part_that_ended_sends_nothing(post, carrier):
    message = post.text()
    post.house.sql.execute(
        "update access.folder set ended_at = access.clock() where id = %s", (message.folder,)
    )
    run()
    assert (carrier.sent, post.waiting()) == ([], 0)


def test_a_demonstration_sends_nothing(post, carrier):
    message = post.text()
    post.house.sql.execute("insert into access.birth (demo, service, born_at) values (true, 'X', now())")
    run()
    assert (post.state(message), carrier.sent) == (("held", "demo"), [])


def test_who_we_are_is_said_only_to_those_who_allowed_it(tellers, carrier):
    tellers.house.sql.execute(
        "insert into access.birth (demo, service, born_at) values (false, 'Riverside Recovery', now())"
    )
    post = ground.post_of(tellers)
    with tellers.house.viewer(tellers.ash) as by:
        post.ways[tellers.one.id].change(by=by, say_who="yes")
    post.text(), post.text(tellers.other)
    run()
    said = {to: words.body for to, words, _key in carrier.sent}
    assert "Ash from Riverside Recovery" in said[ground.PHONE]
    assert "Riverside" not in said[ground.OTHER_PHONE]


# Trouble on the way ------------------------------------------------------------------------------


def test_what_was_not_taken_is_tried_again_later_and_later_then_held(post, monkeypatch):
    with carrying(monkeypatch, Stub(then=Later("452"))) as carrier:
        message = post.text()
        for wait in BACKOFF:
            assert run() == 1
            assert post.state(message) == ("queued", "")
            assert run() == 0
            post.house.pass_time(seconds=wait.total_seconds())
        assert run() == 1
        assert post.state(message) == ("held", "carrier")
        assert (carrier.sent, post.waiting()) == ([], 0)


def test_it_goes_at_a_later_try_and_once(post, monkeypatch):
    with carrying(monkeypatch, Stub(then=[Later("x"), Later("x"), None])) as carrier:
        message = post.text()
        for wait in (0, 1, 5):
            post.house.pass_time(minutes=wait)
            run()
        assert (post.state(message)[0], len(carrier.sent)) == ("sent", 1)


def test_no_such_number_is_told(post, monkeypatch):
    with carrying(monkeypatch, Stub(then=Refused("400"))):
        message = post.text()
        run()
    assert (post.state(message)[0], post.waiting()) == ("failed", 0)


@pytest.mark.parametrize(("knows", "state"), [(True, "sent"), (None, "unsure"), (False, "sending")])
def test_cut_off_on_the_way_the_carrier_is_asked(post, monkeypatch, knows, state):
    with carrying(monkeypatch, Stub(then=CutOff("x"), knows=knows)):
        message = post.text()
        run()
    assert post.state(message)[0] == state


def test_what_the_carrier_does_not_know_ten_minutes_later_is_tried_again(post, monkeypatch):
    with carrying(monkeypatch, Stub(then=[CutOff("x"), None], knows=False)) as carrier:
        message = post.text()
        assert (run(), run()) == (1, 0)
        post.house.pass_time(minutes=10)
        run()
        assert (post.state(message)[0], carrier.sent) == ("queued", [])
        post.house.pass_time(minutes=1)
        run()
        assert (post.state(message)[0], len(carrier.sent)) == ("sent", 1)


def kill(*_args, **_more):
    raise Killed


def test_killed_before_it_was_handed_over_it_goes_once(post, monkeypatch, carrier):
    message = post.text()
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(sending, "_decide", kill)
        run()
    assert (post.state(message)[0], run()) == ("queued", 0)
    post.house.pass_time(minutes=10)
    run()
    assert (post.state(message)[0], len(carrier.sent)) == ("sent", 1)


def test_killed_while_it_was_handed_over_a_person_decides(post, monkeypatch):
    with carrying(monkeypatch, Stub(on_the_way=kill)) as carrier:
        message = post.text()
        with pytest.raises(Killed):
            run()
        assert post.state(message)[0] == "sending"
        carrier.on_the_way = None
        assert run() == 0
        post.house.pass_time(minutes=10)
        run()
    assert (post.state(message)[0], carrier.sent, post.waiting()) == ("unsure", [], 0)


def test_killed_after_it_was_handed_over_it_is_not_sent_twice(post, monkeypatch, carrier):
    message = post.text()
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(sending, "_delivered", kill)
        run()
    assert len(carrier.sent) == 1
    for _ in range(3):
        post.house.pass_time(minutes=10)
        run()
    assert (post.state(message)[0], len(carrier.sent)) == ("unsure", 1)


def test_where_the_carrier_knows_nobody_need_decide(post, monkeypatch, carrier):
    message = post.text()
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(sending, "_delivered", kill)
        run()
    carrier.knows = True
    post.house.pass_time(minutes=10)
    run()
    assert (post.state(message)[0], len(carrier.sent)) == ("sent", 1)


def test_a_full_disk_of_our_own_loses_nothing_and_sends_nothing_twice(post, monkeypatch, carrier):
    """The database cannot write that it went: nobody knows, and a person decides."""
    first, second = post.text(), post.text(post.tellers.other)

    def full(*_args, **_more):
        raise OperationalError("could not extend file: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_delivered", full)
        assert run() == 2  # the one does not keep the other
    assert {post.state(m)[0] for m in (first, second)} == {"sending"}
    post.house.pass_time(minutes=10)
    run()
    assert {post.state(m)[0] for m in (first, second)} == {"unsure"}
    assert len(carrier.sent) == 2


def test_a_full_disk_before_it_went_sends_it_later(post, monkeypatch, carrier):
    message = post.text()

    def full(*_args, **_more):
        raise OperationalError("could not extend file: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(sending, "_send", full)
        run()
    assert (post.state(message)[0], carrier.sent) == ("queued", [])
    post.house.pass_time(minutes=10)
    run()
    assert (post.state(message)[0], len(carrier.sent)) == ("sent", 1)


def test_no_log_line_says_more_than_the_kind_of_fault(post, monkeypatch, carrier, caplog):
    post.text()
    with monkeypatch.context() as patch:
        patch.setattr(sending, "_send", lambda *a: (_ for _ in ()).throw(ValueError(ground.PHONE)))
        run()
    assert [r.getMessage() for r in caplog.records] == ["a message was left where it was: ValueError"]
    assert ground.PHONE not in caplog.text


def test_what_was_unsure_is_for_a_person_to_settle(post, monkeypatch, carrier):
    texts = [post.text(), post.text()]
    with monkeypatch.context() as patch:
        patch.setattr(carrier, "then", [CutOff("x"), CutOff("x")])
        run()
    assert {post.state(m)[0] for m in texts} == {"unsure"}
    with post.house.viewer(post.tellers.ash) as by:
        one, other = Message.current.filter(folder=texts[0].folder).order_by("made_at")
        actions.it_arrived(by=by, message=one)
        old_key = other.key
        actions.send_again(by=by, message=other)
    run()
    assert {post.state(m)[0] for m in texts} == {"sent"}
    ((_to, _words, key),) = carrier.sent
    assert key != old_key  # a new sending, which the carrier does not take for the old one


def test_somebody_cancels_in_the_same_moment(post, carrier):
    """Theirs stands: what is written in between is not overwritten, and nothing goes."""
    message = post.text()
    real = sending._decide

    def meanwhile(job, read):
        post.house.sql.execute(
            "update outbox_message set state = 'cancelled', version = version + 1 where id = %s",
            (message.pk,),
        )
        real(job, read)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sending, "_decide", meanwhile)
        run()
    assert (post.state(message)[0], carrier.sent) == ("cancelled", [])


def test_what_comes_back_from_a_backup_does_not_go_by_itself(post, carrier):
    """It may have gone after the backup was written: a worker decides."""
    from alongside.config import restore

    message = post.text()
    post.house.sql.execute(restore.NOTHING_GOES_BY_ITSELF)
    assert (run(), carrier.sent, post.state(message)) == (0, [], ("unsure", "restored"))
    with post.house.viewer(post.tellers.ash) as by:
        actions.it_arrived(by=by, message=Message.current.get(folder=message.folder))
    assert post.state(message) == ("sent", "")


# What the task may open --------------------------------------------------------------------------


def test_each_opening_is_of_one_part_and_logged(post, carrier):
    message = post.text()
    run()
    opened = post.house.sql.execute("select folders from log.opened where task = 'send'").fetchall()
    assert {len(f) for (f,) in opened} == {0, 1}
    contact = post.tellers.one.folders["contact"]
    assert {f[0] for (f,) in opened if f} == {message.folder, contact}


def test_it_opens_no_two_parts_at_once(post, carrier):
    parts = list(post.tellers.one.folders.values())
    with ground.as_task(), pytest.raises(ProgrammingError), tasks.opened("send", parts):
        pass


def test_another_task_learns_nothing_of_the_queue(post, carrier):
    post.text()
    with ground.as_task():
        for call in (
            "select * from access.next_to_send()",
            "select access.settle_sending(1, 1, null, false)",
        ):
            with tasks.opened("seal"), pytest.raises(ProgrammingError), transaction.atomic():
                folders.rows(call)


def test_the_background_job_is_there_each_minute_and_holds_nothing():
    from alongside.config import queue

    job = queue.app.tasks["alongside.config.queue.send_messages"]
    assert (job.queueing_lock, job.lock) == ("send", None)
    periodic = queue.app.periodic_registry.periodic_tasks
    ((cron, values),) = [
        (p.cron, p.configure_kwargs) for (name, _), p in periodic.items() if name == job.name
    ]
    assert cron == "* * * * *"
    # Where a worker went in this process, the queue has put the minute there; nothing else is.
    assert set(values.get("task_kwargs") or ()) <= {"timestamp"}
