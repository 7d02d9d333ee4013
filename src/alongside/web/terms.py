"""Words of the field that explain themselves, wherever the product says them: in its own sentences, never in anybody's record.

Which words there are, an app says (`KNOWN`). A sentence that a template takes from the catalogue is looked at before any value is
put into it, so that nothing anybody told is ever read here. The first of each word on a page explains itself where it stands
(`web/explaining.py`), and all that were met stand in a list at the foot of the page. The Guide marks them in its own texts.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache

from django.http import HttpRequest
from markupsafe import Markup, escape


@dataclass(frozen=True)
class Word:
    """One word, and what it means in a sentence."""

    name: str
    says: str
    slug: str
    also: tuple[str, ...] = ()
    source: str = ""
    """Where it is said who says so: an address, or nothing."""


KNOWN: list[Callable[[], Iterable[Word]]] = []
"""Where the words come from; asked once for each process."""


@dataclass
class Met:
    """The words of one page: all that its sentences have, and those that have explained themselves."""

    words: dict[str, Word] = field(default_factory=dict)
    explained: set[str] = field(default_factory=set)


_met: ContextVar[Met | None] = ContextVar("met", default=None)


def _is_acronym(name: str) -> bool:
    return sum(sign.isupper() for sign in name) > 1


class Words:
    """Words that are looked for together."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.by_name: dict[str, Word] = {}
        for word in words:
            for name in (word.name, *word.also):
                self.by_name.setdefault(name if _is_acronym(name) else name.lower(), word)
        names = sorted(self.by_name, key=len, reverse=True)
        exact = "|".join(re.escape(n) for n in names if _is_acronym(n))
        loose = "|".join(re.escape(n) for n in names if not _is_acronym(n))
        both = "|".join(part for part in (exact, f"(?i:{loose})" if loose else "") if part)
        self.pattern = re.compile(rf"(?<![\w-])(?<!%\()(?:{both})(?![\w-])") if both else None

    def called(self, name: str) -> Word:
        """The word that was found under this name."""
        return self.by_name.get(name) or self.by_name[name.lower()]

    def within(self, text: str) -> list[Word]:
        """The words in a text, each once, in the order in which they come."""
        found = self.pattern.findall(text) if self.pattern else []
        return list(dict.fromkeys(self.called(name) for name in found))

    def first_said(self, text: str, seen: set[str]) -> list[tuple[str, Word]]:
        """The words in a text that have not explained themselves yet, each as it is said there; from now on they have."""
        said: dict[str, tuple[str, Word]] = {}
        for found in self.pattern.finditer(text) if self.pattern else ():
            word = self.called(found[0])
            if word.slug not in seen:
                said.setdefault(word.slug, (found[0], word))
        seen.update(said)
        return list(said.values())

    def marked(
        self, text: str, seen: set[str], explain: Callable[[str, Word], Markup] | None = None
    ) -> Markup:
        """A text with the first of each word explaining itself; `seen` are those that have done so on this page."""
        explain = explain or explaining
        if self.pattern is None:
            return escape(text)
        parts, end = [], 0
        for found in self.pattern.finditer(text):
            word = self.called(found[0])
            if word.slug in seen:
                continue
            seen.add(word.slug)
            parts += [escape(text[end : found.start()]), explain(found[0], word)]
            end = found.end()
        return Markup("").join([*parts, escape(text[end:])])


def explaining(said: str, word: Word, mark: str = "term") -> Markup:
    """A word that explains itself. `mark` begins its name on the page: a card of the Guide may be read beside a page of work.

    It is no `<button>`: a line may break on either side of one, and a bracket before it would be left alone. What describes it
    does not begin with its name: whoever listens has just heard that.
    """
    return Markup(
        '<span class="term"><span class="term__word" role="button" tabindex="0" aria-describedby="{mark}-{slug}">{said}</span>'
        '<span class="term__says" role="tooltip"><strong>{name}:</strong> <span id="{mark}-{slug}">{says}</span></span></span>'
    ).format(mark=mark, slug=word.slug, said=said, name=word.name, says=word.says)


@lru_cache
def known() -> Words:
    """Every word that any app knows."""
    return Words(word for ask in KNOWN for word in ask())


@lru_cache(maxsize=16_384)
def _within(sentence: str) -> tuple[Word, ...]:
    return tuple(known().within(sentence))


def note(sentence: str) -> None:
    """Remember for the foot of this page which words a sentence of ours has in it."""
    met = _met.get()
    if met is not None:
        for word in _within(sentence):
            met.words.setdefault(word.slug, word)


def begin(request: HttpRequest) -> None:
    """From here on it is this page's words."""
    _met.set(page_of(request))


def page_of(request: HttpRequest) -> Met:
    """The words of the page that this request asks for."""
    met: Met | None = getattr(request, "words_met", None)
    if met is None:
        met = request.words_met = Met()  # type: ignore[attr-defined]
    return met


@contextmanager
def quiet() -> Iterator[None]:
    """What is written here is no page to press on: nothing explains itself."""
    before = _met.get()
    _met.set(None)
    try:
        yield
    finally:
        _met.set(before)


def on_this_page() -> Met | None:
    """The words of the page that is being written, or nothing where it explains none."""
    return _met.get()


def within(sentence: str) -> tuple[Word, ...]:
    """The words in a sentence of ours."""
    return _within(sentence)


def met(request: HttpRequest) -> list[Word]:
    """The words that this page has used so far, by name; where everybody reads the same, those that nothing else explains."""
    page = page_of(request)
    words = list(page.words.values())
    if getattr(getattr(request, "page", None), "unseen", False):
        words = [word for word in words if word.slug not in page.explained]
        page.explained.update(word.slug for word in words)
    return sorted(words, key=lambda word: word.name.lower())
