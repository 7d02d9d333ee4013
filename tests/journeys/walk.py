"""A walk through every page: addresses are found as people find them, by following links, from Today and from the first page.

What no link leads to in the demo as it is told (a review that is open, a drawing that has begun, an account with a second
step) is begun first, by the same forms.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import Resolver404, resolve

from alongside.accounts.tests.people import PASSWORD, Somebody
from alongside.guide.content import guide
from alongside.records.tests.ground import run
from alongside.web.registry import PAGES, Page
from tests import demo
from tests.ground import House

LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
SLUG = re.compile(r"<slug:(\w+)>")
MOST_OF_A_PAGE = 4
"""So many addresses of one page are opened for the links on them."""
MANY = {
    "person": 60, "plan": 20, "referral": 20, "reviews": 12, "assessment": 20, "response": 12,
    "who-can-open": 12, "desk-worry": 12,
}  # fmt: skip
"""Of these more: what they offer differs from person to person."""
DRAWN_ALIKE = {
    "copy-look": "lines of one table of a part", "copy-one": "a statement of one table", "confirm_part": "answers to confirm",
    "detail": "one detail of somebody",
}  # fmt: skip
"""Pages that one template draws whatever the word in their address says, each with of what: three words of each are looked at."""
WORDS_OF_ONE = 3

NOT_FOR_READING = {
    "healthz": "answers a machine, with JSON",
    "shared-print": "a sheet of paper for somebody: its title does not say who we are",
    "agreements-print": "a sheet of paper for somebody: its title does not say who we are",
    "map_measures": "a file",
    "map_network_canvas": "a file",
    "map_graphml": "a file",
    "copy-pdf": "a file",
    "copy-json": "a file",
    "response_fhir": "a file",
    "onwards": "only leads on to where one was going",
    "exit": "leads elsewhere",
    "guide-sw": "answers a browser, with a script",
    "help-sw": "answers a browser, with a script",
    "guide-ris": "a file",
    "guide-bibtex": "a file",
    "guide-pdf": "a file",
    "guide-do-with": "only leads on to a deed, for a script",
    "guide-do-in": "only leads on to a deed, for a script",
    "still-here": "answers a script, with nothing",
    "mfa_login_webauthn": "answers the script of the sign-in page, with JSON",
    "mfa_reauthenticate_webauthn": "only for whoever has a passkey, which no test can hold",
}
"""Routes that answer GET and are no page to look at, each with why."""


@dataclass(frozen=True)
class Visit:
    """An address of a page, and who may open it."""

    page: Page
    path: str
    who: str
    length: int


@dataclass
class Walk:
    """Where the links led: for each page, and each deed that stands in its address, the fullest answer found."""

    house: House
    visits: dict[str, dict[str, Visit]] = field(default_factory=dict)
    browsers: dict[str, Client] = field(default_factory=dict)
    opened: Counter[tuple[str, str]] = field(default_factory=Counter)

    def as_whoever(self, who: str, *starts: str) -> None:
        """Follow every link from these addresses, as somebody who is signed in, or as nobody ("")."""
        todo, seen = list(starts), set(starts)
        while todo:
            path = todo.pop(0)
            page, key = page_of(path)
            if page is None or "GET" not in page.methods or page.name == "account_logout":
                continue
            if (
                who and page.name == "exit"
            ):  # it stands on pages that are the same for everybody, and would end the session
                continue
            if self.opened[page.name, who + key] >= MANY.get(page.name, MOST_OF_A_PAGE):
                continue
            self.opened[page.name, who + key] += 1
            for found in self._open(path, page, key, who):
                if found not in seen:
                    seen.add(found)
                    todo.append(found)

    def _open(self, path: str, page: Page, key: str, who: str) -> list[str]:
        answer = self.browsers[who].get(path)
        if answer.status_code in (301, 302, 303):
            return [answer.headers["Location"]]
        assert answer.status_code == 200, (
            f"{path} ({page.name}) is linked for {who} and answers {answer.status_code}"
        )
        assert answer.headers["Cache-Control"] == "no-store", path
        if not answer.headers["Content-Type"].startswith("text/html"):
            return []
        text = answer.content.decode()
        there = self.visits.setdefault(page.name, {})
        before = there.get(key)
        enough = page.name in DRAWN_ALIKE and before is None and len(there) >= WORDS_OF_ONE
        if not enough and (before is None or before.length < len(text)):
            there[key] = Visit(page, path, who, len(text))
        return [link.replace("&amp;", "&") for link in LINK.findall(text)]

    def is_here(self, name: str, path: str, who: str) -> None:
        """An address that no link leads to."""
        self.visits.setdefault(name, {}).setdefault("", Visit(PAGES[name], path, who, 0))


def page_of(path: str) -> tuple[Page | None, str]:
    """The page of an address, and the deed in it."""
    try:
        match = resolve(path.split("?")[0])
    except Resolver404:
        return None, ""
    page = PAGES[match.url_name or ""]
    return page, "/".join(match.kwargs[name] for name in SLUG.findall(page.route))


def signed_in(house: House, name: str) -> Client:
    """A browser of one of the demo's staff, signed in by one click."""
    browser = Client()
    answer = browser.post("/demo-sign-in", {"staff": demo.staff(house, name)})
    assert answer.status_code == 302, name
    return browser


def walked(house: House) -> Walk:
    """Through the whole of the demo, as a worker of each team, a lead, an administrator, somebody with a password, and nobody."""
    walk = Walk(house)
    for name in ("Ash Okafor", "Ellis Grant", "Carmen Reyes", "Kerry Walsh"):
        walk.browsers[name] = signed_in(house, name)
    walk.browsers[""] = Client()
    begun = begin_what_is_not_begun(walk.browsers["Ash Okafor"])
    thought = next(q.id for q in guide().questions if q.audience == "service")
    walk.browsers["Carmen Reyes"].post(f"/reflection/{thought}/", {"words": "Four of the last ten."})
    walk.as_whoever("Ash Okafor", "/today/", *begun)
    walk.as_whoever("Ellis Grant", "/today/")
    walk.as_whoever("Carmen Reyes", "/today/", f"/reflection/{thought}/")
    # Whoever opened a record that is kept close can no longer: the desk answers for it.
    house.sql.execute(
        'update access."grant" set ended_at = access.clock() where folder in (select id from access.folder where kept_close)'
    )
    walk.as_whoever("Kerry Walsh", "/today/", "/desk/")
    walk.is_here("worry-passed", "/worry/passed/", "Ash Okafor")
    walk.is_here("call-kept", "/call/kept/", "Ash Okafor")
    # Bo is on duty, Leo the privacy officer, who also decides on records; the task has looked, and two are joined already.
    assert run() > 0
    tam = link_of(walk.browsers["Ash Okafor"], "/people/", "Tam")
    # Hal is at somebody's home, and late.
    house.sql.execute(
        "insert into access.lone (id, staff, line, began, back_by, place, phone) select access.new_id(), s.id, 1, "
        "access.clock() - interval '2 hours', access.clock() - interval '20 minutes', '12 Mill Lane', '+447700900204' "
        "from access.staff s where s.name = 'Hal Brennan'"
    )
    for name, starts in {
        "Bo Lindqvist": ("/today/", tam),
        "Leo Marsh": ("/today/",),
        "Jules Martin": ("/known/", "/today/", "/reception/"),
    }.items():
        walk.browsers[name] = signed_in(house, name)
        if name == "Leo Marsh":
            pair = link_of(walk.browsers[name], "/records/", "look")
            walk.browsers[name].post(pair, {"outcome": "same", "why": "Ash rang Hal."})
        walk.as_whoever(name, *starts)
    walk.as_whoever(
        "",
        "/",
        "/sign-in/",
        "/sign-in/forgotten/",
        "/sign-in/forgotten/sent/",
        "/sign-in/forgotten/done/",
        "/sign-in/gone/",
    )
    walk.is_here("account_logout", "/sign-out/", "Ash Okafor")
    walk.browsers["somebody locked"] = signed_in(house, "Ash Okafor")
    walk.browsers["somebody locked"].post("/lock/")
    walk.is_here("locked", "/locked/", "somebody locked")
    invited(walk)
    with_a_password(walk)
    return walk


def begin_what_is_not_begun(ash: Client) -> list[str]:
    """A drawing that leads to a step, a look back, another name, and people in the states between; where each led."""
    lou = links_on(ash, link_of(ash, "/people/", "Lou"))
    drawing = ash.post(lou["map"], {"room": "alone"}).headers["Location"]
    done = ash.get(f"{drawing}done/").content.decode()
    closer = re.search(r'name="closer"[^>]*value="([^"]+)"', done) or re.search(
        r'value="([^"]+)"[^>]*name="closer"', done
    )
    assert closer, "nobody is offered to come closer"
    led = [ash.post(f"{drawing}done/", {"closer": closer[1]}).headers["Location"]]
    led.append(ash.post(lou["map"], {"room": "alone"}).headers["Location"])
    led.append(ash.post(lou["reviews"]).headers["Location"])
    led.append(
        ash.post(f"{lou['person']}names/add/", {"kind": "papers", "text": "Louise Marsh"}).headers["Location"]
    )

    begun = {
        name: newcomer(ash, name)
        for name in ("Only added", "Only asked", "Care begun", "Plan drafted", "Plan closed")
    }
    ash.post(
        f"{begun['Only asked']['referral']}write/", {"came_from": "self", "on": "today", "source": "said"}
    )
    for name in ("Care begun", "Plan drafted", "Plan closed"):
        ash.post(begun[name]["begin"], {"on": "today"})
    for name in ("Plan drafted", "Plan closed"):
        ash.post(f"{begun[name]['plan']}write/", {"words": "To sleep", "source": "said"})
        plan = links_on(ash, begun[name]["plan"])
        ash.post(plan["add_goal"], {"words": "To sleep", "source": "said"})
    drafted = links_on(ash, begun["Plan drafted"]["plan"])
    goal = next(path for path in drafted["all"] if path.endswith("/deed/set_aside/"))
    ash.post(goal, {"words": ""})
    # Somebody of whom it was written by mistake that they had died.
    gone = newcomer(ash, "Gone by mistake")
    died = ash.post(
        gone["died"], {"on": "today", "look_on": "today", "source": "told", "sure": "on"}
    ).headers["Location"]
    ash.post(f"{died}undo/", {"why": "Another person of that name"})
    led.append(died)
    for here in begun.values():
        led += [here["person"], here["referral"], here["plan"]]
    ash.post(f"{plan['change_plan']}deed/close/", {"words": ""})
    return led


def newcomer(ash: Client, name: str) -> dict[str, Any]:
    """Somebody who is added, and the pages of their record."""
    asked = dict.fromkeys(("may_contact", "when", "leave_message"), "not_asked")
    made = ash.post("/people/add/", {"call_name": name, "parts": "treatment", **asked})
    here = links_on(ash, made.headers["Location"])
    return here | links_on(ash, here["referral"])


def links_on(browser: Client, path: str) -> dict[str, Any]:
    """Where the links of a page lead, by the page they lead to; `all` of them in order."""
    found = [link.replace("&amp;", "&") for link in LINK.findall(browser.get(path).content.decode())]
    by_page = {page.name: link for link in reversed(found) if (page := page_of(link)[0])}
    return {**by_page, "all": found}


def link_of(browser: Client, path: str, text: str) -> str:
    """Where the link with this text leads."""
    page = browser.get(path).content.decode()
    found = re.search(rf'href="(/[^"]+)"[^>]*>(?:<bdi>)?{re.escape(text)}<', page)
    assert found, f"no link called {text} on {path}"
    return found[1]


def invited(walk: Walk) -> None:
    """A link that an administrator makes for a colleague."""
    number = demo.staff(walk.house, "Jules Martin")
    page = walk.browsers["Kerry Walsh"].post(f"/staff/{number}/link/", {}).content.decode()
    word = re.search(r"/welcome/[^/\"<\s]+/", page)
    assert word, "no link was shown"
    walk.is_here("welcome", word[0], "")


def with_a_password(walk: Walk) -> None:
    """Somebody of the staff who signs in with a password and a code and has spare codes; somebody else with a passkey."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    dev, user = given_a_password(walk, "Dev Anand")
    RecoveryCodes.activate(user)
    half_way = Somebody(dev.staff, dev.email, Client(), dev.secret)
    half_way.password()
    walk.browsers["half signed in"] = half_way.browser
    walk.is_here("mfa_authenticate", "/sign-in/code/", "half signed in")
    dev.sign_in()
    dev.browser.post("/sign-in/again/", {"password": PASSWORD})
    walk.as_whoever(
        "Dev Anand", "/you/", "/sign-in/again/", "/sign-in/again/code/", "/you/second-step/passkeys/add/"
    )
    walk.is_here("mfa_generate_recovery_codes", "/you/second-step/codes/new/", "Dev Anand")
    user.refresh_from_db()  # a link dies when its account signs in
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    walk.is_here("account_reset_password_from_key", f"/sign-in/forgotten/{key}/", "")

    hal, user = given_a_password(walk, "Hal Brennan")
    hal.sign_in()
    hal.browser.post("/sign-in/again/", {"password": PASSWORD})
    # Its name is all that the page asks of it.
    passkey = Authenticator.objects.create(
        user=user, type="webauthn", data={"name": "Old phone", "credential": {}}
    )
    walk.is_here("mfa_remove_webauthn", f"/you/second-step/passkeys/{passkey.pk}/remove/", "Hal Brennan")


def given_a_password(walk: Walk, name: str) -> tuple[Somebody, Any]:
    """One of the staff, with a password and an app on their phone."""
    from allauth.mfa.totp.internal import auth

    from alongside.accounts.models import User

    user = User.objects.get(staff=demo.staff(walk.house, name))
    user.set_password(PASSWORD)
    user.save()
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(user, secret)
    walk.browsers[name] = Client()
    return Somebody(user.staff, user.email, walk.browsers[name], secret), user
