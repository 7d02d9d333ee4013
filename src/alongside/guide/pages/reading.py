"""The first page, the search, and the cards: one screen each."""

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.guide import words
from alongside.guide.content import FIRST, guide
from alongside.guide.pages.showing import (
    THE_GUIDE,
    asked,
    deeds,
    in_language,
    linked,
    offered,
    one_card,
    sections,
    short,
    shown,
)
from alongside.guide.searching import search
from alongside.web import terms
from alongside.web.registry import address
from alongside.web.wrapper import Request


@web.page("guide/", name="guide", title=THE_GUIDE, unseen=True)
def first(request: Request) -> HttpResponse:
    """The five doors with their cards, the search, and the other ways in."""
    content = asked(request)
    told = {
        "behind": content.behind,
        "says": content.says,
        "more": in_language(content),
        "languages": offered(request.path, content, lambda other: bool(other.cards)),
        "all_there": content is guide(),
    }
    return shown(request, "first.html", told)


@web.page("guide/search/", name="guide-search", title=_("The Guide: search"), unseen=True)
def searched(request: Request) -> HttpResponse:
    """What was found. A plain form asks for it; with a script it answers as one types."""
    answer = search(request.GET.get("q", ""), FIRST, any_of="any" in request.GET)
    hits = linked(answer)
    return shown(request, "search.html", {"answer": answer, "hits": hits, "typed": answer.typed})


@web.page("guide/card/<str:card>/", name="guide-card", title=_("The Guide: a card"), unseen=True)
def card(request: Request, card: str) -> HttpResponse:
    """One card. By a name that it had, it is found as well."""
    return _card(request, card, "guide-card", large=False)


@web.page(
    "guide/card/<str:card>/large/", name="guide-card-large", title=_("The Guide: large print"), unseen=True
)
def large(request: Request, card: str) -> HttpResponse:
    """One card in large print."""
    return _card(request, card, "guide-card-large", large=True)


def _card(request: Request, slug: str, page: str, *, large: bool) -> HttpResponse:
    content = guide()
    if slug in asked(request).cards:
        content = asked(request)
    if slug in content.was:
        query = request.GET.urlencode()
        return HttpResponsePermanentRedirect(
            address(page, card=content.was[slug]) + (f"?{query}" if query else "")
        )
    found = one_card(content, slug)
    seen = terms.page_of(request).explained
    there = content.behind[found.door]
    at = there.index(found)
    return shown(
        request,
        "card.html",
        {
            "card": found,
            "summary": short(content, found.summary, seen),
            "sections": sections(content, found, seen),
            "deeds": deeds(found),
            "sources": content.sources(found.sources),
            "door": content.says(words.DOORS[found.door][0]),
            "says": content.says,
            "more": in_language(content),
            "languages": offered(request.path, content, lambda other: slug in other.cards),
            "before": there[at - 1] if at else None,
            "after": there[at + 1] if at + 1 < len(there) else None,
            "large": large,
        },
    )


@web.page("guide/words/", name="guide-words", title=_("The Guide: words"), unseen=True)
def word_list(request: Request) -> HttpResponse:
    """What the words of the field mean."""
    return shown(request, "words.html", {"terms": sorted(guide().terms, key=lambda term: term.term.lower())})


@web.page("guide/think/", name="guide-think", title=_("The Guide: questions to think about"), unseen=True)
def questions(request: Request) -> HttpResponse:
    """The questions, for a service and for one's own practice; they are answered after signing in."""
    themes: dict[str, dict[str, list]] = {audience: {} for audience in words.AUDIENCES}
    for question in guide().questions:
        if question.audience in themes:
            themes[question.audience].setdefault(question.theme, []).append(question)
    return shown(request, "think.html", {"themes": themes, "audiences": words.AUDIENCES})
