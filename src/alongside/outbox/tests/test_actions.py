"""What workers do: a text queued or held, a letter by two hands, everything stopped; and two persons' addresses never mix."""

import datetime as dt
import html

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from tests.guards.test_routes import canonical

from alongside.access import folders, handles
from alongside.access.viewer import Refused
from alongside.outbox import actions
from alongside.outbox.models import PARTS, Message
from alongside.outbox.tests import ground
from alongside.outbox.tests.ground import NOW, Stub, carrying, outbox_with, way_of
from alongside.people.models import ContactWay
from alongside.web.wrapper import url

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


def asked_about(post, n=1):
    """So many letters of Ash's, of which somebody else is asked to look."""
    made = [a_letter(post) for _n in range(n)]
    with as_(post, post.tellers.ash) as by:
        for letter in made:
            actions.ask_to_look(by=by, letter=letter)
    return made


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
            "select column_name, udt_name from information_schema.columns "
            "where table_schema = 'access' and table_name in ('outgoing', 'stopped')"
        ).fetchall()
    )
    assert set(columns.values()) == {
        "int8",
        "_int8",
        "int4",
        "timestamptz",
    }  # in `_int8`: the parts in which a death stands


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


def another_part(post):
    """Gwen works with the same person, in a part that Ash does not hold; Ash's part she does not hold either."""
    house, tellers = post.house, post.tellers
    gwen = house.staff("Gwen", tellers.team)
    with house.viewer(tellers.ash) as by:
        for kind in ("line", "contact"):
            folders.give(
                by=by, folder=tellers.one.folders[kind], staff=gwen, purpose="works_with", reason="x"
            )
    with house.viewer(gwen, "person", tellers.one.folders["line"]) as by:
        return gwen, folders.open_folder(by=by, kind="safety", person=tellers.one.id, purpose="specialist")


def hers(post, gwen, folder):
    with post.house.viewer(gwen, "person", post.tellers.one.folders["line"]) as by:
        return actions.send(
            by=by, folder=folder, template="ring", channel="text", way=post.ways[post.tellers.one.id]
        )


def test_when_somebody_died_everything_stops(post, carrier):
    """Of every part, at once; nothing of what waits is changed, and whoever stopped it is told nothing of it."""
    tellers = post.tellers
    letter, text = a_letter(post), post.text()
    gwen, safety = another_part(post)
    hidden = hers(post, gwen, safety)
    other = post.text(tellers.other)
    before = [post.state(m) for m in (letter, text, hidden)]
    with as_(post, tellers.ash) as by:
        actions.stop_all(by=by, person=by.person(tellers.one.id))
    ground.run()
    assert [post.state(m) for m in (letter, text, hidden)] == before
    assert [to for to, _words, _key in carrier.sent] == [ground.OTHER_PHONE]
    assert post.state(other)[0] == "sent"
    assert post.state(hers(post, gwen, safety)) == ("held", "stopped")


def test_a_mistake_is_undone(post, carrier):
    """What waited goes on from where it was, in every part; what somebody changed since stays as they left it."""
    tellers = post.tellers
    gwen, safety = another_part(post)
    text, hidden, off = post.text(), hers(post, gwen, safety), hers(post, gwen, safety)
    with as_(post, tellers.ash) as by:
        actions.stop_all(by=by, person=by.person(tellers.one.id))
    assert post.state(post.text()) == ("held", "stopped")
    with post.house.viewer(gwen, "person", tellers.one.folders["line"]) as by:
        actions.cancel(by=by, message=off)
    with as_(post, tellers.ash) as by:
        assert actions.let_again(by=by, folder=tellers.one.folders["treatment"])
    ground.run()
    assert post.state(text)[0] == post.state(hidden)[0] == "sent"
    assert post.state(off)[0] == "cancelled"
    assert post.state(post.text()) == ("queued", "")


def test_what_waited_until_its_time_had_passed_is_held(post, carrier):
    tellers = post.tellers
    with as_(post, tellers.ash) as by:
        reminder = actions.send(
            by=by, folder=tellers.one.folders["treatment"], template="reminder", channel="text",
            way=post.ways[tellers.one.id], at=by.now + dt.timedelta(minutes=6),
        )  # fmt: skip
        actions.stop_all(by=by, person=by.person(tellers.one.id))
    post.house.at(ground.NOW + dt.timedelta(minutes=8))
    with as_(post, tellers.ash) as by:
        actions.let_again(by=by, folder=tellers.one.folders["treatment"])
    ground.run()
    assert (carrier.sent, post.state(reminder)) == ([], ("held", "time_passed"))


def refusals(post):
    """What whoever works in another part is told where they let messages go again: of a death, and of another stop."""
    gwen, safety = another_part(post)
    told = []
    for died in (False, True):
        with as_(post, post.tellers.ash) as by:
            person, folder = by.person(post.tellers.one.id), post.tellers.one.folders["treatment"]
            if died:
                actions.somebody_died(by=by, person=person, folder=folder)
            else:
                actions.stop_all(by=by, person=person, folder=folder)
        page = post.house.browser(gwen)
        answer = page.post(url("stop-messages", part=handles.seal("part", safety, safety)), {"what": "let"})
        with post.house.viewer(gwen, "person", post.tellers.one.folders["line"]) as by:
            with pytest.raises(Refused) as refused:
                actions.let_again(by=by, folder=safety)
            told.append((answer.status_code, canonical(answer), str(refused.value)))
        if not died:
            with as_(post, post.tellers.ash) as by:
                assert actions.let_again(by=by, folder=folder)
    return told


def test_a_death_written_in_another_part_is_told_by_no_refusal(post, carrier):
    stopped, died = refusals(post)
    assert stopped == died
    assert "Ask the safeguarding desk" in died[2]
    assert "undo it" not in died[2]


def test_where_two_said_so_each_takes_back_their_own(post, carrier):
    tellers = post.tellers
    gwen, safety = another_part(post)
    with as_(post, tellers.ash) as by:
        actions.stop_all(by=by, person=by.person(tellers.one.id), folder=tellers.one.folders["treatment"])
    with post.house.viewer(gwen, "person", tellers.one.folders["line"]) as by:
        actions.stop_all(by=by, person=by.person(tellers.one.id), folder=safety)
    with as_(post, tellers.ash) as by:
        assert not actions.let_again(by=by, folder=tellers.one.folders["treatment"])
    with post.house.viewer(gwen, "person", tellers.one.folders["line"]) as by:
        assert actions.let_again(by=by, folder=safety)


def stopped_letters(post):
    """Letters of another part, one to print and one printed: neither is printed nor posted, nor does anybody learn why."""
    tellers = post.tellers
    new, printed, waiting = asked_about(post, 3)
    drew = colleague(post)
    with as_(post, drew) as by:
        for letter in (new, printed):
            actions.let_go(by=by, letter=letter)
    with as_(post, tellers.ash) as by:
        assert len(actions.print_letters(by=by, letters=[printed])) == 1
    gwen, safety = another_part(post)
    with post.house.viewer(gwen, "person", tellers.one.folders["line"]) as by:
        actions.somebody_died(by=by, person=by.person(tellers.one.id), folder=safety)
    before = [post.state(m) for m in (new, printed, waiting)]
    with as_(post, tellers.ash) as by:
        assert actions.print_letters(by=by, letters=[new, printed]) == []
        with pytest.raises(Refused) as refused:
            actions.posted(by=by, letter=printed)
    with as_(post, drew) as by, pytest.raises(Refused, match="This letter was stopped"):
        actions.let_go(by=by, letter=waiting)
    assert "This letter was stopped" in str(refused.value)
    assert "died" not in str(refused.value)
    assert [post.state(m) for m in (new, printed, waiting)] == before
    ash = post.house.browser(tellers.ash)
    for which in ("new", "printed"):
        answer = ash.post("/letters/print/", {"which": which})
        assert (answer.status_code, answer["Location"]) == (303, "/letters/")
    assert ash.post(url("message-deed", message=printed, deed="post")).status_code == 409
    page = html.unescape(ash.get("/letters/").content.decode())
    assert "take out of the tray" in page
    assert "It is posted" not in page
    assert "Print" not in page.split("<main")[1].replace("Printed", "").replace("To print", "")
    return gwen, safety, new, printed


def test_a_letter_of_somebody_who_died_is_neither_printed_nor_posted(post, carrier):
    gwen, safety, new, printed = stopped_letters(post)
    with post.house.viewer(gwen, "person", post.tellers.one.folders["line"]) as by:
        actions.not_died(by=by, folder=safety)
        assert actions.let_again(by=by, folder=safety)
    with as_(post, post.tellers.ash) as by:
        assert len(actions.print_letters(by=by, letters=[new])) == 1
        actions.posted(by=by, letter=printed)
    assert post.state(printed)[0] == "sent"


def test_one_without_an_address_keeps_no_other_from_the_printer(post, carrier):
    """The others are printed; whose address is gone or cannot be seen is listed with what to do, and not marked as printed."""
    tellers = post.tellers
    good, gone = asked_about(post, 2)
    with post.house.viewer(tellers.ash) as by:
        for kind in ("line", "treatment"):
            folders.give(
                by=by, folder=tellers.one.folders[kind], staff=tellers.bo, purpose="works_with", reason="x"
            )
    with post.house.viewer(tellers.bo) as by:
        elsewhere = ground.way_of(by, tellers.other, "post", "1 Hill Rise, Northtown")
        bos = actions.write_letter(
            by=by, folder=tellers.other.folders["treatment"], way=elsewhere, to_name="J", words="Dear J"
        )
        actions.ask_to_look(by=by, letter=bos)
    with as_(post, colleague(post)) as by:
        for letter in (good, gone):
            actions.let_go(by=by, letter=letter)
    post.house.sql.execute(
        "update outbox_message set passed_by = 1, state = 'ready' where id = %s", (bos.id,)
    )
    post.house.sql.execute("update outbox_message set way = 1 where id = %s", (gone.id,))
    bo = post.house.browser(tellers.bo)
    answer = bo.post("/letters/print/", {"which": "new"})
    assert answer.status_code == 200
    printed = dict(post.house.sql.execute("select id, printed_at is not null from outbox_message").fetchall())
    assert (printed[bos.id], printed[good.id], printed[gone.id]) == (True, False, False)
    page = html.unescape(bo.get("/letters/").content.decode())
    assert "Ask whoever works with them to print it" in page
    ash = post.house.browser(tellers.ash)
    assert ash.post("/letters/print/", {"which": "new"}).status_code == 200
    printed = dict(post.house.sql.execute("select id, printed_at is not null from outbox_message").fetchall())
    assert (printed[good.id], printed[gone.id]) == (True, False)
    assert post.state(gone) == ("held", "no_way")
    assert "write another by a way that is agreed" in html.unescape(ash.get("/letters/").content.decode())


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
