"""What was typed before, on a page that is begun anew: it is offered, and neither saving nor keeping the new goes over it."""

import datetime as dt
import re
from html import unescape

import pytest

from alongside.intake.tests.ground import CALL, FIRST
from alongside.web.wrapper import url

YESTERDAY = dt.date.today() - dt.timedelta(days=1)
NOTE = {
    "on": f"{YESTERDAY:%d %b %Y}",
    "at": "09.00",
    "how": "in_person",
    "state": "came",
    "source": "seen",
    "there": "person",
}
WORDS = {"write": "note", "first-contact": "words", "call": "words"}
SAVED = {"write": NOTE, "first-contact": FIRST, "call": CALL}


def found(browser, page, pattern):
    return [unescape(one) for one in re.findall(pattern, browser.get(page).content.decode())]


def offered(browser, page):
    return found(browser, page, 'typed before is kept.[^<]*<a class="govuk-link" href="([^"]+)"')


def sent_to(browser, page):
    return found(browser, page, '<form class="form[^"]*" action="([^"]+)"')[0]


def kept_by_button(browser, page):
    return found(browser, page, 'formaction="([^"]+)"')


@pytest.mark.parametrize("name", WORDS)
def test_what_was_typed_before_stays_beside_what_is_begun_anew(tellers, name):
    ash, word = tellers.house.browser(tellers.ash), WORDS[name]
    page = url(name, part=tellers.one.part()) if name == "write" else url(name)
    (draft,) = found(ash, page, 'data-draft="([^"]+)"')
    ash.post(draft, {word: "Quillwort, in the morning"}, headers={"X-Requested-With": "draft"})
    (first,) = offered(ash, page)
    ash.post(kept_by_button(ash, page)[0], {word: "Fern, at noon", "once": "w5"})
    both = offered(ash, page)
    assert (both[0], len(both)) == (first, 2)
    for kept, words in zip(both, ("Quillwort, in the morning", "Fern, at noon"), strict=True):
        assert words in ash.get(kept).content.decode()
        assert len(offered(ash, kept)) == 1, "the other one is still offered"
    # A third is saved, and neither of the two goes; to keep it too there is no room.
    assert kept_by_button(ash, page) == []
    third = {**SAVED[name], word: "Moss, in the evening", "once": "w6"}
    assert ash.post(sent_to(ash, page), third).status_code == 303
    assert offered(ash, page) == both
    # Gone on with and saved, it goes, and the other stays.
    assert ash.post(sent_to(ash, first), {**SAVED[name], word: "Quillwort", "once": "w7"}).status_code == 303
    (left,) = offered(ash, page)
    assert "Fern, at noon" in ash.get(left).content.decode()


def test_sent_while_locked_it_is_kept_beside_the_first(tellers):
    ash, page = tellers.house.browser(tellers.ash), url("first-contact")
    (draft,) = found(ash, page, 'data-draft="([^"]+)"')
    ash.post(draft, {"words": "Quillwort"}, headers={"X-Requested-With": "draft"})
    anew = sent_to(ash, page)
    tellers.house.sql.execute("update access.session set locked_at = access.clock()")
    assert ash.post(anew, {**FIRST, "words": "Fern", "once": "w5"}).status_code == 302
    tellers.house.sql.execute("update access.session set locked_at = null")
    assert len(offered(ash, page)) == 2
