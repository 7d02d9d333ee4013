"""The drawing page, by what two people do at it with a mouse."""

import re

from playwright.sync_api import Locator, Page, expect


class Drawing:
    """A map that is being drawn."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name

    @property
    def board(self) -> Locator:
        """The picture that is a tool."""
        return self.page.locator(".map--tool")

    def who(self, name: str) -> Locator:
        """Somebody on the picture."""
        return self.board.get_by_label(re.compile(rf"^{re.escape(name)}\b")).and_(
            self.page.locator(".map__who")
        )

    def saved(self) -> None:
        """Wait until everything that was drawn is kept."""
        expect(self.page.locator("[data-status]")).to_have_attribute("data-state", "saved")

    def add(self, name: str, shape: str = "person") -> None:
        """Add somebody, once the script has taken the form over: until then it is sent as it would be without one."""
        expect(self.board).to_be_visible()
        self.page.get_by_label(re.compile("^Who is in .* life")).fill(name)
        self.page.locator(".drawing__add").get_by_text(shape, exact=True).click()
        self.page.get_by_role("button", name="Add", exact=True).click()
        self.saved()

    def drag(self, name: str, *, towards: tuple[float, float]) -> None:
        """Drag somebody to a place: (0, 0) is the middle, (1, 0) the outer edge to the right, (0, -1) the top."""
        start, rings = self._middle(name), self.board.locator(".map__ring").first.bounding_box()
        assert rings
        x = rings["x"] + rings["width"] * (0.5 + towards[0] / 2)
        y = rings["y"] + rings["height"] * (0.5 + towards[1] / 2)
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(x, y, steps=12)
        self.page.mouse.up()
        self.saved()

    def _middle(self, name: str) -> tuple[float, float]:
        self.board.scroll_into_view_if_needed()
        box = self.who(name).locator(".map__shape").bounding_box()
        assert box, f"{name} is not on the map"
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def open(self, name: str) -> Locator:
        """Click on somebody; their details open beside the picture."""
        self.page.mouse.click(*self._middle(name))
        panel = self.page.locator("[data-panel]")
        expect(panel.get_by_role("heading", level=2)).to_have_text(name)
        return panel

    def say(self, name: str, **answers: str) -> None:
        """Say more of somebody: kind, helps, harder, uses, in_recovery."""
        panel = self.open(name)
        for question, answer in answers.items():
            self._answer(panel, question, answer)
        self.saved()

    def _answer(self, panel: Locator, question: str, answer: str) -> None:
        if question == "kind":
            more = panel.locator("details")
            if more.get_attribute("open") is None:
                more.locator("summary").click()
            panel.get_by_label("Who they are").select_option(label=answer)
            return
        asked = {
            "helps": "How much do they help?",
            "harder": "How much do they make it harder?",
            "uses": "Uses",
            "in_recovery": "In recovery",
        }
        panel.get_by_role("group", name=asked[question]).get_by_text(answer, exact=True).click()

    def join(self, one: str, other: str) -> None:
        """They know each other: draw a line from one to the other."""
        button = self.page.get_by_role("button", name="They know each other")
        button.click()
        self.page.mouse.move(*self._middle(one))
        self.page.mouse.down()
        self.page.mouse.move(*self._middle(other), steps=10)
        self.page.mouse.up()
        self.saved()
        button.click()

    def in_the_list(self, name: str) -> Locator:
        """Their line in the list under the picture."""
        return self.page.locator(
            "[data-list-of-all] tr", has=self.page.get_by_role("rowheader", name=name, exact=True)
        )

    def done(self, closer: str = "Nobody just now") -> list[str]:
        """What do you notice? Keep the map, and perhaps say whom they would like closer. Returns what was noticed."""
        self.page.get_by_role("link", name="Done").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("What do you notice?")
        listed = self.page.get_by_role("list", name="What you notice").get_by_role("listitem")
        expect(self.page.get_by_role("button", name="Keep the map and go on")).to_be_visible()  # all is there
        noticed = listed.all_inner_texts()
        self.page.get_by_role("group", name=re.compile("Whom would you like closer")).get_by_label(
            closer, exact=True
        ).check()
        self.page.get_by_role("button", name="Keep the map and go on").click()
        return noticed
