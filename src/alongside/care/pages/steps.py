"""Steps: added, changed, done, not done, let go, taken up again."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access import handles
from alongside.access.viewer import Refused, current
from alongside.care import actions, forms
from alongside.care.forms.people import alters_named
from alongside.care.models import PARTS, Goal, Review, Step
from alongside.care.pages.asking import ask, may_write, name_of, standing, tell, tell_if_not_due
from alongside.care.pages.plans import Deed
from alongside.care.queries.colleagues import colleagues
from alongside.care.queries.plan import plans_of
from alongside.ties.models import Alter
from alongside.ties.queries.around import around
from alongside.web.forms import Select, filled
from alongside.web.wrapper import Named, Part, Request, found, go, page, sealed, url


def _form(request: Request, part: Part, initial: dict[str, Any], **more: Any) -> forms.StepForm:
    people = around([part.folder], links=False)[part.folder].people
    return filled(
        request,
        forms.StepForm,
        initial,
        around=people,
        colleagues=colleagues(),
        name=name_of(request, part),
        **more,
    )


def _values(form: forms.StepForm, folder: int) -> dict[str, Any]:
    """What the actions take: who does it is one of three kinds."""
    data = form.cleaned_data
    values = {key: data[key] for key in ("words", "due_on", "source")}
    if data["who"] in (Step.By.PERSON, Step.By.WORKER):
        worker = int(data["worker"]) if data["who"] == Step.By.WORKER else None
        return {**values, "by_whom": data["who"], "worker": worker}
    helper: list[Alter] = alters_named(folder, [data["who"]])
    if not helper:
        raise Refused(_("They are not on this map any more. Choose somebody else."))
    return {**values, "by_whom": Step.By.SOMEONE, "helper": helper[0]}


def _after(part: Part) -> HttpResponse:
    """Back to the review that is open, where a new step belongs to it, or to the plan."""
    review = Review.current.filter(folder=part.folder, state="open").first()
    return go("review", review=review) if review else go("plan", part=part)


@page(
    "goal/<handle:goal>/step/",
    name="add_step",
    title=gettext_lazy("A step"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def add_step(request: Request, goal: Named) -> HttpResponse:
    """A step towards something they want; those who help stand first."""
    may_write(goal.part)
    row = found(Goal, goal)
    form = _form(request, goal.part, {"source": "said"})

    def save() -> HttpResponse:
        step = actions.add_step(by=current(), goal=row, **_values(form, goal.folder))
        tell_if_not_due(request, goal.folder, step.due_on)
        return _after(goal.part)

    back = url("plan", part=goal.part)
    return ask(request, form, save, title=_("A step"), button=_("Add it"), back=back, quote=row.words)


@page("step/<handle:step>/", name="step", title=gettext_lazy("A step"), needs=PARTS, methods=("GET", "POST"))
def step(request: Request, step: Named) -> HttpResponse:
    """Change a step."""
    may_write(step.part)
    row = found(Step, step)
    who, kept = row.by_whom, []
    if row.helper_id:
        who = handles.seal("alter", row.folder, row.helper_id)
        helper = Alter.objects.filter(folder=row.folder, pk=row.helper_id).first()
        kept = [(who, helper.name)] if helper else []
    now = {
        "words": row.words,
        "who": who,
        "worker": str(row.worker or ""),
        "due_on": row.due_on,
        "source": row.source,
    }
    form = _form(request, step.part, now, row=row, kept=kept)

    def save() -> HttpResponse:
        actions.change_step(by=current(), step=row, **_values(form, step.folder))
        tell_if_not_due(request, step.folder, row.due_on)
        return go("plan", part=step.part)

    return ask(
        request, form, save, title=_("Change the step"), button=_("Save"), back=url("plan", part=step.part)
    )


@page(
    "someone/<handle:alter>/step/",
    name="step_with",
    title=gettext_lazy("A step with somebody"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def step_with(request: Request, alter: Named) -> HttpResponse:
    """A step with somebody who should come closer, straight from the map: towards which of the things they want?"""
    may_write(alter.part)
    row = found(Alter, alter)
    standing(row)
    plans = [plan for plan in plans_of(alter.folder) if plan.is_open]
    goals = {sealed(g.goal, "goal"): g.goal for p in plans for g in p.goals if g.goal.state == "open"}
    if not goals:
        tell(request, _("There is nothing yet that a step could lead to. Begin with what they want."))
        return go("plan", part=alter.part)
    form = _form(request, alter.part, {"source": "said", "goal": next(iter(goals))})
    who: Any = form.fields["who"]
    leans_on = sealed(row, "alter")
    form.initial["who"] = leans_on if leans_on in {code for code, *_words in who.choices} else Step.By.PERSON
    choices = [(code, goal.words) for code, goal in goals.items()]
    form.fields = {"goal": Select(label=_("Towards what?"), choices=choices), **form.fields}

    def save() -> HttpResponse:
        goal = goals[form.cleaned_data["goal"]]
        step = actions.add_step(by=current(), goal=goal, **_values(form, alter.folder))
        tell_if_not_due(request, alter.folder, step.due_on)
        return _after(alter.part)

    back = url("plan", part=alter.part)
    return ask(
        request,
        form,
        save,
        title=_("A step with %(name)s") % {"name": row.name},
        button=_("Add it"),
        back=back,
    )


STEP_DEEDS: dict[str, Deed] = {
    "done": (actions.step_done, "outcome", gettext_lazy("Done"), gettext_lazy("It was done")),
    "not_done": (actions.step_not_done, "why", gettext_lazy("Not done"), gettext_lazy("It was not done")),
    "let_go": (actions.let_step_go, "why", gettext_lazy("Let go"), gettext_lazy("Let it go")),
    "reopen": (actions.reopen_step, "", gettext_lazy("Take it up again"), gettext_lazy("Take it up again")),
}
ASKS = {
    "done": gettext_lazy("What came of it?"),
    "not_done": gettext_lazy("What got in the way?"),
    "let_go": gettext_lazy("Why is it let go?"),
}


@page(
    "step/<handle:step>/deed/<slug:deed>/",
    name="move_step",
    title=gettext_lazy("A step"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def move_step(request: Request, step: Named, deed: str) -> HttpResponse:
    """Done, not done, let go, taken up again."""
    may_write(step.part)
    row = found(Step, step)
    if deed not in STEP_DEEDS:
        raise Http404
    act, words_as, title, button = STEP_DEEDS[deed]
    form: Any = filled(request, forms.WordsForm if words_as else forms.Nothing)
    if words_as:
        form.fields["words"].label = ASKS[deed]

    def save() -> HttpResponse:
        words = {words_as: form.cleaned_data["words"]} if words_as else {}
        act(by=current(), step=row, **words)
        if deed == "done":
            tell(request, _("Done. Well done."))
        return go("plan", part=step.part)

    back = url("plan", part=step.part)
    return ask(request, form, save, title=title, button=button, back=back, quote=row.words)
