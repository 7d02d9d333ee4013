"""Ten thousand canaries in the records of a service, a day of opening them in a browser, and none is left there afterwards.

`tests/worlds/test_canaries.py` looks everywhere else: logs, mail, tables, files.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from alongside.access import arrange
from tests.ground import House
from tests.journeys.conftest import FLAGS
from tests.journeys.desk import DESK, Desk
from tests.journeys.serving import Site
from tests.journeys.test_leaving import PUT_EVERYWHERE, _binary, all_that_is_left
from tests.worlds.contents import texts_of

pytestmark = pytest.mark.browser

CANARIES = 10_000
CANARY = re.compile(r"canary\d{6}")
AS_UTF_16 = re.compile(rb"c\0a\0n\0a\0r\0y\0(?:[0-9]\0){6}")
IN_A_LONG_TEXT = 12
LONG = 400
PAGES = 90


def sow(house: House) -> int:
    """Put canaries in the place of every name and text of every record; how many there are."""
    sown = 0
    for model in arrange.folder_models():
        for field in texts_of(model):
            if field.max_length is None:
                continue  # answers and drawings, each one text with a shape of its own
            each = IN_A_LONG_TEXT if field.max_length >= LONG else 1
            (rows,) = house.sql.execute(
                f"""
                with said as (
                    select id, {sown} + {each} * (row_number() over (order by id) - 1) as begins
                      from {model._meta.db_table} where "{field.column}" <> ''
                ), changed as (
                    update {model._meta.db_table} t
                       set "{field.column}" = (select string_agg('canary' || lpad((said.begins + n)::text, 6, '0'), ' ')
                                                 from generate_series(0, {each} - 1) n)
                      from said where said.id = t.id returning 1)
                select count(*) from changed"""
            ).fetchone()
            sown += each * rows
    return sown


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    """A folder in which a browser keeps what it keeps."""
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)


def opened(page: Page) -> set[str]:
    """Every canary that was on the screen, on the way from link to link; on each page something is typed too."""
    todo, been, shown, typed = ["/today/", "/people/"], set(), set(), 0
    while todo and len(been) < PAGES:
        path = todo.pop(0)
        if path in been or re.search("sign-out|/exit|pdf|json|csv|graphml|guide|measures", path):
            continue
        been.add(path)
        page.goto(path)
        shown |= set(CANARY.findall(page.content()))
        for box in page.locator("main textarea:visible").all()[:2]:
            box.fill(f"canary9{typed:05}")
            typed += 1
        links = page.locator("main a[href^='/']").evaluate_all(
            "all => all.map((a) => a.getAttribute('href'))"
        )
        todo += [link.split("#")[0] for link in links]
    assert len(been) == PAGES and typed > 20
    return shown


def lying(folder: Path) -> set[str]:
    """The files below a folder in which there are canaries."""
    files = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    return {
        str(file.relative_to(folder))
        for file, held in files.items()
        if CANARY.search(held.decode("latin-1")) or AS_UTF_16.search(held)
    }


def test_none_of_ten_thousand_canaries_is_left_in_the_browser(
    chromium: Browser, site: Site, kept: Path
) -> None:
    assert sow(site.house) >= CANARIES
    context = chromium.browser_type.launch_persistent_context(
        kept, executable_path=_binary(chromium), args=FLAGS, base_url=site.url, viewport=DESK
    )
    context.set_default_timeout(20_000)
    desk = Desk(context.pages[0], site)
    page = desk.page
    page.on("dialog", lambda dialog: dialog.accept())
    desk.sign_in_as("Ash Okafor")
    shown = opened(page)
    assert len(shown) > 500, "they were there to be seen"
    # The last note is typed where there is no signal, and stays in the browser, as nobody's but its writer's.
    page.goto("/first/")
    expect(page.locator("body.js-enabled")).to_be_attached()
    context.set_offline(True)
    page.locator("main textarea:visible").first.fill("canary999999")
    expect(page.locator("[data-save-state]")).to_contain_text("Kept on this device")
    context.set_offline(False)
    desk.go("/today/")
    desk.sign_out()
    assert not CANARY.search(all_that_is_left(page))
    page.wait_for_timeout(4000)  # it writes its session down now and then
    context.close()
    assert lying(kept) == set()


def test_the_search_finds_a_canary_that_is_there(chromium: Browser, site: Site, kept: Path) -> None:
    context = chromium.browser_type.launch_persistent_context(
        kept, executable_path=_binary(chromium), args=FLAGS, base_url=site.url, viewport=DESK
    )
    page = context.pages[0]
    page.goto("/sign-in/")
    page.evaluate(PUT_EVERYWHERE, "canary000007")
    assert len(CANARY.findall(all_that_is_left(page))) == 5
    page.wait_for_timeout(4000)
    context.close()
    assert lying(kept)
