"""Letters on paper: each begins on a sheet of its own, so that no two persons' words share one."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from alongside.outbox.models import Message
from alongside.outbox.showing import greeted, signed_for
from alongside.people.models import ContactWay

STYLE = Path(__file__).parent / "assets" / "letters.css"


@dataclass(frozen=True)
class Sheet:
    """One letter as it is printed."""

    to_name: str
    address: list[str]
    collects: bool
    words: list[str]
    who: str
    dear: str
    service: str


def sheets(letters: Iterable[tuple[Message, ContactWay | None]]) -> list[Sheet]:
    """Letters with their addresses; what is collected carries none, so that it is not posted by mistake."""
    made = []
    for letter, way in letters:
        collects = way is not None and way.letter_rule == ContactWay.Letter.COLLECT
        address = way.value if way is not None else letter.to_address
        lines = [line.strip() for line in address.replace(",", "\n").splitlines() if line.strip()]
        paragraphs = [p.strip() for p in letter.words.split("\n\n") if p.strip()]
        made.append(
            Sheet(
                letter.to_name, [] if collects else lines, collects, paragraphs, letter.who, greeted(letter),
                signed_for(letter),
            )
        )  # fmt: skip
    return made
