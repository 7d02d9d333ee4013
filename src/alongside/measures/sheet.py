"""A questionnaire as the product works with it: its questions, and what is decided about asking them. No Django here.

The questions come from a FHIR R4 Questionnaire (JSON), the rest from the sidecar beside it (TOML); see `reading.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

Answers = dict[str, list[Any]]
"""What was answered, by linkId: a list of values; of a group that repeats, a list of such dictionaries.

A value is what JSON can hold: a boolean, an integer, an option's code, {"other": words} for an open choice, and text for
words, decimals (1.5), dates (2026-11-22) and times (09:30).
"""

CHOICES: Final = ("choice", "open-choice")
NUMBERS: Final = ("integer", "decimal", "quantity")
WORDS: Final = ("string", "text")
QUESTIONS: Final = ("boolean", *NUMBERS, "date", "time", *WORDS, *CHOICES)
TYPES: Final = ("group", "display", *QUESTIONS)
OPERATORS: Final = ("exists", "=", "!=", ">", "<", ">=", "<=")


@dataclass(frozen=True)
class Option:
    """One answer to choose, and its weight in a score where it has one."""

    code: str
    text: str
    weight: Decimal | None = None
    system: str = ""


@dataclass(frozen=True)
class When:
    """One condition under which an item is asked."""

    question: str
    operator: str
    answer: Any


@dataclass(frozen=True)
class Item:
    """A question, a group of them, or words between them."""

    link_id: str
    type: str
    text: str = ""
    hint: str = ""
    options: tuple[Option, ...] = ()
    when: tuple[When, ...] = ()
    every: bool = False
    """Must every condition hold, or is one enough?"""
    required: bool = False
    repeats: bool = False
    items: tuple["Item", ...] = ()
    inside: str = ""
    """The group that repeats in which it lies."""
    least: Decimal | None = None
    most: Decimal | None = None
    longest: int | None = None
    most_times: int = 12
    unit: str = ""

    @property
    def is_question(self) -> bool:
        """Can it be answered?"""
        return self.type in QUESTIONS

    @property
    def is_table(self) -> bool:
        """Is it a group that is answered several times?"""
        return self.type == "group" and self.repeats

    @property
    def weighted(self) -> bool:
        """Does it count towards a score?"""
        return any(option.weight is not None for option in self.options)

    def option(self, code: Any) -> Option | None:
        """The option of this code."""
        return next((o for o in self.options if o.code == code), None)


@dataclass(frozen=True)
class Say:
    """Words that answer one answer at once: what to do now."""

    item: str
    codes: tuple[Any, ...]
    """Empty: whatever is answered."""
    words: str
    kind: str = "care"
    desk: bool = False
    """Is it for the safeguarding desk, so that the way there stands beside it?"""


@dataclass(frozen=True)
class Fill:
    """What an answer tells another place of the record, where it is offered."""

    to: str
    item: str
    about: str = ""
    kind: str = ""
    """Of a group put on the map: which of its questions says the kind, or the kind itself."""
    name: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    into: tuple[tuple[str, str], ...] = ()
    """Other questions whose answers go along, each with the field of the form that takes them."""


@dataclass(frozen=True)
class Band:
    """What a score from `low` to `high` is called, as published."""

    low: Decimal
    high: Decimal
    words: str


@dataclass(frozen=True)
class Scale:
    """A score: the sum of the weights of some items, or of all."""

    name: str
    items: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One edition of a questionnaire, and who may ask it, how, and what it fills."""

    url: str
    version: str
    title: str
    items: tuple[Item, ...]
    status: str = "active"
    description: str = ""
    parts: tuple[str, ...] = ()
    asked_in: tuple[str, ...] = ()
    order: int = 0
    alone: bool = False
    """Is all of it asked only where nobody can listen?"""
    alone_items: tuple[str, ...] = ()
    """The questions that are asked only where nobody can listen."""
    how: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()
    """Kinds of seat, one of which whoever asks it holds; none: whoever writes in that part of the record."""
    again_after: int = 0
    """Days after which it is asked or confirmed again; 0 is never."""
    carries: tuple[str, ...] = ()
    """Other questionnaires in which the same linkId is the same question: nothing is typed twice."""
    needed: tuple[str, ...] = ()
    """Questions without which no assessment closes."""
    says: tuple[Say, ...] = ()
    fills: tuple[Fill, ...] = ()
    scales: tuple[Scale, ...] = ()

    @property
    def private(self) -> bool:
        """Is any of it asked only where nobody can listen?"""
        return self.alone or bool(self.alone_items)

    @property
    def slug(self) -> str:
        """Its short name: the end of its address."""
        return self.url.rsplit("/", 1)[-1]

    @property
    def canonical(self) -> str:
        """url|version."""
        return f"{self.url}|{self.version}"

    def every(self) -> Iterator[Item]:
        """Every item in order, groups before what is in them."""
        yield from walk(self.items)

    def item(self, link_id: str) -> Item | None:
        """The item of this linkId."""
        return next((item for item in self.every() if item.link_id == link_id), None)


def walk(items: tuple[Item, ...]) -> Iterator[Item]:
    """Every item in order, groups before what is in them."""
    for item in items:
        yield item
        yield from walk(item.items)
