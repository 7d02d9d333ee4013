"""The assessment as a whole: its parts with what is done and due, closing it, printing it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside import web
from alongside.access.viewer import Refused, current
from alongside.measures import actions, queries
from alongside.measures.answers import answered, of, told
from alongside.measures.forms import CloseForm, HoldsForm
from alongside.measures.library import library
from alongside.measures.models import PARTS, Assessment
from alongside.measures.pages.part import how_before, of_newest
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Request

KINDS = {
    "brief": gettext_lazy("Begin with the first things"),
    "full": gettext_lazy("Begin the full one"),
}


@web.page(
    "part/<handle:part>/assessment/",
    name="assessment",
    title=gettext_lazy("Assessment"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def assessment(request: Request, part: web.Part) -> HttpResponse:
    """Every part, with what is done and what is due. A POST begins one, or goes on to the full one."""
    by = current()
    if request.method == "POST":
        if not part.can_write:
            raise Http404
        kind = request.POST.get("kind", "")
        opened = queries.open_assessment(part.folder)
        if opened is not None and kind == "full" and opened.kind == "brief":
            actions.widen_assessment(by=by, assessment=opened)
        elif kind in KINDS:
            actions.begin_assessment(by=by, folder=part.folder, kind=kind)
        else:
            raise Refused(_("Choose how to begin."))
        return web.go("assessment", part=part)
    stands = queries.standing(by, part.folder, part.kind)
    kinds = [(k, words) for k, words in KINDS.items() if library().assessment(k, part.kind)]
    context = {"part": part, "stands": stands, "kinds": kinds, "told": told}
    return web.render(request, "measures/assessment.html", context)


@web.page(
    "part/<handle:part>/still-holds/",
    name="still_holds",
    title=gettext_lazy("What still holds"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def still_holds(request: Request, part: web.Part) -> HttpResponse:
    """Who returns hears what was said the last time, part by part; one press confirms all that still holds."""
    if not part.can_write:
        raise Http404
    those = queries.standing(current(), part.folder, part.kind).may_still_hold
    sheets = [one.sheet for one in those]
    form = filled(request, HoldsForm, how_before(part, sheets[0]) if sheets else {}, sheets=sheets)

    def save() -> HttpResponse:
        made = actions.confirm_several(
            by=current(), folder=part.folder, sheets=form.hold(), **form.how_asked()
        )
        words = ngettext("%(n)s part still holds.", "%(n)s parts still hold.", len(made))
        messages.success(request, words % {"n": len(made)})
        return web.go("assessment", part=part)

    before = [
        (one.sheet, one.last, answered(one.sheet, of_newest(one.sheet, one.last)))
        for one in those
        if one.last
    ]
    back = web.url("assessment", part=part)
    return ask(
        request, form, save, "measures/still_holds.html", part=part, before=before, back=back, told=told
    )


@web.page(
    "part/<handle:part>/assessed/",
    name="assessed",
    title=gettext_lazy("All of it on one page"),
    needs=PARTS,
)
def assessed(request: Request, part: web.Part) -> HttpResponse:
    """Everything that was said last, part by part, to read together or to print."""
    stands = queries.standing(current(), part.folder, part.kind, "full")
    newest = [(s.sheet, s.last, answered(s.sheet, of(s.last))) for s in stands.sections if s.last]
    first = queries.last_of(part.folder, "brief", part.kind)
    if first is not None:
        newest.insert(0, (first[0], first[1], answered(first[0], of(first[1]))))
    context = {"part": part, "newest": newest, "told": told}
    return web.render(request, "measures/assessed.html", context)


@web.page(
    "assessment/<handle:assessment>/close/",
    name="close_assessment",
    title=gettext_lazy("Close it"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def close(request: Request, assessment: web.Named) -> HttpResponse:
    """Close it, where nothing is missing without which it does not close."""
    if not assessment.part.can_write:
        raise Http404
    row = web.found(Assessment, assessment)
    form = filled(request, CloseForm, row=row)
    stands = queries.standing(current(), assessment.folder, assessment.part.kind)

    def save() -> HttpResponse:
        actions.close_assessment(by=current(), assessment=row)
        messages.success(request, _("Closed. Thank them for the time it took."))
        return web.go("assessment", part=assessment.part)

    left = [s for s in stands.sections if s.due]
    needed = next(
        (s.sheet.slug for s in stands.sections if s.sheet.needed and not stands.children_asked), None
    )
    back = web.url("assessment", part=assessment.part)
    return ask(
        request,
        form,
        save,
        "measures/close.html",
        part=assessment.part,
        left=left,
        asked=stands.children_asked,
        needed=needed,
        back=back,
        told=told,
    )
