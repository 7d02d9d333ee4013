"""Questions to think about: one's own answers, which nobody else sees, and the service's."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.guide import actions, queries, words
from alongside.guide.content import Question, guide
from alongside.guide.forms import ActionForm, AnswerForm
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Request


def _question(name: str) -> Question:
    found = next((question for question in guide().questions if question.id == name), None)
    if found is None:
        raise Http404
    return found


@web.page("reflection/", name="reflect", title=_("Questions to think about"), scope="none")
def all_questions(request: Request) -> HttpResponse:
    """Every question with its newest answer, and the one of a year before beside it."""
    parts = []
    for audience, title in words.AUDIENCES.items():
        given = queries.answers(audience)
        themes: dict[str, list[dict]] = {}
        for question in guide().questions:
            if question.audience == audience:
                its = given.get(question.id, [])
                themes.setdefault(question.theme, []).append(
                    {
                        "question": question,
                        "newest": its[0] if its else None,
                        "before": queries.a_year_before(its),
                        "due": queries.is_due(its, request.viewer),
                    }
                )
        parts.append({"audience": audience, "title": title, "themes": themes})
    return web.render(
        request, "guide/reflect.html", {"parts": parts, "speaks": queries.speaks_for_service(request.viewer)}
    )


@web.page(
    "reflection/<str:question>/",
    name="reflect-answer",
    title=_("A question"),
    scope="none",
    methods=("GET", "POST"),
)
def one(request: Request, question: str) -> HttpResponse:
    """One question: answer it, and see what was answered before."""
    asked = _question(question)
    given = queries.answers(asked.audience).get(asked.id, [])
    form = filled(request, AnswerForm)

    def save() -> HttpResponse:
        actions.answer(by=request.viewer, question=asked, words=form.cleaned_data["words"])
        return web.go("reflect-answer", question=asked.id)

    may = asked.audience == "own" or queries.speaks_for_service(request.viewer)
    told = {"question": asked, "given": given, "may": may, "sources": guide().sources(asked.sources)}
    return ask(request, form, save, "guide/question.html", **told)


@web.page(
    "reflection/answer/<int:answer>/forget/",
    name="reflect-forget",
    title=_("Take it away"),
    scope="none",
    methods=("POST",),
)
def forget(request: Request, answer: int) -> HttpResponse:
    """One's own answer goes for good. Somebody else's is not there."""
    actions.forget(by=request.viewer, answer=answer)
    return web.go("reflect")


@web.page(
    "reflection/answer/<int:answer>/act/",
    name="reflect-act",
    title=_("What will be done"),
    scope="none",
    methods=("GET", "POST"),
)
def act(request: Request, answer: int) -> HttpResponse:
    """Turn an answer of the service into something that somebody does by a day."""
    found = [
        (name, its) for name, its in queries.answers("service").items() for given in its if given.id == answer
    ]
    if not found or not queries.speaks_for_service(request.viewer):
        raise Http404
    question = _question(found[0][0])
    form = filled(request, ActionForm)

    def save() -> HttpResponse:
        said = form.cleaned_data
        actions.act(by=request.viewer, answer=answer, words=said["words"], who=said["who"], due=said["due"])
        return web.go("reflect-answer", question=question.id)

    return ask(request, form, save, "guide/act.html", question=question, answer=answer)


@web.page(
    "reflection/done/<int:action>/",
    name="reflect-done",
    title=_("It was done"),
    scope="none",
    methods=("POST",),
)
def done(request: Request, action: int) -> HttpResponse:
    """What was decided was done."""
    actions.done(by=request.viewer, action=action)
    return web.go("reflect")
