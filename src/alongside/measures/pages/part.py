"""One part of an assessment as one form: saved as it goes, done, or confirmed as it was."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.models import Stale
from alongside.access.viewer import Refused, current
from alongside.measures import actions, queries, rules
from alongside.measures.answers import answered, of, told
from alongside.measures.forms import HowForm, PartForm
from alongside.measures.library import library
from alongside.measures.models import PARTS, Response
from alongside.measures.offers import offers
from alongside.measures.pages.showing import said_at_once
from alongside.measures.sheet import Sheet
from alongside.measures.told import to_write
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Request


def sheet_in(part: web.Part, topic: str) -> Sheet:
    """The newest edition of a questionnaire that may lie in this part of the record."""
    sheet = library().newest.get(topic)
    if sheet is None or part.kind not in sheet.parts or not part.can_write:
        raise Http404
    if why_not := queries.why_not_by(current(), sheet):
        raise Refused(why_not)
    return sheet


def how_before(part: web.Part, sheet: Sheet) -> dict[str, str]:
    """How, and who could hear, as this worker said it earlier in the same sitting."""
    last = queries.same_sitting(current(), part.folder)
    if last is None:
        return {"how": sheet.how[0], "source": "said"}
    return {"how": last.how, "source": last.source, "company": last.company}


def _form(request: Request, part: web.Part, sheet: Sheet) -> tuple[PartForm, Response | None, str]:
    """The form with what is being written, what was said the last time, or what is known from another part."""
    row = queries.begun(part.folder, sheet)
    if row is not None:
        how = {"how": row.how, "source": row.source, "company": row.company}
        return filled(request, PartForm, how, sheet=sheet, answers=of_newest(sheet, row), row=row), row, ""
    last, how = queries.last_done(part.folder, sheet), how_before(part, sheet)
    if last is not None:
        from_when = _("This is what was said the last time. Change what has changed.")
        answers = of_newest(sheet, last)
    else:
        answers, day = queries.known_elsewhere(part.folder, sheet)
        from_when = _("Some of this was said already, and stands below. Look at it together.") if day else ""
    return filled(request, PartForm, how, sheet=sheet, answers=answers, row=None), None, from_when


def of_newest(sheet: Sheet, row: Response) -> dict[str, list[object]]:
    """The answers of a row, as far as the newest edition can hold them."""
    return rules.fitting(sheet, of(row))


@web.page(
    "part/<handle:part>/assessment/<slug:topic>/",
    name="assess",
    title=gettext_lazy("One part"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def assess(request: Request, part: web.Part, topic: str) -> HttpResponse:
    """One part as one form."""
    sheet = sheet_in(part, topic)
    form, row, known = _form(request, part, sheet)
    back = web.url("assessment", part=part)
    if request.method == "POST":
        form.done = request.POST.get("deed", "done") == "done"
        if form.is_valid():
            if _overtaken(form, row, request):
                return web.render(request, "web/stale.html", {"form": form, "back": back}, status=409)
            try:
                return _saved(request, part, sheet, form, row)
            except Stale:
                form, row, _known = _form(request, part, sheet)
                form.done = False
                form.is_valid()
                if not form.stale():
                    form.overtaken()
                return web.render(request, "web/stale.html", {"form": form, "back": back}, status=409)
            except Refused as refused:
                form.add_error(None, str(refused.message))
    status = 409 if form.is_bound and not form.kept and form.non_field_errors() else 200
    context = {
        "part": part, "sheet": sheet, "form": form, "title": told(sheet.title), "known": known, "back": back,
        "draft": web.url("assess_draft", part=part, topic=sheet.slug), "begun": row is not None,
    }  # fmt: skip
    return web.render(request, "measures/part.html", context, status=status)


def _overtaken(form: PartForm, row: Response | None, request: Request) -> bool:
    """Did somebody else save or finish it since this form was opened?"""
    if row is None and request.POST.get("seen", "0") not in ("", "0"):
        form.overtaken()
        return True
    return form.stale()


def _saved(
    request: Request, part: web.Part, sheet: Sheet, form: PartForm, row: Response | None
) -> HttpResponse:
    more = request.POST.get("live") != "1" and form.newly_asked()
    done = form.done and not more
    saved = actions.save_part(
        by=current(), folder=part.folder, sheet=sheet, answers=form.answers(), seen=row.version if row else 0,
        done=done, **form.how_asked(),
    )  # fmt: skip
    if done:
        if saved.state == "confirmed":
            messages.success(request, _("Confirmed: nothing had changed."))
        else:
            messages.success(request, _("This part is done."))
        if offers(by=current(), person=part.person, response=saved) or to_write(request, part.person, saved):
            return web.go("offers", response=saved)
        if said_at_once(sheet, of(saved)):
            return web.go("response", response=saved)
        return web.go("assessment", part=part)
    if more:
        messages.success(request, _("Saved. What you said leads to a few more questions below."))
    else:
        messages.success(request, _("Saved. Go on now or another day."))
    return web.go("assess", part=part, topic=sheet.slug)


@web.page(
    "part/<handle:part>/assessment/<slug:topic>/draft/",
    name="assess_draft",
    title=gettext_lazy("One part"),
    needs=PARTS,
    methods=("POST",),
    once=False,
)
def draft(request: Request, part: web.Part, topic: str) -> HttpResponse:
    """What is being written, kept while it is written; what cannot be kept yet is left out, and stays on the page."""
    sheet = sheet_in(part, topic)
    form, row, _known = _form(request, part, sheet)
    form.is_valid()
    data = form.cleaned_data
    if _overtaken(form, row, request) or (
        sheet.alone and not rules.may_be_asked(sheet, data.get("company", ""))
    ):
        return HttpResponse(status=409)
    how = {k: v or d for k, v, d in ((k, data.get(k, ""), d) for k, d in how_before(part, sheet).items())}
    saved = actions.save_part(
        by=current(), folder=part.folder, sheet=sheet, answers=form.answers(), seen=row.version if row else 0,
        how=how["how"], source=how["source"], company=data.get("company", ""),
    )  # fmt: skip
    return HttpResponse(json.dumps({"seen": str(saved.version)}), content_type="application/json")


@web.page(
    "part/<handle:part>/assessment/<slug:topic>/confirm/",
    name="confirm_part",
    title=gettext_lazy("Does it still hold?"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def confirm(request: Request, part: web.Part, topic: str) -> HttpResponse:
    """What was said the last time; one press says that it still holds."""
    sheet = sheet_in(part, topic)
    last = queries.last_done(part.folder, sheet)
    if last is None:
        raise Http404
    form = filled(request, HowForm, how_before(part, sheet), sheets=(sheet,))

    def save() -> HttpResponse:
        actions.confirm_last(by=current(), folder=part.folder, sheet=sheet, **form.how_asked())
        messages.success(request, _("Confirmed: nothing had changed."))
        return web.go("assessment", part=part)

    answers = of_newest(sheet, last)
    return ask(
        request, form, save, "measures/confirm.html", part=part, sheet=sheet, last=last, title=told(sheet.title),
        lines=answered(sheet, answers), says=said_at_once(sheet, answers), back=web.url("assessment", part=part),
    )  # fmt: skip
