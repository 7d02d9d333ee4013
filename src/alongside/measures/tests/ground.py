"""What these tests begin from: one person with two parts of an assessment done and one begun, made by the actions themselves."""

from dataclasses import dataclass
from typing import Any

from alongside.care.tests.ground import under_way
from alongside.measures import actions
from alongside.measures.library import library
from alongside.web.registry import PAGES
from alongside.web.wrapper import url

CHILDREN = {
    "children-asked": ["asked"],
    "children-any": ["own"],
    "child": [{"child-name": ["Ivy"], "child-age": [4], "child-lives": ["with-them"]}],
}
HOME = {"home-tonight": ["for-now"], "home-words": ["On Nan’s sofa"]}


def sheet(slug: str) -> Any:
    """The newest edition of one of ours."""
    return library().newest[slug]


def save(by: Any, folder: int, slug: str, answers: Any, **more: Any) -> Any:
    """A part saved, alone with them unless said otherwise."""
    told = {"company": "alone", **more}
    return actions.save_part(by=by, folder=folder, sheet=sheet(slug), answers=answers, **told)


@dataclass
class Asked:
    """A person with an assessment under way, and the address of every page about it."""

    who: Any
    folder: int
    assessment: Any
    children: Any
    home: Any

    def address(self, name: str, topic: str = "home") -> str:
        """The address of a page, for the rows of this person."""
        rows = {
            "part": self.who.part(),
            "assessment": self.assessment,
            "response": self.children,
            "topic": topic,
        }
        route = PAGES[name].route
        return url(name, **{key: value for key, value in rows.items() if f":{key}>" in route})


def asked(tellers: Any, staff: int, who: Any) -> Asked:
    """An assessment begun: children and home done, the mind begun."""
    from alongside.people.models import Line

    with tellers.house.viewer(staff) as by:
        Line.add(by=by, folder=who.folders["line"], call_name="Lou", sort_key="lou", reference="K7-4QX-9")
        folder = under_way(by, who.folders["treatment"]).folder
        assessment = actions.begin_assessment(by=by, folder=folder, kind="full")
        children = save(by, folder, "children", CHILDREN, done=True)
        home = save(by, folder, "home", HOME, done=True)
        save(by, folder, "mind", {"mind-words": ["Up and down"], "thoughts-now": ["thoughts"]})
    return Asked(who, folder, assessment, children, home)
