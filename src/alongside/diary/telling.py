"""The task that tells whoever looks for a colleague who is out alone and late, by a text to a number of their own: each minute.

    next_late → hand the text over → say that it has gone

The text goes first: cut off in between, somebody is texted twice, which harms nobody; the other way round it might be nobody.
What did not go comes again in a minute, for as long as they are late. Who looks is for the database alone to say
(`access.looks_for`), which tells this task neither whom they visit nor where. Today says it in any case: nothing there rests on
a text.
"""

import datetime as dt
import hashlib
import logging
from dataclasses import dataclass
from typing import Any

from alongside.access import folders, tasks
from alongside.outbox import checks
from alongside.outbox.carriers import Carrier, Refused, carrier_for
from alongside.outbox.wording import late

log = logging.getLogger(__name__)
TASK = "late"


@dataclass(frozen=True)
class Turn:
    """It is somebody's turn to look, of whom there is a number."""

    visit: int
    staff: int
    back_by: dt.datetime
    phone: str

    @property
    def key(self) -> str:
        """The same for each try."""
        its = f"{self.visit}/{self.staff}/{self.back_by.timestamp()}"
        return hashlib.sha256(its.encode()).hexdigest()[:32]


def tell() -> int:
    """Text everybody whose turn it is; answers how many were."""
    with tasks.opened(TASK):
        if checks.service().demo:
            return 0
        turns = [Turn(**row) for row in folders.rows("select * from access.next_late()")]
    carrier = carrier_for("text") if turns else None
    if turns and carrier is None:
        log.warning("somebody is late, and nobody is texted: no way to send texts is set up")
    return sum(_one(carrier, turn) for turn in turns) if carrier else 0


def _one(carrier: Carrier, turn: Turn) -> bool:
    try:
        _hand_over(carrier, turn)
    except Exception as fault:  # one that cannot be texted keeps nobody else from it
        # Never the fault's own words: they may repeat a number.
        log.error("a text to whoever looks did not go, and is tried again: %s", type(fault).__name__)
        return False
    return True


def _hand_over(carrier: Carrier, turn: Turn) -> None:
    try:
        carrier.send(turn.phone, late(), turn.key)
    except Refused:
        _say("select access.refused_late(%s, %s)", turn.staff, turn.phone)
        raise
    _say("select access.said_late(%s, %s, %s)", turn.visit, turn.staff, turn.back_by)


def _say(sql: str, *values: Any) -> None:
    with tasks.opened(TASK):
        folders.call(sql, *values)
