"""Contacts: the list by month, one entry, writing up, correcting, booking."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access import handles
from alongside.access.viewer import LONDON, Refused, current
from alongside.care import actions, forms
from alongside.care.forms.contacts import PERSON, WORKER, moment_of
from alongside.care.forms.people import alters_named
from alongside.care.models import PARTS, Due, Present, Session
from alongside.care.pages.asking import ask, may_write, name_of, standing, tell, tell_if_not_due
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


MARKS = {"missed": "missed", "they_cancelled": "mark", "we_cancelled": "mark"}


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


def _form(request: Request, part: Part, initial: dict[str, Any], **more: Any) -> forms.SessionForm:
    people = around([part.folder], links=False)[part.folder].people
    return filled(
        request,
        forms.SessionForm,
        initial,
        around=people,
        colleagues=colleagues(),
        name=name_of(request, part),
        me=current().staff,
        **more,
    )


def _write(request: Request, part: Part, due: Due | None) -> HttpResponse:
    may_write(part)
    by = current()
    at = due.at if due and due.at else None
    local = (at or by.now).astimezone(LONDON)
    state = request.GET.get("state", "came")
    initial = {
        "on": due.on if due else local.date(),
        "at": local.time().replace(second=0, microsecond=0) if at or not due else None,
        "how": "in_person",
        "state": state if state in Session.Came.values else "came",
        "source": "seen",
        "there": [PERSON, f"{WORKER}{by.staff}"],
    }
    form = _form(request, part, initial)

    def save() -> HttpResponse:
        present = form.present()
        actions.write_session(
            by=by,
            folder=part.folder,
            due=due,
            alters=alters_named(part.folder, present.pop("sealed")),
            **present,
            **form.values(),
        )
        tell(request, _("Written up."))
        tell_if_not_due(request, part.folder, form.cleaned_data["next_on"])
        return go("contacts", part=part)

    title = _("Write up a contact with %(name)s") % {"name": name_of(request, part)}
    back = url("contacts", part=part)
    return ask(
        request, form, save, title=title, button=_("Save"), back=back, template="care/write.html", part=part
    )


@page(
    "part/<handle:part>/write/",
    name="write",
    title=gettext_lazy("Write it up"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def write(request: Request, part: Part) -> HttpResponse:
    """Write up a contact."""
    return _write(request, part, None)


DATES_TOO = (*PARTS, "dates")


def _due(part: Part, due: Named) -> Due:
    """The appointment, where the address names first a part in which it may be written up."""
    if part.kind not in PARTS:
        raise Http404
    return found(Due, due)


@page(
    "part/<handle:part>/write/<handle:due>/",
    name="write_up",
    title=gettext_lazy("Write it up"),
    needs=DATES_TOO,
    methods=("GET", "POST"),
)
def write_up(request: Request, part: Part, due: Named) -> HttpResponse:
    """Write up what was booked."""
    return _write(request, part, _due(part, due))


@page(
    "part/<handle:part>/appointment/<handle:due>/",
    name="mark",
    title=gettext_lazy("Came or missed"),
    needs=DATES_TOO,
    methods=("POST",),
)
def mark(request: Request, part: Part, due: Named) -> HttpResponse:
    """One press: they came, or they missed it."""
    may_write(part)
    row = _due(part, due)
    act = {"came": actions.came, "missed": actions.missed}.get(request.POST.get("what", ""))
    if act is None:
        raise Http404
    made = act(by=current(), folder=part.folder, due=row)
    tell(request, _("Written. You can add a note now or later."))
    return go("session", session=made)


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
    form = _form(request, session.part, initial, row=row, listed=listed)

    def save() -> HttpResponse:
        present = form.present()
        alters = alters_named(session.folder, present.pop("sealed"))
        actions.correct_session(by=current(), session=row, alters=alters, **present, **form.values())
        tell_if_not_due(request, session.folder, row.next_on)
        return go("session", session=row)

    back = url("session", session=row)
    title = _("Correct this entry")
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


@page(
    "part/<handle:part>/book/", name="book", title=gettext_lazy("Book"), needs=PARTS, methods=("GET", "POST")
)
def book(request: Request, part: Part) -> HttpResponse:
    """Book an appointment."""
    may_write(part)
    form = filled(request, forms.BookForm)

    def save() -> HttpResponse:
        at = moment_of(form.cleaned_data["on"], form.cleaned_data["at"])
        if at is None:
            raise Refused(_("Write a day and a time."))
        actions.book(by=current(), folder=part.folder, at=at)
        tell(request, _("Booked."))
        return go("person", person=part.person)

    title = _("Book an appointment with %(name)s") % {"name": name_of(request, part)}
    return ask(request, form, save, title=title, button=_("Book"), back=url("contacts", part=part))
