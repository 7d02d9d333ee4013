"""Groups: who goes to one, and its register, with a line in each person's own record and in nobody else's."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.refusing import said
from alongside.access.sources import Source
from alongside.access.viewer import Refused, Viewer
from alongside.care import actions as care
from alongside.care.models import Session
from alongside.diary.actions.writing import set_apart
from alongside.diary.models import Member
from alongside.diary.queries.groups import Goes, Group, going


@dataclass(frozen=True)
class Line:
    """One line of a register: in whose record, whether they came, and what is to be kept of them."""

    folder: int
    state: str
    words: str = ""


def add_group(*, by: Viewer, team: int, name: str) -> int:
    """A group that meets, of one of the viewer's teams."""
    if not name.strip():
        raise Refused(_("Say what the group is called."))
    with said(_("Say what the group is called.")):
        return folders.call("select access.add_meeting(%s, %s)", team, name.strip()[:120])


@transaction.atomic
def come_and_go(*, by: Viewer, group: Group, who: Iterable[int], among: Iterable[Goes]) -> None:
    """Who of those whom the viewer may write goes to the group from now on; whoever goes no longer is ended, not deleted."""
    wanted, can = set(who), {g.part.folder for g in among}
    there = {g.member.folder: g.member for g in going(by, group.id) if g.member and g.part.writes}
    for folder in sorted(wanted & can - set(there)):
        Member.add(by=by, folder=folder, group=group.id, name=group.name, since=by.today)
    for folder, member in there.items():
        if folder in can and folder not in wanted:
            member.end(by=by, why=_("Goes no longer"))


@transaction.atomic
def register(
    *, by: Viewer, at: dt.datetime, lines: Iterable[Line], note: str = "", source: str = Source.SEEN,
    apart: str = "", apart_of: int | None = None, apart_source: str = Source.SAID,
) -> list[Session]:  # fmt: skip
    """Who came to a group, once for all of them: what was done, and each one's own line, in each one's own record.

    `apart` is a paragraph of one of them (`apart_of`: the part that their line goes to) that goes where they are known as harmed.
    """
    lines = list(lines)
    if not lines:
        raise Refused(_("Say of at least one of them whether they came."))
    made = [
        care.write_session(
            by=by, folder=one.folder, at=at, how=Session.How.GROUP, state=one.state, source=source,
            note="\n\n".join(filter(None, [note if one.state == Session.Came.CAME else "", one.words])),
        )
        for one in lines
    ]  # fmt: skip
    if apart.strip():
        of = next((session for session in made if session.folder == apart_of), None)
        if of is None:
            raise Refused(_("Say of whom the paragraph is, and whether they came."))
        set_apart(by=by, session=of, words=apart, source=apart_source)
    return made
