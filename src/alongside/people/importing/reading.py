"""Reading a list of people: each line is kept, or refused with its reason. The database is not asked."""

import csv
import io
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alongside.people import rules
from alongside.people.importing.columns import COLUMNS, NEEDED, SEPARATORS, Mapping, folded
from alongside.people.models import Answer, ContactWay
from alongside.web import forms
from alongside.web.forms.moment import today
from alongside.web.forms.text import fits, plain_text

MOST_LINES = 20_000
MOST_SHOWN = 200
"""Refusals that are listed; there may be more."""


@dataclass(frozen=True)
class Refusal:
    """A line that cannot be brought in, and why. Line 0 is the file as a whole."""

    line: int
    why: str

    def __str__(self) -> str:
        return _("Line %(line)s: %(why)s") % {"line": self.line, "why": self.why} if self.line else self.why


@dataclass
class Read:
    """What a file said."""

    count: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def refuse(self, line: int, why: str) -> None:
        """Refuse a line; each line once."""
        self.refused.append(Refusal(line, why))


class WholeFile(Exception):
    """Nothing of the file can be read."""

    def __init__(self, why: str, line: int = 0) -> None:
        super().__init__(why)
        self.refusal = Refusal(line, why)


def _text(longest: int) -> Callable[[str], str]:
    def check(value: str) -> str:
        text = plain_text(value)
        fits(text, longest)
        return text

    return check


def _words(longest: int) -> Callable[[str], str]:
    def check(value: str) -> str:
        text = plain_text(value, lines=True)
        fits(text, longest)
        return text

    return check


def _one_of(codes: dict[str, Any]) -> Callable[[str], str]:
    """A code, or the words that stand for it."""
    known = {folded(code): code for code in codes} | {
        folded(str(words)): code for code, words in codes.items()
    }

    def check(value: str) -> str:
        found = known.get(folded(plain_text(value)))
        if found is None:
            words = _("It says “%(value)s”; it may say %(codes)s.")
            raise ValidationError(words % {"value": value[:40], "codes": ", ".join(codes)})
        return found

    return check


def _checks() -> dict[str, Callable[[str], Any]]:
    born = forms.Date(required=False, past=True, earliest=lambda: rules.earliest_birth(today()))
    return {
        "id": _text(60),
        "call_name": _text(120),
        "papers_name": _text(200),
        "former_name": _text(200),
        "pronouns": _text(60),
        "born_on": born.clean,
        "nhs_number": lambda v: rules.nhs_number(plain_text(v)),
        "language": _text(80),
        "phone": forms.Phone().clean,
        "may_contact": _one_of(dict(ContactWay.May.choices)),
        "leave_message": _one_of(dict(Answer.choices)),
        "email": forms.Email().clean,
        "address": _words(500),
        "postcode": lambda v: rules.postcode(plain_text(v)),
        "part": _one_of({"treatment": _("own use"), "family": _("someone affected"), "both": _("both")}),
    }


def decoded(data: bytes, mapping: Mapping) -> str:
    """The text of the file; says on which line its encoding is another."""
    if not data.strip():
        raise WholeFile(_("This file is empty."))
    try:
        return data.decode(mapping.encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        words = _(
            "The file is not in %(encoding)s. Save it as “CSV UTF-8”, or say its encoding in the mapping."
        )
        raise WholeFile(words % {"encoding": mapping.encoding.removesuffix("-sig").upper()}, line) from None


def places(header: list[str], mapping: Mapping) -> dict[str, int]:
    """Where each of our columns stands."""
    known = {folded(h): n for n, h in reversed(list(enumerate(header)))}
    found: dict[str, int] = {}
    for name, headings in COLUMNS.items():
        if name in mapping.columns:
            wanted = folded(mapping.columns[name])
            if wanted not in known:
                words = _("There is no column “%(column)s”, which the mapping names for %(name)s.")
                raise WholeFile(words % {"column": mapping.columns[name], "name": name}, 1)
            found[name] = known[wanted]
        elif (place := next((known[h] for h in map(folded, headings) if h in known), None)) is not None:
            found.setdefault(name, place)
    for name in NEEDED:
        if name in found:
            continue
        other = next(
            (s for s in SEPARATORS if s != mapping.separator and len(header) == 1 and s in header[0]), None
        )
        if other:
            words = _(
                "The columns seem to be separated by a %(other)s, not by a %(ours)s. "
                'Say it in the mapping: separator = "…".'
            )
            raise WholeFile(words % {"other": SEPARATORS[other], "ours": SEPARATORS[mapping.separator]}, 1)
        words = _(
            "There is no column for %(name)s. Call it “%(heading)s”, or say in the mapping which it is."
        )
        raise WholeFile(words % {"name": name, "heading": COLUMNS[name][0]}, 1)
    return found


def _records(text: str, mapping: Mapping) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mapping.separator, strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise WholeFile(
                _("A quotation mark is opened here and not closed as it should be."), begins
            ) from None
        if any(cell.strip() for cell in record):
            yield begins, record


def read(data: bytes, mapping: Mapping | None = None) -> Read:
    """Every line of the file, kept or refused."""
    mapping, result = mapping or Mapping(), Read()
    try:
        records = _records(decoded(data, mapping), mapping)
        _line, header = next(records, (0, []))
        found = places(header, mapping)
        _each(records, len(header), found, mapping, result)
    except WholeFile as whole:
        result.rows = []
        result.refused.append(whole.refusal)
    if not result.count and not result.refused:
        result.refuse(0, _("There is nobody in this file: it has headings and no lines."))
    return result


def _each(
    records: Iterator[tuple[int, list[str]]],
    width: int,
    found: dict[str, int],
    mapping: Mapping,
    result: Read,
) -> None:
    checks = _checks()
    before: dict[str, int] = {}
    for line, record in itertools.islice(records, MOST_LINES + 1):
        result.count += 1
        if result.count > MOST_LINES:
            words = _("This file has more than %(most)s lines. Cut it into parts.")
            raise WholeFile(words % {"most": f"{MOST_LINES:,}"}, line)
        if len(record) != width:
            words = _("It has %(found)s columns and the headings have %(width)s.")
            result.refuse(line, words % {"found": len(record), "width": width})
            continue
        row, why = _row(record, found, checks)
        same = before.setdefault(row["id"], line) if row.get("id") else line
        if same != line:
            why.append(_("The same id stands on line %(line)s.") % {"line": same})
        if why:
            result.refuse(line, " ".join(why))
        else:
            result.rows.append({"part": mapping.part, **row})


def _row(
    record: list[str], found: dict[str, int], checks: dict[str, Callable[[str], Any]]
) -> tuple[dict[str, Any], list[str]]:
    row: dict[str, Any] = {}
    why: list[str] = []
    for name, place in found.items():
        if not record[place].strip():
            continue
        try:
            row[name] = checks[name](record[place])
        except ValidationError as error:
            why.append(f"{name}: {' '.join(error.messages)}")
    if "call_name" not in row and not any(w.startswith("call_name") for w in why):
        why.append(_("call_name: nobody is named here."))
    if ("may_contact" in row or "leave_message" in row) and "phone" not in row and not why:
        why.append(_("may_contact: it is answered for a number that is not here."))
    return row, why
