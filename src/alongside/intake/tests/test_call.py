"""The call of somebody who is worried: their own folder, the desk, one answer, whoever is known here."""

import pytest
from tests.ground import telling

from alongside.access import folders, handles
from alongside.care.models import Referral
from alongside.desk import words as desk_words
from alongside.desk.tests.ground import CANARY, KIT, LOU, desk_of, worry_of
from alongside.intake.forms import DANGER
from alongside.intake.models import Call
from alongside.intake.tests.ground import call, plain, text
from alongside.people.models import ContactWay, Line

WORRY = {
    "words": "Lou says he will burn the house down.",
    "danger": "soon",
    "kind": "life",
    "about": "Lou, about 30",
}


@telling
def desk(tellers):
    return desk_of(tellers)


def referrals(desk):
    with desk.house.viewer(desk.ash):
        return list(Referral.current.values_list("words", flat=True))


def worries(desk):
    return desk.house.sql.execute(
        "select id, words, told_by, about, danger, kind from access.worry order by at"
    ).fetchall()


def test_their_words_lie_in_a_family_part_of_their_own(desk):
    browser = desk.house.browser(desk.ash)
    answer = call(
        browser,
        words=f"My son. {CANARY}.",
        call_name="Maureen",
        number="07700 900456",
        may_contact="ring",
        when="any",
    )
    assert (answer.status_code, answer["Location"]) == (303, "/call/kept/")
    with desk.house.viewer(desk.ash):
        one = Call.current.get()
        whose = folders.person_of(one.folder)
        assert Line.current.get(call_name="Maureen")
        assert ContactWay.current.get().may_contact == "ring"
    kinds = desk.house.sql.execute("select kind from access.folder where person = %s", (whose,)).fetchall()
    assert {kind for (kind,) in kinds} == {"line", "dates", "contact", "family"}
    assert worries(desk) == []
    assert not referrals(desk)


def test_what_about_you_begins_their_own_wait_with_the_same_words(desk):
    browser = desk.house.browser(desk.ash)
    call(browser, words="I have not slept since March", call_name="Maureen", wants="yes")
    assert referrals(desk) == ["I have not slept since March"]
    today = text(browser.get("/today/"))
    assert "Maureen" in today
    assert "since today" in today


def test_a_worry_is_passed_on_in_the_same_press_and_says_who_rang_without_typing_it_again(desk):
    call(
        desk.house.browser(desk.ash),
        **WORRY,
        call_name="Maureen",
        number="07700 900456",
        may_contact="text",
        when="any",
    )
    assert len(worries(desk)) == 1
    (number, words, told_by, about, danger, kind) = worries(desk)[0]
    assert (words, about, danger, kind) == (WORRY["words"], "Lou, about 30", "soon", "life")
    assert told_by == "Maureen, 07700 900456, Text only, any time"
    assert worry_of(desk, number)["words"] == WORRY["words"]


def test_nothing_is_kept_of_whoever_would_rather_not_and_the_worry_goes_all_the_same(desk):
    with desk.house.viewer(desk.ash):
        before = Line.current.count()
    answer = call(
        desk.house.browser(desk.ash),
        **WORRY,
        call_name="Maureen",
        number="07700 900456",
        may_contact="text",
        wants="nothing",
    )
    assert answer["Location"] == "/call/kept/"
    with desk.house.viewer(desk.ash):
        assert (Line.current.count(), Call.current.count(), ContactWay.current.count()) == (before, 0, 0)
    assert worries(desk)[0][2] == ""


@pytest.mark.parametrize(
    ("missing", "said"), [("words", "Write what was said"), ("about", "Say whom they are worried about")]
)
def test_a_worry_with_no_text_is_sent_back_and_nothing_is_kept(desk, missing, said):
    answer = call(desk.house.browser(desk.ash), **{**WORRY, missing: " "}, call_name="Maureen")
    assert answer.status_code == 409
    assert said in text(answer)
    assert "Maureen" in text(answer)
    assert worries(desk) == []
    with desk.house.viewer(desk.ash):
        assert not Call.current.exists()


def test_an_empty_call_is_sent_back(desk):
    answer = call(desk.house.browser(desk.ash))
    assert answer.status_code == 409
    assert "Write what you have" in text(answer)


def test_a_call_that_breaks_off_is_kept_with_whatever_there_is(desk):
    call(desk.house.browser(desk.ash), words="My son is")
    with desk.house.viewer(desk.ash):
        one = Call.current.get()
        assert (one.words, one.wants) == ("My son is", "not_asked")
        assert Line.current.filter(call_name__startswith="They rang").exists()


KNOWN, HIDDEN, ABSENT = f"Lou {LOU}", f"Kit {KIT}", "Nobody N9-9ZZ-9"


@pytest.mark.parametrize("danger", ["none", "now"])
def test_the_same_page_and_answer_whoever_is_known_here(desk, danger):
    """Lou is Ash's own, Kit another team's, the third is nobody: before, the answer, after, and Today are alike."""
    seen = []
    for about in (KNOWN, HIDDEN, ABSENT):
        browser = desk.house.browser(desk.ash)
        words = {"words": f"{about} frightens me", "about": about, "danger": danger, "wants": "nothing"}
        pages = [
            browser.get("/call/"),
            call(browser, **words),
            browser.get("/call/kept/"),
            browser.get("/today/"),
            browser.get("/waiting/"),
        ]
        seen.append([(p.status_code, p.headers.get("Location"), plain(text(p), about)) for p in pages])
    assert seen[0] == seen[1] == seen[2]


def test_a_number_that_two_records_hold_tells_nothing(desk):
    seen = []
    for number in ("07700 900456", "07700 900456", "07700 900457"):
        browser = desk.house.browser(desk.ash)
        answer = call(browser, words="My son", number=number, may_contact="yes", when="any")
        seen.append((answer.status_code, answer["Location"], plain(text(browser.get("/call/kept/")), number)))
    assert seen[0] == seen[1] == seen[2]


def test_no_page_of_the_caller_and_no_record_s_log_tells_that_a_worry_was_passed_on(desk):
    seen = []
    # Both within one minute: the log says when.
    (now,) = desk.house.sql.execute("select access.clock()").fetchone()
    desk.house.pass_time(seconds=60 - now.second)
    for danger in ("none", "now"):
        desk.house.pass_time(seconds=1)
        browser = desk.house.browser(desk.ash)
        call(browser, **{**WORRY, "danger": danger}, call_name=f"Rang {danger}")
        with desk.house.viewer(desk.ash):
            line = Line.current.get(call_name=f"Rang {danger}")
            part = Call.current.order_by("-made_at").first().folder
        pages = (
            ("person", line.folder, ""),
            ("part", part, "waiting/"),
            ("person", line.folder, "opened/"),
        )
        bodies = [
            browser.get(f"/{kind}/{handles.seal(kind, label, label)}/{rest}") for kind, label, rest in pages
        ]
        seen.append([(b.status_code, plain(text(b), line.call_name)) for b in bodies])
    assert seen[0] == seen[1]
    assert {status for pages in seen for status, _body in pages} == {200}
    assert len(worries(desk)) == 1
    opened = "select folders, person from log.opened where route in ('call', 'call-kept')"
    assert all(not held and person is None for held, person in desk.house.sql.execute(opened).fetchall())


def test_the_words_of_a_caller_are_not_there_for_a_colleague(desk):
    call(desk.house.browser(desk.ash), words=CANARY, call_name="Maureen", wants="yes")
    for name in ("hal", "eve"):
        browser = desk.house.browser(getattr(desk, name))
        for path in ("/today/", "/waiting/", "/people/", "/call/"):
            assert CANARY not in text(browser.get(path))


def test_the_codes_of_danger_are_the_desk_s_own():
    assert [code for code, _said in DANGER] == [code for code, _said in desk_words.DANGER]


def test_who_is_left_out_does_not_read_it(desk):
    call(desk.house.browser(desk.ash), **WORRY, not_for=[str(desk.fay)])
    number = worries(desk)[0][0]
    assert worry_of(desk, number, desk.fay) is None
    assert worry_of(desk, number, desk.dee) is not None
