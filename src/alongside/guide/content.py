"""The Guide as it stands in its files, in one language: read once for each process, and never from a request."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from alongside.guide import files, writing
from alongside.guide.files import DOORS, SECTIONS, Card, Entry, Problem, Unreadable

HERE = Path(__file__).parent / "content"
FIRST = "en"
LANGUAGES = ("en", "cy", "so")
"""What the Guide is written in, and what it has a frame for: a language with no card yet is not offered."""


@dataclass(frozen=True)
class Term:
    """A word of the field and what it means."""

    term: str
    short: str
    source: str = ""
    also: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Its name on a page."""
        return re.sub(r"[^a-z0-9]+", "-", self.term.lower()).strip("-")


@dataclass(frozen=True)
class Question:
    """Something to think about, for a service or for one's own practice."""

    id: str
    audience: str
    theme: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass
class Content:
    """All of it, in one language."""

    lang: str
    cards: dict[str, Card] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    interventions: list[dict[str, Any]] = field(default_factory=list)
    topics: list[dict[str, Any]] = field(default_factory=list)
    matrix: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    words: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""

    @cached_property
    def was(self) -> dict[str, str]:
        """Cards by the names that they had: an old link leads on. Of two that say they had one name, the first has it."""
        return {
            old: card.slug
            for card in reversed(self.cards.values())
            for old in card.was
            if old not in self.cards
        }

    @cached_property
    def behind(self) -> dict[str, list[Card]]:
        """The cards behind each door, in their order."""
        cards = sorted(self.cards.values(), key=lambda card: (card.order, card.slug))
        return {door: [card for card in cards if card.door == door] for door in DOORS}

    @cached_property
    def in_order(self) -> list[Card]:
        """Every card, door by door."""
        return [card for cards in self.behind.values() for card in cards]

    @cached_property
    def beside(self) -> dict[str, Card]:
        """The one card that each page of work shows in its quiet line, by the page's name."""
        return {page: card for card in reversed(self.in_order) for page in card.beside}

    @cached_property
    def rests(self) -> dict[str, list[Card]]:
        """Which cards rest on each entry of the library."""
        found: dict[str, list[Card]] = {}
        for card in self.in_order:
            for slug in card.sources:
                found.setdefault(slug, []).append(card)
        return found

    @property
    def library(self) -> dict[str, Entry]:
        """What its cards rest on: what this language has no entry for stands in the first."""
        return self.entries if self.lang == FIRST else guide(FIRST).entries | self.entries

    def sources(self, slugs: tuple[str, ...] | list[str]) -> list[Entry]:
        """The entries of these names, as far as they are there."""
        return [self.library[slug] for slug in slugs if slug in self.library]

    def says(self, words: Any) -> Any:
        """Words around a card in this language, as its translators put them; ours where they have not."""
        return self.words.get(str(words), words)

    @property
    def is_offered(self) -> bool:
        """Can somebody read it? It has a card, and the words around a card."""
        return self.lang == FIRST or bool(self.cards and self.name and self.words.keys() >= set(SECTIONS))


def roots() -> list[Path]:
    """Where the files lie: the product's own, then what this service added in its own folder ($ALONGSIDE_HOME/guide)."""
    return [HERE, settings.HOME.path / "guide"]


def read(lang: str, folders: list[Path]) -> Content:
    """Read one language from these folders; a file of a later folder stands in the place of one of the same name."""
    content, mark = Content(lang), hashlib.sha256()
    for folder in (root / lang for root in folders):
        if not folder.is_dir():
            continue
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                mark.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
        _texts(content, folder, "cards", files.card, content.cards)
        _texts(content, folder, "library", files.entry, content.entries)
        _tables(content, folder)
    content.digest = mark.hexdigest()[:16]
    _check(content)
    return content


def _texts(content: Content, folder: Path, what: str, make: Callable[..., Any], into: dict[str, Any]) -> None:
    for path in sorted((folder / what).glob("*.md")):
        if path.stem == "README":
            continue
        with _said(content, path, folder):
            made = make(path, content.lang)
            if isinstance(made, Card) and content.lang != FIRST and made.reviewed is None:
                raise Unreadable(
                    "waits for a second reader. Nobody sees it until reviewed: says on which day it was read."
                )
            into[path.stem] = made


def added(there: list[dict[str, Any]], rows: list[dict[str, Any]]) -> None:
    """Rows of a service to ours: one of the same name says its words anew, and what it lists comes to what is listed."""
    known = {row["slug"]: row for row in there}
    for row in rows:
        if (ours := known.get(row["slug"])) is None:
            there.append(row)
            known[row["slug"]] = row
            continue
        for name, said in row.items():
            ours[name] = _both(ours.get(name), said)


def _both(ours: Any, theirs: Any) -> Any:
    if isinstance(ours, list) and isinstance(theirs, list):
        return ours + [one for one in theirs if one not in ours]
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours | {name: _both(ours.get(name), said) for name, said in theirs.items()}
    return theirs


def _tables(content: Content, folder: Path) -> None:
    def rows(name: str, *needs: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        path = folder / name
        if path.exists():
            with _said(content, path, folder):
                found = files.listed(files.table(path), needs=needs)
        return found

    def names(row: dict[str, Any], name: str) -> tuple[str, ...]:
        said = row.get(name) or ()
        return (said,) if isinstance(said, str) else tuple(said)

    content.terms += [
        Term(str(row["term"]), str(row["short"]), str(row.get("source", "")), names(row, "also"))
        for row in rows("jargon.toml", "term", "short")
    ]
    content.questions += [
        Question(
            str(row["id"]), str(row["audience"]), str(row["theme"]), str(row["text"]), names(row, "sources")
        )
        for row in rows("reflection.toml", "id", "audience", "theme", "text")
    ]
    added(
        content.interventions,
        [{"resources": {}} | row for row in rows("interventions.toml", "slug", "name", "group")],
    )
    added(content.topics, rows("topics.toml", "slug", "title", "words"))
    around = folder / "words.toml"
    if around.exists():
        with _said(content, around, folder):
            said = files.table(around)
            content.name = str(said.get("name") or content.name)
            content.words |= {
                str(ours): str(theirs) for ours, theirs in dict(said.get("words") or {}).items() if theirs
            }
    matrix = folder / "matrix.toml"
    if matrix.exists():
        with _said(content, matrix, folder):
            content.matrix |= files.table(matrix)


class _said:
    """What is wrong with a file becomes a problem of the content."""

    def __init__(self, content: Content, path: Path, folder: Path) -> None:
        self.content, self.name = content, f"{content.lang}/{path.relative_to(folder)}"

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool:
        if isinstance(error, Unreadable):
            self.content.problems.append(Problem(self.name, str(error)))
            return True
        return False


def _check(content: Content) -> None:
    """What each file may be right about by itself and the whole is not."""
    content.problems += [Problem(*said) for said in _faults(content)]


def _first_cards(content: Content) -> set[str]:
    """Cards of the first language, to which a translation may lead while they are not translated."""
    return set() if content.lang == FIRST else set(guide(FIRST).cards)


def _faults(content: Content) -> Iterator[tuple[str, str]]:
    titles: dict[str, str] = {}
    there = {
        "cards": content.cards.keys() | content.was.keys() | _first_cards(content),
        "library": content.library,
    }
    for card in content.cards.values():
        where = f"{content.lang}/cards/{card.slug}.md"
        for slug in card.sources:
            if slug not in content.library:
                yield (
                    where,
                    f"rests on {slug}, which is no entry of the library. Add library/{slug}.md, or name another.",
                )
        if content.lang != FIRST and card.slug not in guide(FIRST).cards:
            yield where, "is no card of the first language. Give it the name of the card that it translates."
        for section in card.sections.values():
            for what, slug in writing.files_named(section):
                if slug not in there[what]:
                    yield where, f"leads to {what}/{slug}.md, which is not there."
        if card.unread:
            yield (
                where,
                f"says {', '.join(card.unread)}, which nothing reads. Look how it is spelt, or take it out.",
            )
        for old in card.was:
            if old in content.cards or old in _first_cards(content):
                yield where, f"says that it was {old}, which is a card of its own."
            elif content.was[old] != card.slug:
                yield where, f"says that it was {old}, as {content.was[old]} does. One card has had a name."
        for page in card.beside:
            if content.beside[page] is not card:
                yield where, f"stands beside {page}, as {content.beside[page].slug} does. One card a page."
        if card.title in titles:
            yield where, f"is called as {titles[card.title]} is. Give it a title of its own."
        titles[card.title] = card.slug
    if content.cards and not content.is_offered:
        missing = ", ".join(
            n for n in ("name", *SECTIONS) if not (content.name if n == "name" else content.words.get(n))
        )
        yield (
            f"{content.lang}/words.toml",
            f"says nothing for {missing}: the language is not offered without it.",
        )
    for question in content.questions:
        if question.audience not in ("service", "own"):
            yield (
                f"{content.lang}/reflection.toml",
                f"{question.id} is for {question.audience}: say service or own.",
            )
    for what, names in (
        ("jargon.toml", [term.term for term in content.terms]),
        ("reflection.toml", [question.id for question in content.questions]),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"{content.lang}/{what}", f"has {name} twice."
    for what, row, kind, slug in _named_by_tables(content):
        if slug not in there[kind]:
            yield f"{content.lang}/{what}", f"names {kind}/{slug}.md in its entry {row}, which is not there."
    columns = {one.get("slug") for one in _listed(content.matrix, "columns") if isinstance(one, dict)}
    for line, column, _cell in _cells(content):
        if column not in columns:
            yield f"{content.lang}/matrix.toml", f"has a place for {column} in {line}, and no such column."


def _named_by_tables(content: Content) -> Iterator[tuple[str, str, str, str]]:
    """The files that the tables name: in which table, in which entry of it, cards or library, and the name."""
    for term in content.terms:
        if term.source:
            yield "jargon.toml", term.term, "library", term.source
    for question in content.questions:
        for slug in question.sources:
            yield "reflection.toml", question.id, "library", slug
    for what, rows in (("interventions.toml", content.interventions), ("topics.toml", content.topics)):
        for row in rows:
            name = str(row["slug"])
            recommended = [one.get("source") for one in _listed(row, "recommended") if isinstance(one, dict)]
            kinds = row.get("resources")
            resources = (
                [slug for kind in kinds for slug in _listed(kinds, kind)] if isinstance(kinds, dict) else []
            )
            for slug in (*_listed(row, "sources"), *filter(None, recommended), *resources):
                yield what, name, "library", str(slug)
            for slug in _listed(row, "cards"):
                yield what, name, "cards", str(slug)
    for line, _column, cell in _cells(content):
        for slug in _listed(cell, "cards"):
            yield "matrix.toml", line, "cards", str(slug)


def _cells(content: Content) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The places of the matrix: the name of the row, of the column, and what stands there."""
    for line in _listed(content.matrix, "row"):
        cells = line.get("cells") if isinstance(line, dict) else None
        for column, cell in cells.items() if isinstance(cells, dict) else ():
            yield str(line.get("slug")), column, cell if isinstance(cell, dict) else {}


def _listed(row: dict[str, Any], name: str) -> list[Any]:
    """A list in a row of a table, or nothing where there is none."""
    said = row.get(name)
    return said if isinstance(said, list) else []


@lru_cache(maxsize=8)
def guide(lang: str = FIRST) -> Content:
    """The Guide in one language, as it was when this process first asked."""
    return read(lang, roots())


def languages() -> list[str]:
    """The languages that somebody can read here, the first one first."""
    return [lang for lang in LANGUAGES if guide(lang).is_offered]


def unknown_figures(content: Content) -> list[Problem]:
    """Figures of the law or of clinical guidance that pages show, and whose entry is not there."""
    from alongside.web.figures import FIGURES

    return [
        Problem(
            f"{content.lang}/library/{figure.entry}.md",
            f"is not there, and a page shows a figure of it: {figure} Add the entry.",
        )
        for figure in FIGURES
        if figure.entry not in content.entries
    ]


def unknown_deeds(content: Content) -> list[Problem]:
    """Cards that name a page, as a deed or beside it, which is not there; asked once all pages are known."""
    from alongside.web.registry import PAGES

    return [
        Problem(
            f"{content.lang}/cards/{card.slug}.md",
            f"names the page {deed}, which is not there. `alongside routes` lists the pages by name.",
        )
        for card in content.in_order
        for deed in (*card.deeds, *card.beside)
        if deed not in PAGES
    ]
