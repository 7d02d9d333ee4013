"""One filling-in: to read, beside the last time; what it tells elsewhere; taken out; as FHIR."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside import web
from alongside.access.viewer import current
from alongside.measures import actions, fhir, queries, rules
from alongside.measures.answers import answered, of, raw_of, sheet_of, told
from alongside.measures.forms import InErrorForm
from alongside.measures.models import PARTS, Response
from alongside.measures.offers import offers
from alongside.measures.pages.showing import changed, said_at_once, scored
from alongside.measures.told import to_write
from alongside.people.identity import identity_of
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Request


@web.page("response/<handle:response>/", name="response", title=gettext_lazy("What was said"), needs=PARTS)
def response(request: Request, response: web.Named) -> HttpResponse:
    """The answers of one day, what was otherwise the time before, and every other time."""
    row = web.found(Response, response)
    sheet, answers = sheet_of(row), of(row)
    times = queries.history(response.folder, row.questionnaire)
    before = next((one for one in times if one.id == row.before_id), None)
    context = {
        "part": response.part, "response": row, "sheet": sheet, "told": told, "before": before,
        "scores": scored(sheet, answers) if sheet else [],
        "lines": answered(sheet, answers) if sheet else [], "raw": {} if sheet else raw_of(row),
        "says": said_at_once(sheet, answers) if sheet else [],
        "changes": changed(sheet, rules.fitting(sheet, of(before)), answers) if sheet and before else [],
        "times": [one for one in times if one.id != row.id],
        "may_offer": response.part.can_write and row.ended_at is None and bool(
            offers(by=current(), person=response.person, response=row)
            or to_write(request, response.person, row)),
    }  # fmt: skip
    return web.render(request, "measures/response.html", context)


@web.page(
    "response/<handle:response>/offers/",
    name="offers",
    title=gettext_lazy("What this tells elsewhere"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def offered(request: Request, response: web.Named) -> HttpResponse:
    """What goes to the map, the plan, the details by a tick; what is looked at on a page of its own. Nothing goes by itself."""
    row = web.found(Response, response)
    if not response.part.can_write or row.ended_at is not None:
        raise Http404
    those = offers(by=current(), person=response.person, response=row)
    if request.method == "POST":
        chosen = set(request.POST.getlist("offer"))
        done = [one.do(current()) for one in those if one.code in chosen]
        if done:
            words = ngettext("%(n)s thing written.", "%(n)s things written.", len(done)) % {"n": len(done)}
            messages.success(request, words)
        return web.go("assessment", part=response.part)
    sheet = sheet_of(row)
    context = {
        "part": response.part, "response": row, "offers": those, "told": to_write(request, response.person, row),
        "says": said_at_once(sheet, of(row)) if sheet else [],
    }  # fmt: skip
    return web.render(request, "measures/offers.html", context)


@web.page(
    "response/<handle:response>/in-error/",
    name="response_in_error",
    title=gettext_lazy("Entered in error"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def in_error(request: Request, response: web.Named) -> HttpResponse:
    """It belongs to somebody else, or was never said."""
    row = web.found(Response, response)
    if not response.part.can_write or row.ended_at is not None:
        raise Http404
    form = filled(request, InErrorForm, row=row)

    def save() -> HttpResponse:
        actions.response_in_error(by=current(), response=row, why=form.cleaned_data["why"])
        messages.success(request, _("Taken out. It is kept, and shows no longer."))
        return web.go("assessment", part=response.part)

    sheet = sheet_of(row)
    back = web.url("response", response=row)
    title = told(sheet.title) if sheet else ""
    return ask(request, form, save, "measures/in_error.html", part=response.part, back=back, title=title)


@web.page(
    "response/<handle:response>/fhir/", name="response_fhir", title=gettext_lazy("What was said"), needs=PARTS
)
def as_fhir(request: Request, response: web.Named) -> HttpResponse:
    """The same as a FHIR QuestionnaireResponse, for another system."""
    row = web.found(Response, response)
    sheet = sheet_of(row)
    if sheet is None:
        raise Http404
    line = identity_of(request, response.person).line
    made = fhir.response(
        sheet, of(row), state=row.state if row.state in fhir.STATUS else "begun", authored=row.made_at,
        identifier=web.sealed(row, "response"), reference=line.reference if line else "",
    )  # fmt: skip
    answer = HttpResponse(
        json.dumps(made, ensure_ascii=False, indent=2), content_type="application/fhir+json"
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="questionnaire-response.json"'
    return answer
