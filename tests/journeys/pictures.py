"""Take the pictures in docs/pictures anew: `make pictures`. The main pages, at a desk and on a phone."""

import io
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import conftest  # its own folder and cluster, as the tests have
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parents[2] / "docs" / "pictures"
SIZES = {"1280": (1280, 1180, 1), "360": (360, 1100, 2)}
"""Width, the most height that is taken, and how finely."""
MOST = 150_000  # bytes
OPENS_AT = "09:10"


def sign_in(page: Page) -> None:
    page.goto("/sign-in/")


def guide(page: Page) -> None:
    page.goto("/guide/")


def card(page: Page) -> None:
    page.goto("/guide/card/families-gets-in-touch/")


def today(page: Page) -> None:
    page.goto("/today/")


def find(page: Page) -> None:
    page.goto("/people/find/")
    page.get_by_label("Name or reference").fill("Lo")
    page.get_by_role("button", name="Find", exact=True).click()


def person(page: Page) -> None:
    page.goto("/people/")
    page.get_by_role("link", name="Lou", exact=True).first.click()


def plan(page: Page) -> None:
    person(page)
    page.get_by_role("link", name="Plan", exact=True).click()


def write(page: Page) -> None:
    person(page)
    page.get_by_role("button", name="Write it up").click()


def draw(page: Page) -> None:
    person(page)
    page.get_by_role("link", name="Around them", exact=True).click()
    page.get_by_label("Only the two of us").check()
    page.get_by_role("button", name="Begin").click()
    page.locator(".map--tool").get_by_label(re.compile("^Mum\\b")).press("Enter")


def compare(page: Page) -> None:
    person(page)
    page.get_by_role("link", name="Around them", exact=True).click()
    page.get_by_role("link", name="Then and now").click()
    first = page.get_by_label("Then", exact=True).locator("option").last.get_attribute("value")
    page.get_by_label("Then", exact=True).select_option(first)
    page.get_by_role("button", name="Show").click()


def call(page: Page) -> None:
    page.goto("/call/")


def desk(page: Page) -> None:
    page.goto("/desk/")
    page.locator("main").get_by_role("link", name="decide").first.click()


PICTURES: tuple[Callable[[Page], None], ...] = (
    sign_in, guide, card, today, find, person, plan, write, draw, compare, call, desk,
)  # fmt: skip


WHO: dict[Callable[[Page], None], str] = {today: "Ash Okafor", desk: "Kerry Walsh"}
"""Who signs in before a picture; they stay until somebody else does."""


def main() -> None:
    """Tell the demo, serve it, and go from page to page."""
    from tests import demo, ground
    from tests.journeys.serving import serving

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    ground.prepare()
    try:
        with demo.clone() as house, serving(house) as site, sync_playwright() as playwright:
            hours = house.sql.execute(
                "select extract(epoch from %s::time - (access.clock() at time zone 'Europe/London')::time) / 3600",
                (OPENS_AT,),
            ).fetchone()[0]
            site.let_time_pass(hours=float(hours) % 24)
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
                args=["--no-sandbox", "--disable-gpu"],
            )
            for name, size in SIZES.items():
                take(browser, site.url, name, size)
            browser.close()
    finally:
        ground.stop()
        shutil.rmtree(conftest._home, ignore_errors=True)


def take(browser: Browser, url: str, size_name: str, size: tuple[int, int, int]) -> None:
    """Every picture at one size."""
    width, most, scale = size
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": most},
        device_scale_factor=scale,
        reduced_motion="reduce",
    )
    page = context.new_page()
    for picture in PICTURES:
        if picture in WHO:
            page.goto("/demo-sign-in")
            page.get_by_role("button", name=f"sign in – {WHO[picture]}").click()
        picture(page)
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(300)
        page.evaluate("scrollTo(0, 0)")
        height = min(
            most, page.evaluate("Math.ceil(document.querySelector('.footer').getBoundingClientRect().bottom)")
        )
        taken = page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": height})
        file = HERE / f"{picture.__name__.replace('_', '-')}-{size_name}.png"
        keep(taken, file)
        print(f"{file.name}: {file.stat().st_size // 1000} kB", flush=True)
    context.close()


def keep(taken: bytes, file: Path) -> None:
    """Write it with as many colours as fit into the size."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    file.parent.mkdir(parents=True, exist_ok=True)
    for colours in (256, 128, 64, 32, 16):
        picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            file, optimize=True
        )
        if file.stat().st_size <= MOST:
            return
    raise ValueError(f"{file.name} is larger than {MOST} bytes")


if __name__ == "__main__":
    main()
