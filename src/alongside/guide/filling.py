"""The rows that the search looks through, made anew by the owner when the files differ from those they were made from."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from alongside.guide import writing
from alongside.guide.content import LANGUAGES, Content, guide

WORD = re.compile(r"[^\W_]+")
LONGEST = 40

Row = tuple[str, str, str, str, str, str]
"""lang, kind, slug, title, line, text."""


def words_of(text: str) -> list[str]:
    """The words of a text as they are looked for: small letters, no accents."""
    folded = unicodedata.normalize("NFKD", text.lower())
    return [
        word[:LONGEST] for word in WORD.findall("".join(s for s in folded if not unicodedata.combining(s)))
    ]


def pieces(content: Content) -> Iterator[Row]:
    """Everything of one language that can be found."""
    lang = content.lang
    for card in content.in_order:
        text = "\n".join(writing.plain(words) for words in card.sections.values())
        yield lang, "card", card.slug, card.title, card.summary, text
    for entry in content.entries.values():
        text = " ".join([*entry.authors, entry.year, entry.kind, entry.publisher, *entry.topics])
        yield lang, "entry", entry.slug, entry.title, entry.line, text
    for term in content.terms:
        yield lang, "word", term.slug, term.term, term.short, " ".join(term.also)


def digest() -> str:
    """A mark of all that the rows are made from: the files, and the way in which they are made into rows."""
    marks = [guide(lang).digest for lang in LANGUAGES]
    marks += [
        hashlib.sha256(Path(file or "").read_bytes()).hexdigest() for file in (__file__, writing.__file__)
    ]
    return hashlib.sha256(" ".join(marks).encode()).hexdigest()[:24]


def fill(connection: Any) -> None:
    """Put the rows in, unless those that are there were made from just these files."""
    mark = digest()
    with connection.cursor() as cursor:
        cursor.execute("select obj_description('public.guide_piece'::regclass, 'pg_class')")
        if cursor.fetchone()[0] == mark:
            return
    with transaction.atomic(using=connection.alias):
        put(connection, (row for lang in LANGUAGES for row in pieces(guide(lang))))
        with connection.cursor() as cursor:
            cursor.execute(f"comment on table public.guide_piece is '{mark}'")


def put(connection: Any, rows: Iterable[Row]) -> None:
    """These rows and no others, with the words in them."""
    known: Counter[tuple[str, str]] = Counter()
    with connection.cursor() as cursor:
        cursor.execute("truncate public.guide_piece, public.guide_spelling restart identity")
        with cursor.copy("copy public.guide_piece (lang, kind, slug, title, line, text) from stdin") as copy:
            for row in rows:
                copy.write_row(row)
                known.update((row[0], word) for part in row[3:] for word in words_of(part) if len(word) > 1)
        with cursor.copy("copy public.guide_spelling (lang, word, letters, many) from stdin") as copy:
            for (lang, word), many in known.items():
                copy.write_row((lang, word, len(word), many))
        cursor.execute("analyze public.guide_piece, public.guide_spelling")
