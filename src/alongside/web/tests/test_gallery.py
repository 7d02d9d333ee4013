"""The kit in a real browser: nothing for axe, nothing wider than a phone, and what the scripts promise."""

import gzip
import re

import pytest
from playwright.sync_api import expect

from alongside.web.tests import gallery


@pytest.fixture(scope="module")
def made():
    return gallery.pages()


@pytest.fixture(scope="module")
def chromium():
    if not (gallery.STATIC / "web").is_dir():
        pytest.fail("The assets are not built: alongside assets")
    with gallery.browser() as browser:
        yield browser


@pytest.fixture
def visit(chromium, made, request):
    """Open a page of the gallery; what a script or the content policy complains of fails the test."""
    contexts, complaints = [], []

    def open_page(name, pages=None, **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        gallery.serve(context, pages or made)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(f"{gallery.SITE}/{name}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints


NAMES = ("gallery", "stale", "error-404", "error-409", "error-429", "error-500", "sign-in", "public")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


# Without a browser --------------------------------------------------------------------------------


def test_every_page_of_the_kit_is_in_the_gallery(made):
    assert set(made) == set(NAMES)


def test_nothing_is_inline_and_no_id_stands_twice(made):
    for name, text in made.items():
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)", text), name
        ids = re.findall(r'\sid="([^"]+)"', text)
        assert len(ids) == len(set(ids)), name


def test_nothing_is_asked_of_another_host(made):
    for text in made.values():
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', text)


def test_every_form_that_is_posted_carries_the_word_against_a_second_press(made):
    for text in made.values():
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL):
            assert 'name="once"' in form or "data-leaves" in form


def test_the_ribbon_stands_on_every_page_of_a_demo(made):
    assert all('class="ribbon"' in text for name, text in made.items() if name != "public")
    assert 'class="ribbon"' not in made["public"]


@pytest.mark.browser
def test_the_style_sheet_is_small():
    assert len(gzip.compress((gallery.STATIC / "web" / "site.css").read_bytes())) < 25_000


# In a browser -------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1280", "360"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(visit, name, size, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = visit(name, viewport=size, color_scheme=scheme, reduced_motion="reduce")
    found = Axe().run(page).response["violations"]
    assert not [(v["id"], [n["html"][:160] for n in v["nodes"]]) for v in found]


@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
def test_a_phone_never_scrolls_sideways(visit, name):
    page = visit(name, viewport=PHONE)
    wide = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > 361
           && !e.closest('.tabs, .bar__nav, .table-box, .govuk-visually-hidden'))
           .map(e => e.outerHTML.slice(0, 120))"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, wide


@pytest.mark.browser
@pytest.mark.parametrize("where", [".tabs ul", ".bar__nav ul"])
def test_ways_and_tabs_never_wrap(visit, where):
    page = visit("gallery", viewport=PHONE)
    tops = page.evaluate(
        "s => [...document.querySelectorAll(s + ' > li')].map(e => Math.round(e.offsetTop))",
        where,
    )
    assert len(tops) > 3
    assert len(set(tops)) == 1


@pytest.mark.browser
def test_a_phone_shows_whom_one_covers(visit):
    page = visit("error-409", viewport=PHONE)
    box = page.get_by_role("link", name="Covering: 14 people").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert box["height"] < 60


@pytest.mark.browser
def test_the_ribbon_stays_in_sight(visit):
    page = visit("gallery", viewport=PHONE)
    page.evaluate("scrollTo(0, 4000)")
    assert page.locator(".ribbon").bounding_box()["y"] == pytest.approx(0, abs=1)


@pytest.mark.browser
def test_deeds_are_large_enough_for_a_finger(visit):
    page = visit("gallery", viewport=PHONE, has_touch=True, is_mobile=True)
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .deed, .bar a, summary, .tabs a')]
           .filter(e => e.offsetHeight && e.offsetHeight < 40)
           .filter(e => !e.matches('.as-link, .govuk-details__summary'))
           .map(e => e.outerHTML.slice(0, 90))"""
    )
    assert not small


@pytest.mark.browser
def test_everything_can_be_used_without_scripts(visit):
    page = visit("gallery", viewport=DESK, java_script_enabled=False)
    page.locator("details.menu summary").click()
    assert page.get_by_role("button", name="Sign out").is_visible()
    assert page.locator("#fresh_how_else").is_visible(), "what belongs to a choice is there"


@pytest.mark.browser
def test_a_field_under_a_choice_shows_when_it_is_chosen(visit):
    page = visit("gallery", viewport=DESK)
    below = page.locator("#fresh_how_else")
    assert not below.is_visible()
    page.locator("#fresh_how-3").check(force=True)
    assert below.is_visible()
    page.locator("#fresh_how-2").check(force=True)
    assert not below.is_visible()


@pytest.mark.browser
def test_the_menu_closes_with_escape_and_gives_the_focus_back(visit):
    page = visit("error-404", viewport=DESK)
    page.get_by_text("You", exact=True).click()
    page.keyboard.press("Escape")
    assert not page.get_by_role("button", name="Sign out").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.browser
def test_what_was_wrong_has_the_focus(visit):
    page = visit("gallery", viewport=DESK)
    expect(page.locator(".govuk-error-summary")).to_be_focused()


@pytest.mark.browser
def test_arrows_go_from_tab_to_tab(visit):
    page = visit("gallery", viewport=DESK)
    page.get_by_role("link", name="Overview").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent") == "Around Lou"


FORM = """{% extends "web/page.html" %}{% from "web/form.html" import web_form with context %}
{% block title %}Form{% endblock %}{% block content %}
{{ web_form("/sent", form, "Save", draft=draft) }}<a href="/elsewhere">Elsewhere</a>{% endblock %}"""


@pytest.fixture
def form_pages(made):
    def make(draft=None):
        template = gallery.environment().from_string(FORM)
        return {
            **made,
            "form": template.render(gallery.chrome(form=gallery.Reason(), draft=draft)),
            "elsewhere": "there",
        }

    return make


@pytest.mark.browser
def test_leaving_with_words_that_are_not_saved_is_asked_about(visit, form_pages):
    page = visit("form", form_pages())
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_label("Why does it end?").press_sequentially("He rang")
    page.get_by_role("link", name="Elsewhere").click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.url.endswith("/form")


@pytest.mark.browser
def test_leaving_with_nothing_typed_is_not_asked_about(visit, form_pages):
    page = visit("form", form_pages())
    page.get_by_role("link", name="Elsewhere").click()
    page.wait_for_url("**/elsewhere")


@pytest.mark.browser
def test_a_second_press_sends_nothing(visit, form_pages):
    page = visit("form", form_pages())
    sent = []
    page.context.route("**/sent", lambda route: (sent.append(1), route.fulfill(status=204)))
    page.get_by_label("Why does it end?").press_sequentially("He rang")
    for _ in range(3):
        page.get_by_role("button", name="Save").click(no_wait_after=True, force=True)
    page.wait_for_timeout(300)
    assert sent == [1]


@pytest.mark.browser
def test_a_draft_is_kept_while_writing_and_says_so(visit, form_pages):
    page = visit("form", form_pages("/draft"))
    page.get_by_label("Why does it end?").press_sequentially("He rang")
    assert page.locator("[data-save-state]").inner_text() == "Not saved yet"
    with page.expect_request("**/draft") as asked:
        pass
    assert "He rang" in asked.value.post_data
    assert 'name="once"' not in asked.value.post_data
    expect(page.locator("[data-save-state]")).to_have_text(re.compile("Saved at"))
    page.get_by_role("link", name="Elsewhere").click()
    page.wait_for_url("**/elsewhere")


@pytest.mark.browser
def test_signing_out_leaves_nothing_in_the_browser(visit):
    page = visit("error-404", viewport=DESK)
    page.evaluate("localStorage.setItem('a', '1'); sessionStorage.setItem('b', '1')")
    page.context.route("**/out", lambda route: route.fulfill(status=204))
    page.get_by_text("You", exact=True).click()
    page.get_by_role("button", name="Sign out").click(no_wait_after=True)
    page.wait_for_timeout(200)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
