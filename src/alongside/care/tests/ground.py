"""What the tests of the course of care begin from: care under way, made by the actions themselves."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from alongside.care import actions
from alongside.ties.models import Alter, Tie

# A Tuesday that has not been yet: staff join their teams at the machine's own time.
TODAY = dt.date(2035, 11, 6)
NOW = dt.datetime(2035, 11, 6, 10, 0, tzinfo=dt.UTC)


def alter(by: Any, folder: int, name: str, helps: int | None = 2, **tie: Any) -> Alter:
    """Someone on the map of this part of the record."""
    someone = Alter.add(by=by, folder=folder, name=name)
    Tie.add(by=by, folder=folder, alter=someone, helps=helps, **tie)
    return someone


@dataclass
class Course:
    """Care under way: everything of it that a page may need."""

    folder: int
    referral: Any
    episode: Any
    plan: Any
    goal: Any
    step: Any
    nan: Any
    session: Any


def under_way(by: Any, folder: int, name: str = "Nan") -> Course:
    """Referred three weeks ago, planned, one step with someone who helps, one contact a week ago."""
    ago = lambda days: by.today - dt.timedelta(days=days)  # noqa: E731
    referral = actions.refer(by=by, folder=folder, came_from="self", on=ago(21), words="Wants weekends back")
    episode = actions.accept(by=by, referral=referral, on=ago(20))
    nan = alter(by, folder, name)
    plan = actions.draft_plan(by=by, episode=episode, words="To be steady")
    goal = actions.add_goal(by=by, plan=plan, words="Whole weekends with him")
    step = actions.add_step(
        by=by, goal=goal, words="Ask about Sundays", by_whom="someone", helper=nan, due_on=by.today
    )
    actions.agree_plan(by=by, plan=plan, review_on=by.today + dt.timedelta(days=30))
    session = actions.write_session(
        by=by,
        folder=folder,
        at=by.now - dt.timedelta(days=7),
        note="Spoke of Sundays",
        agreed="ask Nan about the meeting",
    )
    return Course(folder, referral, episode, plan, goal, step, nan, session)


def seed(house: Any, staff: int, who: Any, kind: str = "treatment") -> Course:
    """The same, committed."""
    with house.viewer(staff) as by:
        return under_way(by, who.folders[kind])


@dataclass
class OnPages:
    """A person with care under way, and the address of every page about it."""

    house: Any
    who: Any
    care: Course
    due: Any
    review: Any

    def address(self, name: str) -> str:
        """The address of a page, for the rows of this person."""
        from alongside.web.registry import PAGES
        from alongside.web.wrapper import url

        rows = {
            "part": self.who.part(), "plan": self.care.plan, "goal": self.care.goal, "step": self.care.step,
            "session": self.care.session, "review": self.review, "referral": self.care.referral,
            "episode": self.care.episode, "due": self.due, "deed": DEED.get(name, ""),
        }  # fmt: skip
        route = PAGES[name].route
        return url(
            name, **{k: v for k, v in rows.items() if f":{k}>" in route and k != "deed"}, **_deed(route, name)
        )


DEED = {"answer_referral": "accept", "move_plan": "close", "move_goal": "reach", "move_step": "done"}


def _deed(route: str, name: str) -> dict[str, str]:
    return {"deed": DEED[name]} if "<slug:deed>" in route else {}


def on_pages(house: Any, staff: int, who: Any, kind: str = "treatment") -> OnPages:
    """The same, with an appointment today and a review begun: every page has something to show."""
    with house.viewer(staff) as by:
        from alongside.people.models import Line

        name = "Lou" if kind == "treatment" else "Mo"
        Line.add(
            by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference="K7-4QX-9"
        )
        care = under_way(by, who.folders[kind])
        due = actions.book(by=by, folder=care.folder, at=by.now + dt.timedelta(minutes=30))
        review = actions.begin_review(by=by, episode=care.episode)
    return OnPages(house, who, care, due, review)
