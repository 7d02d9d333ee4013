"""Contacts, who was at them, and how they stand in a list of months."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from alongside.access.viewer import LONDON
from alongside.care.models import Present, Session

PAGE = 50


@dataclass
class Contact:
    """A contact, and who was there."""

    session: Session
    there: list[Present] = field(default_factory=list)


def with_who(folder: int, sessions: list[Session]) -> list[Contact]:
    """Contacts with who was at them: one query more."""
    contacts = {s.id: Contact(s) for s in sessions}
    rows = Present.current.filter(folder=folder, session__in=list(contacts)).select_related("alter")
    for row in rows.order_by("made_at"):
        contacts[row.session_id].there.append(row)
    return list(contacts.values())


def contacts_of(folder: int, before: dt.datetime | None = None) -> tuple[list[Contact], dt.datetime | None]:
    """A page of contacts, the newest first, and where the next page begins."""
    rows = Session.current.filter(folder=folder).order_by("-at", "-made_at")
    if before:
        rows = rows.filter(at__lt=before)
    found = list(rows[: PAGE + 1])
    more = found[PAGE - 1].at if len(found) > PAGE else None
    return with_who(folder, found[:PAGE]), more


def by_month(contacts: Iterable[Contact]) -> list[tuple[dt.date, list[Contact]]]:
    """Contacts under the first day of their month in London, in the order they came."""
    months = groupby(contacts, key=lambda c: c.session.at.astimezone(LONDON).date().replace(day=1))
    return [(month, list(those)) for month, those in months]
