"""First contact: three questions, nothing typed twice, urgent by the worker's own word, and the clock begins."""

import re
from html.parser import HTMLParser

import pytest

from alongside.access.viewer import Refused
from alongside.care.models import Due, Referral
from alongside.intake import actions, rules
from alongside.intake.forms import FirstForm
from alongside.intake.models import First
from alongside.intake.tests.ground import FIRST, first, plain, text
from alongside.people.models import ContactWay, Line

TYPED = {"call_name": "Ren", "number": "07700 900321", "words": "Wants to sleep again"}
TAPPED = {"how": "walk_in", "may_contact": "text", "when": "any"}


class Page(HTMLParser):
    """The fields of a form, with what they hold before anybody has touched them."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.held: dict[str, list[str]] = {}
        self.names: list[str] = []
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        name = a.get("name")
        if name and tag in ("input", "textarea", "select"):
            self.names.append(name)
            if a.get("type") in ("radio", "checkbox"):
                if "checked" in a:
                    self.held.setdefault(name, []).append(a.get("value", "on"))
            elif tag == "input":
                self.held[name] = [a.get("value", "")]


def test_it_is_written_in_twelve_inputs_and_nothing_of_it_is_typed_twice(tellers):
    browser = tellers.house.browser(tellers.ash)
    page = Page(text(browser.get("/first/")))
    by_hand = {k: v for k, v in {**TYPED, **TAPPED}.items() if page.held.get(k) != [v]}
    sent = {**{k: v for k, v in page.held.items() if k != "csrfmiddlewaretoken"}, **by_hand}
    # The link on Today, what is typed and tapped, the button.
    inputs = 1 + len(by_hand) + 1
    assert inputs <= 12
    answer = browser.post("/first/", sent)
    assert answer.status_code == 303
    with tellers.house.viewer(tellers.ash):
        line, way = Line.current.get(), ContactWay.current.get()
        came, how = Referral.current.get(), First.current.get()
    assert (line.call_name, way.value, way.may_contact, way.when) == ("Ren", "+447700900321", "text", "any")
    assert (came.words, came.came_from, how.how) == ("Wants to sleep again", "self", "walk_in")
    # What follows asks for none of it again.
    record = text(browser.get(answer["Location"]))
    assert "Ren" in record
    assert "Text only" in record


def test_three_questions_stand_first(tellers):
    page = Page(text(tellers.house.browser(tellers.ash).get("/first/")))
    asked = [n for n in dict.fromkeys(page.names) if n in FirstForm.base_fields]
    assert asked[:4] == ["call_name", "number", "may_contact", "when"]


def test_nothing_at_all_is_sent_back_and_a_word_is_enough(tellers):
    browser = tellers.house.browser(tellers.ash)
    empty = first(browser, call_name="")
    assert empty.status_code == 409
    assert "Write what you have" in text(empty)
    assert first(browser, call_name="", words="Rang, cried, rang off").status_code == 303
    with tellers.house.viewer(tellers.ash):
        assert Line.current.get().call_name.startswith("They rang")


def test_half_a_number_comes_back_with_everything_else_that_was_typed(tellers):
    answer = first(tellers.house.browser(tellers.ash), words="Rang from a box", number="0770")
    assert answer.status_code == 200
    assert "Rang from a box" in text(answer)
    assert "0770" in text(answer)


@pytest.mark.family
@pytest.mark.parametrize("sign", [s.code for s in rules.SIGNS])
def test_the_list_asks_and_never_decides(tellers, sign):
    browser = tellers.house.browser(tellers.ash)
    asked = first(browser, signs=[sign])
    assert asked.status_code == 409
    assert "the list does not decide" in text(asked)
    first(browser, signs=[sign], today="no")
    with tellers.house.viewer(tellers.ash):
        assert Referral.current.get().urgent is False
        assert First.current.get().signs == sign
        assert Due.current.get(state="due").what == "wait"


def test_what_is_today_is_red_on_today(tellers):
    browser = tellers.house.browser(tellers.ash)
    first(browser, signs=["overdose"], today="yes")
    today = text(browser.get("/today/"))
    assert re.search(r"card--now[^§]*?Waiting to begin", today)
    assert "since today" in today


def test_every_sign_says_what_to_do_and_where_that_comes_from():
    for sign in rules.SIGNS:
        assert str(sign.do)
        assert str(sign.source)
    assert len(rules.BY_CODE) == len(rules.SIGNS)
    assert len(" ".join(rules.BY_CODE)) <= 200


def test_a_court_brings_its_conditions_and_a_professional_who_they_are(tellers):
    browser = tellers.house.browser(tellers.ash)
    first(browser, how="court", conditions="Every second Tuesday", who="not asked")
    first(browser, how="professional", who="Dr Bell, 0113 496 0000", conditions="not asked")
    with tellers.house.viewer(tellers.ash):
        court, gp = (Referral.current.get(came_from=c) for c in ("court", "other"))
    assert (court.conditions, court.who, court.source) == ("Every second Tuesday", "", "document")
    assert (gp.who, gp.conditions, gp.source) == ("Dr Bell, 0113 496 0000", "", "told")


def test_the_same_form_sent_twice_is_one_person(tellers):
    browser = tellers.house.browser(tellers.ash)
    one, two = first(browser, once="abc"), first(browser, once="abc")
    assert one["Location"] == two["Location"]
    with tellers.house.viewer(tellers.ash):
        assert Line.current.count() == 1


def test_a_number_that_stands_in_another_record_tells_nothing(tellers):
    house = tellers.house
    first(house.browser(tellers.bo), call_name="Ren", number="07700 900321", may_contact="yes", when="any")
    seen = []
    for name, number, shown in (
        ("Ren", "07700 900321", "07700 900321"),
        ("Xyz", "07700 900322", "07700 900322"),
    ):
        browser = house.browser(tellers.ash)
        answer = first(browser, call_name=name, number=number, may_contact="yes", when="any")
        seen.append((answer.status_code, plain(text(browser.get(answer["Location"])), name, shown)))
    assert seen[0] == seen[1]


def test_the_action_refuses_as_the_page_does(tellers):
    with tellers.house.viewer(tellers.ash) as by, pytest.raises(Refused):
        actions.first_contact(by=by, how="call", call_name="Ren", signs=["wound"])


def test_what_was_typed_is_kept_when_it_breaks_off_and_shown_to_whoever_typed_it_alone(tellers):
    house = tellers.house
    browser, other = house.browser(tellers.ash), house.browser(tellers.bo)
    kept = browser.post(
        "/first/draft/first-contact/", {**FIRST, "words": "quillwort"}, headers={"X-Requested-With": "draft"}
    )
    assert (kept.status_code, kept.content) == (204, b"")
    assert "typed before is kept" in text(browser.get("/first/"))
    assert "quillwort" in text(browser.get("/first/?kept=1"))
    assert "quillwort" not in text(other.get("/first/?kept=1"))
    assert "typed before is kept" not in text(other.get("/first/"))
    with house.viewer(tellers.ash):
        assert not Line.current.exists()
    first(browser, words="quillwort", once="w1")
    assert "typed before is kept" not in text(browser.get("/first/"))


def test_without_a_script_the_same_by_a_button(tellers):
    browser = tellers.house.browser(tellers.ash)
    assert browser.post("/first/draft/call/", {"words": "x", "once": "w2"})["Location"] == "/today/"
    assert "typed before is kept" in text(browser.get("/call/"))
    assert browser.post("/first/draft/people/", {"words": "x"}).status_code == 404
