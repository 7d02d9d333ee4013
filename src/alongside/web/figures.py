"""Figures of the law and of clinical guidance: each said in one place, with the entry of the library that it comes from.

A page shows one by the macro `figure` (web/components.html), with a quiet link to its entry. What a service or this product chose
for itself (how long access lasts, when somebody stands under "lost touch") is no such figure, and says so where it stands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """How it is said on a page, and the name of its entry."""

    says: Any
    entry: str

    def __post_init__(self) -> None:
        FIGURES.append(self)

    def __str__(self) -> str:
        return str(self.says)

    @property
    def href(self) -> str:
        """Where its entry is; empty where no app has a library."""
        return next((find(self.entry) for find in ENTRIES), "")


FIGURES: list[Figure] = []
"""Every figure that there is, for the guard and for `alongside guide check`."""

ENTRIES: list[Callable[[str], str]] = []
"""Who has a library: the address of an entry, by its name."""
