"""The week on one page: who holds which seat when, where nobody does; who is away; who works where."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access import folders
from alongside.staff import forms, queries, week
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Request

A_WEEK = dt.timedelta(days=7)


def _shown_week(request: Request) -> dt.date:
    """The Monday that the address names, within a year of today; else this week's."""
    today = request.viewer.today
    try:
        asked = dt.date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        asked = today
    if abs(asked - today) > week.SEEN_AHEAD:
        asked = today
    return week.monday(asked)


@web.page(
    "rota/", name="rota", title=gettext_lazy("The week on one page"), scope="none", methods=("GET", "POST")
)
def rota(request: Request) -> HttpResponse:
    """Seven days of every seat for everybody; whoever leads or administers puts somebody in."""
    by, first = request.viewer, _shown_week(request)
    may = bool(by.administrator or by.leads)
    if request.method == "POST" and not may:
        raise Http404
    start = {"first": max(first, by.today), "from_time": week.WORKING[0], "until_time": week.WORKING[1]}
    seats = folders.places("seat")
    mine = [(str(s.id), s.name) for s in seats if by.administrator or s.within in by.leads]
    form = filled(request, forms.RotaForm, start | {"weeks": 1}, seats=mine)

    def save() -> HttpResponse:
        asked = form.cleaned_data
        week.put_in_rota(
            by=by, seat=int(asked["seat"]), staff=int(asked["staff"]), first=asked["first"],
            days=[int(day) for day in asked["days"]], hours=(asked["from_time"], asked["until_time"]),
            weeks=int(asked["weeks"]),
        )  # fmt: skip
        messages.success(request, _("Saved. It stands in the week."))
        return HttpResponse(status=303, headers={"Location": f"{web.url('rota')}?week={first.isoformat()}"})

    away = week.who_is_away(first, first + dt.timedelta(days=6))
    told = {
        "rows": week.week_of(first, seats, queries.holdings(), away),
        "days": [first + dt.timedelta(days=n) for n in range(7)],
        "away": away,
        "may": may,
        "before": (first - A_WEEK).isoformat(),
        "after": (first + A_WEEK).isoformat(),
    }
    return ask(request, form, save, "staff/rota.html", **told)


@web.page("away/", name="away", title=gettext_lazy("Who is away"), scope="none", methods=("GET", "POST"))
def away(request: Request) -> HttpResponse:
    """Who is away, from today on. Everybody says it of themselves; a lead of the team's, administrators of anybody."""
    by = request.viewer
    found = week.who_is_away(by.today, by.today + week.SEEN_AHEAD)
    if request.method == "POST" and "back" in request.POST:
        one = next((a for a in found if str(a["id"]) == request.POST["back"] and a["mine_to_end"]), None)
        if one is None:
            raise Http404
        week.take_back_away(by=by, away=one["id"])
        messages.success(request, _("Taken off the list."))
        return web.go("away")
    # Whoever leads says it of her teams, whoever administers of anybody.
    whom = [
        (str(c.id), c.name)
        for c in queries.colleagues()
        if c.id == by.staff or by.administrator or any(team["id"] in by.leads for team in c.teams)
    ]
    form = filled(request, forms.AwayForm, {"staff": str(by.staff)}, whom=whom)

    def save() -> HttpResponse:
        asked = form.cleaned_data
        staff = int(asked.get("staff") or by.staff or 0)
        week.record_away(by=by, staff=staff, first=asked["first"], last=asked["last"])
        messages.success(request, _("Saved. Colleagues see it when they choose somebody."))
        return web.go("away")

    return ask(request, form, save, "staff/away.html", found=found)


@web.page("where/", name="where", title=gettext_lazy("Who works where"), scope="none")
def where(request: Request) -> HttpResponse:
    """The organisations that run this service, their teams, and who works in them."""
    return web.render(request, "staff/where.html", {"organisations": week.who_works_where()})


@web.page(
    "where/team/",
    name="where-team",
    title=gettext_lazy("Which organisation a team is of"),
    scope="none",
    methods=("GET", "POST"),
)
def team(request: Request) -> HttpResponse:
    """For administrators."""
    by = request.viewer
    if not by.administrator:
        raise Http404
    form = filled(request, forms.OrganisationForm)

    def save() -> HttpResponse:
        asked = form.cleaned_data
        week.put_team(by=by, team=int(asked["team"]), organisation=asked["organisation"])
        messages.success(request, _("Saved."))
        return web.go("where")

    return ask(request, form, save, "staff/where_team.html")
