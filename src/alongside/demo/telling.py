"""How a story is told: one dated deed after another, each through the action that a page would call.

    with told.by("Ash Okafor", days_ago=120) as by: …

The viewer is real: that worker's own session, grants and policies. Only the moment is moved back, so that eighteen months
of care can be told in a minute; the log keeps the true time.
"""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from alongside.access import folders, viewer
from alongside.access.viewer import LONDON, Person, Viewer
from alongside.care import actions as care
from alongside.measures import actions as measures
from alongside.measures.library import library
from alongside.measures.queries import open_assessment
from alongside.outbox import actions as outbox
from alongside.outbox.actions.deciding import ways_of
from alongside.people import actions as people
from alongside.people.models import Line
from alongside.ties import actions as ties
from alongside.ties.models import Alter


@dataclass
class Told:
    """The demo as it is being told: its staff, by name, and how to be one of them."""

    staff: dict[str, int]
    teams: dict[str, int]
    tokens: dict[str, bytes]
    owner: Any

    def was(self, table: str, rows: list[int], days_ago: int) -> None:
        """Put back the moment of rows that the database dates itself, by its own clock."""
        from alongside.access.arrange import as_gate

        with as_gate(self.owner) as cursor:
            cursor.execute(
                f"update {table} set at = at - %s * interval '1 day' where id = any(%s)", [days_ago, rows]
            )

    @contextlib.contextmanager
    def by(self, name: str, *, days_ago: int = 0, hour: int = 11) -> Iterator[Viewer]:
        """Be this worker on that day, at that hour in London."""
        with viewer.opened(self.tokens[name], scope="all", route="demo", writes=True) as who:
            day = who.today - dt.timedelta(days=days_ago)
            moment = dt.datetime.combine(day, dt.time(hour), LONDON)
            then = dataclasses.replace(
                who, now=min(moment, who.now).astimezone(dt.UTC), opened_now=who.opened_now
            )
            named = viewer._viewer.set(then)
            try:
                yield then
            finally:
                viewer._viewer.reset(named)

    @contextlib.contextmanager
    def person(self, name: str, folder: int) -> Iterator[Viewer]:
        """Be this worker now, on the page of one person."""
        with viewer.opened(
            self.tokens[name], scope="person", folder=folder, route="demo", writes=True
        ) as who:
            yield who


@dataclass
class Somebody:
    """A person of the demo: their worker, the parts of their record, and the people around them by name."""

    told: Told
    name: str
    worker: str
    kind: str = "treatment"
    parts: dict[str, int] = field(default_factory=dict)
    around: dict[str, Alter] = field(default_factory=dict)
    episode: Any = None
    plan: Any = None
    goals: list[Any] = field(default_factory=list)

    @property
    def folder(self) -> int:
        """The part of the record that most of the story lies in."""
        return self.parts[self.kind]

    def on(self, days_ago: int, hour: int = 11) -> Any:
        """Their worker, on that day."""
        return self.told.by(self.worker, days_ago=days_ago, hour=hour)

    def reference(self) -> str:
        """What they say of themselves when nobody knows them."""
        with self.on(0):
            return Line.current.get(folder=self.parts["line"]).reference

    # The people around them

    def draw(self, days_ago: int, *rows: tuple[Any, ...], knows: tuple[tuple[str, str], ...] = ()) -> None:
        """Draw or change the map: (name, kind, what is told…) for each, and keep it as it was on that day. 5 is closest."""
        with self.on(days_ago) as by:
            for name, kind, told in rows:
                if name in self.around:
                    ties.say(by=by, alter=self.around[name], kind=kind, **told)
                else:
                    self.around[name] = ties.add_alter(
                        by=by, folder=self.folder, name=name, kind=kind, **told
                    )
            for one, other in knows:
                ties.know(by=by, one=self.around[one], other=self.around[other])
            ties.snapshot(by=by, folder=self.folder, drawn_on=by.today)

    # The course of care

    def came(self, days_ago: int, came_from: str, words: str, **more: Any) -> None:
        """How they came, and care begins the same day."""
        with self.on(days_ago) as by:
            referral = care.refer(
                by=by, folder=self.folder, came_from=came_from, words=words, on=by.today, **more
            )
            self.episode = care.accept(by=by, referral=referral, on=by.today)

    def choose(self, days_ago: int, stage: str, value: str, words: str = "") -> None:
        """One side of the choice about using."""
        with self.on(days_ago) as by:
            care.choose(by=by, episode=self.episode, stage=stage, value=value, words=words, on=by.today)

    def plans(self, days_ago: int, words: str, *goals: tuple[Any, ...], review_in: int = 84) -> None:
        """A plan with its goals and steps: (words, capital, [(step, by whom, helper, due in days, done?)…])."""
        with self.on(days_ago) as by:
            self.plan = care.draft_plan(by=by, episode=self.episode, words=words)
            for goal_words, capital, steps in goals:
                goal = care.add_goal(by=by, plan=self.plan, words=goal_words, capital=capital)
                self.goals.append(goal)
                for step in steps:
                    self._step(by, goal, *step)
            care.agree_plan(
                by=by, plan=self.plan, on=by.today, review_on=by.today + dt.timedelta(days=review_in)
            )

    def adds(self, days_ago: int, goal: int, *steps: tuple[Any, ...]) -> None:
        """Steps that came up later, for one of the goals."""
        with self.on(days_ago) as by:
            for words, whom, helper, due_in, done in steps:
                self._step(by, self.goals[goal], words, whom, helper, due_in, done)

    def _step(
        self, by: Viewer, goal: Any, words: str, whom: str, helper: str | None, due_in: int | None, done: Any
    ) -> None:
        step = care.add_step(
            by=by, goal=goal, words=words, by_whom=whom, helper=self.around[helper] if helper else None,
            worker=by.staff if whom == "worker" else None,
            due_on=by.today + dt.timedelta(days=due_in) if due_in is not None else None,
        )  # fmt: skip
        if done:
            care.step_done(by=by, step=step, on=by.today, outcome=done if isinstance(done, str) else "")

    def met(self, days_ago: int, note: str, agreed: str = "", *, how: str = "in_person", state: str = "came",
            hour: int = 11, there: tuple[str, ...] = ()) -> None:  # fmt: skip
        """A contact, written up."""
        with self.on(days_ago, hour + 1) as by:
            at = dt.datetime.combine(by.today, dt.time(hour), LONDON)
            care.write_session(
                by=by, folder=self.folder, at=min(at, by.now), how=how, state=state, note=note, agreed=agreed,
                person_there=state == "came", alters=[self.around[name] for name in there],
            )  # fmt: skip

    def looked_back(
        self, days_ago: int, around: str, moved: str, change: str, helped: tuple[str, ...], next_in: int = 84
    ) -> None:
        """A review."""
        with self.on(days_ago) as by:
            review = care.begin_review(by=by, episode=self.episode, on=by.today)
            care.confirm_people(by=by, review=review, around=around)
            care.finish_review(
                by=by, review=review, moved=moved, to_change=change, helped=[self.around[name] for name in helped],
                next_on=by.today + dt.timedelta(days=next_in),
            )  # fmt: skip

    def booked(self, in_days: int, hour: int = 10, minute: int = 0) -> None:
        """An appointment that is still to come, or later today."""
        with self.on(0) as by:
            at = dt.datetime.combine(by.today + dt.timedelta(days=in_days), dt.time(hour, minute), LONDON)
            if at > by.now:
                care.book(by=by, folder=self.folder, at=at)

    # What was asked

    def assessed(self, days_ago: int, kind: str) -> None:
        """An assessment is begun."""
        with self.on(days_ago) as by:
            measures.begin_assessment(by=by, folder=self.folder, kind=kind)

    def asked(self, days_ago: int, topic: str, answers: dict[str, list[Any]], *, done: bool = True) -> None:
        """One part of it, by linkId, with nobody else in the room."""
        with self.on(days_ago) as by:
            measures.save_part(
                by=by,
                folder=self.folder,
                sheet=library().newest[topic],
                answers=answers,
                company="alone",
                done=done,
            )

    def still_holds(self, days_ago: int, topic: str) -> None:
        """What was said the last time still holds."""
        with self.on(days_ago) as by:
            measures.confirm_last(by=by, folder=self.folder, sheet=library().newest[topic], company="alone")

    def assessment_closed(self, days_ago: int) -> None:
        """It is closed; children were asked about."""
        with self.on(days_ago) as by:
            if under_way := open_assessment(self.folder):
                measures.close_assessment(by=by, assessment=under_way)

    # What goes out

    def may_write_to(self, days_ago: int, address: str, letter_rule: str = "plain") -> None:
        """An address, and how a letter may come there."""
        with self.on(days_ago) as by:
            people.add_way(
                by=by, folder=self.parts["contact"], kind="post", value=address, may_contact="yes", letter_rule=letter_rule,
            )  # fmt: skip

    def texts(
        self, days_ago: int, template: str, *, about_in: int | None = None, at: tuple[int, int] = (10, 0)
    ) -> None:
        """A text from their worker: it waits for a safe time, or is held with the reason."""
        with self.on(days_ago) as by:
            day = by.today + dt.timedelta(days=about_in or 0)
            when = dt.datetime.combine(day, dt.time(*at), LONDON) if about_in else None
            outbox.send(
                by=by,
                folder=self.folder,
                template=template,
                channel="text",
                way=self._way(by, "phone"),
                at=when,
            )

    def letter(self, days_ago: int, words: str, *, second: str = "", written: bool = True) -> None:
        """A letter, asked to be looked at once it is written; where somebody did, it was printed and posted two days later."""
        with self.on(days_ago) as by:
            letter = outbox.write_letter(
                by=by, folder=self.folder, way=self._way(by, "post"), to_name=self.name, words=words
            )
            if written:
                outbox.ask_to_look(by=by, letter=letter)
        if second:
            with self.told.by(second, days_ago=days_ago - 1) as by:
                outbox.let_go(by=by, letter=letter)
            with self.on(days_ago - 2) as by:
                outbox.print_letters(by=by, letters=[letter])
                outbox.posted(by=by, letter=letter)

    def _way(self, by: Viewer, kind: str) -> Any:
        return next(way for way in ways_of(by, self.folder) if way.kind == kind)

    def also_opened_by(self, days_ago: int, colleague: str, reason: str, kinds: tuple[str, ...]) -> None:
        """A colleague may open some parts, for a reason."""
        with self.on(days_ago) as by:
            for kind in kinds:
                folders.give(
                    by=by,
                    folder=self.parts[kind],
                    staff=self.told.staff[colleague],
                    purpose="works_with",
                    reason=reason,
                )


DETAILS = ("pronouns", "born_on", "language")


def somebody(
    told: Told,
    name: str,
    worker: str,
    days_ago: int,
    *,
    kind: str = "treatment",
    phone: str = "",
    **told_of: Any,
) -> Somebody:
    """Add a person, as a worker does at the first contact."""
    details = {field: told_of.pop(field) for field in DETAILS if field in told_of}
    if "born_on" in details:
        details["born_on"] = dt.date.fromisoformat(details["born_on"])
    way = {"kind": "phone", "value": telephone(phone), **safely(told_of)} if phone else None
    with told.by(worker, days_ago=days_ago) as by:
        person: Person = people.add_person(
            by=by, call_name=name, parts=(kind,), team=told.teams[worker], details=details, way=way
        )
        made = Somebody(told, name, worker, kind, {h.kind: h.folder for h in person.held})
    return made


def safely(told_of: dict[str, Any]) -> dict[str, Any]:
    """The times of day as the record keeps them."""
    for said, kept in (("since", "from_time"), ("until", "until_time")):
        if said in told_of:
            hour, minute = told_of.pop(said).split(":")
            told_of[kept] = dt.time(int(hour), int(minute))
    return told_of


def telephone(written: str) -> str:
    """As the record keeps it, from how it is written."""
    return "+44" + written.replace(" ", "")[1:]
