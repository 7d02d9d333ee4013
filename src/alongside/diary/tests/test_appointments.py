"""Appointments: offered, booked, moved, texted, marked in one press; two at once; nights on which the clocks change."""

import datetime as dt
import re

import pytest

from alongside.access import folders, handles
from alongside.access.models import Stale
from alongside.access.viewer import Refused
from alongside.care import actions as care
from alongside.care.models import Due, Session
from alongside.care.tests.ground import NOW, on_pages
from alongside.diary import actions
from alongside.diary.models import Appointment
from alongside.keeping import actions as keeping
from alongside.outbox.models import Message
from alongside.people.models import ContactWay
from alongside.web.wrapper import url

DAY = dt.timedelta(days=1)


@pytest.fixture
def ash(tellers):
    return tellers.house.browser(tellers.ash)


def read(answer):
    return answer.content.decode()


def dues(tellers, **like):
    with tellers.house.viewer(tellers.ash):
        return list(Due.current.filter(what__in=("session", "first", "drop_in"), **like).order_by("made_at"))


def new(tellers, *known):
    """The one date that was not there before; the clock stands, so that no order tells."""
    return next(d for d in dues(tellers) if d.id not in {k.id for k in known})


def last(tellers, model, **like):
    """The one row like this."""
    with tellers.house.viewer(tellers.ash):
        return (
            model.objects.filter(**like).exclude(note="Spoke of Sundays").first()
            if model is Session
            else model.objects.filter(**like).first()
        )


def at(lou, name, due):
    return url(name, part=lou.who.part(), due=due)


def opens_dates(tellers, who, by, staff):
    """A colleague may open the dates of somebody."""
    with tellers.house.viewer(by) as giver:
        folders.give(
            by=giver,
            folder=who.folders["dates"],
            staff=staff,
            purpose="keyworker",
            reason="stands in",
            assigned=False,
        )


def test_an_appointment_is_booked_with_how_where_and_with_whom(lou, ash, tellers):
    opens_dates(tellers, lou.who, tellers.ash, tellers.bo)
    answer = ash.post(
        lou.address("book"),
        {"on": "8 Nov 2035", "at": "2pm", "how": "home", "minutes": "60", "place": "by the canal", "worker": str(tellers.bo)},
    )  # fmt: skip
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/diary/?on=2035-11-08"
    page = read(ash.get(answer.headers["Location"]))
    assert "Lou" in page and "Home visit, by the canal" in page
    its = last(tellers, Appointment)
    assert (its.how, its.minutes, its.worker) == ("home", 60, tellers.bo)
    due = new(tellers, lou.due)
    assert (its.due, due.state, due.at) == (due.id, "due", dt.datetime(2035, 11, 8, 14, tzinfo=dt.UTC))


def test_an_offer_is_neither_expected_nor_missed_until_they_say_yes(lou, ash, tellers):
    ash.post(lou.address("book"), {"on": "6 Nov 2035", "at": "12.00", "offered": "on"})
    due = new(tellers, lou.due)
    assert due.state == "offered"
    assert "offered" in read(ash.get("/today/"))
    refused = ash.post(at(lou, "mark", due), {"what": "missed"})
    assert refused.status_code == 409 and "nobody missed it" in read(refused)
    assert ash.post(at(lou, "mark", due), {"what": "suits"}).status_code == 303
    assert new(tellers, lou.due).state == "due"
    assert ash.post(at(lou, "mark", due), {"what": "suits"}).status_code == 409


@pytest.mark.parametrize(
    ("booked", "words"),
    [({"at": "12.00", "offered": "on"}, "nobody missed it"), ({"how": "drop_in"}, "nobody misses it")],
)
def test_nor_is_it_written_up_as_missed(lou, ash, tellers, booked, words):
    ash.post(lou.address("book"), {"on": "6 Nov 2035", **booked})
    note = {"on": "6 Nov 2035", "at": "9.00", "how": "in_person", "state": "missed", "source": "seen"}
    answer = ash.post(at(lou, "write_up", new(tellers, lou.due)), note)
    assert answer.status_code == 409 and words in read(answer)
    assert last(tellers, Session) is None


def test_an_offer_that_does_not_suit_is_off_and_writes_no_contact(lou, ash, tellers):
    ash.post(lou.address("book"), {"on": "6 Nov 2035", "at": "12.00", "offered": "on"})
    with tellers.house.viewer(tellers.ash):
        before = Session.objects.count()
    assert ash.post(at(lou, "mark", new(tellers, lou.due)), {"what": "not_this_time"}).status_code == 303
    assert new(tellers, lou.due).state == "off"
    with tellers.house.viewer(tellers.ash):
        assert Session.objects.count() == before


def test_who_comes_to_an_offered_time_came(lou, ash, tellers):
    ash.post(lou.address("book"), {"on": "6 Nov 2035", "at": "12.00", "offered": "on"})
    assert ash.post(at(lou, "mark", new(tellers, lou.due)), {"what": "came"}).status_code == 303
    assert new(tellers, lou.due).state == "met"


def test_nobody_misses_a_drop_in(lou, ash, tellers):
    assert ash.post(lou.address("book"), {"on": "6 Nov 2035", "how": "drop_in"}).status_code == 303
    due = new(tellers, lou.due)
    assert (due.what, due.at, due.state) == ("drop_in", None, "due")
    refused = ash.post(at(lou, "mark", due), {"what": "missed"})
    assert refused.status_code == 409 and "nobody misses it" in read(refused)
    assert ash.post(at(lou, "mark", due), {"what": "not_this_time"}).status_code == 303
    assert new(tellers, lou.due).state == "off"


@pytest.mark.parametrize("what", ["they_cancelled", "we_cancelled"])
def test_a_cancelled_one_says_who_cancelled(lou, ash, tellers, what):
    ash.post(lou.address("book"), {"on": "8 Nov 2035", "at": "2pm"})
    due = new(tellers, lou.due)
    assert ash.post(at(lou, "mark", due), {"what": what}).status_code == 303
    assert new(tellers, lou.due).state == "off"
    assert last(tellers, Session).state == what


def test_a_miss_is_one_press_that_offers_the_next_rung_and_is_marked_once(lou, ash, tellers):
    answer = ash.post(lou.address("mark"), {"what": "missed"})
    assert "/next/" in answer.headers["Location"]
    assert "What next?" in read(ash.get(answer.headers["Location"]))
    again = ash.post(lou.address("mark"), {"what": "missed"})
    assert again.status_code == 409 and "written up already" in read(again)
    assert last(tellers, Session).due == lou.due.id


def test_a_wrong_press_is_undone_and_the_appointment_stands_again(lou, ash, tellers):
    ash.post(lou.address("mark"), {"what": "missed"})
    made = last(tellers, Session)
    ash.post(url("session_in_error", session=made), {"why": "Pressed the wrong one", "seen": "1"})
    assert [d.state for d in dues(tellers)] == ["due"]
    assert ash.post(lou.address("mark"), {"what": "came"}).status_code == 303


def test_an_entry_corrected_from_missed_to_came_settles_the_date_so(lou, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        made = actions.mark(by=by, folder=lou.care.folder, due=lou.due, what="missed")
        care.correct_session(by=by, session=made, state="came")
    assert [d.state for d in dues(tellers)] == ["met"]


def test_the_past_is_refused_with_what_to_do(lou, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        with pytest.raises(Refused, match="write up a contact"):
            actions.book(by=by, folder=lou.care.folder, at=NOW - DAY)
        with pytest.raises(Refused, match="write up a contact"):
            actions.move(by=by, due=lou.due, at=NOW - DAY)
        with pytest.raises(Refused, match="write up a contact"):
            actions.book(by=by, folder=lou.care.folder, on=by.today - DAY, how="drop_in")


def test_two_at_once_for_one_person_is_said_and_allowed(lou, ash, tellers):
    first = {"on": "8 Nov 2035", "at": "2pm", "minutes": "60"}
    ash.post(lou.address("book"), first)
    second = {"on": "8 Nov 2035", "at": "2.45pm"}
    answer = ash.post(lou.address("book"), second)
    assert answer.status_code == 409 and "another appointment then, at 2.00 pm" in read(answer)
    assert len(dues(tellers, on=dt.date(2035, 11, 8))) == 1
    assert ash.post(lou.address("book"), {**second, "anyway": "on"}).status_code == 303
    assert len(dues(tellers, on=dt.date(2035, 11, 8))) == 2
    assert ash.post(lou.address("book"), {"on": "8 Nov 2035", "at": "3.45pm"}).status_code == 303


def test_two_people_at_once_are_shown_to_whoever_works_with_both_and_to_nobody_else(lou, ash, tellers):
    """Bo works with Mo alone: that Ash, whom Bo named for Mo, has Lou then, is nothing that Bo could learn."""
    mo = on_pages(tellers.house, tellers.bo, tellers.other)
    opens_dates(tellers, mo.who, tellers.bo, tellers.ash)
    then = {"on": "8 Nov 2035", "at": "2pm", "worker": str(tellers.ash)}
    bo = tellers.house.browser(tellers.bo)
    alone = read(bo.get(bo.post(mo.address("book"), then).headers["Location"]))
    assert "two at once" not in alone
    ash.post(lou.address("book"), then)
    assert "two at once" not in read(ash.get("/diary/?on=2035-11-08"))
    assert "two at once" not in read(bo.get("/diary/?on=2035-11-08"))
    second = {**then, "at": "2.30pm", "anyway": "on"}
    assert ash.post(lou.address("book"), second).status_code == 303
    assert "two at once" in read(ash.get("/diary/?on=2035-11-08"))


def test_the_hour_that_is_left_out_is_refused_and_the_one_that_comes_twice_is_asked(lou, ash, tellers):
    gone = ash.post(lou.address("book"), {"on": "30 Mar 2036", "at": "1.30am"})
    assert "there is no such time" in read(gone)
    # Summer time ends on 26 October 2036.
    twice = {"on": "26 Oct 2036", "at": "1.30am"}
    asked = ash.post(lou.address("book"), twice)
    assert "Which is meant?" in read(asked)
    assert len(dues(tellers)) == 1
    assert ash.post(lou.address("book"), {**twice, "which_hour": "second"}).status_code == 303
    second = new(tellers, lou.due)
    assert second.at == dt.datetime(2036, 10, 26, 1, 30, tzinfo=dt.UTC)
    assert ash.post(lou.address("book"), {**twice, "which_hour": "first", "anyway": "on"}).status_code == 303
    assert new(tellers, lou.due, second).at == dt.datetime(2036, 10, 26, 0, 30, tzinfo=dt.UTC)


def test_it_is_moved_and_two_who_move_it_at_once_are_both_shown(lou, ash, tellers):
    page = at(lou, "move-appointment", lou.due)
    assert ash.post(page, {"on": "9 Nov 2035", "at": "10.00", "seen": "1"}).status_code == 303
    late = ash.post(page, {"on": "12 Nov 2035", "at": "11.00", "seen": "1"})
    assert late.status_code == 409 and "9 November 2035" in read(late) and "12 Nov 2035" in read(late)
    assert dues(tellers)[0].at == dt.datetime(2035, 11, 9, 10, tzinfo=dt.UTC)
    moved = dues(tellers)[0]
    with tellers.house.viewer(tellers.ash) as by, pytest.raises(Stale):
        actions.move(by=by, due=moved, at=NOW + DAY, seen=1)


def way(tellers, **said):
    with tellers.house.viewer(tellers.ash) as by:
        return ContactWay.add(
            by=by, folder=tellers.one.folders["contact"], kind="phone", value="+447700900111", asked_on=by.today,
            **{"may_contact": "text", "when": "any", **said},
        )  # fmt: skip


def test_the_text_is_shown_word_for_word_and_sent_in_one_press_by_a_safe_way(lou, ash, tellers):
    safe = way(tellers)
    page = at(lou, "appointment", lou.due)
    shown = read(ash.get(page))
    assert "See you on Tuesday 6 November at 10.30 am" in shown and "07700 900111" in shown
    sent = ash.post(at(lou, "text-appointment", lou.due), {"way": url_of(safe)})
    assert sent.status_code == 303 and "/message/" in sent.headers["Location"]
    message = last(tellers, Message)
    assert (message.template, message.at) == ("reminder", NOW + dt.timedelta(minutes=30))


def test_what_has_passed_is_announced_to_nobody(lou, ash, tellers):
    way(tellers)
    tellers.house.pass_time(hours=1)
    tellers.house.tokens.clear()
    ash = tellers.house.browser(tellers.ash)
    assert "Tell them" not in read(ash.get(at(lou, "appointment", lou.due)))


def url_of(row):
    from alongside.web.wrapper import sealed

    return sealed(row, "way")


@pytest.mark.parametrize(
    "said",
    [
        {"may_contact": "ring"},
        {"may_contact": "no"},
        {"may_contact": "not_asked"},
        {"may_contact": "they_ring"},
    ],
)
def test_a_way_that_is_not_safe_is_not_offered_and_not_taken(lou, ash, tellers, said):
    unsafe = way(tellers, **said)
    assert "They have not said that a text" in read(ash.get(at(lou, "appointment", lou.due)))
    answer = ash.post(at(lou, "text-appointment", lou.due), {"way": url_of(unsafe)})
    assert answer.status_code == 409 and "not said that this way is safe" in read(answer)
    assert last(tellers, Message) is None


def test_what_is_no_appointment_has_no_page(lou, ash, tellers):
    with tellers.house.viewer(tellers.ash):
        step = Due.current.filter(what="step").first()
    assert ash.get(at(lou, "appointment", step)).status_code == 404
    assert ash.get(at(lou, "move-appointment", step)).status_code == 404


@pytest.mark.parametrize("asked", ["", "soon", "9999-12-31", "0001-01-01", "2035-11-31"])
def test_the_diary_shows_something_for_any_day_that_is_asked_for(lou, ash, asked):
    assert ash.get(f"/diary/?on={asked}").status_code == 200


# With whom: whoever is booked with learns of it


def with_whom(page):
    """Those who stand in the choice of worker."""
    return re.findall(
        r"<option[^>]*>\s*([^<]+?)\s*</option>", re.search(r'name="worker".*?</select>', page, re.S)[0]
    )


def test_only_who_can_open_the_dates_stands_in_the_choice_with_how_others_get_there(lou, ash, tellers):
    page = read(ash.get(lou.address("book")))
    assert not [name for name in with_whom(page) if name.startswith("Bo")]
    assert [name for name in with_whom(page) if name.startswith("Ash")]
    assert "give them access first" in page
    opens_dates(tellers, lou.who, tellers.ash, tellers.bo)
    names = with_whom(read(ash.get(lou.address("book"))))
    marked = {
        name[:2]: name.endswith("not on their Today") for name in names if name.startswith(("Ash", "Bo"))
    }
    assert marked == {"As": False, "Bo": True}, "who does not work with them reads it in the record alone"


def test_who_holds_a_seat_that_opens_the_dates_may_be_booked_while_they_hold_it(lou, ash, tellers):
    team = tellers.house.sql.execute(
        "select team from access.team_member where staff = %s", (tellers.ash,)
    ).fetchone()[0]
    seat = tellers.house.seat("nurse", team, "Nurse", tellers.bo)
    with tellers.house.viewer(tellers.ash) as by:
        folders.give(
            by=by, folder=lou.who.folders["dates"], seat=seat, purpose="prescribing", reason="the clinic"
        )
    assert [name for name in with_whom(read(ash.get(lou.address("book")))) if name.startswith("Bo")]
    tellers.house.sql.execute("update access.seat_holding set ends = access.clock() where seat = %s", (seat,))
    assert not [name for name in with_whom(read(ash.get(lou.address("book")))) if name.startswith("Bo")]


@pytest.mark.parametrize("worker", ["bo", "nobody"])
def test_a_booking_for_anybody_else_is_refused_with_the_sentence_whoever_they_are(lou, ash, tellers, worker):
    before = dues(tellers)
    other = tellers.bo if worker == "bo" else 99
    answer = ash.post(lou.address("book"), {"on": "8 Nov 2035", "at": "2pm", "worker": str(other)})
    assert answer.status_code == 200
    assert read(answer).count("nobody else would learn of it") == 3, (
        "over the form, above the field and beside it"
    )
    with (
        tellers.house.viewer(tellers.ash) as by,
        pytest.raises(Refused, match="nobody else would learn of it"),
    ):
        actions.book(by=by, folder=lou.care.folder, at=NOW + DAY, worker=other)
    assert dues(tellers) == before


def test_what_is_booked_with_them_stands_on_their_today(lou, ash, tellers):
    with tellers.house.viewer(tellers.ash) as by:
        for kind in ("line", "dates"):
            folders.give(
                by=by,
                folder=lou.who.folders[kind],
                staff=tellers.bo,
                purpose="keyworker",
                reason="stands in",
                assigned=True,
            )
    ash.post(lou.address("book"), {"on": "6 Nov 2035", "at": "4pm", "worker": str(tellers.bo)})
    page = read(tellers.house.browser(tellers.bo).get("/today/"))
    assert "Lou" in page and re.search(r"4(\.00)?\s*pm", page)


# How we visit


@pytest.fixture
def in_pairs(lou, tellers):
    """What is kept to on a visit to Lou, and a home visit today."""
    with tellers.house.viewer(tellers.ash) as by:
        keeping.visit(
            by=by, folder=lou.who.folders["dates"], ways=["two", "animal"], review_on=by.today + 30 * DAY
        )
        its = actions.book(by=by, folder=lou.care.folder, at=by.now + dt.timedelta(hours=2), how="home")
    return handles.seal("due", lou.who.folders["dates"], its.due)


VISIT_PAGES = ("appointment", "set-off")


def test_how_we_visit_stands_where_a_visit_is_booked_shown_and_begun(lou, ash, tellers, in_pairs):
    pages = [lou.address("book"), *(url(name, part=lou.who.part(), due=in_pairs) for name in VISIT_PAGES)]
    for page in pages:
        shown = read(ash.get(page))
        assert "Go in pairs" in shown and "There is an animal in the home" in shown, page


def test_an_appointment_that_is_no_visit_says_nothing_of_visiting(lou, ash, in_pairs):
    assert "Go in pairs" not in read(ash.get(at(lou, "appointment", lou.due)))


def test_with_nothing_to_keep_to_nothing_stands_there(lou, ash):
    assert "How we visit" not in read(ash.get(lou.address("book")))


def same(page):
    """A page without what differs each time that it is made."""
    return re.sub(r'value="[A-Za-z0-9_-]{16}"|[A-Za-z0-9_-]{40,}', "", page)


def test_who_may_not_open_the_dates_sees_nothing_of_how_we_visit_and_no_hint(lou, ash, tellers, in_pairs):
    with tellers.house.viewer(tellers.ash) as by:
        for kind in ("line", "treatment"):
            folders.give(
                by=by, folder=lou.who.folders[kind], staff=tellers.bo, purpose="keyworker", reason="stands in"
            )
    bo = tellers.house.browser(tellers.bo)
    page = bo.get(lou.address("book"))
    with_it = same(read(page))
    assert page.status_code == 200 and "How we visit" not in with_it and "Go in pairs" not in with_it
    with tellers.house.viewer(tellers.ash) as by:
        keeping.visit(by=by, folder=lou.who.folders["dates"], ways=[], review_on=None)
    assert same(read(bo.get(lou.address("book")))) == with_it, "said or not, the same page"


# After a visit


def first_deed(page):
    """The first deed of a page's own content."""
    main = page[page.index("<main") :]
    return re.sub(
        r"<[^>]+>", "", re.search(r'<a class="deed.*?</a>', main[main.index('class="card') :], re.S)[0]
    ).strip()


def test_after_came_writing_it_up_comes_first(lou, ash):
    answer = ash.post(at(lou, "mark", lou.due), {"what": "came"})
    page = read(ash.get(answer.headers["Location"]))
    assert first_deed(page) == "Write it up"
    (way,) = re.findall(r'<a class="deed deed--main" href="([^"]+correct[^"]*)"', page)
    assert "Write it up" in read(ash.get(way))
    form = {
        "on": "6 Nov 2035",
        "at": "10.00",
        "how": "in_person",
        "state": "came",
        "source": "seen",
        "note": "Tea",
        "seen": re.search(r'name="seen" value="(\d+)"', read(ash.get(way)))[1],
    }
    assert ash.post(way, form).status_code == 303
    assert "Write it up" not in read(ash.get(answer.headers["Location"])).split("</nav>")[-1]


def test_on_the_day_of_an_appointment_writing_it_up_comes_first(lou, ash):
    assert first_deed(read(ash.get(at(lou, "appointment", lou.due)))) == "Write it up"
