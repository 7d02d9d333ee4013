"""What stays behind when a page is left: nothing in a cache, nothing told by a title or an icon; a way out at once; the lock."""

import re
import secrets
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.template import engines
from django.test import Client
from jinja2 import nodes

from alongside.web import errors
from alongside.web.registry import PAGES
from tests import ground
from tests.guards.test_routes import address

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(
    str(file.relative_to(folder))
    for folder in ROOT.glob("src/alongside/*/jinja2")
    for file in folder.rglob("*.html")
)

# Not in a tab, a history or a task bar: what would say to somebody who looks over a shoulder what kind of service this is.
GIVES_AWAY = re.compile(
    r"\b(drugs?|alcohol\w*|drink\w*|drunk|sober\w*|addict\w*|abus\w*|violen\w*|recover\w*|treatment|detox\w*|rehab\w*|"
    r"substance\w*|opioid\w*|opiate\w*|heroin|methadone|buprenorphine|naloxone|cocaine|crack|cannabis|needle\w*|syringe\w*|"
    r"harm\w*|refuge\w*|safeguard\w*|MARAC|perpetrator\w*|victim\w*|survivor\w*|disclos\w*|suicid\w*|overdos\w*|prison\w*|"
    r"probation|HIV|hepatitis|safety|programme|domestic|sex\w*|mental\w*|relapse\w*|script)\b",
    re.IGNORECASE,
)

# Open though a session is locked: the lock itself, the ways out, and what knows nobody.
WHILE_LOCKED = {"locked", "lock", "account_logout", "exit", "healthz", "demo-sign-in"}
WHILE_LOCKED |= {page.name for page in PAGES.values() if page.unseen}  # the same for everybody, whoever it is

# Public addresses that are no page to look at.
NO_PAGE = {
    "healthz": "answers a machine, with JSON",
    "exit": "leads elsewhere",
    "guide-sw": "answers a browser, with a script",
    "help-sw": "answers a browser, with a script",
    "guide-ris": "a file",
    "guide-bibtex": "a file",
    "guide-pdf": "a file",
}


@pytest.fixture(scope="module")
def house():
    """One for all: nothing is written here."""
    with ground.begun(ground.Tellers) as made:
        yield made


@pytest.fixture(scope="module")
def tellers(house):
    return house.told["Tellers"]


def sent(browser, page, path, method):
    return browser.post(path, {"words": "x"}) if method == "POST" else browser.generic(method, path)


# No cache keeps it ----------------------------------------------------------------------------------------------------


def kept_nowhere(answer):
    return answer.headers.get("Cache-Control") == "no-store" and "ETag" not in answer.headers


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_answer_of_a_page_is_kept_by_a_cache(tellers, name):
    page = PAGES[name]
    for browser in (Client(), tellers.house.browser(tellers.ash)):
        for method in (*page.methods, "HEAD", "DELETE"):
            if name in ("lock", "account_logout", "exit") and browser.cookies:
                continue  # these would end or lock the session; they are asked as nobody
            for kind in ("line", "contact", "treatment"):
                row = (tellers.one.folders[kind],) * 2
                answer = sent(browser, page, address(page, row=row), method)
                assert kept_nowhere(answer), (method, answer.status_code)


@pytest.mark.parametrize(
    "path", ["/nobodys/", "/today", "/person/x", "/static/none.css", "/\0", "/today/?x=%ff", "/favicon.ico"]
)
def test_no_other_answer_either(tellers, path):
    for browser in (Client(), tellers.house.browser(tellers.ash)):
        assert kept_nowhere(browser.get(path))
        assert kept_nowhere(browser.post(path))


def test_nor_what_is_refused_or_breaks(tellers, monkeypatch):
    assert kept_nowhere(Client(enforce_csrf_checks=True).post("/sign-in/"))
    assert kept_nowhere(Client().get("/", headers={"Host": "elsewhere.example"}))
    browser = tellers.house.browser(tellers.ash)
    browser.raise_request_exception = False
    monkeypatch.setattr("alongside.web.wrapper._shown", lambda *a: 1 / 0)
    answer = browser.get("/today/")
    assert answer.status_code == 500
    assert kept_nowhere(answer)


def test_the_outermost_middleware_says_so():
    assert settings.MIDDLEWARE[0] == "alongside.web.wrapper.dressed"


# Titles and the icon --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_declared_title_gives_the_service_away(name):
    assert not GIVES_AWAY.search(str(PAGES[name].title))


def source_of(template):
    env = engines.all()[0].env
    return env.loader.get_source(env, template)[0]


def parsed(template):
    return engines.all()[0].env.parse(source_of(template))


def words_of(node):
    """The sentences in a title block; fails on whatever could be a name."""
    for part in node:
        match part:
            case nodes.Output():
                yield from words_of(part.nodes)
            case nodes.If():
                yield from words_of([*part.body, *part.else_, *(b for e in part.elif_ for b in e.body)])
            case nodes.TemplateData():
                yield part.data
            case nodes.Const():
                yield str(part.value)
            case nodes.Or():
                yield from words_of([part.left, part.right])
            case nodes.Call(node=nodes.Name(name="_"), kwargs=[], args=[nodes.Const(value=text)]):
                yield text
            # Declared titles and the headings of errors are looked at by themselves.
            case nodes.Getattr(node=nodes.Name(name="page"), attr="title") | nodes.Name(name="heading"):
                pass
            case _:
                raise AssertionError(f"a title is made of sentences alone, not of {part}")


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_title_is_a_neutral_sentence_with_nobody_s_name(template):
    for block in parsed(template).find_all(nodes.Block):
        if block.name == "title":
            assert not GIVES_AWAY.search(" ".join(words_of(block.body)))


def test_no_heading_of_an_error_gives_the_service_away():
    for heading, _advice in (*errors.WORDS.values(), errors.OUR_FAULT):
        assert not GIVES_AWAY.search(str(heading))


def test_one_layout_makes_every_page_with_one_title_and_one_icon():
    whole = [t for t in TEMPLATES if re.search(r"<title|<html|rel=.icon", source_of(t))]
    # The others are sheets to print: three are made into a PDF, one is printed by the browser and has no lock.
    assert set(whole) - PRINTED == {"web/page.html"}


PRINTED = {
    "guide/print.html", "outbox/print.html", "ties/take_home.html", "sharing/sheet.html", "sharing/agreements_sheet.html",
    "subject/paper.html",
}  # fmt: skip


def test_the_icon_is_a_sheet_of_paper():
    icon = (ROOT / "src/alongside/web/assets/icon.svg").read_text()
    assert set(re.findall(r"<(\w+)", icon)) == {"svg", "rect"}, "lines on a sheet: no letter, no sign"


# What a browser offers when somebody else types ----------------------------------------------------------------------


def test_no_browser_is_to_keep_what_is_typed_into_a_form():
    """Without this it offers earlier words to whoever types next, and writes a half-written note to the disk."""
    asking = {
        template: found
        for template in TEMPLATES
        if not template.startswith(("account", "mfa/"))
        and (found := re.findall(r"<form\b[^>]*?>", source_of(template), flags=re.S))
    }
    assert len(asking) > 5
    for template, forms in asking.items():
        for form in forms:
            nothing_to_type = "data-locks" in form or "data-leaves" in form
            assert nothing_to_type or 'autocomplete="off"' in form, (template, form)


# The way out ----------------------------------------------------------------------------------------------------------


def has_a_way_out(answer):
    return b'<a class="govuk-button govuk-button--warning exit__link" href="/exit/"' in answer.content


@pytest.mark.parametrize("name", sorted(p.name for p in PAGES.values() if p.scope == "public"))
def test_every_page_that_others_than_staff_can_open_has_the_way_out(house, name):
    page = PAGES[name]
    for method in page.methods:
        if method not in ("GET", "POST"):
            continue
        answer = sent(Client(), page, address(page), method)
        for _ in range(3):
            if answer.status_code in (301, 302, 303) and answer["Location"].startswith("/"):
                answer = Client().get(answer["Location"])
        if answer.headers["Content-Type"].startswith("text/html") and answer.content:
            assert has_a_way_out(answer), (method, answer.status_code)
        else:
            assert name in NO_PAGE


@pytest.mark.parametrize("status", [*errors.WORDS, 500])
def test_so_has_every_error(rf, house, status):
    request = rf.get("/")
    assert has_a_way_out(errors.plain(request, status))


@pytest.fixture
def rf():
    from django.test import RequestFactory

    return RequestFactory()


def test_no_template_takes_it_away():
    """It stands in the one layout, outside every block, so that no page can leave it out."""
    layout = parsed("web/page.html")
    inside = {n for block in layout.find_all(nodes.Block) for n in block.find_all(nodes.Include)}
    outside = [n for n in layout.find_all(nodes.Include) if n not in inside]
    assert [n.template.value for n in outside] == ["web/exit.html"]
    for template in TEMPLATES:
        if template != "web/page.html":
            assert "web/exit.html" not in str(list(parsed(template).find_all(nodes.Include)))


def test_staff_have_lock_and_sign_out_instead(tellers):
    page = tellers.house.browser(tellers.ash).get("/today/")
    assert not has_a_way_out(page)
    assert b'action="/lock/"' in page.content
    assert b'action="/sign-out/"' in page.content


# The lock -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def locked(tellers):
    """Ash's browser, locked."""
    browser = tellers.house.browser(tellers.ash)
    browser.post("/lock/")
    return browser


@pytest.mark.family
@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_page_answers_with_the_lock(tellers, locked, name):
    page = PAGES[name]
    assert page.while_locked == (name in WHILE_LOCKED)
    if page.while_locked:
        return
    seen: dict[str, str] = {}
    for person in (tellers.one, tellers.other, None):
        for kind in ("line", "contact", "treatment"):
            row = (person.folders[kind],) * 2 if person else (secrets.randbits(62),) * 2
            for method in page.methods:
                answer = sent(locked, page, address(page, row=row), method)
                assert answer.status_code == 302
                assert answer["Location"].startswith("/locked/?next=")
                assert not answer.content
                shape = re.sub(r"[A-Za-z0-9_-]{43}", "*", unquote(answer["Location"]))
                assert seen.setdefault(method, shape) == shape, "held, hidden and absent are one answer"
