"""What the tests of the outbox begin from: two persons who share a name and a home, ways to reach them, and carriers."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import override_settings
from tests.ground import Who, as_task

from alongside.outbox import actions
from alongside.outbox.models import Message
from alongside.outbox.wording import Written
from alongside.people.models import ContactWay, Line
from alongside.people.names import fold

# A Tuesday in winter that has not been yet, at ten in the morning in London.
NOW = dt.datetime(2035, 11, 6, 10, 0, tzinfo=dt.UTC)
SAFE: dict[str, Any] = {"may_contact": "yes", "when": "any"}
PHONE, OTHER_PHONE = "+447700900123", "+447700900456"


def way_of(by: Any, who: Who, kind: str = "phone", value: str = PHONE, **rules: Any) -> ContactWay:
    """A way to reach somebody that is safe, but for what the rules say."""
    told = {**SAFE, "asked_on": by.today, **rules}
    if kind == "post":
        told.setdefault("letter_rule", "plain")
    return ContactWay.add(by=by, folder=who.folders["contact"], kind=kind, value=value, **told)


def line_of(by: Any, who: Who, name: str) -> None:
    """What to call them."""
    Line.add(by=by, folder=who.folders["line"], call_name=name, sort_key=fold(name), reference="K7-4QX-9")


@dataclass
class Stub:
    """A carrier that keeps what it was handed; `then` is done at each sending, and may raise."""

    sender: str = "hello@lark.example"
    sent: list[tuple[str, Written, str]] = field(default_factory=list)
    then: Any = None
    knows: bool | None = None
    on_the_way: Any = None

    def send(self, to: str, words: Written, key: str) -> None:
        """Take it."""
        if self.on_the_way:
            self.on_the_way()
        if self.then is not None:
            trouble = self.then
            if isinstance(trouble, list):
                trouble = trouble.pop(0) if trouble else None
            if trouble is not None:
                raise trouble
        self.sent.append((to, words, key))

    def took(self, key: str) -> bool | None:
        """What it says of an earlier sending."""
        return self.knows


@contextlib.contextmanager
def carrying(monkeypatch: pytest.MonkeyPatch, carrier: Any) -> Iterator[Any]:
    """With this carrier for texts and e-mails, or with none."""
    with monkeypatch.context() as patch:
        for module in ("sending", "actions.deciding"):
            patch.setattr(f"alongside.outbox.{module}.carrier_for", lambda channel: carrier)
        yield carrier


def run(seconds: float = 20) -> int:
    """One run of the task that sends, by its own log-in."""
    from alongside.outbox import sending

    with as_task():
        return sending.send_due(seconds=seconds)


@dataclass
class Post:
    """Two tellers whose workers may each open one of them, with a telephone each."""

    tellers: Any
    ways: dict[int, ContactWay]

    @property
    def house(self) -> Any:
        """The service."""
        return self.tellers.house

    def text(self, who: Who | None = None, template: str = "ring", **more: Any) -> Message:
        """A text about somebody's treatment, by their worker."""
        who = who or self.tellers.one
        staff = self.tellers.ash if who is self.tellers.one else self.tellers.bo
        with self.house.viewer(staff, "person", who.folders["line"]) as by:
            return actions.send(
                by=by,
                folder=who.folders["treatment"],
                template=template,
                channel="text",
                way=self.ways[who.id],
                **more,
            )

    def state(self, message: Message) -> tuple[str, str]:
        """How it stands, and why."""
        return self.house.sql.execute(
            "select state, held_why from outbox_message where id = %s", (message.pk,)
        ).fetchone()

    def waiting(self) -> int:
        """How many rows stand in the queue."""
        return self.house.sql.execute("select count(*) from access.outgoing").fetchone()[0]


def post_of(tellers: Any, **rules: Any) -> Post:
    """Two persons called Lou, each with a telephone of their own."""
    ways = {}
    for who, staff, number in (
        (tellers.one, tellers.ash, PHONE),
        (tellers.other, tellers.bo, OTHER_PHONE),
    ):
        with tellers.house.viewer(staff) as by:
            line_of(by, who, "Lou Lark")
            ways[who.id] = way_of(by, who, value=number, **rules)
    return Post(tellers, ways)


def outbox_with(**settings: Any) -> Any:
    """The settings of what goes out, with these changed."""
    from django.conf import settings as now

    return override_settings(OUTBOX={**now.OUTBOX, **settings})
