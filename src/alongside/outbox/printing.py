"""Letters on paper: each begins on a sheet of its own, so that no two persons' words share one."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.outbox.models import Message
from alongside.people.models import ContactWay


class NoPango(RuntimeError):
    """What WeasyPrint needs is not on this machine; the message names the package."""


@dataclass(frozen=True)
class Sheet:
    """One letter as it is printed."""

    to_name: str
    address: list[str]
    collects: bool
    words: list[str]
    who: str


def sheets(letters: Iterable[tuple[Message, ContactWay]]) -> list[Sheet]:
    """Letters with their addresses; what is collected carries none, so that it is not posted by mistake."""
    made = []
    for letter, way in letters:
        collects = way.letter_rule == ContactWay.Letter.COLLECT
        lines = [line.strip() for line in way.value.replace(",", "\n").splitlines() if line.strip()]
        paragraphs = [p.strip() for p in letter.words.split("\n\n") if p.strip()]
        made.append(Sheet(letter.to_name, [] if collects else lines, collects, paragraphs, letter.who))
    return made


def pdf(html: str) -> bytes:
    """The sheets as one PDF; loads WeasyPrint when first used, and raises `NoPango` where its library is missing."""
    try:
        from weasyprint import CSS, HTML
    except OSError as error:
        raise NoPango("libpango-1.0-0 libpangoft2-1.0-0") from error
    except ImportError as error:
        raise NoPango("weasyprint") from error

    def nothing(url: str) -> Any:
        raise ValueError(f"a letter fetches nothing: {url}")

    style = Path(__file__).parent / "assets" / "letters.css"
    return HTML(string=html, url_fetcher=nothing).write_pdf(stylesheets=[CSS(string=style.read_text())])
