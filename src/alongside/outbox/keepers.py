"""What other apps know of a message: whether it may still go, and what is to be written down once a letter has gone.

A letter that goes outside goes only where an app vouches for it: with no keeper for its template it stays here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from alongside.access.viewer import Viewer
from alongside.outbox.models import Message


@dataclass(frozen=True)
class Keeper:
    """Why a message may not go now (a line of `holds`, or nothing); what follows once a letter has gone."""

    why_not: Callable[[Viewer, Message], str]
    gone: Callable[[Viewer, Message], None] | None = None


EVERY: Final = ""
KEEPERS: Final[dict[str, Keeper]] = {}
"""By the template of a letter; `EVERY` is asked of each letter, text and e-mail."""


def _of(message: Message) -> list[Keeper]:
    named = (EVERY, message.template) if message.channel == Message.Channel.LETTER else (EVERY,)
    return [KEEPERS[name] for name in named if name in KEEPERS]


def why_not(by: Viewer, message: Message) -> str:
    """The line of `holds` that keeps a message here, or nothing."""
    if message.goes_outside and message.template not in KEEPERS:
        return "no_way"
    return next((why for keeper in _of(message) if (why := keeper.why_not(by, message))), "")


def gone(by: Viewer, letter: Message) -> None:
    """It is in the post, or handed over."""
    for keeper in _of(letter):
        if keeper.gone is not None:
            keeper.gone(by, letter)
