"""References in and out: RIS and BibTeX, as programs that keep references write them."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import bibtexparser
import rispy
import yaml
from bibtexparser.bibdatabase import BibDatabase
from bibtexparser.bparser import BibTexParser
from bibtexparser.bwriter import BibTexWriter
from bibtexparser.latexenc import latex_to_unicode

from alongside.guide.files import Entry, Unreadable


@dataclass(frozen=True)
class Reference:
    """One reference as another program gave it."""

    title: str
    authors: tuple[str, ...] = ()
    year: str = ""
    publisher: str = ""
    link: str = ""
    kind: str = "evidence"
    topics: tuple[str, ...] = field(default_factory=tuple)

    @property
    def slug(self) -> str:
        """The name of its file: who, when, and the first words of what it is called; with a mark where letters got lost."""
        who = _plain(self.authors[0].split(",")[0]) if self.authors else ""
        title = "-".join(_plain(self.title).split("-")[:5])
        year = self.year if self.year.isascii() and self.year.isdigit() else ""
        named = "-".join(part for part in (who, year, title) if part)[:80].strip("-")
        return named if _is_latin(self.title) else self.marked(named)

    def marked(self, named: str) -> str:
        """The name with a mark made of all that tells one reference from another: for two that would have one name."""
        said = "\n".join((folded(self.title), self.year, *map(folded, self.authors)))
        mark = hashlib.sha256(said.encode()).hexdigest()[:6]
        return f"{named[:73].strip('-')}-{mark}".strip("-")


def alike(one: Reference | Entry, other: Reference | Entry) -> bool:
    """Is it the same thing? One title, and no other year or other people where both say them."""

    def surnames(names: tuple[str, ...]) -> set[str]:
        return {
            folded(name.split(",")[0] if "," in name else name.split()[-1]) for name in names if name.strip()
        }

    if folded(one.title) != folded(other.title):
        return False
    if one.year and other.year and one.year[:4] != other.year[:4]:
        return False
    ours, theirs = surnames(one.authors), surnames(other.authors)
    return not (ours and theirs) or bool(ours & theirs)


def folded(text: str) -> str:
    """A text for comparing: no capitals, no accents, no signs; the letters of every script stay."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum())


def _is_latin(text: str) -> bool:
    """Does its name keep every letter of it?"""
    return bool(folded(text)) and folded(text).isascii()


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-")


def decoded(data: bytes) -> str:
    """The text of a file of references, which is UTF-8; anything else is sent back with what to do."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("is written in UTF-16. Export it again, and choose UTF-8 as its encoding.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(
            f"is not written in UTF-8 (line {line} has a sign of another encoding). Export it again, and choose UTF-8."
        ) from None
    if "\0" in text:
        raise Unreadable("is not a file of text. Export the references again, as RIS or BibTeX.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def from_ris(text: str) -> list[dict[str, Any]]:
    """The references of a RIS file."""
    try:
        found = rispy.loads(text)
    except (ValueError, OSError, KeyError, TypeError) as error:
        raise Unreadable(
            f"cannot be read as RIS: {error}. Each reference begins with TY and ends with ER."
        ) from None
    if not found:
        raise Unreadable("has no reference in it. Each begins with a line TY  - and ends with a line ER  -.")
    return [_one_ris(row) for row in found]


def _one_ris(row: dict[str, Any]) -> dict[str, Any]:
    urls = row.get("urls") or [row.get("url")]
    doi = row.get("doi")
    return {
        "title": row.get("primary_title") or row.get("title") or "",
        "authors": tuple(row.get("authors") or row.get("first_authors") or ()),
        "year": str(row.get("year") or row.get("publication_year") or "")[:4],
        "publisher": row.get("journal_name") or row.get("secondary_title") or row.get("publisher") or "",
        "link": next((u for u in urls if u), "") or (f"https://doi.org/{doi}" if doi else ""),
        "topics": tuple(row.get("keywords") or ()),
    }


def from_bibtex(text: str) -> list[dict[str, Any]]:
    """The references of a BibTeX file."""
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    try:
        found = bibtexparser.loads(text, parser).entries
    except Exception as error:  # its parser raises whatever its grammar met
        raise Unreadable(
            f"cannot be read as BibTeX ({type(error).__name__}). Each reference begins with @."
        ) from None
    if not found:
        raise Unreadable("has no reference in it. Each begins with @article{ or another kind.")
    return [_one_bibtex(row) for row in found]


def _one_bibtex(row: dict[str, str]) -> dict[str, Any]:
    doi = row.get("doi", "")
    return {
        "title": latex_to_unicode(row.get("title", "")),
        "authors": tuple(latex_to_unicode(name) for name in _names(row.get("author", ""))),
        "year": row.get("year", "")[:4],
        "publisher": latex_to_unicode(
            row.get("journal") or row.get("publisher") or row.get("institution") or ""
        ),
        "link": row.get("url") or row.get("link") or (f"https://doi.org/{doi}" if doi else ""),
        "topics": tuple(word.strip() for word in row.get("keywords", "").split(",") if word.strip()),
    }


def _names(said: str) -> tuple[str, ...]:
    """The names between each `and`; what stands in braces is one name, and `and others` belongs to the last."""
    names, depth, begin = [], 0, 0
    for found in re.finditer(r"[{}]|\s+and\s+", said):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 0:
            names.append(said[begin : found.start()])
            begin = found.end()
    names = [" ".join(name.split()) for name in [*names, said[begin:]] if name.strip()]
    if len(names) > 1 and names[-1] == "others":
        names[-2:] = [f"{names[-2]} and others"]
    return tuple(names)


def _reference(said: dict[str, Any]) -> Reference:
    """One reference, without the braces and breaks of its file; its title may be missing."""
    clean = {
        name: tuple(" ".join(str(one).replace("{", "").replace("}", "").split()) for one in value)
        if isinstance(value, tuple)
        else " ".join(str(value).replace("{", "").replace("}", "").split())
        for name, value in said.items()
    }
    if clean["link"] and not str(clean["link"]).startswith(("http://", "https://")):
        clean["link"] = ""
    return Reference(**clean)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Found:
    """What a file of references holds, and what of it cannot be used."""

    references: list[Reference]
    left_out: list[str]


def read(data: bytes) -> Found:
    """The references of a file, whichever of the two it is. One without a title is left out, and said by its number."""
    text = decoded(data)
    rows = from_bibtex(text) if text.lstrip().startswith(("@", "%")) else from_ris(text)
    all_of_them = [_reference(row) for row in rows]
    left_out = [
        _untitled(number, len(all_of_them), one) for number, one in enumerate(all_of_them, 1) if not one.title
    ]
    found = [one for one in all_of_them if one.title]
    if not found:
        raise Unreadable(f"has nothing that can be used: {' '.join(left_out)}")
    return Found(found, left_out)


def _untitled(number: int, many: int, one: Reference) -> str:
    known = ", ".join(said for said in (*one.authors[:1], one.year, one.publisher or one.link) if said)
    return (
        f"Reference {number} of {many}{f' ({known})' if known else ''} has no title."
        " Add its title where it was kept, and export again."
    )


def as_file(reference: Reference) -> str:
    """An entry of the library as its file; the line that says what it tells us is left for a person to write."""
    matter = {
        "title": reference.title,
        "authors": list(reference.authors),
        "year": int(reference.year) if reference.year.isdigit() else None,
        "kind": reference.kind,
        "publisher": reference.publisher or None,
        "link": reference.link or None,
        "from": [],
        "topics": [topic for word in reference.topics if (topic := _plain(word))],
    }
    front = yaml.safe_dump(matter, sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)
    return f"---\n{front}---\n"


def to_ris(entries: Iterable[Entry]) -> str:
    """The library as RIS."""
    rows = [
        {
            "type_of_reference": "GEN",
            "id": entry.slug,
            "title": entry.title,
            "authors": list(entry.authors),
            "year": entry.year,
            "publisher": entry.publisher,
            "urls": [entry.link] if entry.link else [],
            "keywords": list(entry.topics),
            "abstract": entry.line,
        }
        for entry in sorted(entries, key=lambda entry: entry.slug)
    ]
    return rispy.dumps([{name: value for name, value in row.items() if value} for row in rows])


def to_bibtex(entries: Iterable[Entry]) -> str:
    """The library as BibTeX."""
    database = BibDatabase()
    for entry in sorted(entries, key=lambda entry: entry.slug):
        row = {
            "ENTRYTYPE": "misc",
            "ID": entry.slug,
            "title": entry.title,
            "author": " and ".join(map(_as_one, entry.authors)),
            "year": entry.year,
            "publisher": entry.publisher,
            "url": entry.link,
            "keywords": ", ".join(entry.topics),
            "abstract": entry.line,
        }
        database.entries.append({name: _braced(value) for name, value in row.items() if value})
    return BibTexWriter().write(database)


def _as_one(name: str) -> str:
    """A name that has an `and` of its own, such as a ministry's."""
    return f"{{{name}}}" if " and " in name.removesuffix(" and others") else name


def _braced(value: str) -> str:
    """A brace that is not closed would end the reference too early."""
    return value if value.count("{") == value.count("}") else value.replace("{", "(").replace("}", ")")
