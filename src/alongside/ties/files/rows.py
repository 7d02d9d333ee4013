"""The rows of one CSV file with their lines, read as a stream: encoding, separator, quotes, damage."""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, Self, cast

from alongside.ties.files.refusals import Counts, Refusals, whole

SEPARATORS: Final = ",;\t"
LONGEST_LINE: Final = 1 << 18
DAMAGE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
NOT_UTF8: Final = re.compile("[\udc80-\udcff]")
"""What the decoder leaves where bytes are not UTF-8; found line by line, so that the message has the line."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file by the name that its reader knows, and how to open it for reading bytes."""

    name: str
    open: Callable[[], BinaryIO]

    @classmethod
    def of(cls, given: "Source | Path | str") -> Self | "Source":
        """A source from itself or from a path."""
        if isinstance(given, Source):
            return given
        path = Path(given)
        return cls(path.name, lambda: path.open("rb"))

    @classmethod
    def of_bytes(cls, name: str, content: bytes) -> Self:
        """A source from bytes held in memory, such as a small upload."""
        return cls(name, partial(io.BytesIO, content))


class Rows:
    """The rows below the first line of one file: ``(line, cells)``, each with as many cells as the first
    line.

    Rows that are damaged are refused on the way; a file that cannot be read as a table raises `WholeFile`.
    Empty lines are passed over. `header` holds the names of the first line.
    """

    def __init__(
        self, source: Source, file: BinaryIO, refusals: Refusals, counts: Counts, separator: str | None = None
    ) -> None:
        self.name = source.name
        self.refusals = refusals
        self.counts = counts
        self._damaged = 0
        self._before = 0
        # Held until the file is closed: a wrapper that goes before it warns of a file left open.
        self._text = _text(source.name, file)
        self._lines = self._checked(iter(partial(self._text.readline, LONGEST_LINE), ""))
        first = self._first()
        if separator is None and first.lower().startswith("sep=") and len(first.rstrip("\r\n")) == 5:
            separator, first = first[4], self._first()
        self.separator = separator or max(SEPARATORS, key=first.count)
        self._reader = csv.reader(chain((first,), self._lines), delimiter=self.separator, strict=True)
        try:
            self.header = [name.strip() for name in next(self._reader)]
        except csv.Error:
            raise whole(self.name, self._before + 1, "quote_open") from None
        if self._damaged:
            raise whole(self.name, self._damaged, "not_text")

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        reader, counts, width = self._reader, self.counts, len(self.header)
        while True:
            line = reader.line_num + self._before + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                counts.read += 1
                if "expected after" not in str(error):
                    raise whole(self.name, line, "quote_open") from None
                self.refuse(line, "quote_stray")
                continue
            if not cells:
                continue
            counts.read += 1
            if self._damaged >= line:
                self.refuse(line, "control")
            elif len(cells) != width:
                self.refuse(line, "cells", here=len(cells), there=width)
            else:
                yield line, cells

    def refuse(self, line: int, code: str, **words: object) -> None:
        """Refuse one row of this file."""
        self.counts.refused += 1
        self.refusals.add(self.name, line, code, **words)

    def _first(self) -> str:
        for line in self._lines:
            if line.strip(" \t\r\n" + SEPARATORS):
                return line
            self._before += 1
        raise whole(self.name, 0, "empty")

    def _checked(self, lines: Iterator[str]) -> Iterator[str]:
        for number, line in enumerate(lines, 1):
            # Nearly every line is printable but for its end, which is quick to see.
            if not line.rstrip("\r\n").isprintable():
                if NOT_UTF8.search(line):
                    raise whole(self.name, number, "encoding")
                if DAMAGE.search(line):
                    self._damaged = number
            if len(line) >= LONGEST_LINE:
                raise whole(self.name, number, "line_too_long", most=LONGEST_LINE)
            yield line


def _text(name: str, file: BinaryIO) -> io.TextIOWrapper:
    buffered = io.BufferedReader(cast(io.RawIOBase, file))
    start = buffered.peek(4)[:4]
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise whole(name, 1, "utf16")
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):  # a spreadsheet, new or old
        raise whole(name, 0, "not_text")
    encoding = "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"
    return io.TextIOWrapper(buffered, encoding=encoding, errors="surrogateescape", newline="")
