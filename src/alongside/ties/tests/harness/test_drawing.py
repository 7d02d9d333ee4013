"""The drawing page in a real browser: mouse, finger, keyboard, many people, a second worker, a line that
drops.
"""

import json
import re
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from alongside.ties.tests.harness.server import World, serve

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[str, World]]:
    server, world = serve()
    yield f"http://127.0.0.1:{server.server_port}", world
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as tool:
        running = tool.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield running
        running.close()


Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, site: tuple[str, World]) -> Iterator[Opened]:
    """Open a map's page; any error in the console, a refused inline style or script too, fails the test."""
    base, world = site
    world.reset()
    wrong: list[str] = []
    contexts = []

    def open_page(address: str = "/draw/lou", width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda line: wrong.append(line.text) if line.type == "error" and "503" not in line.text else None,
        )
        page.goto(base + address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    expected = ("409", "422", "401", "ERR_INTERNET_DISCONNECTED")
    assert not [line for line in wrong if not any(code in line for code in expected)]


def who(page: Page, id: str) -> Locator:
    return page.locator(f".map__who[data-alter='{id}']")


def middle(page: Page, id: str) -> tuple[float, float]:
    box = who(page, id).locator(".map__shape").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def words(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


def saved(page: Page) -> None:
    expect(page.locator("[data-status]")).to_have_attribute("data-state", "saved")


def fault(site: tuple[str, World], **faults: int) -> None:
    request = urllib.request.Request(site[0] + "/faults", json.dumps(faults).encode(), method="POST")
    urllib.request.urlopen(request).read()


def test_somebody_is_dragged_closer_with_the_mouse(opened: Opened, site: tuple[str, World]) -> None:
    page = opened()
    x, y = middle(page, "gp")
    to_x, to_y = middle(page, "mum")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(to_x - 20, to_y - 60, steps=12)
    page.mouse.up()
    saved(page)
    assert site[1].maps["lou"]["alters"]["gp"]["closeness"] in (4, 5)
    expect(page.locator("[data-live]")).to_contain_text("GP")
    expect(page.locator("[data-list-of-all] tr", has_text="GP").locator("td").nth(1)).to_have_text("closest")


def test_escape_while_dragging_puts_somebody_back(opened: Opened, site: tuple[str, World]) -> None:
    page = opened()
    before = who(page, "gp").get_attribute("transform")
    x, y = middle(page, "gp")
    who(page, "gp").focus()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y + 120, steps=5)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert who(page, "gp").get_attribute("transform") == before
    assert not site[1].ops


def test_somebody_is_dragged_with_a_finger_and_the_page_does_not_scroll(
    opened: Opened, site: tuple[str, World]
) -> None:
    page = opened(width=360, height=740, has_touch=True, is_mobile=True)
    who(page, "gp").scroll_into_view_if_needed()
    x, y = middle(page, "gp")
    scrolled = page.evaluate("scrollY")
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        touch.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": a, "y": b} for a, b in points]}
        )

    send("touchStart", (x, y))
    for step in range(1, 9):
        send("touchMove", (x + step * 8, y + step * 12))
    send("touchEnd")
    saved(page)
    assert site[1].maps["lou"]["alters"]["gp"]["closeness"] > 1
    assert page.evaluate("scrollY") == scrolled


def test_a_tap_opens_the_details(opened: Opened) -> None:
    page = opened(width=360, height=740, has_touch=True, is_mobile=True)
    who(page, "jay").scroll_into_view_if_needed()
    page.touchscreen.tap(*middle(page, "jay"))
    expect(page.locator("[data-panel] h2")).to_have_text("Jay")


def test_a_map_is_made_by_keyboard_alone(opened: Opened, site: tuple[str, World]) -> None:
    page = opened("/draw/empty")
    page.get_by_label("Who is in Lou’s life?").focus()
    page.keyboard.type("Mum")
    page.keyboard.press("Enter")
    page.keyboard.type("J from the hostel")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    while page.evaluate("!document.activeElement.matches('.map__who')"):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-live]")).to_contain_text("Mum: further, at")
    page.keyboard.press("l")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("l")
    expect(page.locator("[data-live]")).to_contain_text("Mum and J from the hostel know each other")
    page.keyboard.press("Enter")
    expect(page.locator("[data-panel] h2")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(page.locator(".map__who").nth(1)).to_be_focused()
    saved(page)
    held = site[1].maps["empty"]
    assert [a["name"] for a in held["alters"].values()] == ["Mum", "J from the hostel"]
    assert len(held["links"]) == 1 and all(a["closeness"] for a in held["alters"].values())
    page.keyboard.press("Delete")
    page.get_by_role("button", name="Take off", exact=True).press("Enter")
    expect(page.locator(".map__who")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(page.locator(".map__who")).to_have_count(2)
    for _ in range(12):
        page.keyboard.press("Control+z")
    expect(page.locator(".map__who")).to_have_count(0)
    for _ in range(3):
        page.locator("[data-deed=redo]").click()
    expect(page.locator(".map__who")).to_have_count(2)
    saved(page)


def test_arrow_keys_tell_where_somebody_is(opened: Opened) -> None:
    page = opened()
    who(page, "mum").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-live]")).to_contain_text("Mum: close, at")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-live]")).to_contain_text("as close as can be")
    page.keyboard.press("?")
    expect(page.locator("#map-keys")).to_be_visible()


def test_helps_and_makes_it_harder_may_both_be_true(opened: Opened, site: tuple[str, World]) -> None:
    page = opened()
    page.mouse.click(*middle(page, "nan"))
    page.get_by_role("group", name="How much do they help?").get_by_text("a lot").click()
    page.get_by_role("group", name="How much do they make it harder?").get_by_text("a little").click()
    page.locator("[name=harder_how]").fill("pours wine")
    page.locator("[name=harder_how]").press("Tab")
    saved(page)
    assert {k: site[1].maps["lou"]["alters"]["nan"][k] for k in ("helps", "harder", "harder_how")} == {
        "helps": 3,
        "harder": 1,
        "harder_how": "pours wine",
    }
    expect(who(page, "nan")).to_have_attribute("aria-label", words("helps a lot, makes it harder a little"))


def test_two_are_joined_by_drawing_a_line_and_parted_by_drawing_it_again(
    opened: Opened, site: tuple[str, World]
) -> None:
    page = opened()
    page.get_by_role("button", name="They know each other").click()
    for known in (True, False):
        page.mouse.move(*middle(page, "gp"))
        page.mouse.down()
        page.mouse.move(*middle(page, "hostel"), steps=8)
        page.mouse.up()
        saved(page)
        page.wait_for_timeout(150)
        assert (("gp", "hostel") in site[1].maps["lou"]["links"]) is known


@pytest.mark.parametrize(("name", "longest"), [("60", 40), ("200", 160)])
def test_many_people_are_dragged_smoothly(name: str, longest: int, opened: Opened) -> None:
    page = opened(f"/draw/{name}")
    spent = page.evaluate(
        """async () => {
            const svg = document.querySelector('.map--tool');
            const one = document.querySelector('.map__who');
            const box = one.getBoundingClientRect();
            const at = [box.x + box.width / 2, box.y + box.height / 2];
            const fire = (type, x, y) => svg.dispatchEvent(new PointerEvent(type,
                {bubbles: true, pointerId: 1, isPrimary: true, clientX: x, clientY: y, button: 0,
                 pointerType: 'mouse'}));
            svg.setPointerCapture = () => {};
            fire('pointerdown', ...at);
            const frames = [];
            for (let i = 1; i <= 40; i += 1) {
                const start = performance.now();
                fire('pointermove', at[0] + i * 2, at[1] + i);
                await new Promise((done) => requestAnimationFrame(() => { frames.push(performance.now() -
                start); done(); }));
            }
            const start = performance.now();
            fire('pointerup', at[0] + 80, at[1] + 40);
            const drop = performance.now() - start;
            frames.sort((a, b) => a - b);
            return {middle: frames[20], worst: frames[38], drop};
        }"""
    )
    assert spent["middle"] < longest and spent["drop"] < 400, spent
    expect(page.locator(".map__who")).to_have_count(int(name))


def test_two_hundred_people_larger_shows_more_names(opened: Opened) -> None:
    page = opened("/draw/200", width=360, height=740)
    spare = page.locator(".map__name--spare").count()
    page.get_by_role("button", name="Larger").click()
    page.get_by_role("button", name="Larger").click()
    assert page.locator(".map__name--spare").count() < spare / 2
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(("choice", "closeness"), [("Keep what is here", 4), ("Keep theirs", 1)])
def test_somebody_else_changed_them_and_the_person_here_chooses(
    choice: str, closeness: int, opened: Opened, site: tuple[str, World]
) -> None:
    page = opened()
    fault(site, conflict=1)
    who(page, "mum").focus()
    page.keyboard.press("ArrowDown")
    dialog = page.locator("#map-conflict")
    expect(dialog).to_contain_text("Sam changed Mum")
    expect(dialog.get_by_role("row", name="How close")).to_contain_text("closefurthest")
    dialog.get_by_role("button", name=choice).click()
    saved(page)
    assert site[1].maps["lou"]["alters"]["mum"]["closeness"] == closeness
    expect(who(page, "mum")).to_have_attribute("aria-label", words("close" if closeness == 4 else "furthest"))


def test_what_could_not_be_saved_waits_and_goes_when_the_line_is_back(
    opened: Opened, site: tuple[str, World]
) -> None:
    page = opened()
    page.context.set_offline(True)
    who(page, "mum").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-status]")).to_contain_text("Not saved – trying again")
    page.get_by_label("Who is in Lou’s life?").fill("Bev")
    page.keyboard.press("Enter")
    expect(page.locator(".map__who")).to_have_count(12)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.context.set_offline(False)
    saved(page)
    assert [op["op"] for op in site[1].ops] == ["move", "add"]


def test_an_error_of_the_server_is_tried_again_and_saved_once(
    opened: Opened, site: tuple[str, World]
) -> None:
    page = opened()
    fault(site, offline=2)
    page.get_by_label("Who is in Lou’s life?").fill("Bev")
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_have_attribute("data-state", "saved", timeout=9000)
    assert [op["op"] for op in site[1].ops] == ["add"]


def test_signed_out_keeps_what_was_drawn(opened: Opened, site: tuple[str, World]) -> None:
    page = opened()
    fault(site, signed_out=1)
    who(page, "mum").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-status]")).to_contain_text("you are signed out")
    page.get_by_role("button", name="Try now").click()
    saved(page)


def test_what_a_rule_refuses_is_taken_back_and_said(opened: Opened, site: tuple[str, World]) -> None:
    page = opened()
    fault(site, refuse=1)
    page.get_by_label("Who is in Lou’s life?").fill("Bev")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("That name is too long.")
    expect(page.locator(".map__who")).to_have_count(11)


def test_with_somebody_in_the_room_nothing_of_help_or_use_is_there(opened: Opened) -> None:
    page = opened("/draw/lou?room=other")
    page.mouse.click(*middle(page, "jay"))
    expect(page.locator("[data-panel] h2")).to_have_text("Jay")
    expect(page.locator("[data-panel] [name=helps], [data-panel] [name=uses]")).to_have_count(0)
    html = page.content()
    assert "cooks, listens" not in html and "uses at home" not in html
    assert not page.locator(
        ".map--tool .map__helps:not([hidden]), .map--tool .map__drop:not([hidden])"
    ).count()


def test_without_scripts_the_page_is_a_picture_a_form_and_a_list(opened: Opened) -> None:
    page = opened(java_script_enabled=False)
    expect(page.get_by_role("img", name="Map of the people around Lou")).to_be_visible()
    expect(page.get_by_role("link", name="Change Mum")).to_have_attribute("href", "/edit/mum")
    page.get_by_label("Who is in Lou’s life?").fill("Bev")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("p")).to_contain_text("name=Bev&shape=person")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    "address",
    [
        "/draw/lou",
        "/draw/empty",
        "/draw/60",
        "/draw/lou?room=other",
        "/compare",
        "/take-home/ask",
        "/take-home",
        "/person",
    ],
)
def test_axe_finds_nothing(address: str, width: int, opened: Opened) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(address, width=width, bypass_csp=True)
    if address == "/draw/lou":
        who(page, "jay").focus()
        page.keyboard.press("Enter")
        page.locator("details summary").first.click()
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_in_the_dark_or_in_a_dialog(opened: Opened) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(color_scheme="dark", bypass_csp=True)
    who(page, "jay").focus()
    page.keyboard.press("Delete")
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()


def test_the_slider_goes_from_then_to_now(opened: Opened) -> None:
    page = opened("/compare")
    slider = page.get_by_label("From then to now")
    expect(page.locator(".map--tool .map__who")).to_have_count(11)
    slider.fill("0")
    expect(page.locator(".map--tool .map__who")).to_have_count(9)
