"""What is passed to the safeguarding desk, what it decides, and that it was read. The floor's functions say who may."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access import folders
from alongside.access.refusing import said
from alongside.access.viewer import Refused, Viewer, end_of

MEANWHILE = gettext_lazy(
    "Somebody at the desk decided this in the meantime. Load the page again and read it first."
)


def pass_on(
    *, by: Viewer, kind: str, danger: str, words: str, about: str, other: str = "", told_by: str = "",
    not_for: Iterable[int] = (), parts: Iterable[int] = (),
) -> int:  # fmt: skip
    """Pass a worry to the desk, as it was said. Whom it is about is typed, with any reference; `parts` are parts that one holds.

    Nothing is answered of whether anybody is known here.
    """
    with said(
        _("Nobody would be left to read it. Leave somebody of the desk in, or ring the service's manager.")
    ):
        return folders.call(
            "select access.pass_on(%s, %s, %s, %s, %s, %s, %s::bigint[], %s::bigint[])",
            kind, danger, words, told_by, about, other, list(not_for), list(parts),
        )  # fmt: skip


def add_people(*, by: Viewer, worry: int, text: str) -> None:
    """Say whose record it is about too, by an exact reference or NHS number."""
    folders.call("select access.add_to_worry(%s, %s)", worry, text)


def tell(
    *, by: Viewer, worry: int, seen: int, way: str = "desk", staff: Iterable[int] = (), seats: Iterable[int] = (),
    outside: str = "", person: int | None = None, about: str = "", words: str = "", reason: str = "",
    may_say: str, never_say: str, until: dt.date, why: str,
) -> int:  # fmt: skip
    """Decide whom to tell, what they do, what may be said, what must never be said, until when, and why."""
    staff, seats = list(staff), list(seats)
    if not staff and not seats and not outside.strip():
        raise Refused(_("Choose at least one colleague or seat, or say who outside is told."))
    if (staff or seats) and not (words.strip() and about.strip()):
        raise Refused(_("Say what your colleague is to do, and whom it concerns."))
    if until < by.today:
        raise Refused(_("Until when it holds has to be a day to come."))
    with said(
        _("Fill in all of it: what may be said, what must never be said, until when, and why."),
        closed=_(
            "One of those colleagues knows one of these people outside work. What concerns the person they know is not told "
            "to them; what comes from the other end can be told to them without its reason."
        ),
        meanwhile=str(MEANWHILE),
    ):  # fmt: skip
        return folders.call(
            "select access.decide(%s, %s, %s, %s::bigint[], %s::bigint[], %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            worry, seen, way, staff, seats, outside, person, about, words, reason, may_say, never_say, end_of(until), why,
        )  # fmt: skip


def tell_nobody(*, by: Viewer, worry: int, seen: int, why: str) -> int:
    """Decide that nobody is told, and say why."""
    with said(_("Say why nobody is told. It cannot be left empty."), meanwhile=str(MEANWHILE)):
        return folders.call(
            "select access.decide(%s, %s, 'desk', '{}', '{}', '', null, '', '', '', '', '', null, %s)",
            worry,
            seen,
            why,
        )


def end(*, by: Viewer, decision: int, why: str) -> None:
    """It holds no longer: its instructions end with it."""
    with said(_("Say why it ends.")):
        folders.call("select access.end_decision(%s, %s)", decision, why)


def read(*, by: Viewer, instruction: int) -> None:
    """The receiving worker has read it: the desk sees when."""
    folders.call("select access.read_instruction(%s)", instruction)


def say_out_of_hours(*, by: Viewer, words: str) -> None:
    """Say who is rung when nobody is at work: it stands where anybody passes on a worry."""
    with said(_("Say who is rung, and on which number.")):
        folders.call("select access.say_out_of_hours(%s)", words)
