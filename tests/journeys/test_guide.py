"""The Guide in a real browser: for eyes and hands, on paper, on a slow phone, without scripts, without a connection."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from alongside.guide.content import guide
from alongside.guide.pages.offline import pages
from tests.journeys.desk import DESK, PHONE, Desks
from tests.journeys.serving import Site
from tests.journeys.test_every_page import COLOURS, TOO_WIDE, WITHOUT_A_RING, found_by_axe

pytestmark = pytest.mark.browser

CARD = "/guide/card/hurts-danger-now/"
KINDS = (
    "/", "/guide/", "/guide/families/", CARD, f"{CARD}large/", "/guide/words/", "/guide/library/", "/guide/interventions/",
    "/guide/library/nice-cg51/", "/guide/topics/", "/guide/topics/couples/", "/guide/matrix/", "/guide/think/", "/guide/print/",
    "/guide/search/?q=naloxon", "/help/",
)  # fmt: skip


@pytest.fixture
def page(chromium: Browser, site: Site):
    """A browser of nobody's."""
    context = chromium.new_context(
        base_url=site.url, viewport=DESK, reduced_motion="reduce", service_workers="block"
    )
    yield context.new_page()
    context.close()


def until(page: Page, says: str, seconds: int = 40) -> None:
    """Ask again and again; the content policy lets Playwright's own way of waiting not run."""
    for _ in range(seconds * 2):
        if page.evaluate(says):
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"not within {seconds} s: {says}")


def picture(page: Page, path: str, width: int) -> None:
    """A picture to look at, where somebody asked for pictures (GUIDE_PICTURES=folder)."""
    if where := os.environ.get("GUIDE_PICTURES"):
        name = path.split("?")[0].strip("/").replace("/", "-") or "front"
        page.screenshot(path=str(Path(where) / f"{name}-{width}.png"), full_page=True)


@pytest.mark.parametrize("path", KINDS)
def test_a_page_is_for_everybody(page: Page, path: str) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    for size in (DESK, PHONE, {"width": 640, "height": 450}):  # the last is 1280 at 200 %
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.evaluate(TOO_WIDE)
        picture(page, path, size["width"])
        assert found_by_axe(page) == []
        page.emulate_media(color_scheme="dark")
        assert found_by_axe(page, COLOURS) == []
        page.emulate_media(color_scheme="light")
        page.keyboard.press("Tab")
        assert page.evaluate(WITHOUT_A_RING) == []
    assert complaints == []


@pytest.mark.parametrize("slug", sorted(guide().cards))
def test_a_card_is_one_side_of_a4_from_the_browser_too(page: Page, slug: str) -> None:
    page.goto(f"/guide/card/{slug}/")
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1


def test_a_word_explains_itself_by_keyboard_by_tap_and_with_no_script(chromium: Browser, site: Site) -> None:
    for script in (True, False):
        context = chromium.new_context(
            base_url=site.url, viewport=PHONE, has_touch=True, java_script_enabled=script
        )
        page = context.new_page()
        page.goto(CARD)
        word = page.locator(".term__word").first
        says = page.locator(".term__says").first
        expect(says).to_be_hidden()
        word.focus()
        expect(says).to_be_visible()
        page.locator("h1").click()
        word.tap()
        expect(says).to_be_visible()
        if script:
            page.keyboard.press("Escape")
            expect(says).to_be_hidden()
        context.close()


def test_a_bracket_stays_with_the_word_it_holds(page: Page) -> None:
    """At any width: where a bracket and its word lie on two lines, one of the two stands alone."""
    for path in ("/guide/card/families-which-help/", "/guide/card/both-use-together-or-apart/"):
        page.goto(path)
        for width in range(300, 700, 20):
            page.set_viewport_size({"width": width, "height": 740})
            assert (
                page.evaluate(
                    """[...document.querySelectorAll(".practice .term__word")].filter((word) => {
                    const before = word.parentNode.previousSibling;
                    if (before?.nodeType !== 3 || !before.data.endsWith("(")) return false;
                    const range = document.createRange();
                    range.setStart(before, before.length - 1);
                    range.setEnd(before, before.length);
                    return range.getBoundingClientRect().top !== word.getClientRects()[0].top;
                }).length"""
                )
                == 0
            ), (path, width)


def test_a_word_explains_itself_on_a_page_of_work(desks: Desks) -> None:
    """By keyboard, by tap and with no script; below the label of a field, since a label cannot hold it."""
    for script in (True, False):
        desk = desks.open(viewport=PHONE, has_touch=True, java_script_enabled=script)
        desk.sign_in_as("Ash Okafor")
        desk.go("/worry/")
        word, says = desk.page.locator(".term__word").first, desk.page.locator(".term__says").first
        expect(says).to_be_hidden()
        word.focus()
        expect(says).to_be_visible()
        desk.page.locator("h1").click()
        expect(says).to_be_hidden()
        word.tap()
        expect(says).to_be_visible()
        assert desk.page.locator("details#words dt").count() >= desk.page.locator(".term__word").count()
        if script:
            assert found_by_axe(desk.page) == []
            desk.page.keyboard.press("Escape")
            expect(says).to_be_hidden()
            desk.page.keyboard.press("Enter")
            expect(says).to_be_visible()


def test_a_figure_opens_its_source_beside_the_work(desks: Desks) -> None:
    desk = desks.open()
    desk.sign_in_as("Ash Okafor")
    desk.open_record("Lou")
    copies = desk.page.url.split("?")[0].rstrip("/") + "/copy/"
    desk.go(copies)
    desk.page.get_by_role("link", name=re.compile("^source.*UK GDPR")).first.click()
    expect(desk.page.locator(".beside-card").get_by_role("heading", level=1)).to_have_text(
        "UK GDPR, articles 12 and 15"
    )
    expect(desk.page).to_have_url(copies)


def test_without_a_script_everything_is_there(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(base_url=site.url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="The Guide").click()
    page.get_by_label("Find in the Guide").fill("nalaxone")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#found")).to_contain_text("naloxone")
    page.locator(".practice-list__name").first.click()
    expect(page.get_by_role("heading", name="Do it now")).to_be_visible()
    context.close()


def test_the_search_answers_as_one_types(page: Page) -> None:
    page.goto("/guide/")
    page.get_by_label("Find in the Guide").press_sequentially("naloxone", delay=30)
    expect(page.locator("#found").get_by_role("status")).to_contain_text("found")
    assert page.locator("#found .practice-list__name").count() > 0
    page.get_by_label("Find in the Guide").fill("")
    expect(page.locator(".doors")).to_be_visible()


def test_from_the_front_page_to_a_deed(desks: Desks) -> None:
    """Two clicks to the card, one to the deed; signing in comes between, and leads back."""
    desk = desks.open()
    desk.go("/")
    desk.page.get_by_role("link", name="The Guide").click()
    desk.page.get_by_role("link", name=guide().cards["hurts-danger-now"].title, exact=True).click()
    desk.page.locator("a.deed", has_text="Pass on a worry").click()
    expect(desk.page).to_have_url(re.compile("/sign-in/.*guide%2Fdo%2Fworry"))


def test_a_card_opens_beside_the_work(desks: Desks) -> None:
    desk = desks.open()
    desk.sign_in_as("Ash Okafor")
    desk.go("/worry/")
    desk.page.get_by_label("What was said").or_(desk.page.locator("textarea").first).first.fill(
        "half a sentence"
    )
    desk.page.locator("a[data-beside]").click()
    card = desk.page.locator(".beside-card")
    expect(card.get_by_role("heading", level=1)).to_be_visible()
    assert found_by_axe(desk.page) == []
    desk.page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(desk.page.locator("textarea").first).to_have_value("half a sentence")


def test_the_guide_is_there_without_a_connection(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(base_url=site.url, viewport=PHONE)
    page = context.new_page()
    page.goto("/guide/")
    page.evaluate("navigator.serviceWorker.register('/guide/sw.js').then(() => true)")
    until(page, "navigator.serviceWorker.getRegistration('/guide/').then(r => Boolean(r && r.active))")
    page.reload()
    until(page, "navigator.serviceWorker.controller !== null")
    kept = page.evaluate(
        "caches.keys().then(ks => Promise.all(ks.map(k => caches.open(k).then(c => c.keys()))))"
        ".then(a => a.flat().map(r => r.url))"
    )
    paths = [url.removeprefix(site.url) for url in kept]
    assert all(path.startswith(("/guide/", "/static/")) for path in paths)
    assert {path for path in pages(guide()) if path.startswith("/guide/")} <= set(paths)
    context.set_offline(True)
    page.goto(CARD)
    expect(page.get_by_role("heading", level=1)).to_have_text(guide().cards["hurts-danger-now"].title)
    assert page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('16px \"Atkinson Hyperlegible Next\"'))"
    )
    context.set_offline(False)
    context.close()


@pytest.mark.parametrize("path", ["/guide/", CARD, "/guide/words/", "/help/"])
def test_a_page_is_light_and_waits_for_nothing_else(chromium: Browser, site: Site, path: str) -> None:
    """At most 100 kB on the way; and once the page is there, there is something to read.

    When that is on a slow phone, `python -m bench --only guide` measures.
    """
    context = chromium.new_context(base_url=site.url, viewport=PHONE, service_workers="block")
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    weight: list[float] = []
    wire.on("Network.loadingFinished", lambda loaded: weight.append(loaded["encodedDataLength"]))
    page.goto(path, wait_until="networkidle")
    assert sum(weight) <= 100_000
    holds_up = page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.renderBlockingStatus === 'blocking').map(e => e.name)"
    )
    assert holds_up == []
    assert page.evaluate("performance.getEntriesByType('navigation')[0].redirectCount") == 0
    context.close()


@pytest.mark.parametrize("path", ["/guide/", CARD, "/guide/words/", "/help/"])
def test_with_no_script_and_no_style_a_page_still_reads(chromium: Browser, site: Site, path: str) -> None:
    context = chromium.new_context(base_url=site.url, viewport=PHONE, java_script_enabled=False)
    context.route("**/*.css", lambda route: route.abort())
    page = context.new_page()
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()
