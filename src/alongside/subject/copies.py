"""The copy itself, made anew each time from what was sealed: to read, as a PDF, and as data. No file of it is kept."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from alongside.subject import gathering, words
from alongside.subject.queries import Asked, Mine

STYLE = Path(__file__).parent / "assets" / "copy.css"
FORMAT = "alongside-copy/1"


def letter() -> list[str]:
    """The letter that goes with every copy: it is handed nothing, so that it can tell nothing."""
    return [str(paragraph) for paragraph in words.LETTER]


def parts(found: Iterable[Mine], only: str = "") -> list[dict[str, Any]]:
    """What was sealed of these parts, or of one kind of them alone; a part of which nothing goes is not there."""
    made = []
    for one in found:
        if one.piece is None or (only and one.part.kind != only):
            continue
        tables = json.loads(one.piece.given)
        if tables:
            made.append(
                {"part": one.part.kind, "title": str(words.ON_PAPER[one.part.kind]), "tables": tables}
            )
    return made


def data(asked: Asked, today: dt.date, sealed: list[dict[str, Any]]) -> str:
    """The same as data: by part and table, each field with its label in words and its code."""
    return json.dumps(
        {
            "format": FORMAT,
            "asked_on": asked.asked_on.isoformat(),
            "made_on": today.isoformat(),
            "letter": letter(),
            "parts": sealed,
        },
        ensure_ascii=False,
        indent=1,
    )


def paper(name: str, today: dt.date, sealed: list[dict[str, Any]]) -> dict[str, Any]:
    """What the sheets say."""
    return {"name": name, "day": gathering.day(today), "letter": letter(), "parts": sealed}
