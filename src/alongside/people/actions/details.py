"""What somebody says about themselves, changed."""

from typing import Any

from django.db import IntegrityError, transaction

from alongside.access.models import Stale
from alongside.access.viewer import Viewer
from alongside.people.models import Details, Line
from alongside.people.names import fold
from alongside.people.references import new_reference


def change_call_name(
    *, by: Viewer, folder: int, line: Line | None, call_name: str, seen: int | None = None
) -> Line:
    """Call somebody by another name from now on."""
    if line is None:
        return Line.add(
            by=by, folder=folder, call_name=call_name, sort_key=fold(call_name), reference=new_reference()
        )
    line.change(by=by, seen=seen, call_name=call_name, sort_key=fold(call_name))
    return line


def change_details(
    *, by: Viewer, folder: int, details: Details | None, seen: int | None = None, **values: Any
) -> Details:
    """Change what is known about somebody, or write down the first of it."""
    if details is not None:
        details.change(by=by, seen=seen, **values)
        return details
    try:
        with transaction.atomic():
            return Details.add(by=by, folder=folder, **values)
    except IntegrityError:
        # Somebody else wrote the first of it in the same moment.
        raise Stale(Details.current.get(folder=folder)) from None
