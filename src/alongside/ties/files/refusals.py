"""What a reader did not take, with the file, the line and a plain reason."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any, Final

REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        # the file as a whole
        "encoding": "The file is not in UTF-8 from this line on. Save it again as “CSV UTF-8”.",
        "utf16": "The file is in UTF-16. Save it again as “CSV UTF-8”.",
        "not_text": "The file is not a table in plain text. Save it as “CSV UTF-8”.",
        "empty": "The file is empty.",
        "no_rows": "The file has a first line with names but nothing below it.",
        "no_column": "There is no column for “%(column)s”. The first line names: %(names)s. "
        "Say in a mapping which column it is.",
        "no_column_separator": "There is no column for “%(column)s”: the first line reads as one column. "
        "The separator must be a comma, a semicolon or a tab.",
        "mapped_column_missing": "The mapping says that “%(column)s” is the column “%(name)s”, "
        "but the first line has no such column.",
        "column_twice": "The first line names the column “%(name)s” twice.",
        "quote_open": "A quotation mark in this row is never closed.",
        "line_too_long": "This line is longer than %(most)s characters.",
        "too_many_rows": "The file has more than %(most)s rows. Split it by ego and bring in each part.",
        "no_file": "There is no file for the %(role)s.",
        "unreadable": "The file could not be opened.",
        # a row
        "quote_stray": "A quotation mark stands where none can be.",
        "cells": "The row has %(here)s values where the first line names %(there)s.",
        "control": "The row has a control character in it.",
        "no_value": "There is nothing under “%(name)s”.",
        "too_long": "What stands under “%(name)s” is longer than %(most)s characters.",
        "ego_twice": "The ego “%(ego)s” stands in the file twice.",
        "ego_unknown": "There is no ego “%(ego)s” in the egos' file.",
        "alter_twice": "The alter “%(alter)s” of the ego “%(ego)s” stands in the file twice.",
        "self_tie": "The tie joins the alter “%(alter)s” to itself.",
        "other_ego": "The alter “%(alter)s” belongs to another ego, not to “%(ego)s”.",
        "dangling": "The tie ends at “%(alter)s”, and the ego “%(ego)s” has no such alter.",
        "weight": "The weight “%(value)s” is not a number.",
        "weight_above_nought": "The weight “%(value)s” is not above 0. "
        "Where there is no tie, leave the row out.",
        "scale": "“%(value)s” under “%(name)s” is not one of: %(allowed)s.",
    }
)
"""Every reason by its code. Translated: ``gettext(REASONS[refusal.code]) % refusal.words``."""

MOST_KEPT: Final = 1_000
"""Refusals kept with their line; what comes after is only counted."""

MOST_SHOWN: Final = 60
"""Characters of a value that are repeated in a message."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row, or with `whole` one file, that was not taken. `line` counts from 1; 0 where there is none."""

    file: str
    line: int
    code: str
    words: Mapping[str, Any] = field(default_factory=dict)
    whole: bool = False

    @property
    def reason(self) -> str:
        """The reason in English."""
        return REASONS[self.code] % self.words

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason}" if self.line else f"{self.file}: {self.reason}"


class WholeFile(Exception):
    """A file of which nothing can be taken."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


@dataclass(slots=True)
class Counts:
    """Rows of the egos', the alters' or the ties' files. read = kept + refused + joined."""

    read: int = 0
    kept: int = 0
    refused: int = 0
    joined: int = 0
    """Ties that came more than once and went into one."""

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


@dataclass(slots=True)
class Refusals:
    """Collects refusals: the first `MOST_KEPT` with their lines, the number of all."""

    kept: list[Refusal] = field(default_factory=list)
    count: int = 0

    def add(self, file: str, line: int, code: str, **words: Any) -> None:
        """Refuse one row."""
        self.count += 1
        if len(self.kept) < MOST_KEPT:
            self.kept.append(Refusal(file, line, code, shown(words)))

    def add_whole(self, refusal: Refusal) -> None:
        """Refuse a file; always kept."""
        self.count += 1
        self.kept.append(refusal)

    @property
    def whole(self) -> bool:
        return any(refusal.whole for refusal in self.kept)


def shown(words: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a message, cut short and with control characters made visible."""
    return {name: _shown(value) if isinstance(value, str) else value for name, value in words.items()}


def _shown(value: str) -> str:
    seen = "".join(letter if letter.isprintable() else "�" for letter in value[: MOST_SHOWN + 1])
    return seen if len(seen) <= MOST_SHOWN else seen[:MOST_SHOWN] + "…"


def whole(file: str, line: int, code: str, **words: Any) -> WholeFile:
    """The exception that refuses a whole file."""
    return WholeFile(Refusal(file, line, code, shown(words), whole=True))
