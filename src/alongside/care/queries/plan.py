"""A plan with its goals and steps, and the choices beside it: one query for each table."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from alongside.care.models import Choice, Episode, Goal, Plan, Step


@dataclass
class GoalWithSteps:
    """One thing they want, and what is done about it."""

    goal: Goal
    steps: list[Step] = field(default_factory=list)


@dataclass
class PlanWhole:
    """A plan with everything in it."""

    plan: Plan
    goals: list[GoalWithSteps] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """May it be changed?"""
        return self.plan.state != "closed"


@dataclass(frozen=True)
class ChoiceInWords:
    """What was wanted, offered and agreed about one thing: the latest of each, and all that was said."""

    about: str
    latest: dict[str, Choice]
    all: list[Choice]


ORDER = {"open": 0, "done": 1, "not_done": 2, "let_go": 3, "reached": 1, "set_aside": 2}


def episodes_of(folder: int) -> list[Episode]:
    """Stretches of care, the newest first."""
    return list(
        Episode.current.filter(folder=folder).select_related("referral").order_by("-began_on", "-made_at")
    )


def open_episode(folder: int) -> Episode | None:
    """The stretch of care that is under way."""
    return Episode.current.filter(folder=folder, state="open").order_by("-began_on").first()


def plans_of(folder: int) -> list[PlanWhole]:
    """Every plan of this part of the record with what is in it, the newest first: three queries."""
    plans = [PlanWhole(p) for p in Plan.current.filter(folder=folder).order_by("-made_at")]
    by_plan = {p.plan.id: p for p in plans}
    goals = {}
    for goal in Goal.current.filter(folder=folder).order_by("made_at"):
        if goal.plan_id in by_plan:
            goals[goal.id] = GoalWithSteps(goal)
            by_plan[goal.plan_id].goals.append(goals[goal.id])
    for step in Step.current.filter(folder=folder).select_related("helper").order_by("due_on", "made_at"):
        if step.goal_id in goals:
            goals[step.goal_id].steps.append(step)
    for plan in plans:
        plan.goals.sort(key=lambda g: ORDER[g.goal.state])
        for one in plan.goals:
            one.steps.sort(key=lambda s: ORDER[s.state])
    return plans


def in_words(choices: Iterable[Choice]) -> list[ChoiceInWords]:
    """Choices by what they are about; they come in order, so that the last of each side is the latest."""
    found: dict[str, ChoiceInWords] = {}
    for choice in choices:
        one = found.setdefault(choice.about, ChoiceInWords(choice.about, {}, []))
        one.latest[choice.stage] = choice
        one.all.append(choice)
    return list(found.values())


def choices_of(folder: int, episode: Episode | None = None) -> list[ChoiceInWords]:
    """The choices of this part of the record, or of one stretch of care."""
    rows = Choice.current.filter(folder=folder).order_by("on", "made_at")
    return in_words(rows.filter(episode=episode) if episode else rows)
