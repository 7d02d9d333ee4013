"""What may become of an assessment and of one of its parts, as tables. Nothing here knows Django."""

from typing import Final

from alongside.access.courses import WORKS, Course, Row, _

CLOSED: Final = _("This assessment is closed. Begin a new one: what was said before is kept.")
DONE: Final = _("This part is done already. Open it again to write what has changed.")

ASSESSMENT: Final = Course(
    "assessment",
    "open",
    {"open": _("under way"), "closed": _("closed")},
    {"widen": _("go on to the full one"), "close": _("close")},
    (
        Row("open", "widen", "open", WORKS),
        Row("open", "close", "closed", WORKS),
        Row("closed", "widen", None, WORKS, CLOSED),
        Row("closed", "close", None, WORKS, _("This assessment is closed already.")),
    ),
)

RESPONSE: Final = Course(
    "response",
    "begun",
    {"begun": _("begun"), "completed": _("done"), "confirmed": _("confirmed: nothing had changed")},
    {"save": _("save"), "complete": _("this part is done"), "confirm": _("it still holds")},
    (
        Row("begun", "save", "begun", WORKS),
        Row("begun", "complete", "completed", WORKS),
        Row("begun", "confirm", "confirmed", WORKS),
        Row("completed", "save", None, WORKS, DONE),
        Row("completed", "complete", None, WORKS, DONE),
        Row("completed", "confirm", None, WORKS, DONE),
        Row("confirmed", "save", None, WORKS, DONE),
        Row("confirmed", "complete", None, WORKS, DONE),
        Row("confirmed", "confirm", None, WORKS, DONE),
    ),
)

COURSES: Final = (ASSESSMENT, RESPONSE)
