"""A records officer, a safeguarding desk, and two workers of two teams who each add people of their own."""

import datetime as dt
import re
from typing import Any

from tests.ground import House, Tellers

from alongside.outbox.tests.ground import as_task
from alongside.people import actions as people
from alongside.people.tests.people import Somebody, somebody
from alongside.records import actions, looking, queries

BORN = dt.date(1984, 3, 5)


class Office(Tellers):
    """Rae holds the records, Dee the desk, Kim both teams' lead; Ash and Bo work with people whom the other may not open."""

    def __init__(self, house: House, tellers: Tellers | None = None) -> None:
        vars(self).update(vars(tellers or Tellers(house)))
        self.rae, self.dee = house.staff("Rae"), house.staff("Dee")
        self.boss = house.staff("Kerry", administrator=True)
        self.seat = house.seat("records", None, "Records officer", self.rae)
        self.desk = house.seat("desk", None, "Safeguarding desk", self.dee)
        self.people: dict[str, Somebody] = {}

    def add(
        self, staff: int, name: str, *, also: str = "", former: str = "", phone: str = "", **details: Any
    ) -> Somebody:
        """Somebody is added by a worker, by the actions that the pages call."""
        way = {"kind": "phone", "value": phone} if phone else None
        who = somebody(self.house, staff, name, details=details, way=way)
        for kind, text in (("papers", also), ("former", former)):
            if text:
                with self.house.viewer(staff) as by:
                    people.add_name(by=by, folder=who.folders["contact"], kind=kind, text=text)
        return who

    def knows(self, staff: int, who: Somebody) -> None:
        """Somebody who works here knows them outside work."""
        self.house.sql.execute(
            "insert into access.conflict (id, staff, person, why, starts, recorded_by) "
            "values (access.new_id(), %s, %s, 'family', access.clock(), %s)", (staff, who.id, self.boss),
        )  # fmt: skip

    # Looking and deciding

    def look(self, *, step: int = 2000) -> int:
        """The records officer asks, and the task looks to the end."""
        with self.house.viewer(self.rae, "none") as by:
            actions.look_again(by=by)
        return run(step=step)

    def queue(self, staff: int | None = None) -> list[dict[str, Any]]:
        """What waits for somebody, who need not hold any seat."""
        with self.house.viewer(staff or self.rae, "none") as by:
            return queries.queue(by)

    def names(self, staff: int | None = None) -> list[tuple[str, ...]]:
        """The pairs that wait, by name."""
        return [tuple(sorted((one["one"]["name"], one["other"]["name"]))) for one in self.queue(staff)]

    def settle(self, outcome: str, staff: int | None = None, pair: int | None = None) -> int:
        """Decide the first that waits."""
        number = pair or self.queue(staff)[0]["id"]
        with self.house.viewer(staff or self.rae, "none") as by:
            actions.settle(
                by=by, pair=number, outcome=outcome, why="" if outcome == "later" else "Ash rang and asked."
            )
        return number

    def value(self, sql: str, *values: Any) -> Any:
        """What the superuser sees."""
        return self.house.sql.execute(sql, values).fetchone()[0]


def office_of(tellers: Tellers) -> Office:
    """The same for two tellers who are there already."""
    return Office(tellers.house, tellers)


def run(*, step: int = 2000) -> int:
    """One run of the task, by its own log-in."""
    with as_task():
        return looking.go_on(seconds=60, step=step)


def office(house: House) -> Office:
    """Told once, and cloned."""
    return Office(house)


def shape(answer: Any) -> tuple[int, dict[str, str], str]:
    """What an answer says, without what is random in every answer."""
    text = answer.content.decode(errors="replace")
    for part in (
        r'(?<=name="csrfmiddlewaretoken" value=")\w+',
        r'(?<=name="once" value=")[\w-]+',
        r'(?<=nonce[-=]["\'])[^"\']+',
        r'(?<=data-keeps=")[^"]+',  # a key of the session
    ):
        text = re.sub(part, "…", text)
    kept = {
        name: re.sub(r"nonce-[^']+", "…", value)
        for name, value in answer.headers.items()
        if name not in ("Set-Cookie",)
    }
    return answer.status_code, kept, text
