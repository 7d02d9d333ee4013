"""The files that the Guide is made of, text that a practitioner can edit: read, and what is wrong said by the file's name.

A file that cannot be read is left out, with a `Problem` that says what to do; the rest of the Guide stands. `alongside guide
check` prints the problems, and a test lets none into the product.
"""

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DOORS = ("both-use", "families", "recovery", "hurts", "own-part")
HARM = "hurts"
MATTER = {
    "title", "door", "order", "summary", "sources", "deeds", "beside", "reviewed", "was", "safety", "specialist", "draft",
}  # fmt: skip
"""What a card's front matter may say."""
SECTIONS = ("When this helps", "What to say", "What not to say", "Do it now")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FENCE = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$\n?(.*)\Z", re.S | re.M)
HEADING = re.compile(r"^## +(.+?)[ \t]*$", re.M)

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Unreadable(ValueError):
    """A file that is not as the Guide's files are; the message says what to do."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one file, for whoever edits it."""

    file: str
    says: str

    def __str__(self) -> str:
        return f"{self.file}: {self.says}"


@dataclass(frozen=True)
class Card:
    """One screen of practice: when this helps, what to say, what not, do it now, and where it comes from."""

    slug: str
    lang: str
    title: str
    door: str
    order: int
    summary: str
    sources: tuple[str, ...]
    deeds: tuple[str, ...]
    beside: tuple[str, ...]
    reviewed: dt.date | None
    was: tuple[str, ...]
    sections: dict[str, str]
    safety: bool = False
    """May somebody's safety hang on it? All behind the door on harm, and each that says so."""
    specialist: dt.date | None = None
    """The day on which somebody who works with violence last read it, if anybody has."""
    unread: tuple[str, ...] = ()
    """What its front matter says that nothing reads."""


@dataclass(frozen=True)
class Entry:
    """One thing in the library: what it is called, who wrote it, and what it says in one line of ours."""

    slug: str
    lang: str
    title: str
    authors: tuple[str, ...]
    year: str
    kind: str
    publisher: str
    link: str
    origin: tuple[str, ...]
    topics: tuple[str, ...]
    line: str


def text_of(path: Path) -> str:
    """The words of a file, which is UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Unreadable("is not written in UTF-8. Save it again as UTF-8.") from None


def parted(text: str) -> tuple[dict[str, Any], str]:
    """What stands between the two lines of `---` at the top, and what follows it."""
    found = FENCE.match(text)
    if found is None:
        raise Unreadable(
            "has no front matter. It begins with a line of three dashes, then title: and the rest, then three dashes again."
        )
    try:
        matter = yaml.load(found[1], Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" near line {mark.line + 2}" if mark else ""
        raise Unreadable(
            f"has front matter that cannot be read{where}. Put words with a colon or a quotation mark into quotation marks."
        ) from None
    if not isinstance(matter, dict):
        raise Unreadable("has front matter that is no list of names and values, such as title: A title.")
    return matter, found[2].strip()


def _words(matter: dict[str, Any], name: str, *, must: bool = False) -> str:
    said = matter.get(name)
    if said is None or str(said).strip() == "":
        if must:
            raise Unreadable(f"says no {name}. Add a line {name}: to its front matter.")
        return ""
    return str(said).strip()


def _names(matter: dict[str, Any], name: str) -> tuple[str, ...]:
    said = matter.get(name) or ()
    if isinstance(said, str):
        said = [said]
    if not isinstance(said, (list, tuple)):
        raise Unreadable(f"has a {name} that is no list. Write it as {name}: [one, another].")
    return tuple(str(one).strip() for one in said if str(one).strip())


def _day(matter: dict[str, Any], name: str) -> dt.date | None:
    said = matter.get(name)
    if said in (None, ""):
        return None
    if isinstance(said, dt.date):
        return said
    try:
        return dt.date.fromisoformat(str(said))
    except ValueError:
        raise Unreadable(f"has a {name} that is no date. Write it as 2026-11-22.") from None


def _slug(path: Path) -> str:
    if not NAME.fullmatch(path.stem):
        raise Unreadable("has a name that cannot stand in an address. Use small letters, digits and dashes.")
    return path.stem


def card(path: Path, lang: str) -> Card:
    """One card from its file."""
    slug = _slug(path)
    matter, body = parted(text_of(path))
    if matter.get("draft"):
        raise Unreadable(
            "is a draft, and is not shown. When two people have read it line by line, take out draft:."
        )
    door = _words(matter, "door", must=True)
    if door not in DOORS:
        raise Unreadable(f"stands behind a door that is not there, {door}. The doors are {', '.join(DOORS)}.")
    sources = _names(matter, "sources")
    if not sources:
        raise Unreadable("names no source. Add sources: [name of a library entry] to its front matter.")
    found = HEADING.split(body)
    sections = {name: words.strip() for name, words in zip(found[1::2], found[2::2], strict=True)}
    missing = [name for name in SECTIONS if not sections.get(name)]
    if missing or list(sections) != list(SECTIONS) or found[0].strip():
        raise Unreadable(
            f"is not cut as a card is: {', '.join('## ' + name for name in SECTIONS)}, in this order and each with words."
            + (f" Missing: {', '.join(missing)}." if missing else "")
        )
    order = matter.get("order", 99)
    if not isinstance(order, int):
        raise Unreadable("has an order that is no whole number, such as order: 3.")
    return Card(
        slug=slug,
        lang=lang,
        title=_words(matter, "title", must=True),
        door=door,
        order=order,
        summary=_words(matter, "summary", must=True),
        sources=sources,
        deeds=_names(matter, "deeds"),
        beside=_names(matter, "beside"),
        reviewed=_day(matter, "reviewed"),
        was=_names(matter, "was"),
        sections=sections,
        safety=door == HARM or bool(matter.get("safety")),
        specialist=_day(matter, "specialist"),
        unread=tuple(str(name) for name in matter if name not in MATTER),
    )


def entry(path: Path, lang: str) -> Entry:
    """One entry of the library from its file."""
    slug = _slug(path)
    matter, body = parted(text_of(path))
    link = _words(matter, "link")
    if link and not link.startswith(("https://", "http://")):
        raise Unreadable("has a link that is no web address. It begins with https://.")
    return Entry(
        slug=slug,
        lang=lang,
        title=_words(matter, "title", must=True),
        authors=_names(matter, "authors"),
        year=_words(matter, "year"),
        kind=_words(matter, "kind"),
        publisher=_words(matter, "publisher"),
        link=link,
        origin=_names(matter, "from"),
        topics=_names(matter, "topics"),
        line=" ".join(body.split()),
    )


def table(path: Path) -> dict[str, Any]:
    """A table (TOML) from its file."""
    try:
        return tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"cannot be read as TOML: {error}.") from None


def listed(said: dict[str, Any], *, needs: tuple[str, ...]) -> list[dict[str, Any]]:
    """The one list of tables in a TOML file, whatever it is called; each must say what is needed."""
    lists = [value for value in said.values() if isinstance(value, list) and value]
    if not lists:
        return []
    rows = [row for row in lists[0] if isinstance(row, dict)]
    for number, row in enumerate(rows, 1):
        for name in needs:
            if not row.get(name):
                raise Unreadable(f"says no {name} in its entry {number}.")
    return rows
