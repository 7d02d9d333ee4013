"""What all pages of the Guide know: where a file's page is, and the words that explain themselves."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from alongside import web
from alongside.guide import words, writing
from alongside.guide.content import Content, guide
from alongside.guide.files import SECTIONS, Card
from alongside.guide.searching import Answer, Hit
from alongside.web import terms
from alongside.web.registry import PAGES, address

THE_GUIDE = _("The Guide")


def where(kind: str, slug: str) -> str:
    """The address of a card or an entry, for a link in a file."""
    return address("guide-entry", entry=slug) if kind == "library" else address("guide-card", card=slug)


def sections(card: Card, seen: set[str]) -> list[dict[str, Any]]:
    """A card's four parts, ready to be read."""
    return [
        {
            "name": name,
            "title": words.SECTIONS[name],
            "html": writing.html(card.sections[name], address=where, words=terms.known(), seen=seen),
        }
        for name in SECTIONS
    ]


def deeds(card: Card) -> list[dict[str, Any]]:
    """What the card leads to in the product: one click."""
    return [
        {"title": PAGES[deed].title, "href": address("guide-do", deed=deed)}
        for deed in card.deeds
        if deed in PAGES
    ]


def short(text: str, seen: set[str]) -> Markup:
    """A sentence of the Guide with its words marked."""
    return terms.known().marked(text, seen)


def one_card(content: Content, slug: str) -> Card:
    """The card of this name; not there where it is not."""
    try:
        return content.cards[slug]
    except KeyError:
        raise Http404 from None


def shown(request: HttpRequest, template: str, context: dict[str, Any] | None = None) -> HttpResponse:
    """A page of the Guide."""
    content = guide()
    told = {"content": content, "doors": words.DOORS, "typed": "", "kind_words": words.kind}
    return web.render(request, f"guide/{template}", told | (context or {}))


def linked(answer: Answer) -> list[dict[str, Any]]:
    """What was found, with where it is and what it is."""
    return [{"hit": hit, "href": _found_at(hit), "kind": words.FOUND[hit.kind]} for hit in answer.hits]


def _found_at(hit: Hit) -> str:
    if hit.kind == "word":
        return f"{address('guide-words')}#{hit.slug}"
    return where("library" if hit.kind == "entry" else "cards", hit.slug)
