"""What an assessment tells other places of the record: offered with a box to tick, never filled silently."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from alongside.access.viewer import Person, Viewer
from alongside.care import actions as care
from alongside.care.models import Choice, Episode, Goal, Plan
from alongside.measures import answers as said
from alongside.measures import rules
from alongside.measures.models import Response
from alongside.measures.sheet import Answers, Fill, Sheet
from alongside.people.actions.details import change_details
from alongside.people.models import Details
from alongside.people.names import fold
from alongside.ties import actions as ties
from alongside.ties import kinds
from alongside.ties.models import Alter


@dataclass(frozen=True)
class Offer:
    """One thing that could be put somewhere else, in words, and the deed that does it."""

    code: str
    where: str
    words: str
    do: Callable[[Viewer], Any]


@dataclass(frozen=True)
class _For:
    """What a target needs to work out its offers."""

    by: Viewer
    person: Person
    response: Response
    sheet: Sheet
    answers: Answers

    @property
    def folder(self) -> int:
        return self.response.folder

    def one(self, link_id: str) -> Any:
        """The first answer to a question that is asked."""
        found = (o.values for o in rules.asked(self.sheet, self.answers) if o.item.link_id == link_id)
        return next((values[0] for values in found if values), None)


def _map(told: _For, fill: Fill) -> list[Offer]:
    """People who are named, and are not on the map."""
    there = {fold(name) for name in Alter.current.filter(folder=told.folder).values_list("name", flat=True)}
    made = []
    for row in told.answers.get(fill.item, ()):
        name = str((row.get(fill.name) or [""])[0]).strip()[:120]
        answered = (row.get(fill.kind) or [None])[0]
        kind = answered if answered in kinds.BY_CODE else fill.kind if fill.kind in kinds.BY_CODE else ""
        if not name or fold(name) in there:
            continue
        there.add(fold(name))
        words = f"{name}, {kinds.words_of(kind).lower()}" if kind else name
        made.append(Offer(f"map-{fold(name)}", _("On the map"), words, _add(told, name, kind)))
    return made


def _add(told: _For, name: str, kind: str) -> Callable[[Viewer], Any]:
    more = {"kind": kind} if kind else {}
    return lambda by: ties.add_alter(
        by=by, folder=told.folder, name=name, source=told.response.source, **more
    )


def _choice(told: _For, fill: Fill) -> list[Offer]:
    """What they want about drinking or using, where that was not the last thing said."""
    value = dict(fill.codes).get(str(told.one(fill.item)))
    episode = Episode.current.filter(folder=told.folder, state="open").first()
    if value is None or episode is None:
        return []
    last = Choice.current.filter(
        folder=told.folder, episode=episode, about=fill.about, stage=Choice.Stage.PREFERENCE
    )
    newest = last.order_by("-on", "-made_at").first()
    if newest is not None and newest.value == value:
        return []
    about, what = Choice.About(fill.about).label, Choice.Value(value).label
    words = _("%(about)s, wanted: %(what)s") % {"about": about, "what": str(what).lower()}
    do = _choose(told, episode, fill.about, value)
    return [Offer(f"choice-{fill.about}", _("Wanted, offered, agreed"), words, do)]


def _choose(told: _For, episode: Episode, about: str, value: str) -> Callable[[Viewer], Any]:
    return lambda by: care.choose(
        by=by, episode=episode, stage=Choice.Stage.PREFERENCE, value=value, about=about,
        source=told.response.source,
    )  # fmt: skip


def _goal(told: _For, fill: Fill) -> list[Offer]:
    """Their own words, into the plan that is open."""
    words = told.one(fill.item)
    plan = Plan.current.filter(folder=told.folder, state__in=("draft", "agreed")).order_by("-made_at").first()
    if not words or plan is None:
        return []
    words = str(words)[:2000]
    if Goal.current.filter(folder=told.folder, plan=plan, words=words).exists():
        return []
    return [Offer("goal", _("In the plan"), words, _plan(told, plan, words))]


def _plan(told: _For, plan: Plan, words: str) -> Callable[[Viewer], Any]:
    return lambda by: care.add_goal(by=by, plan=plan, words=words, source=told.response.source)


def _details(told: _For, fill: Fill) -> list[Offer]:
    """What they say about themselves, where the contact part may be written."""
    contact, words = told.person.folder("contact"), told.one(fill.item)
    if contact is None or not told.person.writes("contact") or not words:
        return []
    name = fill.to.removeprefix("details.")
    field: Any = Details._meta.get_field(name)
    words = str(words)[: field.max_length or 200]
    details = Details.current.filter(folder=contact).first()
    now = getattr(details, name) if details else ""
    if now == words:
        return []
    shown = _("%(words)s (now: %(now)s)") % {"words": words, "now": now} if now else words
    return [Offer(fill.to, _("In their details"), shown, _detail(contact, details, name, words))]


def _detail(contact: int, details: Details | None, name: str, words: str) -> Callable[[Viewer], Any]:
    values: dict[str, Any] = {name: words}
    return lambda by: change_details(by=by, folder=contact, details=details, **values)


TARGETS: Final[dict[str, Callable[[_For, Fill], list[Offer]]]] = {
    "map": _map, "choice": _choice, "goal": _goal, "details": _details,
}  # fmt: skip
"""What one tick writes. What could go wrong, the home and medicines are looked at together on pages of their own (`told`)."""


def offers(*, by: Viewer, person: Person, response: Response) -> list[Offer]:
    """Everything that this response could tell another place, and that does not stand there yet."""
    sheet = said.sheet_of(response)
    if sheet is None:
        return []
    told = _For(by, person, response, sheet, said.of(response))
    made = []
    for fill in sheet.fills:
        target = TARGETS.get(fill.to.split(".")[0])
        made += target(told, fill) if target else []
    return made
