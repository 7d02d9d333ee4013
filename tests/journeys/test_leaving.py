"""Leaving a page: signing out leaves nothing, the lock keeps the page and shows none of it, and the way out is quick."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from alongside.accounts import pins
from tests.ground import is_there
from tests.journeys.conftest import FLAGS
from tests.journeys.desk import DESK, PHONE, Desk, Desks
from tests.journeys.record import Record
from tests.journeys.serving import Site

pytestmark = pytest.mark.browser

SAVED, TYPED, SOUGHT = "Quarzvogel hums", "Kelpmonger sings", "Zymurgist"
ELSEWHERE = "https://www.bbc.co.uk/weather"

EVERYTHING = """async () => {
    const found = [location.href, document.title, document.cookie, JSON.stringify(history.state),
        document.documentElement.outerHTML];
    for (const store of [localStorage, sessionStorage]) found.push(JSON.stringify({...store}));
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) found.push(request.url, await (await cache.match(request)).text());
    }
    for (const {name, version} of await indexedDB.databases()) {
        const database = await new Promise((done, fail) => {
            const asked = indexedDB.open(name, version);
            asked.onsuccess = () => done(asked.result);
            asked.onerror = fail;
        });
        for (const store of database.objectStoreNames) {
            const rows = await new Promise(done => {
                const asked = database.transaction(store).objectStore(store).getAll();
                asked.onsuccess = () => done(asked.result);
            });
            found.push(name, store, JSON.stringify(rows));
        }
    }
    for (const worker of await navigator.serviceWorker.getRegistrations()) found.push(worker.scope);
    return found.join("\\n");
}"""
PUT_EVERYWHERE = """async words => {
    localStorage.setItem("kept", words);
    sessionStorage.setItem("kept", words);
    history.replaceState({words}, "");
    await (await caches.open("kept")).put("/kept", new Response(words));
    await new Promise((done, fail) => {
        const asked = indexedDB.open("kept", 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore("kept", {autoIncrement: true}).add(words);
        asked.onsuccess = () => { asked.result.close(); done(); };
        asked.onerror = fail;
    });
}"""


def canaries(desk: Desk) -> tuple[str, ...]:
    """What was told, typed and looked for, and whom it is about."""
    return SAVED, TYPED, SOUGHT, "Lou"


def write_here_and_there(desk: Desk) -> None:
    """A worker writes something up, looks for somebody, types something more, and puts nothing of that away."""
    desk.sign_in_as("Ash Okafor")
    desk.find(SOUGHT)
    # Nobody is gone before a page's scripts have begun: until then a browser holds the form that the page answers.
    expect(desk.page.locator("body.js-enabled")).to_be_attached()
    record = desk.open_record("Lou")
    record.press("Write it up")
    record.write("Note", SAVED)
    record.press("Save")
    expect(desk.page.get_by_role("status")).to_contain_text("Written up")
    record.turn_to("Plan")
    desk.open_record("Lou").press("Write it up")
    record.write("Note", TYPED)


def all_that_is_left(page: Page) -> str:
    """Everything that a script of ours, or somebody at this browser, can come at."""
    cookies = " ".join(f"{c['name']}={c['value']}" for c in page.context.cookies())
    return cookies + "\n" + page.evaluate(EVERYTHING)


def test_the_search_finds_what_is_there(desk: Desk) -> None:
    """The next test would be green with a search that looks nowhere."""
    desk.go("/sign-in/")
    desk.page.evaluate(PUT_EVERYWHERE, "Kelpmonger")
    assert all_that_is_left(desk.page).count("Kelpmonger") == 5


def test_signing_out_leaves_nothing_in_the_browser(desk: Desk) -> None:
    write_here_and_there(desk)
    page = desk.page
    # We put nothing there; what anything else put there goes all the same.
    page.evaluate(PUT_EVERYWHERE, TYPED)
    page.on("dialog", lambda dialog: dialog.accept())
    desk.sign_out()
    left = all_that_is_left(page)
    for words in canaries(desk):
        assert words not in left
    assert [c["name"] for c in page.context.cookies()] == ["alongside_form"]
    for _ in range(12):
        page.go_back()
        page.wait_for_load_state()
        shown = page.content() + page.title() + str(page.evaluate("JSON.stringify(history.state)"))
        for words in canaries(desk):
            assert words not in shown, page.url
        if page.url == "about:blank":
            break
    for _ in range(12):
        page.go_forward()
        page.wait_for_load_state()
        for words in canaries(desk):
            assert words not in page.content()


def test_signing_out_shuts_the_other_pages_too(desk: Desk) -> None:
    desk.sign_in_as("Ash Okafor")
    other = desk.page.context.new_page()
    other.goto(desk.page.url)
    expect(other.get_by_role("link", name="Lou", exact=True).first).to_be_visible()
    desk.sign_out()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    """A folder in which a browser keeps what it keeps."""
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)


def test_nothing_that_was_told_lies_on_the_disk(chromium: Browser, site: Site, kept: Path) -> None:
    """In a browser that keeps its profile: history, sessions, what was typed into forms, caches."""
    context = chromium.browser_type.launch_persistent_context(
        kept, executable_path=_binary(chromium), args=FLAGS, base_url=site.url, viewport=DESK
    )
    context.set_default_timeout(20_000)
    desk = Desk(context.pages[0], site)
    write_here_and_there(desk)
    desk.page.on("dialog", lambda dialog: dialog.accept())
    desk.sign_out()
    desk.page.wait_for_timeout(3000)  # it writes its session down now and then
    context.close()
    found = {
        (words, str(file.relative_to(kept)))
        for file in kept.rglob("*")
        if file.is_file()
        for words in (SAVED, TYPED, SOUGHT)
        if words.encode() in (held := file.read_bytes()) or words.encode("utf-16-le") in held
    }
    assert found == set()
    # What does lie there: addresses with sealed names, and titles.
    history = subprocess.run(["strings", kept / "Default/History"], capture_output=True, text=True).stdout
    assert "/sign-in/" in history
    assert "Lou" not in re.findall(r"\b\w+\b", history)


def _binary(chromium: Browser) -> str:
    from tests.journeys import conftest

    return next(filter(None, map(shutil.which, conftest.NAMES)), "/usr/bin/chromium")


# The lock --------------------------------------------------------------------------------------------------------------


def give_the_pin(page: Page) -> None:
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    page.get_by_label("Your PIN").fill(pins.OF_THE_DEMO)
    page.get_by_role("button", name="Go on").click()


def writing(desk: Desk) -> Record:
    """Lou's worker writes, at a desk whose clock can be put on."""
    desk.page.clock.install()
    desk.sign_in_as("Ash Okafor")
    record = desk.open_record("Lou")
    record.press("Write it up")
    # What is typed before a page's scripts have begun is not known to them.
    expect(desk.page.locator("body.js-enabled")).to_be_attached()
    record.write("Note", TYPED)
    return record


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["at a desk", "on a phone"])
def test_after_ten_minutes_the_page_is_hidden_and_the_words_are_kept(
    desks: Desks, size: dict[str, int]
) -> None:
    desk = desks.open(viewport=size)
    writing(desk)
    page, where = desk.page, desk.page.url
    page.clock.fast_forward("09:50")
    expect(page.get_by_label("Note")).to_have_value(TYPED)
    page.clock.fast_forward("00:15")
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    assert TYPED not in page.content()
    assert not is_there("Lou", page.content())
    assert page.title() == "Locked"
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.go_back()
    assert TYPED not in page.content()
    give_the_pin(page)
    page.goto(where + "?kept=1")
    expect(page.get_by_label("Note")).to_have_value(TYPED)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Written up")


def test_the_pin_leads_straight_back_to_the_words(desk: Desk) -> None:
    writing(desk)
    desk.page.clock.fast_forward("10:05")
    give_the_pin(desk.page)
    expect(desk.page.get_by_label("Note")).to_have_value(TYPED)
    expect(desk.page.locator("main")).to_contain_text("It is not saved yet")


def test_it_is_hidden_though_the_server_does_not_answer(desks: Desks) -> None:
    desk = desks.open(allowing="ERR_|Failed to fetch")
    writing(desk)
    page = desk.page
    page.context.set_offline(True)
    page.clock.fast_forward("10:05")
    expect(page.locator("body")).to_be_hidden()
    assert page.title() == "\u200b"
    page.context.set_offline(False)
    page.clock.run_for(6000)
    give_the_pin(page)
    expect(page.get_by_label("Note")).to_have_value(TYPED)


def test_whoever_goes_on_typing_is_not_locked_out(desk: Desk, site: Site) -> None:
    record = writing(desk)
    page = desk.page
    for minute in range(4):
        page.clock.fast_forward("04:30")
        site.let_time_pass(minutes=4, seconds=30)
        with page.expect_response("**/still-here/") as said:
            page.get_by_label("Note").press_sequentially(str(minute))
        assert said.value.status == 204
    record.press("Save")
    expect(page.get_by_role("status")).to_contain_text("Written up")


def test_by_hand_all_pages_lock_at_once_and_open_together(desk: Desk) -> None:
    desk.sign_in_as("Ash Okafor")
    other = desk.page.context.new_page()
    other.goto(desk.page.url)
    expect(other.get_by_role("link", name="Lou", exact=True).first).to_be_visible()
    desk.page.get_by_text("You", exact=True).click()
    desk.page.get_by_role("button", name="Lock").click()
    expect(other.get_by_role("heading", name="Locked")).to_be_visible()
    give_the_pin(desk.page)
    expect(desk.page.get_by_role("link", name="Lou", exact=True).first).to_be_visible()
    expect(other.get_by_role("link", name="Lou", exact=True).first).to_be_visible()


def test_without_scripts_the_next_request_meets_the_lock(desks: Desks, site: Site) -> None:
    desk = desks.open(java_script_enabled=False)
    desk.sign_in_as("Ash Okafor")
    record = desk.open_record("Lou")
    record.press("Write it up")
    record.write("Note", TYPED)
    site.let_time_pass(minutes=11)
    record.press("Save")
    assert TYPED not in desk.page.content()
    give_the_pin(desk.page)
    expect(desk.page.get_by_label("Note")).to_have_value(TYPED)


# The way out -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def weather(desks: Desks):
    """A browser of somebody who was somewhere else before, and can go to the weather."""

    def begin(**options) -> Desk:
        desk = desks.open(**options)
        desk.asked = []
        desk.page.context.route(
            "https://www.bbc.co.uk/**",
            lambda route: (
                desk.asked.append(route.request),
                route.fulfill(body="<title>Weather</title><h1>Rain later</h1>", content_type="text/html"),
            ),
        )
        return desk

    return begin


@pytest.mark.parametrize("how", ["by the button", "by Escape"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["at a desk", "on a phone"])
def test_the_page_is_left_at_once_and_back_does_not_bring_it(weather, how: str, size: dict[str, int]) -> None:
    desk = weather(viewport=size)
    page = desk.page
    desk.go("/sign-in/forgotten/done/")
    desk.go("/sign-in/")
    if how == "by the button":
        page.get_by_role("link", name="Exit this page").click()
    else:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Rain later")).to_be_visible()
    assert page.url == ELSEWHERE
    assert "referer" not in desk.asked[0].headers
    page.go_back()
    assert page.url.endswith("/forgotten/done/"), "this entry of the history became the weather"


def test_escape_counts_only_when_pressed_close_together(weather) -> None:
    desk = weather()
    page = desk.page
    page.clock.install()
    desk.go("/sign-in/")
    for key in ("Escape", "Escape", "a", "Escape", "Escape"):
        page.keyboard.press(key)
    page.clock.fast_forward(5100)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_it_works_without_scripts(weather) -> None:
    desk = weather(java_script_enabled=False)
    desk.go("/")
    desk.page.get_by_role("link", name="Exit this page").click()
    expect(desk.page.get_by_role("heading", name="Rain later")).to_be_visible()
    assert "referer" not in desk.asked[0].headers


def test_it_does_not_wait_for_a_service_that_is_slow(weather) -> None:
    desk = weather(allowing="ERR_|Failed")
    desk.go("/sign-in/")
    desk.page.context.route("**/exit/", lambda route: None)  # never answered
    desk.page.get_by_role("link", name="Exit this page").click()
    expect(desk.page.get_by_role("heading", name="Rain later")).to_be_visible(timeout=8000)


def test_it_stays_in_sight_and_ends_a_session_that_is_locked(weather) -> None:
    desk = weather(viewport=PHONE)
    page = desk.page
    desk.sign_in_as("Ash Okafor")
    page.get_by_text("You", exact=True).click()
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()
    page.evaluate("document.body.style.minHeight = '3000px'; scrollTo(0, 2000)")
    expect(page.get_by_role("link", name="Exit this page")).to_be_in_viewport()
    page.get_by_role("link", name="Exit this page").click()
    expect(page.get_by_role("heading", name="Rain later")).to_be_visible()
    desk.go("/today/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
