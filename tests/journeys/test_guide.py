"""The Guide in a real browser: for eyes and hands, on paper, on a slow phone, without scripts, without a connection."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from alongside.guide.content import guide
from alongside.guide.pages.offline import pages
from tests.journeys.desk import DESK, PHONE, Desks
from tests.journeys.looking import COLOURS, TOO_WIDE, WITHOUT_A_RING, found_by_axe
from tests.journeys.serving import Site

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
    page.emulate_media(media="print")
    for part in page.locator(".practice__part").all():  # nothing that is folded elsewhere is missing on paper
        expect(part).to_be_visible()
        expect(part.locator("p, li").first).to_be_visible()
    expect(page.locator(".practice__from li").first).to_be_visible()


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
    expect(desk.page).to_have_url(re.compile("/sign-in/.*=%2Fdo%2Fworry"))


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


KEPT = """caches.keys().then(ks => Promise.all(ks.map(k => caches.open(k).then(c => c.keys()))))
    .then(all => all.flat().map(kept => kept.url))"""


def kept_by_workers(page: Page, site: Site) -> set[str]:
    """Open the Guide, wait until its two workers have kept what they keep, and say which addresses that is."""
    page.goto("/guide/")  # the page's own script registers them
    for scope in ("/guide/", "/help/"):
        until(
            page, f"navigator.serviceWorker.getRegistration('{scope}').then(r => Boolean(r && r.active))", 90
        )
    page.reload()
    until(page, "navigator.serviceWorker.controller !== null")
    return {url.removeprefix(site.url) for url in page.evaluate(KEPT)}


def test_the_guide_is_there_without_a_connection(chromium: Browser, site: Site) -> None:
    """Every page, each card in large print, and the numbers to ring, though only the first page was ever opened."""
    context = chromium.new_context(base_url=site.url, viewport=PHONE)
    page = context.new_page()
    paths = kept_by_workers(page, site)
    assert all(path.startswith(("/guide/", "/help/", "/static/")) for path in paths)
    assert set(pages(guide())) <= paths
    context.set_offline(True)
    title = guide().cards["hurts-danger-now"].title
    for path, says in (
        (CARD, title),
        (f"{CARD}large/", title),
        ("/help/", "Find help"),
        ("/guide/", "The Guide"),
    ):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_have_text(says)
        assert page.evaluate(
            "document.fonts.ready.then(() => document.fonts.check('16px \"Atkinson Hyperlegible Next\"'))"
        )
    page.get_by_role("link", name="Find help").click()
    expect(page.get_by_role("link", name="999", exact=True)).to_be_visible()
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


def test_no_worker_ever_stands_before_a_page_of_work(desks: Desks, site: Site) -> None:
    """A record opens after the Guide was kept: nothing answers for it but the service, and nothing of it is kept."""
    desk = desks.open()
    before = kept_by_workers(desk.page, site)
    desk.sign_in_as("Ash Okafor")
    desk.open_record("Lou")
    for path in ("/", "/today/", "/worry/", "/do/write/", desk.page.url):
        answer = desk.go(path)
        assert answer is not None and not answer.from_service_worker, path
        assert desk.page.evaluate("navigator.serviceWorker.controller") is None, path
    desk.go("/guide/")
    assert {url.removeprefix(site.url) for url in desk.page.evaluate(KEPT)} == before


def test_from_a_card_beside_somebodys_page_the_deed_is_one_click(desks: Desks) -> None:
    desk = desks.open()
    desk.sign_in_as("Ash Okafor")
    desk.open_record("Lou")
    desk.page.get_by_role("link", name="Plan", exact=True).click()
    plan = desk.page.url
    desk.page.locator("a[data-beside]", has_text="From the Guide").click()
    card = desk.page.locator(".beside-card")
    with desk.page.context.expect_page() as opened:
        card.locator("a[data-deed=reviews]").click()
    there = opened.value
    expect(there).to_have_url(re.compile("/part/.*/reviews/$"))
    expect(there.locator("body")).to_contain_text("Lou")
    expect(card).to_be_visible()  # and the work stays as it is
    expect(card.locator("[data-deed=plan]")).to_have_count(
        0
    )  # its page is open here: nothing to lose by a click
    expect(card).to_contain_text("(open here)")
    expect(desk.page).to_have_url(plan)


# One screen, and read aloud -------------------------------------------------------------------------------------------

SCREEN = 800
"""A telephone of 360 by 800: from a card's title to its last deed."""
TALLER = {
    "hurts-if-you-are-afraid": "five things that somebody who is afraid may need, none of them to be looked for",
    "hurts-when-told": "six things in the first ten minutes",
    "hurts-team-ready": "eight things that a manager puts in place, read at a desk",
}
"""Cards that are more than one screen there, and why nothing was taken out."""


def test_a_card_is_one_screen_on_a_telephone(page: Page) -> None:
    """Why it helps and where it comes from are folded, and one press away; what to say and do is seen at once."""
    page.set_viewport_size({"width": 360, "height": SCREEN})
    heights, hidden = {}, []
    for slug in guide().cards:
        page.goto(f"/guide/card/{slug}/")
        page.evaluate("document.fonts.ready")
        heights[slug] = page.evaluate(
            """Math.ceil(document.querySelector(".practice__part--4").getBoundingClientRect().bottom
                 - document.querySelector(".practice").getBoundingClientRect().top)"""
        )
        for part in ("2", "3", "4"):
            if not page.locator(f".practice__part--{part}").is_visible():
                hidden.append((slug, part))
        assert page.locator(".practice .fold[open]").count() == 0
    if where := os.environ.get("GUIDE_PICTURES"):
        (Path(where) / "heights.txt").write_text(
            "\n".join(f"{h} {s}" for s, h in sorted(heights.items(), key=lambda x: x[1]))
        )
    assert hidden == []
    assert {slug for slug, height in heights.items() if height > SCREEN} == set(TALLER), heights


def test_what_is_folded_opens_and_stands_open_where_there_is_room(chromium: Browser, site: Site) -> None:
    """With a script and without; on a telephone by a press, at a desk, on paper and in large print by itself."""
    for script in (True, False):
        context = chromium.new_context(base_url=site.url, viewport=PHONE, java_script_enabled=script)
        page = context.new_page()
        page.goto(CARD)
        why = page.get_by_text("A checklist gives a number.")
        expect(why).not_to_be_visible()
        page.get_by_role("heading", name="When this helps").click()
        expect(why).to_be_visible()
        page.goto(f"{CARD}large/")
        expect(why).to_be_visible()
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        page.goto(CARD)
        expect(why).to_be_visible()
        expect(page.get_by_text("Where it comes from")).to_be_visible()
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.emulate_media(media="print")
        expect(why).to_be_visible()
        context.close()


def heard(page: Page) -> list[dict[str, str]]:
    """What an assistive technology is given, in its order: role, name, description, and a heading's level."""
    wire = page.context.new_cdp_session(page)
    nodes = wire.send("Accessibility.getFullAXTree")["nodes"]
    wire.detach()
    said = []
    for node in nodes:
        if node.get("ignored"):
            continue
        level = next((p["value"]["value"] for p in node.get("properties", ()) if p["name"] == "level"), "")
        said.append(
            {
                "role": node["role"]["value"],
                "name": node.get("name", {}).get("value", ""),
                "says": node.get("description", {}).get("value", ""),
                "level": str(level),
            }
        )
    return said


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_card_is_read_aloud_well(page: Page, size: dict) -> None:
    """Landmarks, headings in their order, the language, and each word of the field with what it means, heard once."""
    page.set_viewport_size(size)  # type: ignore[arg-type]
    for slug, card in guide().cards.items():
        page.goto(f"/guide/card/{slug}/")
        said = heard(page)
        marks = [one for one in said if one["role"] in ("banner", "main", "contentinfo", "navigation")]
        assert [one["role"] for one in marks].count("main") == 1, slug
        assert [one["role"] for one in marks].count("banner") == 1, slug
        assert [one["role"] for one in marks].count("contentinfo") == 1, slug
        names = [one["name"] for one in marks if one["role"] == "navigation"]
        assert all(names) and len(set(names)) == len(names), (slug, names)
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
        assert levels[0] == 1 and levels.count(1) == 1, slug
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False)), slug
        assert page.evaluate("[document.documentElement.lang, document.querySelector('article').lang]") == [
            "en-gb",
            card.lang,
        ]
        strange = page.evaluate(
            """[...document.querySelectorAll("article *")].filter((one) => !one.closest("[lang]:not(article):not(html)")
                && [...one.childNodes].some((n) => n.nodeType === 3 && /[^\\u0000-\\u007f\\u2010-\\u203a£×·é]/.test(n.data)))
                .map((one) => one.textContent)"""
        )
        assert strange == [], slug
        explained = [one for one in said if one["role"] == "button" and one["says"]]
        assert len(explained) == page.locator(".term__word:visible").count(), slug
        text = " ".join(one["name"] for one in said if one["role"] == "StaticText")
        for one in explained:
            assert not one["says"].lower().startswith(one["name"].lower()), (slug, one)
            assert one["says"] not in text, (slug, one, "it is read once, when the word is reached")
