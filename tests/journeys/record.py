"""Somebody's record, by what is done in it: how they came, what they want, what was said, looking back."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.drawing import Drawing


class Record:
    """One person's record, open in a browser."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.address = ""

    # Finding one's way

    def overview(self) -> "Record":
        """Their page."""
        return self.turn_to("Overview")

    def turn_to(self, tab: str) -> "Record":
        """A tab of the record."""
        self.page.get_by_role("navigation", name="This record").get_by_role(
            "link", name=tab, exact=True
        ).click()
        return self

    def card(self, title: str | re.Pattern[str]) -> Locator:
        """A card of the page, by its heading."""
        return self.page.locator(".card", has=self.page.get_by_role("heading", name=title))

    def press(self, button: str, about: str = "") -> None:
        """A button or a link that looks like one; `about` tells two of the same word apart."""
        named = re.compile(
            rf"^\s*{re.escape(button)}(\s*[–-]?\s*{re.escape(about)}.*)?\s*$"
            if about
            else rf"^\s*{re.escape(button)}\s*$"
        )
        main = self.page.locator("main")
        main.get_by_role("button", name=named).or_(main.get_by_role("link", name=named)).first.click()

    def choose(self, question: str, answer: str) -> None:
        """One answer to a question with a few."""
        self.page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()

    def write(self, question: str, words: str) -> None:
        """Words in answer to a question."""
        self.page.get_by_label(question).first.fill(words)

    # How to reach them safely

    def safely(
        self, *, may: str = "", when: str = "", until: str = "", days: tuple[str, ...] = (), message: str = ""
    ) -> None:
        """The three questions."""
        if may:
            self.choose("Is it safe to ring or text this number?", may)
        if when:
            self.choose("When is it safe?", when)
        for day in days:
            self.page.get_by_role("group", name="Days").get_by_label(day, exact=True).check()
        if until:
            self.page.get_by_label("Until").fill(until)
        if message:
            self.choose("May a message be left?", message)

    # How they came

    def write_how_they_came(
        self, *, asked: str, words: str, who: str = "", known: str = "", may_know: str = ""
    ) -> None:
        """A referral."""
        self.turn_to("How they came")
        self.press("Write how they came")
        self.choose("Who asked us?", asked)
        if who:
            self.write("Who was that?", who)
        self.write("What was said?", words)
        if known:
            self.choose("How do we know this?", known)
        if may_know:
            self.choose("May the person know that it was told?", may_know)
        self.press("Save")

    def accept(self, worker: str = "") -> None:
        """Accept it, and care begins."""
        self.turn_to("How they came")
        self.press("Accept")
        if worker:
            self.page.get_by_label("Who will work with them?").select_option(label=worker)
        self.press("Accept")
        expect(self.page.get_by_role("status")).to_contain_text("Care has begun")

    # Who is around them

    def draw(self, room: str = "Only the two of us") -> Drawing:
        """Draw the map together, once it is said who is in the room."""
        self.turn_to("Around them")
        self.page.get_by_label(room).check()
        self.press("Begin")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(f"Around {self.name}")
        return Drawing(self.page, self.name)

    # What they want

    def say_what_they_want(self, words: str) -> None:
        """Begin the plan, in their own words."""
        self.turn_to("Plan")
        self.press("Begin the plan")
        self.write("What do they want?", words)
        self.press("Begin the plan")

    def add_a_want(self, words: str) -> None:
        """One thing they want."""
        self.turn_to("Plan")
        self.press("Add something they want")
        self.write("What do they want?", words)
        self.press("Add it")

    def add_a_step(self, towards: str, words: str, *, by: str, on: str = "") -> None:
        """A step, done by somebody on the map who helps, by the person or by a worker."""
        self.turn_to("Plan")
        self.press("Add a step", about=towards)
        self.write("What will be done?", words)
        self.choose("Who does it?", by)
        if on:
            self.write("By when?", on)
        self.press("Add it")

    def agree(self, look_back_on: str) -> None:
        """Agree the plan together."""
        self.turn_to("Plan")
        self.press("Agree it")
        self.write("When will you look back together?", look_back_on)
        self.press("It is agreed")

    def step_done(self, words: str, outcome: str) -> None:
        """A step was done."""
        self.turn_to("Plan")
        self.press("done", about=words)
        self.write("What came of it?", outcome)
        self.press("It was done")

    # What was said

    def write_up(
        self,
        note: str,
        *,
        how: str = "In person",
        with_them: tuple[str, ...] = (),
        agreed: str = "",
        at: str = "",
    ) -> None:
        """Write up a contact."""
        self.turn_to("Contacts")
        self.press("Write it up")
        self.choose("How?", how)
        if at:
            self.page.get_by_label("At what time?").first.fill(at)
        for name in with_them:
            self.page.get_by_role("group", name="Who was there?").get_by_label(name, exact=True).check()
        self.write("Note", note)
        if agreed:
            self.write("What did you agree?", agreed)
        self.press("Save")
        expect(self.page.get_by_role("status")).to_contain_text("Written up")

    def read_contact(self, how: str) -> None:
        """The last contact of this kind."""
        self.turn_to("Contacts")
        self.page.locator("main").get_by_role("link", name=how, exact=True).first.click()

    # Looking back

    def look_back(self, *, around: str, moved: str, helped: tuple[str, ...], change: str) -> None:
        """A review: who is around now, what moved, who helped, what to change."""
        self.turn_to("Looking back")
        self.press("Look back now")
        expect(self.page.get_by_role("heading", name="Who is around you now?")).to_be_visible()
        self.write("What do they say about it?", around)
        self.press("Yes, this is who is around")
        self.write("What has moved?", moved)
        for name in helped:
            self.page.get_by_role("group", name="Who helped?").get_by_label(name, exact=True).check()
        self.write("What should change?", change)
        self.press("Finish")
