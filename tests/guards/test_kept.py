"""No words are lost to the lock: whatever form arrives locked, on whichever page, is there again after the PIN."""

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from alongside.accounts import pins
from alongside.accounts.models import User
from alongside.accounts.tests.people import PIN, quick_passwords
from alongside.web.registry import PAGES
from tests import demo
from tests.journeys.walk import page_of, walked

WORDS = "Quarzvogel"

# Forms with a line to write in whose words do not come back, each with why.
LOST: dict[str, str] = {}


class Forms(HTMLParser):
    """The forms of a page: where each goes, and the names of what can be typed into."""

    def __init__(self, text):
        super().__init__()
        self.found, self.here = [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            self.here = {"action": a.get("action"), "method": a.get("method"), "typed": [], "set": {}}
            self.found.append(self.here)
        elif self.here is not None and a.get("name"):
            if tag == "textarea" or (
                tag == "input" and a.get("type", "text") == "text" and not a.get("inputmode")
            ):
                self.here["typed"].append(a["name"])
            elif tag == "input" and (a.get("type") == "hidden" or "checked" in a):
                self.here["set"][a["name"]] = a.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.here = None


@pytest.fixture(scope="module")
def walk():
    with demo.clone() as house, quick_passwords():
        made = walked(house)
        for user in User.objects.all():
            pins.keep(user, PIN)
        yield made


@pytest.mark.slow
def test_what_was_typed_comes_back_on_every_page(walk):
    lost, tried = {}, set()
    for name, page in sorted(PAGES.items()):
        if page.scope == "public":
            continue
        for visit in walk.visits.get(name, {}).values():
            browser = walk.browsers[visit.who]
            for form in Forms(browser.get(visit.path).content.decode()).found:
                to = urlsplit(form["action"] or visit.path).path
                target, deed = page_of(to)
                key = (target.name, *form["typed"])
                if form["method"] != "post" or not form["typed"] or target.scope == "public" or key in tried:
                    continue
                tried.add(key)
                sent = {k: v for k, v in form["set"].items() if k != "csrfmiddlewaretoken"}
                browser.post("/lock/")
                typed = dict.fromkeys(form["typed"], WORDS)
                answer = browser.post(to, sent | typed, headers={"Referer": f"http://testserver{visit.path}"})
                there = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
                assert browser.post("/locked/", {"pin": PIN, "next": there})["Location"] == there
                shown = browser.get(there)
                count = len(re.findall(WORDS, shown.content.decode()))
                if shown.status_code != 200 or count < len(form["typed"]):
                    lost[f"{name} → {target.name}"] = (shown.status_code, count, form["typed"], there)
    assert len(tried) > 30
    assert lost == LOST, "\n".join(f"{k}: {v}" for k, v in lost.items())
