"""At the point of work: which card belongs to which page, and the words that every page may explain."""

from collections.abc import Iterable
from functools import lru_cache

from alongside.guide.content import guide
from alongside.web.registry import Beside, address
from alongside.web.terms import Word


@lru_cache
def _first() -> dict[str, str]:
    """For each page the one card that names it earliest among its deeds; where two do, the one that stands first in the Guide."""
    found: dict[str, tuple[int, str]] = {}
    for card in guide().in_order:
        for place, deed in enumerate(card.deeds):
            if deed not in found or place < found[deed][0]:
                found[deed] = place, card.slug
    return {deed: slug for deed, (_, slug) in found.items()}


def card_for(page: str) -> Beside | None:
    """The quiet line of a page. It depends on the page alone, so it says nothing of whoever is on it."""
    slug = _first().get(page)
    if slug is None:
        return None
    return Beside(guide().cards[slug].title, address("guide-card", card=slug))


def words() -> Iterable[Word]:
    """The words of the field."""
    return [Word(term.term, term.short, term.slug, term.also) for term in guide().terms]
