"""What a letter can be made of: the statements of one part of a record, each with why it stays out if it does."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from alongside.access.prepared import AnyOf, Given
from alongside.access.viewer import LONDON, Viewer
from alongside.care.models import OPEN, Due, Goal, Session
from alongside.care.queries import person as on_person
from alongside.care.queries import today as on_today
from alongside.care.queries.parts import whose
from alongside.care.queries.today import APPOINTMENTS
from alongside.keeping.models import Health, Medicine, Risk
from alongside.letters import rules
from alongside.letters import words as ours
from alongside.letters.models import Report
from alongside.outbox.models import Message
from alongside.sharing.models import Consent
from alongside.sharing.rules import same

on_person.TOGETHER.add(
    "consents", lambda: Consent.current.filter(folder=AnyOf("folders")).order_by("-made_at")
)
# What runs out within the week of Today, or ran out in the last.
on_today.TOGETHER.add(
    "consents_ending",
    lambda: Consent.current.filter(
        folder=AnyOf("folders"), agreed=True, until__lte=Given("soon"), until__gte=Given("since")
    ).order_by("until", "made_at"),
)


@dataclass(frozen=True)
class Said:
    """One statement that may be chosen: where it is from, what about, in which words, and why it stays out if it does."""

    code: str
    topic: str
    words: str
    source: str
    told_on: dt.date
    out: str = ""
    first: bool = True  # among those that "choose all" ticks


def statements(by: Viewer, folder: int, body: str, agreed: tuple[str, ...] | None) -> list[Said]:
    """What this part of the record says, in the order of a letter: five queries. Nothing of any other part is asked."""
    found = [*_attendance(by, folder), *_goals(folder), *_medicines(folder), *_health(folder), *_safe(folder)]
    return [
        Said(
            f"{s.code}.{_mark(s.words)}", s.topic, s.words, s.source, s.told_on,
            rules.why_out(body, s.topic, s.source, agreed), s.first,
        )
        for s in found
    ]  # fmt: skip


def _mark(words: str) -> str:
    """Eight signs that change with the words: what was changed since it was ticked does not go."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]


def _day(on: dt.date) -> str:
    return formats.date_format(on, "j F Y")


def _attendance(by: Viewer, folder: int) -> list[Said]:
    """Whether they came, over each stretch; and each day of the first one. How and where they met us is not said."""
    longest = by.now - dt.timedelta(days=rules.MONTHS[-1] * 31)
    rows = Session.current.filter(folder=folder, at__gte=longest, at__lte=by.now).order_by("at")
    kept: list[tuple[dt.date, str]] = [
        (row.at.astimezone(LONDON).date(), row.state)
        for row in rows.only("folder", "at", "state", "how", "version", "ended_at", "in_error")
        if row.state != Session.Came.TRIED and row.how != Session.How.THROUGH
    ]
    made = []
    for months in rules.MONTHS:
        since = by.today - dt.timedelta(days=months * 31)
        here = [(on, state) for on, state in kept if on >= since]
        if not here:
            continue
        count = {state: sum(1 for _on, was in here if was == state) for state in Session.Came.values}
        said = _(
            "From %(first)s to %(last)s. Seen or spoken to: %(came)s. Appointments missed: %(missed)s;"
            " called off by them: %(theirs)s; by us: %(ours)s."
        ) % {
            "first": _day(since), "last": _day(by.today), "came": count["came"], "missed": count["missed"],
            "theirs": count["they_cancelled"], "ours": count["we_cancelled"],
        }  # fmt: skip
        first = months == rules.MONTHS[0]
        made.append(Said(f"came:{months}", "attendance", said, "seen", by.today, first=first))
        if first:
            each = "; ".join(f"{_day(on)}: {ours.CAME[state]}" for on, state in here)
            made.append(Said("days", "attendance", each, "seen", by.today, first=False))
    return made


def _on(row: Any) -> dt.date:
    """The day on which it was written down."""
    return row.made_at.astimezone(LONDON).date()


def _goals(folder: int) -> list[Said]:
    rows = Goal.current.filter(folder=folder, state="open").order_by("made_at")
    return [
        Said(f"goal:{g.pk}", "plan", _("Wants: %(words)s") % {"words": g.words}, g.source, _on(g))
        for g in rows
    ]


def _medicines(folder: int) -> list[Said]:
    made = []
    for m in Medicine.current.filter(folder=folder).order_by("made_at"):
        known = [f"{m.called} {m.dose}".strip(), m.get_taken_display(), m.pharmacy]
        if m.missed:
            known.append(_("doses missed one after the other: %(n)s") % {"n": m.missed})
        words = ", ".join(filter(None, known))
        made.append(Said(f"medicine:{m.pk}", "medicines", words, m.source, _on(m)))
    return made


def _health(folder: int) -> list[Said]:
    return [
        Said(
            f"health:{h.pk}", "health", f"{h.get_what_display()}, {_day(h.on)}: {h.get_result_display()}", h.source, _on(h)
        )
        for h in Health.current.filter(folder=folder).order_by("-on")
    ]  # fmt: skip


def _safe(folder: int) -> list[Said]:
    made = []
    for r in Risk.current.filter(folder=folder).order_by("made_at"):
        known = [f"{r.get_about_display()}: {r.get_level_display()}", r.now]
        if r.helps:
            known.append(_("What helps: %(words)s") % {"words": r.helps})
        made.append(Said(f"risk:{r.pk}", "safe", ". ".join(filter(None, known)), r.source, _on(r)))
    return made


def holding(by: Viewer, folder: int, to_whom: str, topics: set[str]) -> Consent | None:
    """A consent of this part that holds today, for this body by name and all these topics; nobody withdraws it meanwhile."""
    holds: dict[str, Any] = {
        "folder": folder,
        "about": Consent.About.SHARE,
        "agreed": True,
        "until__gte": by.today,
    }
    for one in Consent.current.filter(**holds).order_by("-made_at"):
        if same(one.to_whom) == same(to_whom) and topics <= set(one.topic_codes):
            locked = Consent.current.select_for_update(no_key=True).filter(**holds, pk=one.pk).first()
            if locked and topics <= set(locked.topic_codes):
                return locked
    return None


def to_write_to(by: Viewer, folder: int) -> list[Consent]:
    """Consents of this part by which a letter can be written today."""
    rows = Consent.current.filter(
        folder=folder,
        about=Consent.About.SHARE,
        agreed=True,
        body__in=list(rules.TOPICS),
        until__gte=by.today,
    )
    return list(rows.order_by("-made_at"))


@dataclass(frozen=True)
class Written:
    """A letter that was made, and its message."""

    report: Report
    message: Message


def written(folder: int) -> list[Written]:
    """Letters about this part, the last first: two queries."""
    reports = list(Report.current.filter(folder=folder).order_by("-made_at")[:40])
    found = Message.current.filter(folder=folder, pk__in=[r.message_id for r in reports]) if reports else []
    messages = {m.pk: m for m in found}
    return [Written(r, messages[r.message_id]) for r in reports if r.message_id in messages]


def times_ahead(by: Viewer, folder: int) -> list[Due]:
    """Appointments still to come, with a time, as far as their dates are held."""
    dates = whose(by, folder).folder("dates")
    if dates is None:
        return []
    rows = Due.current.filter(folder=dates, what__in=APPOINTMENTS, state__in=OPEN, at__gt=by.now)
    return list(rows.order_by("at"))
