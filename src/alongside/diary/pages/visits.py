"""Out alone: setting off, taking longer, being back, and looking for a colleague who is late."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import LONDON
from alongside.care.pages.asking import may_write, name_of, tell
from alongside.diary import actions, forms, rules
from alongside.diary.pages.appointments import DATES_TOO, due_of, visiting_of
from alongside.diary.queries import appointments as queries
from alongside.diary.queries import reach, visits
from alongside.people.identity import identity_of
from alongside.people.safe import number_in_words
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Part, Request, go, page, url

# Said before one sets off, where nobody on duty or at the desk could look. Why not is not said: a seat may be empty, whoever
# holds it away, or know the person outside work, which is not for the page to tell.
ALONE = {
    "others": gettext_lazy(
        "Nobody on duty or at the desk can look for you at that time. Only a lead or administrators would see that you are late, "
        "and they may be at home. Agree with a colleague by telephone before you go: where you will be, and when you ring."
    ),
    "nobody": gettext_lazy(
        "Nobody can look for you at that time. Agree with a colleague by telephone before you go: where you will be, "
        "and when you ring."
    ),
}


def _moment(by: Any, time: dt.time) -> dt.datetime:
    """The next time that the clock says so, in London: a visit late in the evening ends tomorrow."""
    today = dt.datetime.combine(by.today, time, LONDON)
    return today if today > by.now else dt.datetime.combine(by.today + dt.timedelta(days=1), time, LONDON)


@page(
    "part/<handle:part>/appointment/<handle:due>/set-off/",
    name="set-off",
    title=gettext_lazy("Set off"),
    needs=DATES_TOO,
    methods=("GET", "POST"),
)
def set_off(request: Request, part: Part, due: Named) -> HttpResponse:
    """Set off to a home visit, and say by when you are back."""
    may_write(part)
    row, by = due_of(part, due), request.viewer
    its = queries.details(row, part.person)
    until = rules.back_by(row.at, its.minutes if its else rules.MINUTES, by.now).astimezone(LONDON)
    line = part.person.folder("line")
    if line is None:
        raise Http404
    ready = visits.ready(line, until)
    identity = identity_of(request, part.person)
    offered = visits.places(its.place if its else "", identity.details, identity.ways)
    begin = {"back_by": forms.clock_of(until), "phone": number_in_words(ready.phone or "")}
    form = filled(request, forms.VisitForm, begin, offered=offered)

    if request.method == "POST" and form.is_valid():
        # The time that was sent, which may be one at which nobody holds a seat any more.
        ready = visits.ready(line, _moment(by, form.cleaned_data["back_by"]))
    form.agree(ready.looked_for_by in ALONE)

    def save() -> HttpResponse:
        until, phone = _moment(by, form.cleaned_data["back_by"]), form.cleaned_data["phone"]
        actions.set_off(by=by, person=part.person, back_by=until, place=form.there(), phone=phone)
        tell(
            request,
            _("You are out. Say on Today that you are back: if nobody hears, colleagues look for you."),
        )
        return go("today")

    told = {
        "part": part,
        "title": _("Set off to %(name)s") % {"name": name_of(request, part)},
        "intro": _(
            "A quarter of an hour after that time whoever is on duty sees that you are late, and your number; "
            "after half an hour the lead, after an hour the desk, after two hours administrators; sooner where there "
            "is nobody before them. "
            "They can open where you are, and you are told who did: nobody before that, and nobody once you are back."
        ),
        "texted": not reach.nothing_goes(),
        "alarm": ALONE.get(ready.looked_for_by),
        "button": _("Set off"),
        "back": url("appointment", part=part, due=row),
        "visiting": visiting_of(part.person),
    }
    return ask(request, form, save, "diary/set_off.html", **told)


def _one(request: Request, number: int, mine: bool) -> visits.Out:
    found = next((v for v in visits.now() if v.id == number and v.mine is mine), None)
    if found is None:
        raise Http404
    return found


@page(
    "out/<int:number>/back/",
    name="visit-back",
    title=gettext_lazy("Out alone"),
    scope="mine",
    methods=("POST",),
)
def back(request: Request, number: int) -> HttpResponse:
    """One tap: back and well, and on to writing it up; or a quarter of an hour more."""
    one = _one(request, number, True)
    by = request.viewer
    if request.POST.get("what") == "longer":
        until = max(one.back_by, by.now) + dt.timedelta(minutes=15)
        actions.longer(by=by, visit=number, back_by=until)
        tell(request, _("A quarter of an hour more."))
    else:
        actions.back(by=by, visit=number)
        tell(request, _("Good that you are back."))
        return _to_write_up(request, one)
    return go("today")


def _to_write_up(request: Request, one: visits.Out) -> HttpResponse:
    """To what was booked there and is not written up yet, else to the record of whom they visited, where it is theirs to open."""
    visited = queries.visited(request.viewer, one)
    if visited is not None and visited.part is not None and visited.part.writes:
        return go("appointment", part=visited.part, due=visited.due)
    if one.href is not None:
        return HttpResponse(status=303, headers={"Location": one.href})
    return go("today")


@page(
    "out/<int:number>/",
    name="visit-late",
    title=gettext_lazy("A colleague has not said that they are back"),
    scope="none",
    methods=("GET", "POST"),
)
def late(request: Request, number: int) -> HttpResponse:
    """For whoever looks for them: what to do, where they went in one press, and how they were found well."""
    if request.POST.get("what") == "where":
        actions.open_place(by=request.viewer, visit=number)
        return go("visit-late", number=number)
    one = _one(request, number, False)
    form = filled(request, forms.FoundForm)

    def save() -> HttpResponse:
        actions.back(by=request.viewer, visit=number, words=form.cleaned_data["words"])
        tell(request, _("Written. Nobody looks for them any more."))
        return go("today")

    return ask(request, form, save, "diary/late.html", one=one)
