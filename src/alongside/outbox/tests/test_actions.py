"""What workers do: a text queued or held, a letter by two hands, everything stopped; and two persons' addresses never mix."""

import datetime as dt

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from alongside.access import folders
from alongside.access.viewer import Refused
from alongside.outbox import actions
from alongside.outbox.models import PARTS, Message
from alongside.outbox.tests import ground
from alongside.outbox.tests.ground import NOW, Stub, carrying, outbox_with, way_of
from alongside.people.models import ContactWay

pytestmark = pytest.mark.slow


def a_letter(post, **rules):
    """Written by Ash, about the first person's treatment."""
    one, ash = post.tellers.one, post.tellers.ash
    with post.house.viewer(ash, "person", one.folders["line"]) as by:
        way = way_of(by, one, "post", "7 Elm Row, Northtown", **rules)
        return actions.write_letter(
            by=by, folder=one.folders["treatment"], way=way, to_name="Lou Lark", words="See you soon."
        )


def colleague(post, *kinds, writes=True):
    """A second worker who may open these parts of the first person's record."""
    house, tellers = post.house, post.tellers
    second = house.staff("Drew", tellers.team)
    with house.viewer(tellers.ash) as by:
        for kind in kinds or ("line", "contact", "treatment"):
            folders.give(
                by=by,
                folder=tellers.one.folders[kind],
                staff=second,
                purpose="works_with",
                reason="covers",
                writes=writes,
            )
    return second


def as_(post, staff):
    return post.house.viewer(staff, "person", post.tellers.one.folders["line"])


def test_a_text_is_queued_in_the_same_transaction(post, carrier):
    message = post.text()
    assert post.state(message) == ("queued", "")
    row = post.house.sql.execute("select folder, message, due from access.outgoing").fetchone()
    assert row == (message.folder, message.pk, NOW)


def test_where_the_rest_fails_nothing_is_queued(post, carrier):
    one = post.tellers.one
    with pytest.raises(ZeroDivisionError), as_(post, post.tellers.ash) as by:
        actions.send(
            by=by, folder=one.folders["treatment"], template="ring", channel="text", way=post.ways[one.id]
        )
        raise ZeroDivisionError
    assert post.waiting() == 0


def test_the_queue_holds_nothing_but_ids_and_times(post, carrier):
    post.text()
    columns = dict(
        post.house.sql.execute(
            "select column_name, data_type from information_schema.columns "
            "where table_schema = 'access' and table_name in ('outgoing', 'stopped')"
        ).fetchall()
    )
    assert set(columns.values()) == {"bigint", "integer", "timestamp with time zone"}


def test_a_message_keeps_no_address(post, carrier):
    message = post.text()
    (row,) = post.house.sql.execute(
        "select to_jsonb(m)::text from outbox_message m where id = %s", (message.pk,)
    ).fetchone()
    assert "7700" not in row


def test_without_a_way_to_send_it_is_held_at_once_with_the_reason(post, monkeypatch):
    with carrying(monkeypatch, None):
        message = post.text()
    assert post.state(message) == ("held", "no_texts_set_up")
    assert post.waiting() == 0


def test_at_the_wrong_time_it_waits_for_the_right_one(tellers, carrier):
    post = ground.post_of(tellers, when="times", days="234", from_time=dt.time(12), until_time=dt.time(15))
    message = post.text()
    assert post.state(message) == ("queued", "")
    (due,) = post.house.sql.execute("select due from access.outgoing").fetchone()
    assert due == NOW + dt.timedelta(hours=2)


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ({"may_contact": "not_asked"}, "not_asked"),
        ({"may_contact": "they_ring"}, "they_ring"),
        ({"when": "not_asked"}, "when_not_asked"),
        ({"asked_on": dt.date(2035, 1, 1)}, "ask_again"),
        ({"watched": "yes"}, "watched"),
    ],
)
def test_what_is_not_safe_is_held(tellers, carrier, rules, why):
    post = ground.post_of(tellers, **rules)
    assert post.state(post.text()) == ("held", why)
    assert post.waiting() == 0


def test_how_old_is_too_old_is_the_service_s_to_say(tellers, carrier):
    post = ground.post_of(tellers, asked_on=NOW.date() - dt.timedelta(days=40))
    with outbox_with(ask_again_days=30):
        assert post.state(post.text()) == ("held", "ask_again")
    assert post.state(post.text()) == ("queued", "")


def test_a_sender_or_a_name_that_says_who_we_are_holds_it(post, monkeypatch):
    with carrying(monkeypatch, Stub(sender="hello@recovery.example")):
        assert post.state(post.text()) == ("held", "sender")
    post.house.sql.execute("update access.staff set name = 'Nurse Ash' where id = %s", (post.tellers.ash,))
    with carrying(monkeypatch, Stub()):
        assert post.state(post.text()) == ("held", "wording")


def test_somebody_else_s_way_is_refused(post, carrier):
    """Same name, same home; the address of one is out of reach of the other's message."""
    tellers = post.tellers
    with post.house.viewer(tellers.ash, "person", tellers.one.folders["line"]) as by:
        with pytest.raises(Refused):
            actions.send(
                by=by,
                folder=tellers.one.folders["treatment"],
                template="ring",
                channel="text",
                way=post.ways[tellers.other.id],
            )
        with pytest.raises(Refused):
            actions.write_letter(
                by=by,
                folder=tellers.one.folders["treatment"],
                way=post.ways[tellers.other.id],
                to_name="Lou",
                words="x",
            )


def test_even_for_a_worker_who_holds_both(post, carrier):
    tellers = post.tellers
    with post.house.viewer(tellers.bo) as by:
        for kind in tellers.other.folders:
            folders.give(
                by=by,
                folder=tellers.other.folders[kind],
                staff=tellers.ash,
                purpose="works_with",
                reason="both",
            )
    with post.house.viewer(tellers.ash) as by, pytest.raises(Refused):
        actions.send(
            by=by,
            folder=tellers.one.folders["treatment"],
            template="ring",
            channel="text",
            way=post.ways[tellers.other.id],
        )


def test_a_text_takes_no_words(post, carrier):
    message = post.text()
    with pytest.raises(IntegrityError), as_(post, post.tellers.ash) as by, transaction.atomic():
        message.change(by=by, words="I know where you live")


def test_a_reminder_needs_a_time_that_is_to_come(post, carrier):
    with pytest.raises(Refused):
        post.text(template="reminder")
    with pytest.raises(Refused):
        post.text(template="reminder", at=NOW - dt.timedelta(hours=1))
    assert post.text(template="reminder", at=NOW + dt.timedelta(days=1)).at


@pytest.mark.parametrize("template", ["letter", "nothing"])
def test_no_other_template_goes_as_a_text(post, carrier, template):
    with pytest.raises(Refused):
        post.text(template=template)


def test_a_cancelled_text_leaves_the_queue(post, carrier):
    message = post.text()
    with as_(post, post.tellers.ash) as by:
        actions.cancel(by=by, message=message)
    assert (post.state(message), post.waiting()) == (("cancelled", ""), 0)
    with as_(post, post.tellers.ash) as by, pytest.raises(Refused):
        actions.cancel(by=by, message=message)


def test_what_was_held_goes_once_its_reason_is_mended(post, monkeypatch):
    with carrying(monkeypatch, None):
        message = post.text()
        with as_(post, post.tellers.ash) as by, pytest.raises(Refused, match="No way to send texts"):
            actions.send_again(by=by, message=message)
    with carrying(monkeypatch, Stub()), as_(post, post.tellers.ash) as by:
        actions.send_again(by=by, message=message)
    assert (post.state(message), post.waiting()) == (("queued", ""), 1)


def test_a_worker_looks_at_what_a_machine_cannot_keep(tellers, carrier):
    post = ground.post_of(tellers, unsafe_when="when R is home")
    message = post.text()
    assert post.state(message) == ("held", "never_when")
    with as_(post, tellers.ash) as by, pytest.raises(Refused):
        actions.send_again(by=by, message=message)
    with as_(post, tellers.ash) as by:
        actions.send_again(
            by=by, message=Message.objects.get(folder=message.folder, pk=message.pk), looked=True
        )
    assert post.state(message) == ("queued", "")


# Letters -----------------------------------------------------------------------------------------


def test_a_letter_takes_two(post):
    letter = a_letter(post)
    with as_(post, post.tellers.ash) as by:
        actions.ask_to_look(by=by, letter=letter)
    with as_(post, post.tellers.ash) as by, pytest.raises(Refused, match="you wrote it"):
        actions.let_go(by=by, letter=letter)
    second = colleague(post)
    with as_(post, second) as by:
        actions.let_go(by=by, letter=letter)
    assert (post.state(letter)[0], letter.passed_by) == ("ready", second)


def test_whoever_changed_it_is_not_somebody_else(post):
    letter, second = a_letter(post), colleague(post)
    with as_(post, second) as by:
        way = ContactWay.objects.get(folder=letter.way_folder, pk=letter.way)
        actions.change_letter(by=by, letter=letter, way=way, to_name="Lou", words="Otherwise.")
        actions.ask_to_look(by=by, letter=letter)
        with pytest.raises(Refused):
            actions.let_go(by=by, letter=letter)
    with as_(post, post.tellers.ash) as by, pytest.raises(Refused):
        actions.let_go(by=by, letter=letter)


def test_a_second_person_needs_the_part_it_is_about(post):
    """Whoever holds the contact part alone does not see the letter, and cannot let it go."""
    letter = a_letter(post)
    with as_(post, post.tellers.ash) as by:
        actions.ask_to_look(by=by, letter=letter)
    with as_(post, colleague(post, "line", "contact")) as by:
        assert not Message.objects.filter(folder=letter.folder).exists()
        with pytest.raises(Exception):  # noqa: B017  whatever it is, nothing is written
            actions.let_go(by=by, letter=letter)
    assert post.state(letter)[0] == "waiting"


def test_a_letter_that_was_given_back_is_looked_at_anew(post):
    letter, second = a_letter(post), colleague(post)
    with as_(post, post.tellers.ash) as by:
        actions.ask_to_look(by=by, letter=letter)
    with as_(post, second) as by:
        actions.give_back(by=by, letter=letter)
    assert (post.state(letter)[0], letter.passed_by) == ("drafted", None)
    with as_(post, post.tellers.ash) as by, pytest.raises(Refused):
        actions.try_letter_again(by=by, letter=letter)


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ({"letter_rule": "none"}, "no_letters"),
        ({"letter_rule": ""}, "letter_not_asked"),
        ({"may_contact": "no"}, "not_safe"),
    ],
)
def test_a_letter_that_is_not_safe_is_held_when_the_second_lets_it_go(post, rules, why):
    letter, second = a_letter(post, **rules), colleague(post)
    with as_(post, post.tellers.ash) as by:
        actions.ask_to_look(by=by, letter=letter)
    with as_(post, second) as by:
        actions.let_go(by=by, letter=letter)
    assert post.state(letter) == ("held", why)


def ready(post, **rules):
    letter, second = a_letter(post, **rules), colleague(post)
    with as_(post, post.tellers.ash) as by:
        actions.ask_to_look(by=by, letter=letter)
    with as_(post, second) as by:
        actions.let_go(by=by, letter=letter)
    return letter


def test_it_is_posted_after_it_was_printed(post):
    letter = ready(post)
    with as_(post, post.tellers.ash) as by:
        with pytest.raises(Refused, match="Print it first"):
            actions.posted(by=by, letter=letter)
        ((printed, way),) = actions.print_letters(by=by, letters=[letter])
        assert (printed.pk, way.value) == (letter.pk, "7 Elm Row, Northtown")
        actions.posted(by=by, letter=letter)
    assert post.state(letter)[0] == "sent"


def test_what_is_no_longer_safe_is_not_printed(post):
    letter = ready(post)
    with as_(post, post.tellers.ash) as by:
        way = ContactWay.objects.get(folder=letter.way_folder, pk=letter.way)
        way.change(by=by, letter_rule="none")
        assert actions.print_letters(by=by, letters=[letter]) == []
    assert post.state(letter) == ("held", "no_letters")
    with as_(post, post.tellers.ash) as by:
        way.change(by=by, letter_rule="plain")
        actions.try_letter_again(by=by, letter=letter)
    assert post.state(letter)[0] == "ready"


# Stopping ----------------------------------------------------------------------------------------


def test_when_somebody_died_everything_stops(post, carrier):
    """What their worker holds at once; what lies in a part that she does not hold by the task, and she is told nothing of it."""
    house, tellers = post.house, post.tellers
    letter, text = a_letter(post), post.text()
    gwen = house.staff("Gwen", tellers.team)
    with house.viewer(tellers.ash) as by:
        for kind in ("line", "contact"):
            folders.give(
                by=by, folder=tellers.one.folders[kind], staff=gwen, purpose="works_with", reason="x"
            )
    with house.viewer(gwen, "person", tellers.one.folders["line"]) as by:
        safety = folders.open_folder(by=by, kind="safety", person=tellers.one.id, purpose="specialist")
        hidden = actions.send(
            by=by, folder=safety, template="ring", channel="text", way=post.ways[tellers.one.id]
        )
    other = post.text(tellers.other)
    with as_(post, tellers.ash) as by:
        actions.stop_all(by=by, person=by.person(tellers.one.id))
    assert post.state(letter)[0] == post.state(text)[0] == "cancelled"
    ground.run()
    assert post.state(hidden) == ("cancelled", "stopped")
    assert [to for to, _words, _key in carrier.sent] == [ground.OTHER_PHONE]
    assert post.state(other)[0] == "sent"
    with house.viewer(gwen, "person", tellers.one.folders["line"]) as by:
        more = actions.send(
            by=by, folder=safety, template="ring", channel="text", way=post.ways[tellers.one.id]
        )
    assert post.state(more) == ("held", "stopped")


def test_a_mistake_is_undone(post, carrier):
    tellers = post.tellers
    with as_(post, tellers.ash) as by:
        actions.stop_all(by=by, person=by.person(tellers.one.id))
    assert post.state(post.text()) == ("held", "stopped")
    with as_(post, tellers.ash) as by:
        actions.let_again(by=by, folder=tellers.one.folders["treatment"])
    assert post.state(post.text()) == ("queued", "")


def test_a_part_that_ended_stops_alone(post, carrier):
    tellers = post.tellers
    text = post.text()
    with as_(post, tellers.ash) as by:
        about_contact = actions.send(
            by=by,
            folder=tellers.one.folders["contact"],
            template="ring",
            channel="text",
            way=post.ways[tellers.one.id],
        )
        actions.stop_part(by=by, folder=tellers.one.folders["treatment"])
    assert (post.state(text)[0], post.state(about_contact)[0]) == ("cancelled", "queued")


def test_nobody_stops_another_s(post, carrier):
    tellers = post.tellers
    with post.house.viewer(tellers.bo) as by:
        with pytest.raises(ProgrammingError), transaction.atomic():
            folders.call("select access.stop_person(%s)", tellers.one.folders["treatment"])
        with pytest.raises(ProgrammingError), transaction.atomic():
            folders.call("select access.let_person(%s)", tellers.one.folders["treatment"])
        with pytest.raises(Refused):
            actions.stop_all(by=by, person=by.person(tellers.one.id))
        assert (
            folders.rows("select f from access.stopped_of(%s) as f", list(tellers.one.folders.values())) == []
        )


# The floor's own functions -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "call", ["select access.send_later(%s, 5, access.clock())", "select access.send_no_more(%s, 5)"]
)
def test_nobody_queues_or_unqueues_in_a_part_that_is_not_theirs(post, carrier, call):
    message = post.text()
    with post.house.viewer(post.tellers.bo) as by:
        assert by.staff
        with pytest.raises(ProgrammingError), transaction.atomic():
            folders.call(call, message.folder)
    assert post.waiting() == 1


def test_whoever_may_only_read_sends_nothing(post, carrier):
    reader = colleague(post, writes=False)
    with as_(post, reader), pytest.raises(ProgrammingError), transaction.atomic():
        folders.call("select access.send_later(%s, 5, access.clock())", post.tellers.one.folders["treatment"])


@pytest.mark.parametrize("kind", ["line", "dates"])
def test_nothing_is_sent_from_a_part_that_holds_no_messages(post, carrier, kind):
    with as_(post, post.tellers.ash), pytest.raises(ProgrammingError), transaction.atomic():
        folders.call("select access.send_later(%s, 5, access.clock())", post.tellers.one.folders[kind])


@pytest.mark.parametrize(
    "call", ["select * from access.next_to_send()", "select access.settle_sending(1, 1, null, false)"]
)
def test_pages_never_read_the_queue(post, carrier, call):
    with as_(post, post.tellers.ash), pytest.raises(ProgrammingError), transaction.atomic():
        folders.rows(call)


def test_the_task_opens_just_the_parts_that_messages_lie_in():
    from alongside.access.tasks import TASKS

    assert TASKS["send"].kinds == Message.lies_in == PARTS
    assert TASKS["send"].batch == 1
