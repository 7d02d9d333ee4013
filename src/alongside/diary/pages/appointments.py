"""Appointments of one person: booked, moved, texted, and what came of them in one press."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import LONDON, Person, Refused, Viewer
from alongside.care.models import OPEN, PARTS, Due, Session
from alongside.care.pages.asking import may_write, name_of, tell
from alongside.care.queries.colleagues import colleagues
from alongside.care.queries.today import APPOINTMENTS
from alongside.diary import actions, forms, offers, rules
from alongside.diary.queries import appointments as queries
from alongside.keeping.queries import visiting_of as ways_of
from alongside.keeping.queries import ways_in_words
from alongside.staff.queries import who_opens
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.jinja import time
from alongside.web.wrapper import Named, Part, Request, found, go, page, render, url

DATES_TOO = (*PARTS, "dates")


def due_of(part: Part, due: Named) -> Due:
    """The appointment, where the address names first a part in which it may be written up."""
    if part.kind not in PARTS:
        raise Http404
    row = found(Due, due)
    if row.what not in APPOINTMENTS:
        # The clock of a wait, a step's day and a review are no appointment.
        raise Http404
    return row


def visiting_of(person: Person) -> list[str]:
    """What is kept to on a visit, in words, where the dates in which it stands are held; else nothing, and no word of it."""
    dates = person.folder("dates")
    return ways_in_words(ways_of(dates)) if dates else []


def _two_at_once(request: Request, part: Part, form: Any, minutes: int, but: int | None = None) -> bool:
    """Do they have another appointment then, and was it not said that both are meant? It is said over the form."""
    at = form.moment("on", "at")
    if at is None or form.cleaned_data["anyway"]:
        return False
    others = queries.others_then(request.viewer, part.person, at, minutes, but)
    if not others:
        return False
    form.shows_anyway = True
    times = ", ".join(time(o.due.at) for o in others)
    form.add_error(
        "anyway", _("They have another appointment then, at %(times)s. Tick to book both.") % {"times": times}
    )
    return True


@page(
    "part/<handle:part>/book/", name="book", title=gettext_lazy("Book"), needs=PARTS, methods=("GET", "POST")
)
def book(request: Request, part: Part) -> HttpResponse:
    """Book an appointment, or offer one."""
    may_write(part)
    by = request.viewer
    how = "home" if request.GET.get("how") == "home" else "in_person"
    begin = {"how": how, "minutes": str(rules.MINUTES), "worker": str(by.staff)}
    dates = part.person.folder("dates")
    them = who_opens(by, dates) if dates else {}
    on_today = {staff for staff, assigned in them.items() if assigned}
    those = colleagues(only={by.staff or 0, *them})
    form = filled(request, forms.BookForm, begin, colleagues=those, on_today=on_today)

    def save() -> HttpResponse:
        said = form.values()
        if _two_at_once(request, part, form, said["minutes"]):
            return render(request, "diary/book.html", told, status=409)
        made = actions.book(by=by, folder=part.folder, **said)
        tell(request, _("Offered.") if said["offered"] else _("Booked."))
        if any(h.folder == part.folder and h.assigned for h in part.person.held):
            # The day as it now is: what stands at the same time is seen there, as far as it is one's own.
            return HttpResponse(
                status=303, headers={"Location": f"{url('diary')}?on={_day_of(part, made.due)}"}
            )
        return go("person", person=part.person)

    told: dict[str, Any] = {
        "part": part,
        "form": form,
        "title": _("Book an appointment with %(name)s") % {"name": name_of(request, part)},
        "back": url("person", person=part.person),
        "visiting": visiting_of(part.person),
        "access": url("who-can-open", person=part.person),
    }
    return ask(request, form, save, "diary/book.html", **{k: v for k, v in told.items() if k != "form"})


def _day_of(part: Part, due: int) -> dt.date:
    dates = part.person.folder("dates")
    return Due.current.filter(folder=dates, pk=due).values_list("on", flat=True).get()


@page(
    "part/<handle:part>/appointment/<handle:due>/",
    name="appointment",
    title=gettext_lazy("Appointment"),
    needs=DATES_TOO,
)
def appointment(request: Request, part: Part, due: Named) -> HttpResponse:
    """One appointment: how it is to be, what may be done with it, and how it may be told to them safely."""
    row = due_of(part, due)
    return _shown(request, part, row)


def _shown(request: Request, part: Part, row: Due, refused: str = "", status: int = 200) -> HttpResponse:
    its = queries.details(row, part.person)
    booked = queries.Booked(row, part.person, "", None, its)
    is_open = row.state in OPEN
    home = bool(its and its.how == Session.How.HOME)
    # What has passed already is announced to nobody.
    to_come = is_open and row.at is not None and row.at > request.viewer.now
    told = {
        "part": part,
        "due": row,
        "its": its,
        "booked": booked,
        "is_open": is_open,
        "home": home,
        "visiting": visiting_of(part.person) if home and is_open else [],
        "offers": offers.texts(request, part, "reminder", row.at) if to_come and part.can_write else None,
        "name": name_of(request, part),
        "refused": refused,
    }
    return render(request, "diary/appointment.html", told, status=status)


@page(
    "part/<handle:part>/appointment/<handle:due>/text/",
    name="text-appointment",
    title=gettext_lazy("Appointment"),
    needs=DATES_TOO,
    methods=("POST",),
)
def text_appointment(request: Request, part: Part, due: Named) -> HttpResponse:
    """Tell them of it, in our neutral words, by a way that is theirs; what is not safe is held and says why."""
    may_write(part)
    row = due_of(part, due)
    try:
        if row.state not in OPEN:
            raise Refused(_("This date is settled already."))
        message = offers.send(request, part, "reminder", row.at)
    except Refused as why:
        return _shown(request, part, row, str(why.message), 409)
    return go("message", message=message)


@page(
    "part/<handle:part>/appointment/<handle:due>/move/",
    name="move-appointment",
    title=gettext_lazy("Another time"),
    needs=DATES_TOO,
    methods=("GET", "POST"),
)
def move_appointment(request: Request, part: Part, due: Named) -> HttpResponse:
    """Another time for the same appointment."""
    may_write(part)
    row = due_of(part, due)
    local = row.at.astimezone(LONDON) if row.at else None
    form = filled(request, forms.MoveForm, {"on": row.on, "at": local.time() if local else None}, row=row)
    back = url("appointment", part=part, due=row)

    def save() -> HttpResponse:
        if form.stale():
            return render(request, "web/stale.html", {"form": form, "back": back}, status=409)
        its = queries.details(row, part.person)
        if _two_at_once(request, part, form, its.minutes if its else rules.MINUTES, row.id):
            return render(request, "diary/move.html", {**told, "form": form}, status=409)
        at = form.moment("on", "at")
        if at is None:
            raise Refused(_("Write a day and a time."))
        actions.move(by=request.viewer, due=row, at=at)
        tell(request, _("Moved. Tell them: what was sent before says the old time."))
        return go("appointment", part=part, due=row)

    told = {"part": part, "title": _("Another time"), "back": back}
    return ask(request, form, save, "diary/move.html", **told)


SESSIONS = ("came", "missed", "they_cancelled", "we_cancelled")


@page(
    "part/<handle:part>/appointment/<handle:due>/mark/",
    name="mark",
    title=gettext_lazy("Came or missed"),
    needs=DATES_TOO,
    methods=("POST",),
)
def mark(request: Request, part: Part, due: Named) -> HttpResponse:
    """One press: they came, they missed it, it was cancelled, the time suits them or not."""
    may_write(part)
    row = due_of(part, due)
    what, by = request.POST.get("what", ""), request.viewer
    if what in ("suits", "not_this_time"):
        return _answered(request, by, row, part, what)
    if what not in SESSIONS:
        raise Http404
    made = actions.mark(by=by, folder=part.folder, due=row, what=what)
    tell(request, _("Written. You can add a note now or later."))
    return go("ladder" if made.state == Session.Came.MISSED else "session", session=made)


def _answered(request: Request, by: Viewer, row: Due, part: Part, what: str) -> HttpResponse:
    if what == "suits":
        actions.offer_taken(by=by, due=row)
        tell(request, _("Booked."))
        return go("appointment", part=part, due=row)
    actions.offer_turned_down(by=by, due=row)
    tell(request, _("Written. Nobody has missed anything."))
    return go("person", person=part.person)
