"""Contacts: the list by month, one entry, correcting. They are written up in the diary."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access import handles
from alongside.access.viewer import LONDON, current
from alongside.care import actions, forms
from alongside.care.forms.contacts import PERSON, WORKER
from alongside.care.forms.people import alters_named
from alongside.care.models import PARTS, Present, Session
from alongside.care.pages.asking import ask, may_write, name_of, standing, tell_if_not_due
from alongside.care.queries.colleagues import colleagues
from alongside.care.queries.contacts import Contact, by_month, contacts_of, with_who
from alongside.ties.queries.around import around
from alongside.web.forms import filled
from alongside.web.jinja import time
from alongside.web.wrapper import Named, Part, Request, found, go, page, render, url


def _before(request: Request) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(int(request.GET["before"]) / 1_000_000, dt.UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return None


@page("part/<handle:part>/contacts/", name="contacts", title=gettext_lazy("Contacts"), needs=PARTS)
def contacts(request: Request, part: Part) -> HttpResponse:
    """Every contact, by month, the newest first."""
    those, more = contacts_of(part.folder, _before(request))
    earlier = f"{url('contacts', part=part)}?before={round(more.timestamp() * 1_000_000)}" if more else None
    months = [
        {"month": date_format(month, "F Y"), "items": [_item(one) for one in some]}
        for month, some in by_month(those)
    ]
    return render(request, "care/contacts.html", {"part": part, "months": months, "earlier": earlier})


MARKS = {"missed": "missed", "they_cancelled": "mark", "we_cancelled": "mark", "tried": "mark"}


def _item(one: Contact) -> dict[str, Any]:
    """A contact on the line of months: when, how, what was agreed, who from their life was there."""
    row = one.session
    local = row.at.astimezone(LONDON)
    how, state = row.get_how_display(), row.get_state_display()
    what = how if row.state == "came" else _("%(state)s (%(how)s)") % {"state": state, "how": how.lower()}
    with_them = [p.alter.name for p in one.there if p.alter]
    text = row.agreed or Truncator(row.note).chars(160)
    said = [text, _("with %(names)s") % {"names": ", ".join(with_them)} if with_them else ""]
    return {
        "when": f"{date_format(local, 'j M')}, {time(row.at)}",
        "at": local,
        "what": what,
        "href": url("session", session=row),
        "text": " · ".join(s for s in said if s),
        "kind": MARKS.get(row.state),
    }


@page("contact/<handle:session>/", name="session", title=gettext_lazy("A contact"), needs=PARTS)
def session(request: Request, session: Named) -> HttpResponse:
    """One contact: who was there, the note, what was agreed."""
    row = found(Session, session)
    contact = (with_who(session.folder, [row]) or [Contact(row)])[0]
    return render(
        request, "care/session.html", {"part": session.part, "session": row, "there": contact.there}
    )


def session_form(
    request: Request,
    part: Part,
    initial: dict[str, Any],
    kind: type[forms.SessionForm] = forms.SessionForm,
    **more: Any,
) -> Any:
    """The form of a contact in this part, with those on the map and colleagues to choose from."""
    people = around([part.folder], links=False)[part.folder].people
    return filled(
        request,
        kind,
        initial,
        around=people,
        colleagues=colleagues(),
        name=name_of(request, part),
        me=current().staff,
        **more,
    )


@page(
    "contact/<handle:session>/correct/",
    name="correct_session",
    title=gettext_lazy("Correct this entry"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def correct_session(request: Request, session: Named) -> HttpResponse:
    """Correct an entry; what it said before is kept."""
    may_write(session.part)
    row = found(Session, session)
    standing(row)
    there = with_who(session.folder, [row])[0].there
    sealed = {p.id: handles.seal("alter", p.folder, p.alter_id) for p in there if p.alter_id}
    workers = [(f"{WORKER}{p.worker}", p.name) for p in there if p.worker]
    codes = [PERSON] if any(p.who == Present.Who.PERSON for p in there) else []
    local = row.at.astimezone(LONDON)
    following = row.next_at.astimezone(LONDON) if row.next_at else None
    initial = {
        "on": local.date(),
        "at": local.time(),
        "how": row.how,
        "state": row.state,
        "note": row.note,
        "agreed": row.agreed,
        "source": row.source,
        "next_on": row.next_on,
        "next_at": following.time() if following else None,
        "there": [*codes, *(code for code, _name in workers), *sealed.values()],
        "others": ", ".join(p.name for p in there if p.who == Present.Who.OTHER),
    }
    listed = [*workers, *((sealed[p.id], p.alter.name) for p in there if p.alter)]
    form = session_form(request, session.part, initial, row=row, listed=listed)

    def save() -> HttpResponse:
        present = form.present()
        alters = alters_named(session.folder, present.pop("sealed"))
        actions.correct_session(by=current(), session=row, alters=alters, **present, **form.values())
        tell_if_not_due(request, session.folder, row.next_on)
        return go("session", session=row)

    back = url("session", session=row)
    title = _("Write it up") if row.state == Session.Came.CAME and not row.note else _("Correct this entry")
    return ask(
        request,
        form,
        save,
        title=title,
        button=_("Save"),
        back=back,
        template="care/write.html",
        part=session.part,
    )


@page(
    "contact/<handle:session>/error/",
    name="session_in_error",
    title=gettext_lazy("Entered in error"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def session_in_error(request: Request, session: Named) -> HttpResponse:
    """It never was, or it is somebody else's."""
    may_write(session.part)
    row = found(Session, session)
    standing(row)
    form = filled(request, forms.InErrorForm)

    def save() -> HttpResponse:
        actions.session_in_error(by=current(), session=row, why=form.cleaned_data["why"])
        return go("contacts", part=session.part)

    intro = _("The entry is kept, and shows no longer.")
    back = url("session", session=row)
    return ask(
        request, form, save, title=_("Entered in error"), button=_("Take it out"), back=back, intro=intro
    )
