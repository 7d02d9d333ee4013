"""The reference side: the library, the interventions, the topics, the matrix."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.guide import citations, words
from alongside.guide.content import FIRST, guide
from alongside.guide.pages.showing import linked, shown
from alongside.guide.searching import search
from alongside.web.wrapper import Request

A_PAGE = 250


@web.page("guide/library/", name="guide-library", title=_("The Guide: library"), unseen=True)
def library(request: Request) -> HttpResponse:
    """What the Guide rests on, by what kind of thing it is; a large library in pages."""
    content = guide()
    kinds = sorted({entry.kind for entry in content.entries.values()}, key=lambda kind: str(words.kind(kind)))
    chosen = request.GET.get("kind", "")
    chosen = chosen if chosen in kinds else ""
    entries = sorted(
        (entry for entry in content.entries.values() if chosen in ("", entry.kind)),
        key=lambda e: (e.title.lower(), e.slug),
    )
    begin = web.number(request, "from")
    return shown(
        request,
        "library.html",
        {
            "entries": entries[begin : begin + A_PAGE],
            "kinds": kinds,
            "chosen": chosen,
            "before": max(0, begin - A_PAGE) if begin else None,
            "after": begin + A_PAGE if len(entries) > begin + A_PAGE else None,
        },
    )


@web.page(
    "guide/library/<str:entry>/", name="guide-entry", title=_("The Guide: from the library"), unseen=True
)
def one(request: Request, entry: str) -> HttpResponse:
    """One entry: what it is, what it says in a line of ours, and which cards rest on it."""
    content = guide()
    found = content.entries.get(entry)
    if found is None:
        raise Http404
    return shown(request, "entry.html", {"entry": found, "cards": content.rests.get(entry, [])})


def _file(body: str, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(body.encode(), content_type=f"{kind}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@web.page("guide/library.ris", name="guide-ris", title=_("The library as a file (RIS)"), unseen=True)
def ris(request: Request) -> HttpResponse:
    """The whole library for a program that keeps references."""
    return _file(
        citations.to_ris(guide().entries.values()), "guide.ris", "application/x-research-info-systems"
    )


@web.page("guide/library.bib", name="guide-bibtex", title=_("The library as a file (BibTeX)"), unseen=True)
def bibtex(request: Request) -> HttpResponse:
    """The same as BibTeX."""
    return _file(citations.to_bibtex(guide().entries.values()), "guide.bib", "application/x-bibtex")


@web.page(
    "guide/interventions/", name="guide-interventions", title=_("The Guide: kinds of help"), unseen=True
)
def interventions(request: Request) -> HttpResponse:
    """Each kind of help for families and couples: who it is for, how long, in which phases, who recommends it."""
    rows = guide().interventions
    groups = [
        (title, [row for row in rows if row.get("group") == group]) for group, title in words.GROUPS.items()
    ]
    others = [row for row in rows if row.get("group") not in words.GROUPS]
    groups += [(_("Others"), others)]
    return shown(request, "interventions.html", {"groups": [(title, rows) for title, rows in groups if rows]})


@web.page("guide/topics/", name="guide-topics", title=_("The Guide: topics"), unseen=True)
def topics(request: Request) -> HttpResponse:
    """Questions that are often asked, each a search that one click opens."""
    return shown(request, "topics.html", {"topics": guide().topics})


@web.page("guide/topics/<str:topic>/", name="guide-topic", title=_("The Guide: a topic"), unseen=True)
def topic(request: Request, topic: str) -> HttpResponse:
    """What its saved search finds."""
    row = next((row for row in guide().topics if row.get("slug") == topic), None)
    if row is None:
        raise Http404
    answer = search(str(row.get("words", "")), FIRST, any_of=True)
    return shown(request, "topic.html", {"topic": row, "hits": linked(answer)})


@web.page("guide/matrix/", name="guide-matrix", title=_("The Guide: where evidence is"), unseen=True)
def matrix(request: Request) -> HttpResponse:
    """Kinds of work by level, from one piece of help to the whole system: a way in."""
    return shown(request, "matrix.html", {"matrix": guide().matrix})
