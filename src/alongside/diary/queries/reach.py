"""A number of one's own for when a colleague is late, and whether texts go from here at all."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.outbox.carriers import is_set_up
from alongside.outbox.holds import HOLDS
from alongside.people.safe import number_in_words
from alongside.web.jinja import is_demo


@dataclass(frozen=True)
class Mine:
    """The viewer's own number, and since when it could not be reached."""

    phone: str
    refused_at: dt.datetime | None

    @property
    def number(self) -> str:
        """As people write it."""
        return number_in_words(self.phone)


def mine() -> Mine | None:
    """What the viewer gave."""
    found = folders.rows("select * from access.my_reach()")
    return Mine(**found[0]) if found else None


def nothing_goes() -> str:
    """Why no text goes from here to anybody, as the outbox says it; empty where they go."""
    if is_demo():
        return _(HOLDS["demo"].words)
    return "" if is_set_up("text") else _(HOLDS["no_texts_set_up"].words)
