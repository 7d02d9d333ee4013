"""What may become of a thing, as a table: from which state which deed leads where, who may do it, or why not.

Nothing here knows Django or the database. `docs/generated/states.md` is drawn from the tables that apps make of it.
"""

from dataclasses import dataclass
from typing import Final


def _(words: str) -> str:
    """Mark words for the catalogue; whoever shows them translates them."""
    return words


WORKS: Final = "works"
GIVES: Final = "gives"
SECOND: Final = "second"
TASK: Final = "task"
WHO: Final = {
    WORKS: _("whoever writes in this part of the record"),
    GIVES: _("their worker or the team's lead"),
    SECOND: _("somebody else who writes there, never whoever wrote it"),
    TASK: _("the task that sends"),
}


@dataclass(frozen=True)
class Row:
    """One line of a table: a deed in a state leads to another state, or is refused with a sentence."""

    state: str
    deed: str
    to: str | None
    who: str
    why_not: str = ""


class Refusal(Exception):
    """A table said no; `.sentence` is not translated yet."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Course:
    """The table of one thing."""

    name: str
    first: str
    states: dict[str, str]
    deeds: dict[str, str]
    rows: tuple[Row, ...]

    def row(self, state: str, deed: str) -> Row:
        """The line for a deed in a state."""
        return next(r for r in self.rows if r.state == state and r.deed == deed)

    def may(self, state: str, deed: str) -> bool:
        """Does the deed lead anywhere from here?"""
        return self.row(state, deed).to is not None

    def next(self, state: str, deed: str) -> str:
        """Where the deed leads; raises `Refusal` where it leads nowhere."""
        row = self.row(state, deed)
        if row.to is None:
            raise Refusal(row.why_not)
        return row.to
