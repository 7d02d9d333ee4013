"""Decisions about leaving that need nobody's record: what stands on the page, what a planned end needs, what a death is."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from alongside.care import rules as care

LOOK_BACK: Final = 28
"""Days after which a death is looked back on unless somebody says otherwise: ours."""


@dataclass(frozen=True)
class Line:
    """One line of the page: what is asked."""

    code: str
    title: Any
    hint: Any = ""


LINES: Final = (
    Line("kit", _("Naloxone kits"), _("For them, and for those around them.")),
    Line("script", _("The prescription"), _("Where it ends, or who goes on with it, and from which day.")),
    Line("letters", _("Letters to send"), _("Their GP, and whoever else they agreed to.")),
    Line("measures", _("Questions that are due"), _("Asked once more before they go.")),
    Line("after", _("After-care"), _("Groups, mutual aid, somebody who checks in, and when.")),
    Line("told", _("Who is told that they leave"), _("Only whom they agreed to.")),
    Line("next", _("What comes next"), _("And the quick way back: whom they ring, and that they may.")),
    Line("well", _("What is going well"), _("What they take with them.")),
)  # fmt: skip
"""With where they go home to, and whether it is safe there, these are the ten lines of the page."""
TITLES: Final = {line.code: line.title for line in LINES}

ASKED: Final = ("alone", "not_safe", "not_today")
"""Answers that say that somebody thought of asking alone. Not safe to ask is good work."""


def unanswered(asked: str, answered: Collection[str]) -> list[Any]:
    """Which of the ten lines nobody answered, by their titles."""
    home = [] if asked in ASKED else [_("Where they go home to"), _("Whether it is safe there")]
    return [*home, *(line.title for line in LINES if line.code not in answered)]


def why_not_prepare(on: dt.date, began: dt.date) -> str:
    """Why they cannot be leaving on this day."""
    return str(_("They cannot leave before their care began.")) if on < began else ""


def why_not_leave(how: str, asked: str) -> str:
    """Why it cannot be said that they have left: before a planned end they are asked alone where they go home to."""
    if how == "planned" and asked not in ASKED:
        return str(
            _("Before a planned end, ask them alone where they go home to, and whether it is safe there. "
              "“Not safe to ask” is an answer too.")
        )  # fmt: skip
    return ""


def why_not_death(on: dt.date, began: dt.date | None, look_on: dt.date, today: dt.date) -> str:
    """Why a death cannot be written so."""
    if on > today:
        return str(_("This day is still to come. Write the day on which they died, as far as it is known."))
    if began and on < began:
        return str(care.why_not_finish(began, on, today))
    if look_on < today:
        return str(_("The day to look back on it has passed. Choose today or a day to come."))
    return ""
