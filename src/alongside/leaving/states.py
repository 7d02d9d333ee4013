"""What may become of somebody's leaving. Nothing here knows Django or the database, and nothing moves by itself."""

from typing import Final

from alongside.access.courses import WORKS, Course, Row, _

STATES: Final = {
    "open": _("being prepared"),
    "left": _("they have left"),
    "looked": _("looked back on"),
    "stays": _("they stay"),
    "undone": _("written by mistake"),
    "righted": _("written by mistake, and put right"),
}
DEEDS: Final = {
    "change": _("write"),
    "leave": _("they have left"),
    "die": _("they died"),
    "stay": _("they stay"),
    "look": _("look back on it"),
    "undo": _("it was a mistake"),
    "again": _("messages may go again"),
}
ALLOWED: Final = {
    ("open", "change"): "open",
    ("open", "leave"): "left",
    ("open", "die"): "left",
    ("open", "stay"): "stays",
    ("left", "look"): "looked",
    ("left", "undo"): "undone",
    ("looked", "undo"): "undone",
    ("undone", "again"): "righted",
}
WHY_NOT: Final = {
    "open": _("They have not left yet. Write first that they have."),
    "left": _("They have left, as it is written. If that is a mistake, undo it first."),
    "looked": _("It was looked back on already. If it is a mistake that they left, undo it."),
    "stays": _("They stayed. If they leave after all, begin again from their care."),
    "undone": _("It was undone already. If they leave after all, begin again from their care."),
    "righted": _(
        "It was undone, and messages go again. If they leave after all, begin again from their care."
    ),
}
LEAVING: Final = Course(
    "leaving",
    "open",
    dict(STATES),
    dict(DEEDS),
    tuple(
        Row(
            state, deed, ALLOWED.get((state, deed)), WORKS, "" if (state, deed) in ALLOWED else WHY_NOT[state]
        )
        for state in STATES
        for deed in DEEDS
    ),
)
COURSES: Final = (LEAVING,)
