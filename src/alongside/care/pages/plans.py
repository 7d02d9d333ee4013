"""The plan and what they want."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import current
from alongside.care import actions, forms, states
from alongside.care.models import PARTS, Goal, Plan
from alongside.care.pages.asking import ask, may_write, name_of, tell, tell_if_not_due
from alongside.care.queries.plan import choices_of, open_episode, plans_of
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Part, Request, found, go, page, render, url


@page("part/<handle:part>/plan/", name="plan", title=gettext_lazy("Plan"), needs=PARTS)
def plan(request: Request, part: Part) -> HttpResponse:
    """What they want, each with its steps; what was agreed; earlier plans."""
    plans = plans_of(part.folder)
    now = next((p for p in plans if p.is_open), None)
    told = {
        "part": part,
        "plan": now,
        "earlier": [p for p in plans if p is not now],
        "choices": choices_of(part.folder),
        "episode": open_episode(part.folder),
        "course": {"plan": states.PLAN, "goal": states.GOAL, "step": states.STEP},
    }
    return render(request, "care/plan.html", told)


@page(
    "part/<handle:part>/plan/write/",
    name="write_plan",
    title=gettext_lazy("Begin a plan"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def write_plan(request: Request, part: Part) -> HttpResponse:
    """Begin a plan with their own words."""
    may_write(part)
    form = filled(request, forms.PlanForm)
    episode = open_episode(part.folder)
    if episode is None:
        raise Http404

    def save() -> HttpResponse:
        actions.draft_plan(by=current(), episode=episode, **form.cleaned_data)
        return go("plan", part=part)

    title = _("What does %(name)s want?") % {"name": name_of(request, part)}
    return ask(request, form, save, title=title, button=_("Begin the plan"), back=url("plan", part=part))


@page(
    "plan/<handle:plan>/",
    name="change_plan",
    title=gettext_lazy("Change the plan"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def change_plan(request: Request, plan: Named) -> HttpResponse:
    """Change their words."""
    may_write(plan.part)
    row = found(Plan, plan)
    form = filled(request, forms.PlanForm, {"words": row.words, "source": row.source}, row=row)

    def save() -> HttpResponse:
        actions.change_plan(by=current(), plan=row, **form.cleaned_data)
        return go("plan", part=plan.part)

    title = _("What does %(name)s want?") % {"name": name_of(request, plan.part)}
    return ask(request, form, save, title=title, button=_("Save"), back=url("plan", part=plan.part))


@page(
    "plan/<handle:plan>/deed/<slug:deed>/",
    name="move_plan",
    title=gettext_lazy("The plan"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def move_plan(request: Request, plan: Named, deed: str) -> HttpResponse:
    """Agree it, close it, open it again."""
    may_write(plan.part)
    row, by = found(Plan, plan), current()
    if deed not in ("agree", "close", "reopen"):
        raise Http404
    form: Any
    if deed == "agree":
        form = filled(request, forms.AgreeForm, {"on": by.today, "review_on": row.review_on})
    else:
        form = filled(request, forms.CloseForm if deed == "close" else forms.Nothing)

    def save() -> HttpResponse:
        data = form.cleaned_data
        if deed == "agree":
            actions.agree_plan(by=by, plan=row, **data)
            tell_if_not_due(request, plan.folder, row.review_on)
        elif deed == "close":
            actions.close_plan(by=by, plan=row, why=data["words"])
        else:
            actions.reopen_plan(by=by, plan=row)
        return go("plan", part=plan.part)

    words = {
        "agree": (_("Agree the plan together"), _("It is agreed")),
        "close": (_("Close this plan"), _("Close it")),
        "reopen": (_("Open this plan again"), _("Open it")),
    }
    title, button = words[deed]
    return ask(request, form, save, title=title, button=button, back=url("plan", part=plan.part))


@page(
    "plan/<handle:plan>/add/",
    name="add_goal",
    title=gettext_lazy("Something they want"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def add_goal(request: Request, plan: Named) -> HttpResponse:
    """One more thing they want."""
    may_write(plan.part)
    row = found(Plan, plan)
    form = filled(request, forms.GoalForm)

    def save() -> HttpResponse:
        actions.add_goal(by=current(), plan=row, **form.cleaned_data)
        return go("plan", part=plan.part)

    title = _("Something %(name)s wants") % {"name": name_of(request, plan.part)}
    return ask(request, form, save, title=title, button=_("Add it"), back=url("plan", part=plan.part))


@page(
    "goal/<handle:goal>/",
    name="goal",
    title=gettext_lazy("Something they want"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def goal(request: Request, goal: Named) -> HttpResponse:
    """Change their words."""
    may_write(goal.part)
    row = found(Goal, goal)
    form = filled(
        request, forms.GoalForm, {"words": row.words, "capital": row.capital, "source": row.source}, row=row
    )

    def save() -> HttpResponse:
        actions.change_goal(by=current(), goal=row, **form.cleaned_data)
        return go("plan", part=goal.part)

    title = _("Something %(name)s wants") % {"name": name_of(request, goal.part)}
    return ask(request, form, save, title=title, button=_("Save"), back=url("plan", part=goal.part))


Deed = tuple[Callable[..., Any], str, Any, Any]
GOAL_DEEDS: dict[str, Deed] = {
    "reach": (actions.reach_goal, "words", gettext_lazy("Reached"), gettext_lazy("They reached it")),
    "set_aside": (actions.set_goal_aside, "why", gettext_lazy("Set aside"), gettext_lazy("Set it aside")),
    "reopen": (actions.reopen_goal, "", gettext_lazy("Take it up again"), gettext_lazy("Take it up again")),
}


@page(
    "goal/<handle:goal>/deed/<slug:deed>/",
    name="move_goal",
    title=gettext_lazy("Something they want"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def move_goal(request: Request, goal: Named, deed: str) -> HttpResponse:
    """Reached, set aside, taken up again."""
    may_write(goal.part)
    row = found(Goal, goal)
    if deed not in GOAL_DEEDS:
        raise Http404
    act, words_as, title, button = GOAL_DEEDS[deed]
    form: Any = filled(request, forms.WordsForm if words_as else forms.Nothing)

    def save() -> HttpResponse:
        words = {words_as: form.cleaned_data["words"]} if words_as else {}
        act(by=current(), goal=row, **words)
        if deed == "reach":
            tell(request, _("Well done, both of you."))
        return go("plan", part=goal.part)

    back = url("plan", part=goal.part)
    return ask(request, form, save, title=title, button=button, back=back, quote=row.words)
