"""The whole Guide on paper: made once for each version of its files, kept in the service's folder, and then only read."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import loader

from alongside.guide import words, writing
from alongside.guide.content import Content
from alongside.guide.files import SECTIONS, Card
from alongside.web import pdf

STYLE = Path(__file__).parent / "assets" / "print.css"
SHEETS = Path(__file__).parent / "jinja2" / "guide" / "print.html"


class BeingMade(Exception):
    """Another process is making it at this moment."""


def place() -> Path:
    """Where the finished files lie."""
    return settings.HOME.path / "made"


def file_of(content: Content) -> Path:
    """The PDF of just this version of the files, and of the way in which it is drawn."""
    drawn = hashlib.sha256(STYLE.read_bytes() + SHEETS.read_bytes()).hexdigest()[:8]
    return place() / f"guide-{content.lang}-{content.digest}-{drawn}.pdf"


def whole(content: Content) -> Path:
    """The whole Guide as one PDF; raises `BeingMade`, or `pdf.NoPango` where a library is missing."""
    file = file_of(content)
    if file.exists():
        return file
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(file.parent / ".lock"):
        if not file.exists():
            half = file.with_suffix(".half")
            half.write_bytes(pdf.made(loader.render_to_string("guide/print.html", told(content)), STYLE))
            for old in file.parent.glob(f"guide-{content.lang}-*.pdf"):
                old.unlink()
            os.replace(half, file)
    return file


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BeingMade from None
        yield
    finally:
        os.close(handle)


def told(content: Content) -> dict[str, Any]:
    """What the sheets are drawn from: doors with their cards, the words, the library."""
    doors = [
        {
            "name": name,
            "title": title,
            "about": about,
            "cards": [_sheet(content, card) for card in content.behind[name]],
        }
        for name, (title, about) in words.DOORS.items()
    ]
    terms = sorted(content.terms, key=lambda term: term.term.lower())
    entries = sorted(content.entries.values(), key=lambda entry: (entry.title.lower(), entry.slug))
    return {
        "doors": [d for d in doors if d["cards"]],
        "terms": terms,
        "entries": entries,
        "lang": content.lang,
    }


def _sheet(content: Content, card: Card) -> dict[str, Any]:
    parts = [(words.SECTIONS[name], _html(card.sections[name])) for name in SECTIONS]
    return {"card": card, "parts": parts, "sources": content.sources(card.sources)}


def _html(text: str) -> str:
    return writing.html(text, address=_place, words=None, seen=set())


def _place(kind: str, slug: str) -> str:
    """Where a card, by any name that it had, or an entry stands in the file."""
    return f"#library-{slug}" if kind == "library" else f"#{slug}"
