"""What all pages of the Guide know: where a file's page is, in which language, and the words that explain themselves."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from alongside import web
from alongside.guide import words, work, writing
from alongside.guide.content import FIRST, Content, guide, languages
from alongside.guide.files import SECTIONS, Card
from alongside.guide.searching import Answer, Hit
from alongside.web import terms
from alongside.web.registry import PAGES, address
from alongside.web.terms import Words

THE_GUIDE = _("The Guide")


def where(kind: str, slug: str) -> str:
    """The address of a card or an entry, for a link in a file."""
    return address("guide-entry", entry=slug) if kind == "library" else address("guide-card", card=slug)


def asked(request: HttpRequest) -> Content:
    """The Guide in the language that was asked for, if there is one; otherwise in the first."""
    lang = request.GET.get("lang", "")
    return guide(lang if lang in languages() else FIRST)


def in_language(content: Content) -> str:
    """What an address says more so that its page is in this language."""
    return "" if content.lang == FIRST else f"?lang={content.lang}"


def offered(path: str, here: Content, has: Callable[[Content], bool]) -> list[dict[str, str]]:
    """The languages of this page, for a choice; empty where there is no other."""
    found = [guide(lang) for lang in languages()]
    there = [content for content in found if content.lang == FIRST or has(content)]
    if len(there) < 2:
        return []
    return [
        {
            "lang": content.lang,
            "name": content.name or "English",
            "href": path + in_language(content),
            "here": "here" if content is here else "",
        }
        for content in there
    ]


@lru_cache
def explained_in(lang: str) -> Words:
    """The words that explain themselves in this language: its own, or in the first everybody's."""
    return terms.known() if lang == FIRST else Words(work.words_of(guide(lang)))


def sections(content: Content, card: Card, seen: set[str]) -> list[dict[str, Any]]:
    """A card's four parts, ready to be read."""

    def there(kind: str, slug: str) -> str:
        return where(kind, slug) + (in_language(content) if kind == "cards" and slug in content.cards else "")

    known = explained_in(content.lang)
    # What is folded on a telephone comes last: a word explains itself where it can be seen.
    in_sight_first = (*SECTIONS[1:], SECTIONS[0])
    html = {
        name: writing.html(card.sections[name], address=there, words=known, seen=seen)
        for name in in_sight_first
    }
    return [
        {"name": name, "title": content.says(words.SECTIONS[name]), "html": html[name]} for name in SECTIONS
    ]


def deeds(card: Card) -> list[dict[str, Any]]:
    """What the card leads to in the product: one click."""
    return [
        {"name": deed, "title": PAGES[deed].title, "href": address("guide-do", deed=deed)}
        for deed in card.deeds
        if deed in PAGES
    ]


def short(content: Content, text: str, seen: set[str]) -> Markup:
    """A sentence of the Guide with its words marked."""
    return explained_in(content.lang).marked(text, seen)


def one_card(content: Content, slug: str) -> Card:
    """The card of this name; not there where it is not."""
    try:
        return content.cards[slug]
    except KeyError:
        raise Http404 from None


def shown(request: HttpRequest, template: str, context: dict[str, Any] | None = None) -> HttpResponse:
    """A page of the Guide."""
    content = guide()
    told: dict[str, Any] = {"content": content, "doors": words.DOORS, "typed": "", "kind_words": words.kind}
    return web.render(request, f"guide/{template}", told | (context or {}))


def linked(answer: Answer) -> list[dict[str, Any]]:
    """What was found, with where it is and what it is."""
    return [{"hit": hit, "href": _found_at(hit), "kind": words.FOUND[hit.kind]} for hit in answer.hits]


def _found_at(hit: Hit) -> str:
    if hit.kind == "word":
        return f"{address('guide-words')}#{hit.slug}"
    return where("library" if hit.kind == "entry" else "cards", hit.slug)
