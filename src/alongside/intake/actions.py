"""Every change of the first hour. Whether anybody is known here is neither asked nor told."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access.sources import Source
from alongside.access.viewer import LONDON, Person, Refused, Viewer
from alongside.care import actions as care
from alongside.desk import actions as desk
from alongside.intake import rules
from alongside.intake.models import Call, First, Meanwhile
from alongside.people import actions as people
from alongside.people import safe
from alongside.people.models import ContactWay
from alongside.web.jinja import when

NOTHING_KEPT = "nothing"


def _allowed(why_not: str) -> None:
    if why_not:
        raise Refused(why_not)


def _called(by: Viewer, call_name: str, way: str) -> str:
    """What to call somebody who has not said: by when it was."""
    return call_name or _("%(way)s %(when)s") % {"way": way, "when": when(by.now)}


@transaction.atomic
def first_contact(
    *, by: Viewer, how: str, call_name: str = "", parts: Iterable[str] = ("treatment",), team: int | None = None,
    way: Mapping[str, Any] | None = None, words: str = "", who: str = "", conditions: str = "",
    signs: Iterable[str] = (), today: bool | None = None, keep_close: bool | None = None,
) -> Person:  # fmt: skip
    """Write down that somebody has come: a record opens, they wait from today, and `today` is the worker's own decision."""
    parts, signs = list(parts), [code for code in rules.BY_CODE if code in set(signs)]
    typed = (call_name, words, who, str((way or {}).get("value", "")))
    _allowed(rules.why_not_first(typed, signs, today))
    person = people.add_person(
        by=by, call_name=_called(by, call_name, str(First.How(how).label)), parts=parts, team=team, way=way, keep_close=keep_close
    )  # fmt: skip
    folder = person.folder(parts[0])
    assert folder is not None
    source = Source.DOCUMENT if how in rules.DOCUMENTS else Source.SAID
    source = Source.TOLD if how in rules.WITHOUT_THEM else source
    referral = care.refer(
        by=by, folder=folder, came_from=rules.CAME_FROM[how], who=who, words=words, conditions=conditions,
        urgent=bool(today), source=source,
    )  # fmt: skip
    First.add(by=by, folder=folder, referral=referral, how=how, signs=" ".join(signs))
    return person


def said_by(call_name: str, way: Mapping[str, Any] | None) -> str:
    """Who rang and how they are reached safely, for the desk: from what was typed once."""
    if way is None:
        return call_name
    reached = ContactWay(**way)
    facts = [call_name, safe.value_in_words(reached), safe.may_in_words(reached), safe.when_in_words(reached)]
    return ", ".join(filter(None, facts))[:500]


@transaction.atomic
def take_call(
    *, by: Viewer, words: str = "", call_name: str = "", way: Mapping[str, Any] | None = None,
    team: int | None = None, wants: str = Call.Wants.NOT_ASKED, danger: str = "", kind: str = "other", about: str = "",
    not_for: Iterable[int] = (),
) -> Person | None:  # fmt: skip
    """Keep what somebody said who rang, in a part of their own, and pass the worry on where there is one (`danger` is said).

    Who would rather that nothing is kept of them has no record; what they worry about can be passed on without them.
    """
    _allowed(rules.why_not_call(words, about, bool(danger)))
    person = None
    if wants != NOTHING_KEPT:
        if not any(text.strip() for text in (words, call_name, str((way or {}).get("value", "")))):
            raise Refused(_("Write what you have: a name, a number, or a word of what was said."))
        called = _called(by, call_name, str(First.How.CALL.label))
        person = people.add_person(by=by, call_name=called, parts=("family",), team=team, way=way)
        folder = person.folder("family")
        assert folder is not None
        Call.add(by=by, folder=folder, words=words, wants=wants)
        if wants == Call.Wants.YES:
            referral = care.refer(by=by, folder=folder, came_from="self", words=words)
            First.add(by=by, folder=folder, referral=referral, how=First.How.CALL)
    if danger:
        told_by = "" if wants == NOTHING_KEPT else said_by(call_name, way)
        desk.pass_on(
            by=by, kind=kind, danger=danger, words=words, about=about, told_by=told_by, not_for=not_for
        )
    return person


@transaction.atomic
def add_meanwhile(*, by: Viewer, folder: int, line: str, on: dt.date | None = None) -> Meanwhile:
    """Write what happened while they wait: one line, and its day."""
    on = on or by.now.astimezone(LONDON).date()
    if not line.strip():
        raise Refused(_("Write what happened, in a line."))
    if on > by.today:
        raise Refused(_("This day is still to come."))
    return Meanwhile.add(by=by, folder=folder, on=on, line=line)
