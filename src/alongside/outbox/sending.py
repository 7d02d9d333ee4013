"""The task that sends: once a minute, one message after another, one part of a record at a time.

What is known at each moment is written before the next thing is done, in a transaction of its own:

    next_to_send → read the message → read the way, decide → write `sending` → hand it over → write how it went

Killed before `sending`, nothing has gone and it comes again ten minutes later. Killed after it, nobody knows: the
carrier is asked by the message's key, and where it cannot tell, a person decides (`unsure`). Nothing goes twice by itself.
"""

import datetime as dt
import logging
import secrets
import time
from dataclasses import dataclass
from typing import Any

from alongside.access import folders, tasks
from alongside.access.models import Stale
from alongside.access.moving import move
from alongside.outbox import checks, keepers, rules
from alongside.outbox.carriers import Carrier, CutOff, Later, Refused, carrier_for, set_up
from alongside.outbox.models import Message
from alongside.outbox.states import WIRE
from alongside.outbox.wording import Written
from alongside.people.models import ContactWay

log = logging.getLogger(__name__)
TASK = "send"
SECONDS = 40
"""How long one run goes on: the task comes each minute, and other tasks wait meanwhile."""
ASK_ONCE_MORE_AFTER = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Job:
    """What the queue knows: a row and its folder, and where this same person's ways to be reached lie."""

    folder: int
    message: int
    contacts: list[int]
    tries: int


def send_due(*, seconds: float = SECONDS) -> int:
    """Send what is due; answers how many messages were looked at."""
    until, looked_at = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        job = _next()
        if job is None:
            break
        looked_at += 1
        try:
            _one(job)
        except Stale:
            continue  # somebody changed it in the same moment: theirs stands
        except Exception as fault:  # one message that cannot be sent keeps no other here
            # Never the fault's own words: they may repeat a number or a name.
            log.error("a message was left where it was: %s", type(fault).__name__)
    return looked_at


def _next() -> Job | None:
    with tasks.opened(TASK):
        found = folders.rows("select * from access.next_to_send()")
    return Job(**found[0]) if found else None


def _one(job: Job) -> None:
    with tasks.opened(TASK, [job.folder]) as by:
        message = Message.current.filter(folder=job.folder, pk=job.message).first()
        kept = keepers.why_not(by, message) if message is not None else ""
    if message is None or message.state not in ("queued", "sending"):
        with tasks.opened(TASK):
            _settle(job)
    elif message.state == "sending":
        _after_a_cut(job, message)
    elif kept:
        _write(job, message, "hold", held_why=kept)
    else:
        _decide(job, message)


def _decide(job: Job, message: Message) -> None:
    """Ask the rules of now, then hold, wait or send."""
    way, now = _way(job, message)
    decision = rules.decide(
        way,
        message.channel,
        now,
        ask_again_days=set_up()["ask_again_days"],
        looked_on=message.looked_on,
    )
    if rules.has_passed(message.at, now):
        return _write(job, message, "hold", held_why="time_passed")
    if way is None or isinstance(decision, rules.Hold):
        why = decision.why if isinstance(decision, rules.Hold) else "no_way"
        return _write(job, message, "hold", held_why=why)
    if isinstance(decision, rules.Wait):
        return _wait(job, message, decision.until)
    here, carrier = _here(), carrier_for(message.channel)
    named, name = checks.may_be_named(way), here.name
    why = "demo" if here.demo else checks.why_not(message, carrier, named, name)
    if why or carrier is None:
        return _write(job, message, "hold", held_why=why)
    return _send(job, message, carrier, way.value, checks.words_of(message, named, name))


def _here() -> checks.Service:
    with tasks.opened(TASK):
        return checks.service()


def _way(job: Job, message: Message) -> tuple[ContactWay | None, dt.datetime]:
    """The way as it is now, looked for where this person's ways lie and nowhere else; and the time."""
    theirs = [folder for folder in job.contacts if folder == message.way_folder]
    with tasks.opened(TASK, theirs) as by:
        way = ContactWay.current.filter(folder__in=theirs, pk=message.way).first() if theirs else None
        return way, by.now


def _send(job: Job, message: Message, carrier: Carrier, to: str, words: Written) -> None:
    with tasks.opened(TASK, [job.folder]) as by:
        move(message, WIRE, "take", by=by, key=message.key or secrets.token_hex(16))
    try:
        carrier.send(to, words, message.key)
    except Later:
        _later(job, message)
    except Refused:
        _write(job, message, "refuse")
    except CutOff:
        _after_a_cut(job, message, just_now=True)
    else:
        _delivered(job, message)


def _delivered(job: Job, message: Message) -> None:
    with tasks.opened(TASK, [job.folder]) as by:
        move(message, WIRE, "deliver", by=by, sent_at=by.now)
        _settle(job)


def _after_a_cut(job: Job, message: Message, *, just_now: bool = False) -> None:
    """It may have gone: ask the carrier; where it cannot tell, a person decides."""
    carrier = carrier_for(message.channel)
    took = carrier.took(message.key) if carrier else None
    if took:
        _delivered(job, message)
    elif took is None:
        _write(job, message, "lose")
    elif just_now:
        # What is on its way may still arrive there: ask once more before it is sent again.
        with tasks.opened(TASK) as by:
            _settle(job, by.now + ASK_ONCE_MORE_AFTER)
    else:
        _later(job, message)


def _later(job: Job, message: Message) -> None:
    with tasks.opened(TASK, [job.folder]) as by:
        at = rules.next_try(job.tries, by.now)
        if at is None:
            move(message, WIRE, "hold", by=by, held_why="carrier")
            _settle(job)
        else:
            move(message, WIRE, "later", by=by, due_at=at)
            _settle(job, at, counts=True)


def _wait(job: Job, message: Message, until: dt.datetime) -> None:
    with tasks.opened(TASK, [job.folder]) as by:
        message.change(by=by, due_at=until)
        _settle(job, until)


def _write(job: Job, message: Message, deed: str, **values: Any) -> None:
    """The last word on it, and out of the queue, in one transaction."""
    with tasks.opened(TASK, [job.folder]) as by:
        move(message, WIRE, deed, by=by, **values)
        _settle(job)


def _settle(job: Job, due: dt.datetime | None = None, *, counts: bool = False) -> None:
    folders.call("select access.settle_sending(%s, %s, %s, %s)", job.folder, job.message, due, counts)
