"""Moving a row from state to state by its table, and saying no in a sentence."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext

from alongside.access.courses import Course, Refusal
from alongside.access.models import FolderModel
from alongside.access.viewer import Refused, Viewer


def stands(course: Course) -> Callable[[str], str]:
    """How a state of this course is called, in words."""
    return lambda state: gettext(course.states.get(state, state))


def next_state(course: Course, state: str, deed: str) -> str:
    """Where the deed leads, or `Refused` with the table's sentence."""
    try:
        return course.next(state, deed)
    except Refusal as refusal:
        raise Refused(gettext(refusal.sentence)) from refusal


def move(
    row: FolderModel, course: Course, deed: str, *, by: Viewer, seen: int | None = None, **values: Any
) -> None:
    """Change the row as its table allows, keeping the old version."""
    state = next_state(course, row.state, deed)  # type: ignore[attr-defined]
    row.change(by=by, seen=seen, state=state, **values)
