"""At the point of work: which card belongs to which page, and the words that every page may explain."""

from collections.abc import Iterable

from alongside.guide.content import Content, guide
from alongside.web.registry import Beside, address
from alongside.web.terms import Word


def card_for(page: str) -> Beside | None:
    """The quiet line of a page: the card that says it stands beside it. It depends on the page alone."""
    card = guide().beside.get(page)
    return Beside(card.title, address("guide-card", card=card.slug)) if card else None


def entry(slug: str) -> str:
    """Where an entry of the library is."""
    return address("guide-entry", entry=slug)


def words() -> Iterable[Word]:
    """The words of the field."""
    return words_of(guide())


def words_of(content: Content) -> list[Word]:
    """The words of the field in one language."""
    return [
        Word(
            term.term,
            term.short,
            term.slug,
            term.also,
            entry(term.source) if term.source in content.library else "",
        )
        for term in content.terms
    ]
