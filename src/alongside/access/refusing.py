"""Where the database says no to a deed, the reason in words: one place for what each of its refusals is called."""

import contextlib
from collections.abc import Iterator

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _
from psycopg import errors

from alongside.access.viewer import Refused


@contextlib.contextmanager
def said(wrong: str, *, closed: str = "", meanwhile: str = "") -> Iterator[None]:
    """`wrong` where a check refuses it, `closed` where they know the person outside work, `meanwhile` where somebody was first.

    What was begun is undone, so that the page can be shown again with what was typed. Any other error goes on.
    """
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        match error.__cause__:
            case errors.ExclusionViolation():
                words = closed or _("They know this person outside work, so this record is closed to them.")
            case errors.CheckViolation() | errors.UniqueViolation():
                words = wrong
            case errors.ObjectNotInPrerequisiteState() if meanwhile:
                words = meanwhile
            case _cause:
                raise
        raise Refused(words) from error
