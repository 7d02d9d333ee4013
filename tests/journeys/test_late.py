"""A colleague who has not said that they are back: seen without pressing anything, and found."""

import pytest
from playwright.sync_api import expect

from tests.demo import staff
from tests.journeys.desk import PHONE, Desks
from tests.journeys.serving import Site

pytestmark = pytest.mark.browser


def hal_is_late(site: Site) -> None:
    site.house.sql.execute(
        "insert into access.lone (id, staff, line, began, back_by, place, phone) values (access.new_id(), %s, 1,"
        " access.clock() - interval '2 hours', access.clock() - interval '20 minutes', 'The boat behind lock 4',"
        " '+447700900204')",
        (staff(site.house, "Hal Brennan"),),
    )


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desk", "phone"])
def test_whoever_is_on_duty_sees_it_within_a_minute_and_opens_where_they_went(
    desks: Desks, site: Site, viewport: dict[str, int] | None
) -> None:
    site.house.sql.execute("update access.lone set back_at = access.clock() where back_at is null")
    desk = desks.open(**({"viewport": viewport} if viewport else {}))
    page = desk.page
    page.clock.install()
    desk.sign_in_as("Bo Lindqvist")
    page.goto("/today/")
    expect(page.locator("body.js-enabled")).to_be_attached()
    expect(page.locator("[data-late]")).to_have_count(0)
    hal_is_late(site)
    page.clock.run_for(61_000)
    expect(page.locator("[data-late]")).to_contain_text("A colleague has not said that they are back.")
    page.screenshot(path=f"build/late-today-{'phone' if viewport else 'desk'}.png", full_page=True)
    page.goto("/people/")
    page.locator("[data-late]").get_by_role("link", name="Look for them").click()
    main = page.locator("main")
    expect(main).to_contain_text("07700 900204")
    expect(main).not_to_contain_text("The boat behind lock 4")
    page.screenshot(path=f"build/late-{'phone' if viewport else 'desk'}.png", full_page=True)
    main.get_by_role("button", name="Open where they went").click()
    expect(main).to_contain_text("The boat behind lock 4")
    page.screenshot(path=f"build/late-open-{'phone' if viewport else 'desk'}.png", full_page=True)


def test_today_is_left_alone_while_somebody_is_in_the_middle_of_something(desks: Desks, site: Site) -> None:
    site.house.sql.execute("update access.lone set back_at = access.clock() where back_at is null")
    page = (desk := desks.open()).page
    page.clock.install()
    desk.sign_in_as("Bo Lindqvist")
    page.goto("/today/")
    link = page.locator("main a").last
    link.focus()
    link.evaluate("link => link.dataset.mark = 'same'")
    hal_is_late(site)
    page.clock.run_for(61_000)
    expect(page.locator("[data-late]")).to_be_visible()
    expect(page.locator("main a[data-mark=same]")).to_be_focused()


def test_today_moves_only_where_something_changed_and_what_was_said_stays(desks: Desks, site: Site) -> None:
    site.house.sql.execute("update access.lone set back_at = access.clock() where back_at is null")
    page = (desk := desks.open()).page
    page.clock.install()
    desk.sign_in_as("Bo Lindqvist")
    page.goto("/together/")
    page.locator("main input[name='who']").first.check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Keep it for now").click()
    said = page.locator("main").get_by_text("Kept for you for the next twelve hours.")
    expect(said).to_be_visible()
    expect(page.locator("body.js-enabled")).to_be_attached()
    # The button that was pressed is gone, and nobody is in the middle of anything.
    page.evaluate("document.activeElement.blur()")
    for node in (page.locator("main h1"), said):
        node.evaluate("node => node.dataset.mark = 'same'")

    def a_minute() -> None:
        with page.expect_response(lambda answer: answer.request.headers.get("x-requested-with") == "look"):
            page.clock.run_for(61_000)

    for _time in range(2):
        a_minute()
        page.wait_for_timeout(300)
        expect(page.locator("main [data-mark=same]")).to_have_count(2)
    hal_is_late(site)
    a_minute()
    expect(page.locator("main").get_by_role("link", name="ring them now")).to_be_visible()
    expect(page.locator("main h1[data-mark=same]")).to_have_count(0)
    expect(page.locator("main [data-mark=same]")).to_contain_text("Kept for you")
    expect(page.locator("[data-late], main > :has(h1)").first).to_have_attribute("data-late", "")
