"""Words of the field that explain themselves, wherever the product says them: in its own sentences, never in anybody's record.

Which words there are, an app says (`KNOWN`). A sentence that a template takes from the catalogue is looked at before any value is
put into it, so that nothing anybody told is ever read here. What was met stands in a list at the foot of the page; the Guide
marks them in its own texts, where they stand.
"""

import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from markupsafe import Markup, escape


@dataclass(frozen=True)
class Word:
    """One word, and what it means in a sentence."""

    name: str
    says: str
    slug: str
    also: tuple[str, ...] = ()


KNOWN: list[Callable[[], Iterable[Word]]] = []
"""Where the words come from; asked once for each process."""

_met: ContextVar[dict[str, Word] | None] = ContextVar("met", default=None)


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
        self.pattern = re.compile(rf"(?<![\w-])(?:{both})(?![\w-])") if both else None

    def called(self, name: str) -> Word:
        """The word that was found under this name."""
        return self.by_name.get(name) or self.by_name[name.lower()]

    def within(self, text: str) -> list[Word]:
        """The words in a text, each once, in the order in which they come."""
        found = self.pattern.findall(text) if self.pattern else []
        return list(dict.fromkeys(self.called(name) for name in found))

    def marked(self, text: str, seen: set[str]) -> Markup:
        """A text with the first of each word explaining itself; `seen` are those that have done so on this page."""
        if self.pattern is None:
            return escape(text)
        parts, end = [], 0
        for found in self.pattern.finditer(text):
            word = self.called(found[0])
            if word.slug in seen:
                continue
            seen.add(word.slug)
            parts += [escape(text[end : found.start()]), _explaining(found[0], word)]
            end = found.end()
        return Markup("").join([*parts, escape(text[end:])])


def _explaining(said: str, word: Word) -> Markup:
    return Markup(
        '<span class="term"><button type="button" class="term__word" aria-describedby="term-{slug}">{said}</button>'
        '<span class="term__says" role="tooltip" id="term-{slug}">{name}: {says}</span></span>'
    ).format(slug=word.slug, said=said, name=word.name, says=word.says)


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
            met.setdefault(word.slug, word)


def begin(request: HttpRequest) -> None:
    """From here on it is this page's words."""
    met = getattr(request, "words_met", None)
    if met is None:
        met = request.words_met = {}  # type: ignore[attr-defined]
    _met.set(met)


def met(request: HttpRequest) -> list[Word]:
    """The words that this page has used so far, by name."""
    return sorted(getattr(request, "words_met", {}).values(), key=lambda word: word.name.lower())


# The catalogue's functions as templates call them: the sentence is looked at as the catalogue has it, with no value in it yet.


def noted_gettext(message: str) -> str:
    """A sentence."""
    note(said := gettext(message))
    return said


def noted_ngettext(one: str, many: str, number: int) -> str:
    """A sentence that counts."""
    note(said := ngettext(one, many, number))
    return said


def noted_pgettext(context: str, message: str) -> str:
    """A sentence that needs to say where it stands."""
    note(said := pgettext(context, message))
    return said


def noted_npgettext(context: str, one: str, many: str, number: int) -> str:
    """Both."""
    note(said := npgettext(context, one, many, number))
    return said
