"""Two workers, each with somebody of their own whom the other may not open."""

import re
from dataclasses import dataclass
from typing import Any

from alongside.access import handles
from alongside.people import actions
from alongside.people.models import Line


@dataclass
class Somebody:
    """A person, as a test knows them."""

    folders: dict[str, int]
    id: int

    @property
    def handle(self) -> str:
        """As in an address."""
        return handles.seal("person", self.folders["line"], self.folders["line"])

    def row(self, purpose: str, row: Any) -> str:
        """The handle of a row of theirs."""
        return handles.seal(purpose, row.folder, row.pk)


def somebody(house: Any, staff: int, call_name: str, **more: Any) -> Somebody:
    """A person added by a worker, by the action that the page calls."""
    with house.viewer(staff) as by:
        person = actions.add_person(by=by, call_name=call_name, **more)
        return Somebody({h.kind: h.folder for h in person.held}, person.id)


def line_of(house: Any, staff: int, who: Somebody) -> Line:
    """Their line, read by a worker."""
    with house.viewer(staff):
        return Line.current.get(folder=who.folders["line"])


def said(answer: Any) -> tuple[int, str]:
    """What an answer says, without what is random in every answer."""
    text = answer.content.decode()
    for part in (
        r'(?<=name="csrfmiddlewaretoken" value=")\w+',
        r'(?<=name="once" value=")[\w-]+',
        r"(?<=/)[\w-]{43}(?=/)",
    ):
        text = re.sub(part, "…", text)
    return answer.status_code, text
