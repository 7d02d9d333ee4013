"""What may become of a letter, and of a text or e-mail. Nothing here knows Django or the database."""

from typing import Final

from alongside.access.courses import SECOND, TASK, WORKS, Course, Row, _

__all__ = ["COURSES", "LETTER", "OPEN", "WIRE", "Course", "course_of"]

POSTED = _("This letter was posted or handed over. Write another.")
CANCELLED = _("It was cancelled. Write another.")
WENT = _("It has gone. What has gone cannot be called back.")
NOW = _("It is going out at this moment. Look again in a minute.")


def _rows(
    states: dict[str, str],
    deeds: dict[str, str],
    allowed: dict[tuple[str, str], tuple[str, str]],
    why_not: dict[str, str],
) -> tuple[Row, ...]:
    """A line for every deed in every state: what is not allowed is refused with the sentence of its state."""
    return tuple(
        Row(state, deed, *allowed[state, deed])
        if (state, deed) in allowed
        else Row(state, deed, None, WORKS, why_not[state])
        for state in states
        for deed in deeds
    )


_LETTER_STATES = {
    "drafted": _("being written"),
    "waiting": _("waits until somebody else has looked at it"),
    "ready": _("ready to print and post"),
    "sent": _("posted or handed over"),
    "held": _("held"),
    "cancelled": _("cancelled"),
}
_LETTER_DEEDS = {
    "change": _("change"),
    "ask": _("ask somebody else to look"),
    "back": _("give it back"),
    "pass": _("let it go"),
    "hold": _("hold"),
    "post": _("it is posted"),
    "again": _("try again"),
    "cancel": _("cancel"),
}
LETTER = Course(
    "letter",
    "drafted",
    _LETTER_STATES,
    _LETTER_DEEDS,
    _rows(
        _LETTER_STATES,
        _LETTER_DEEDS,
        {
            ("drafted", "change"): ("drafted", WORKS),
            ("drafted", "ask"): ("waiting", WORKS),
            ("drafted", "cancel"): ("cancelled", WORKS),
            ("waiting", "back"): ("drafted", WORKS),
            ("waiting", "pass"): ("ready", SECOND),
            ("waiting", "hold"): ("held", SECOND),
            ("waiting", "cancel"): ("cancelled", WORKS),
            ("ready", "post"): ("sent", WORKS),
            ("ready", "hold"): ("held", WORKS),
            ("ready", "cancel"): ("cancelled", WORKS),
            ("held", "back"): ("drafted", WORKS),
            ("held", "again"): ("ready", WORKS),
            ("held", "cancel"): ("cancelled", WORKS),
        },
        {
            "drafted": _("This letter is still being written. Ask somebody else to look at it first."),
            "waiting": _(
                "This letter waits until somebody else has looked at it. Take it back to change it."
            ),
            "ready": _("This letter is ready to print. Cancel it and write another."),
            "held": _("This letter is held. See why, and what to do."),
            "sent": POSTED,
            "cancelled": CANCELLED,
        },
    ),
)

_WIRE_STATES = {
    "queued": _("will go"),
    "sending": _("is going out"),
    "sent": _("gone"),
    "held": _("held"),
    "unsure": _("cut off: it may have gone"),
    "failed": _("could not be delivered"),
    "cancelled": _("cancelled"),
}
_WIRE_DEEDS = {
    "take": _("hand it over"),
    "later": _("try later"),
    "deliver": _("it was taken"),
    "refuse": _("it was refused for good"),
    "lose": _("nobody knows"),
    "hold": _("hold"),
    "again": _("send it again"),
    "went": _("it did arrive"),
    "cancel": _("cancel"),
}
WIRE = Course(
    "text or e-mail",
    "queued",
    _WIRE_STATES,
    _WIRE_DEEDS,
    _rows(
        _WIRE_STATES,
        _WIRE_DEEDS,
        {
            ("queued", "take"): ("sending", TASK),
            ("queued", "hold"): ("held", WORKS),
            ("queued", "cancel"): ("cancelled", WORKS),
            ("sending", "deliver"): ("sent", TASK),
            ("sending", "later"): ("queued", TASK),
            ("sending", "refuse"): ("failed", TASK),
            ("sending", "lose"): ("unsure", TASK),
            ("sending", "hold"): ("held", TASK),
            ("held", "again"): ("queued", WORKS),
            ("held", "cancel"): ("cancelled", WORKS),
            ("unsure", "again"): ("queued", WORKS),
            ("unsure", "went"): ("sent", WORKS),
            ("unsure", "cancel"): ("cancelled", WORKS),
            ("failed", "again"): ("queued", WORKS),
            ("failed", "cancel"): ("cancelled", WORKS),
        },
        {
            "queued": _("It waits to go out. It can be cancelled."),
            "sending": NOW,
            "sent": WENT,
            "held": _("It is held. See why, and what to do."),
            "unsure": _("It may have gone. Ask them, then say whether it arrived or send it again."),
            "failed": _("It could not be delivered. Check the number or address, then send it again."),
            "cancelled": CANCELLED,
        },
    ),
)

COURSES: Final = (LETTER, WIRE)
OPEN: Final = ("drafted", "waiting", "ready", "queued", "sending", "held", "unsure", "failed")
"""States in which somebody or something still has to do with it."""
NEEDS_SOMEBODY: Final = ("waiting", "held", "unsure", "failed")
"""States that a worker is told of on Today."""


def course_of(channel: str) -> Course:
    """The table for a message that goes this way."""
    return LETTER if channel == "letter" else WIRE
