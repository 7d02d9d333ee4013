"""Every page there is, at a desk and on a phone, by day and by night: what axe and the browser say of it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from alongside.web.registry import PAGES
from tests.journeys.desk import DESK, PHONE
from tests.journeys.looking import COLOURS, TOO_WIDE, WITHOUT_A_RING, found_by_axe
from tests.journeys.serving import Site
from tests.journeys.unfilled import MAY_BE_EMPTY, asking, sent_unfilled
from tests.journeys.walk import NOT_FOR_READING, Visit, Walk, page_of, walked

pytestmark = pytest.mark.browser

TO_READ = sorted(
    page.name for page in PAGES.values() if "GET" in page.methods and page.name not in NOT_FOR_READING
)

DRAWN = "() => new Promise(then => requestAnimationFrame(() => requestAnimationFrame(then)))"
"""What is drawn by a script is drawn for the width that it is looked at in."""


@pytest.fixture(scope="module")
def walk(chromium: Browser, site: Site) -> Walk:
    """Where every page is."""
    return walked(site.house)


@pytest.fixture(scope="module")
def names(site: Site, walk: Walk) -> re.Pattern[str]:
    """The people of the demo, by name."""
    known = {
        name for (name,) in site.house.sql.execute("select call_name from people_line where call_name !~ ' '")
    }
    return re.compile(r"\b(" + "|".join(map(re.escape, sorted(known - {"You"}))) + r")\b")


@pytest.fixture(scope="module")
def contexts(chromium: Browser, site: Site) -> Iterator[dict[str, BrowserContext]]:
    """A browser for each who walks, made when first asked for."""
    made: dict[str, BrowserContext] = {}
    yield made
    for context in made.values():
        context.close()


@pytest.fixture(scope="module")
def sent() -> set[tuple[str, ...]]:
    """Which forms were sent with nothing in them: where to, and what they ask. One form stands on many pages."""
    return set()


def test_links_lead_to_every_page(walk: Walk) -> None:
    """A page that nobody comes to is either lost or no page to read; then it says why in NOT_FOR_READING."""
    assert set(NOT_FOR_READING) <= set(PAGES)
    assert sorted(set(TO_READ) - set(walk.visits)) == []


@pytest.mark.parametrize("name", TO_READ)
def test_page(
    name: str,
    walk: Walk,
    chromium: Browser,
    site: Site,
    contexts: dict[str, BrowserContext],
    names: re.Pattern[str],
    sent: set[tuple[str, ...]],
) -> None:
    """One page, in every form of it that the walk came by."""
    for visit in walk.visits.get(name, {}).values():
        if visit.who not in contexts:
            contexts[visit.who] = browser_of(chromium, site, walk, visit.who)
        page = contexts[visit.who].new_page()
        try:
            complaints = opened(page, visit, names)
            for size in (DESK, PHONE):
                page.set_viewport_size(size)  # type: ignore[arg-type]
                page.evaluate(DRAWN)
                look_at(page, f"{visit.page.name} ({visit.path}) at {size['width']}", size["width"])
            assert complaints == [], visit.path
            send_unfilled(page, visit, names, sent)
        finally:
            page.close()


def browser_of(chromium: Browser, site: Site, walk: Walk, who: str) -> BrowserContext:
    """A real browser with the cookies of whoever walked."""
    context = chromium.new_context(base_url=site.url, viewport=DESK, reduced_motion="reduce")
    kept = [
        {"name": c.key, "value": c.value, "url": site.url}
        for c in walk.browsers[who].cookies.values()
        if c.value
    ]
    context.add_cookies(kept)
    return context


def opened(page: Page, visit: Visit, names: re.Pattern[str]) -> list[str]:
    """The page, and what its answer and its title say; what the browser goes on complaining of."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: (
            complaints.append(f"{said.text} {said.location.get('url')}") if said.type == "error" else None
        ),
    )
    answer = page.goto(visit.path)
    where = f"{visit.page.name} ({visit.path})"

    assert answer and answer.status == 200, where
    assert answer.headers["cache-control"] == "no-store", where
    assert "unsafe" not in answer.headers["content-security-policy"], where
    # Where nobody of staff is signed in, the title does not say whose page it is.
    named = page.locator("form[data-locks]").count() > 0
    assert re.search(r"\S – Alongside$" if named else r"^(?!.*Alongside)\S", page.title()), (
        f"{where}: {page.title()}"
    )
    assert not names.search(page.title()), (
        f"{where}: the title stays in the browser's history: {page.title()}"
    )
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = !d.matches('.menu'); })")
    return complaints


def look_at(page: Page, where: str, width: int) -> None:
    """Everything that is asked of a page at one width."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width, (
        f"{where}: {page.evaluate(TOO_WIDE)}"
    )
    assert found_by_axe(page) == [], where
    page.emulate_media(color_scheme="dark")
    assert found_by_axe(page, COLOURS) == [], f"{where}, dark"
    page.emulate_media(color_scheme="light")
    page.keyboard.press("Tab")
    assert page.evaluate(WITHOUT_A_RING) == [], f"{where}: the focus is not to be seen"


def send_unfilled(page: Page, visit: Visit, names: re.Pattern[str], sent: set[tuple[str, ...]]) -> None:
    """Each form of the page that asks for something, sent with nothing in it: the answer says what is missing, to everybody."""
    here = page.url
    for form in asking(page):
        to, _deed = page_of(form["action"])
        assert to, form["action"]
        if to.name in MAY_BE_EMPTY or (key := (to.name, *form["fields"])) in sent:
            continue
        sent.add(key)
        if page.url != here or page.locator(".govuk-error-summary").count():
            page.goto(visit.path)
        status = sent_unfilled(page, form)
        where = f"{to.name} ({visit.path}) with nothing in it"

        assert status in (200, 400, 422), f"{where}: {status}"
        assert page.title().startswith("Problem: "), f"{where}: {page.title()}"
        assert not names.search(page.title()), f"{where}: {page.title()}"
        expect(page.locator(".govuk-error-summary"), where).to_be_focused()
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], (
            f"{where}: {page.evaluate(TOO_WIDE)}"
        )
        assert found_by_axe(page) == [], where
