"""What of a statement goes into a copy. No database here, and no words but the sign for words that are left out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol

LEFT_OUT = "[…]"


@dataclass(frozen=True)
class Fact:
    """One field of a statement in words; `code` beside it where it is one; `look`: a redactor reads it before it goes."""

    field: str
    label: str
    text: str
    code: Any = None
    look: bool = False


@dataclass(frozen=True)
class Statement:
    """One row as it is told to the person: its facts, and how it stands."""

    table: str
    id: int
    version: int
    facts: tuple[Fact, ...]
    told: bool = False  # somebody else told it: it is theirs, and never goes
    error: bool = False  # entered in error: it may be about somebody else

    @property
    def waits(self) -> bool:
        """Does it wait for somebody to look?"""
        return not self.told and (self.error or any(fact.look for fact in self.facts))

    @property
    def texts(self) -> tuple[Fact, ...]:
        """What is read word by word."""
        return tuple(fact for fact in self.facts if fact.look)


class Looked(Protocol):
    """How a statement was looked at."""

    as_of: int
    verdict: str
    held: str
    left_out: str


def phrases(text: str) -> list[str]:
    """The words to leave out, one line each."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def missing(statement: Statement, wanted: Iterable[str]) -> str:
    """The first of these words that stands nowhere in the statement, or nothing."""
    return next((w for w in wanted if not any(w in fact.text for fact in statement.texts)), "")


def without(text: str, wanted: Iterable[str]) -> str:
    """The text with the sign in the place of each of these words, wherever they stand."""
    gone = [False] * len(text)
    for phrase in wanted:
        at = text.find(phrase)
        while at >= 0:
            gone[at : at + len(phrase)] = [True] * len(phrase)
            at = text.find(phrase, at + 1)
    made: list[str] = []
    for letter, is_gone in zip(text, gone, strict=True):
        if not is_gone:
            made.append(letter)
        elif not made or made[-1] != LEFT_OUT:
            made.append(LEFT_OUT)
    return "".join(made)


def settled(statement: Statement, look: Looked | None) -> bool:
    """Has somebody looked at it as it stands now?"""
    return not statement.waits or (look is not None and look.as_of == statement.version)


def goes(statement: Statement, look: Looked | None) -> tuple[Fact, ...] | None:
    """What of it goes; None for nothing of it. What nobody has looked at stays here, and so does what changed since."""
    if statement.told or not settled(statement, look):
        return None
    if look is None or look.verdict == "give":
        return statement.facts
    if look.verdict == "hold":
        return None
    held, gone = set(look.held.split()), phrases(look.left_out)
    kept = []
    for fact in statement.facts:
        if fact.field in held:
            continue
        text = without(fact.text, gone)
        kept.append(fact if text == fact.text else replace(fact, text=text, code=None))
    return tuple(kept)
