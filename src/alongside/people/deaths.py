"""Whether somebody is known to have died: asked in one place, and answered only from the parts that the viewer holds."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from alongside.access.viewer import Person
from alongside.web.wrapper import Request


@dataclass(frozen=True)
class Death:
    """That it stands: the day, and the ways from it (words, address): to look back on it, to say that it was a mistake."""

    on: dt.date
    ways: tuple[tuple[str, str], ...] = ()


KNOWN: list[Callable[[Request, Person], Death | None]] = []
"""Who may know of it: an app above says so from its own rows, which the policy lets through or not."""


def death_of(request: Request, person: Person) -> Death | None:
    """That they died, as far as the viewer may know; None where it does not stand, or is not theirs to see."""
    return next((death for ask in KNOWN if (death := ask(request, person)) is not None), None)
