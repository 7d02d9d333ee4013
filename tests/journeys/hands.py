"""Hands at a browser that count what they do: each tap, choice, field and page is one input, and no fact is typed twice."""

import re
from collections import Counter
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect


@dataclass
class Day:
    """What all hands of a day have done together."""

    inputs: Counter[str] = field(default_factory=Counter)
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Everything that was done."""
        return sum(self.inputs.values())

    def fact(self, label: str, words: str) -> None:
        """Note what was typed; the same words into a second field are work that the service should have saved."""
        before = self.typed.setdefault(words, label)
        assert before == label, f"{words!r} was typed into “{before}” and into “{label}”"


class Hands:
    """One person's, at one browser; `doing` names what the inputs are for."""

    def __init__(self, page: Page, day: Day) -> None:
        self.page, self.day, self.doing = page, day, ""
        page.on("framenavigated", lambda frame: self._count() if frame is page.main_frame else None)

    def _count(self) -> None:
        self.day.inputs[self.doing] += 1

    def taps(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """A button or link by its words; a word alone stands for itself and for what is said after it."""
        where = within or self.page.locator("main")
        named = re.compile(rf"^\s*{re.escape(name)}(\s*[–-].*)?\s*$") if isinstance(name, str) else name
        where.get_by_role("button", name=named).or_(where.get_by_role("link", name=named)).first.click()
        self._count()

    def turns_to(self, tab: str) -> None:
        """A tab of the record."""
        self.taps(tab, self.page.get_by_role("navigation", name="This record"))

    def opens(self, address: str) -> None:
        """A page of the bar or a bookmark."""
        self.page.goto(address)

    def writes(self, label: str, words: str) -> None:
        """Words into a field, where the same never stood before."""
        self.day.fact(label, words)
        self.page.get_by_label(label).first.fill(words)
        self._count()

    def changes(self, label: str, words: str) -> None:
        """What stands in a field already, for something else."""
        self.page.get_by_label(label).first.fill(words)
        self._count()

    def chooses(self, question: str | re.Pattern[str], answer: str) -> None:
        """One answer to a question with a few."""
        self.page.get_by_role("group", name=question).get_by_label(answer).first.check()
        self._count()

    def picks(self, label: str, option: str) -> None:
        """One of a list."""
        choice = self.page.get_by_label(label).first
        choice.select_option(choice.locator("option", has_text=option).first.get_attribute("value"))
        self._count()

    def ticks(self, label: str) -> None:
        """One box."""
        self.page.get_by_label(label).first.check()
        self._count()

    def is_told(self, words: str) -> None:
        """What the service says to it."""
        expect(self.page.get_by_role("status")).to_contain_text(words)

    def reads(self, words: str) -> None:
        """What stands on the page."""
        expect(self.page.locator("main")).to_contain_text(words)
