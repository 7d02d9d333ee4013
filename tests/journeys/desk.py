"""A worker at a browser, by what they do there: sign in, find somebody, open a record."""

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.journeys.record import Record
from tests.journeys.serving import Site

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


class Desks:
    """The browsers of a journey, and what was complained of in any of them."""

    def __init__(self, chromium: Browser, site: Site) -> None:
        self.chromium, self.site = chromium, site
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def open(self, *, allowing: str = "", **options: Any) -> "Desk":
        """A browser of its own, with no cookie. Complaints in which `allowing` is found are expected."""
        context = self.chromium.new_context(base_url=self.site.url, **{"viewport": DESK, **options})
        context.set_default_timeout(20_000)
        self.contexts.append(context)
        page = context.new_page()

        def complain(words: str) -> None:
            if not (allowing and re.search(allowing, words)):
                self.complaints.append(f"{page.url}: {words}")

        page.on("pageerror", lambda error: complain(str(error)))
        page.on("console", lambda said: complain(said.text) if said.type == "error" else None)
        page.on(
            "response",
            lambda answer: complain(f"{answer.status} {answer.url}") if answer.status >= 500 else None,
        )
        return Desk(page, self.site)

    def close(self) -> None:
        """Close every browser."""
        for context in self.contexts:
            context.close()


class Desk:
    """One browser, and whoever sits at it."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site

    def go(self, address: str) -> Any:
        """Open an address, as when it is typed in."""
        return self.page.goto(address)

    def sign_in_as(self, name: str) -> None:
        """One click in the demo: from the first page to Today."""
        self.go("/")
        self.page.locator("main").get_by_role("button", name="Sign in").click()
        self.page.get_by_role("link", name="Demonstration: choose who to be").click()
        self.page.get_by_role("button", name=f"sign in – {name}").click()
        expect(self.page).to_have_url(re.compile("/today/$"))

    def sign_out(self) -> None:
        """By the menu under “You”."""
        self.page.get_by_text("You", exact=True).click()
        self.page.get_by_role("button", name="Sign out").click()
        expect(self.page.get_by_role("heading", name="Sign in")).to_be_visible()

    def find(self, name: str) -> Locator:
        """Look for somebody by name; what was found, as links."""
        self.go("/people/find/")
        self.page.get_by_label("Name or reference").fill(name)
        self.page.get_by_role("button", name="Find", exact=True).click()
        # Who is not found is not there before the answer has come, either.
        found = self.page.get_by_label("Found", exact=True)
        expect(found.or_(self.page.get_by_text("Nobody whose record you may open"))).to_be_visible()
        return self.page.locator("main").get_by_role("link", name=name, exact=True)

    def open_record(self, name: str) -> Record:
        """Find somebody and open their record."""
        self.find(name).click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(name)
        return Record(self.page, name)

    def add_somebody(self, name: str, *, because: str, number: str = "", **safely: Any) -> Record:
        """A new record: what to call them, why they came, and how to reach them safely, asked one by one."""
        self.go("/people/")
        self.page.get_by_role("button", name="Add somebody").click()
        self.page.get_by_label("What do they want to be called?").fill(name)
        self.page.get_by_label(because).check()
        if number:
            self.page.get_by_label("Telephone number").fill(number)
        record = Record(self.page, name)
        record.safely(**safely)
        self.page.get_by_role("button", name="Add them").click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(name)
        return record
