"""The copy itself, made anew each time from what was sealed: to read, as a PDF, and as data. No file of it is kept."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from alongside.subject import words
from alongside.subject.queries import Asked, Mine
from alongside.web.jinja import kept_date

STYLE = Path(__file__).parent / "assets" / "copy.css"
FORMAT = "alongside-copy/1"
SHORT = 60
"""So many letters of a label and what it says still share a line with others."""
IN_ONE_FILE = 500
"""Statements in one file of sheets: some five seconds and 150 MB on two busy cores."""


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


def on_one_sheet(statement: list[dict[str, Any]]) -> str:
    """A statement as lines of plain text: what is short in one line, what is long on lines of its own.

    Bare text, since each box within a line makes a large copy take three times as long.
    """
    short: list[str] = []
    long: list[str] = []
    for fact in statement:
        said = f"{fact['label']}: {fact['text']}"
        (long if len(said) > SHORT or "\n" in said else short).append(said)
    return "\n".join([" · ".join(short), *long] if short else long)


def paper(name: str, today: dt.date, sealed: list[dict[str, Any]]) -> dict[str, Any]:
    """What the sheets say."""
    parts_of_it = [
        part
        | {
            "tables": [
                table | {"said": [on_one_sheet(s) for s in table["statements"]]} for table in part["tables"]
            ]
        }
        for part in sealed
    ]
    return {"name": name, "day": kept_date(today), "letter": letter(), "parts": parts_of_it}


def statements_of(found: Iterable[Mine]) -> dict[str, int]:
    """How many statements go of each part that is sealed, by its kind."""
    return {one["part"]: sum(len(t["statements"]) for t in one["tables"]) for one in parts(found)}


def files(statements: int) -> int:
    """In how many files the sheets of so many come: a very large copy in several, each made in some seconds."""
    return max(1, -(-statements // IN_ONE_FILE))


def file_of(sealed: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    """What stands in one of those files, the first being 1."""
    first, last = (number - 1) * IN_ONE_FILE, number * IN_ONE_FILE
    place, made = 0, []
    for part in sealed:
        tables = []
        for table in part["tables"]:
            there = table["statements"]
            its = there[max(0, first - place) : max(0, last - place)]
            place += len(there)
            if its:
                tables.append(table | {"statements": its})
        if tables:
            made.append(part | {"tables": tables})
    return made
