"""Five pages of one pattern, with a page to add and one to change each sort of line: made from the table in `ideas`."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.models import FolderModel
from alongside.care.pages.asking import ask, may_write, standing, tell, tell_if_not_due
from alongside.keeping import actions, queries, rules
from alongside.keeping.forms import changing
from alongside.keeping.ideas import IDEAS, Idea, Thing
from alongside.keeping.models import Medicine
from alongside.keeping.showing import shown
from alongside.keeping.told import TAKEN_OVER, Said, Told, said_of
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Part, Request, found, go, page, render, url

CHANGE = gettext_lazy("Change it, as it is now")


def _listed(idea: Idea) -> None:
    @page(f"part/<handle:part>/{idea.name}/", name=idea.name, title=idea.title, needs=idea.needs)
    def listed(request: Request, part: Part) -> HttpResponse:
        """What stands now, what is serious first, each with a way to change it; and what was said and stands nowhere."""
        said = _said(request, part, idea.kinds)
        groups = [
            (
                thing, [shown(row) for row in queries.lines_of(thing.model, part.folder)],
                said.of(part.folder, (thing.kind,)), said.asked_on(part.folder, (thing.kind,)),
            )
            for thing in idea.things
            if part.kind in thing.model.lies_in
        ]  # fmt: skip
        told: dict[str, Any] = {"part": part, "idea": idea, "groups": groups}
        if idea.name == "medicines":
            told["checks"] = _checks(part)
        return render(request, "keeping/lines.html", told)


def _said(request: Request, part: Part, kinds: tuple[str, ...]) -> Said:
    """What was said in an assessment of this part, and is written nowhere here yet; of other sorts of line nothing is asked."""
    if not set(kinds) & set(TAKEN_OVER):
        return Said([], {})
    lines, over = queries.of_person(request, part.person), queries.over_of_person(request, part.person)
    return said_of(request, part.person, lines, over, part.folder)


def _checks(part: Part) -> list[dict[str, Any]]:
    """What the viewer asked about another prescription of theirs."""
    return [one for one in queries.my_scripts() if one["folder"] == part.folder]


def _added(idea: Idea, thing: Thing) -> None:
    @page(
        f"part/<handle:part>/{idea.name}/{thing.kind}/",
        name=f"add-{thing.kind}",
        title=thing.add,
        needs=thing.model.lies_in,
        methods=("GET", "POST"),
    )
    def added(request: Request, part: Part) -> HttpResponse:
        """One line more; taken over from an assessment where that is asked for."""
        may_write(part)
        said = _taken_over(request, part, thing)
        form = filled(request, thing.form, _begin(thing, request) | (said.values if said else {}))

        def save() -> HttpResponse:
            row = actions.keep(by=request.viewer, model=thing.model, folder=part.folder, **form.cleaned_data)
            tell(request, _("Written."))
            _tell_of_dates(request, row, part)
            if isinstance(row, Medicine) and row.script and not _checks(part):
                messages.warning(
                    request,
                    _("Before a first prescription: ask whether there is another one. The way stands below."),
                )
            return go(idea.name, part=part)

        back = url(idea.name, part=part)
        return ask(
            request,
            form,
            save,
            title=thing.add,
            button=_("Write it down"),
            back=back,
            template="keeping/ask.html",
            idea=idea,
            said=said,
        )


def _taken_over(request: Request, part: Part, thing: Thing) -> Told | None:
    """What was said, by the code in the address; nothing where it stands here meanwhile, or none was named."""
    code = request.GET.get("said", "")
    if not code:
        return None
    told = _said(request, part, (thing.kind,)).of(part.folder, (thing.kind,))
    return next((one for one in told if one.code == code and one.line is None), None)


def _since(request: Request, part: Part, thing: Thing, row: FolderModel) -> Told | None:
    """What was said about this after it was looked at last."""
    told = _said(request, part, (thing.kind,)).of(part.folder, (thing.kind,))
    return next((one for one in told if one.line is not None and one.line.id == row.id), None)


def _begin(thing: Thing, request: Request) -> dict[str, Any]:
    """Days that are nearly always today."""
    return {
        name: request.viewer.today
        for name in ("asked_on", "given_on", "on", "sent_on")
        if name in thing.form.base_fields
    }


def _changed(idea: Idea, thing: Thing) -> None:
    form_class = changing(thing.form)

    @page(
        f"{thing.kind}/<handle:{thing.kind}>/", name=f"change-{thing.kind}", title=CHANGE, needs=thing.model.lies_in,
        methods=("GET", "POST"),
    )  # fmt: skip
    def changed(request: Request, **handles: Named) -> HttpResponse:
        """As it is now. How it was is kept; what is over ends and stays in the record."""
        named = handles[thing.kind]
        may_write(named.part)
        row: Any = found(thing.model, named)
        standing(row)
        initial = {name: getattr(row, name) for name in thing.form.base_fields}
        form = filled(request, form_class, initial, row=row)

        def save() -> HttpResponse:
            told = dict(form.cleaned_data)
            still = told.pop("still")
            if still == "yes":
                actions.change(by=request.viewer, row=row, **told)
                _tell_of_dates(request, row, named.part)
            else:
                actions.end(by=request.viewer, row=row, why=still, in_error=still == "error")
            tell(request, _("Saved. How it was before is kept."))
            return go(idea.name, part=named.part)

        back = url(idea.name, part=named.part)
        return ask(
            request,
            form,
            save,
            title=thing.title,
            button=_("Save"),
            back=back,
            template="keeping/ask.html",
            idea=idea,
            since=_since(request, named.part, thing, row),
        )


def _tell_of_dates(request: Request, row: FolderModel, part: Part) -> None:
    """Say so where a day could not be put among the dates. Those of the sealed part never stand there."""
    if rules.kept_near(part.kind):
        days = [on for _what, on in rules.due_of(actions.kind_of(row), row, request.viewer.today) if on]
        tell_if_not_due(request, part.folder, days)


for _idea in IDEAS:
    _listed(_idea)
    for _thing in _idea.things:
        _added(_idea, _thing)
        _changed(_idea, _thing)


@page(
    "medicine/<handle:medicine>/dose/",
    name="dose",
    title=gettext_lazy("A dose"),
    needs=Medicine.lies_in,
    methods=("POST",),
)
def dose(request: Request, medicine: Named) -> HttpResponse:
    """The pharmacy rings: collected today, or one more was missed."""
    may_write(medicine.part)
    row = found(Medicine, medicine)
    standing(row)
    actions.dose(by=request.viewer, row=row, collected=request.POST.get("what") == "collected")
    if row.missed >= rules.MISSED:
        messages.warning(
            request,
            _("It stands on Today of whoever is on duty and of the prescriber now. Ring the prescriber too."),
        )
    _tell_of_dates(request, row, medicine.part)
    return go("medicines", part=medicine.part)
