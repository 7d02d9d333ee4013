"""What administrators do: somebody joins, moves, leaves, cannot sign in; teams and seats."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access import folders
from alongside.access.viewer import Viewer
from alongside.accounts import actions as accounts
from alongside.staff import actions, forms, queries
from alongside.web.forms import filled
from alongside.web.wrapper import done, url


def _administrator(request: HttpRequest) -> Viewer:
    """Whoever administers; the page is not there for anybody else."""
    by: Viewer = request.viewer  # type: ignore[attr-defined]
    if not by.administrator:
        raise Http404
    return by


def _somebody(number: int) -> queries.Colleague:
    """A colleague who works here."""
    found = next((c for c in queries.colleagues() if c.id == number), None)
    if found is None:
        raise Http404
    return found


@web.page("staff/", name="staff", title=gettext_lazy("Staff"), scope="none")
def staff(request: HttpRequest) -> HttpResponse:
    """Who works here, in which teams and seats, and who has left."""
    _administrator(request)
    return web.render(request, "staff/staff.html", {
        "colleagues": queries.colleagues(),
        "left": queries.who_left()[:60],
        "teams": folders.places("team"),
        "sites": {site.id: site.name for site in folders.places("site")},
    })  # fmt: skip


def _link(request: HttpRequest, name: str, word: str) -> HttpResponse:
    """Show a link, this once: it is kept nowhere."""
    link = request.build_absolute_uri(url("welcome", word=word))
    return done(web.render(request, "staff/link.html", {"link": link, "name": name}))


@web.page(
    "staff/join/",
    name="staff-join",
    title=gettext_lazy("Somebody joins"),
    scope="none",
    methods=("GET", "POST"),
)
def join(request: HttpRequest) -> HttpResponse:
    """Somebody new, and their link."""
    by = _administrator(request)
    form = filled(request, forms.JoinForm)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        team = int(said["team"]) if said["team"] else None
        word = actions.join(
            by=by, name=said["name"], job=said["job"], team=team, leads=said["leads"], email=said["email"]
        )
        return _link(request, said["name"], word)
    return web.render(request, "staff/join.html", {"form": form})


@web.page(
    "staff/<int:number>/",
    name="staff-one",
    title=gettext_lazy("Staff"),
    scope="none",
    methods=("GET", "POST"),
)
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One colleague: what can be done."""
    by = _administrator(request)
    who = _somebody(number)
    if request.method == "POST":
        actions.let_administer(by=by, staff=who.id, yes=request.POST.get("administers") == "yes")
        return web.go("staff-one", number=number)
    return web.render(
        request, "staff/one.html", {"who": who, "email": accounts.email_of(who.id), "me": who.id == by.staff}
    )


@web.page(
    "staff/<int:number>/move/",
    name="staff-move",
    title=gettext_lazy("To another team"),
    scope="none",
    methods=("GET", "POST"),
)
def move(request: HttpRequest, number: int) -> HttpResponse:
    """To another team; what they could open of the old one's records ends now."""
    by = _administrator(request)
    who = _somebody(number)
    form = filled(request, forms.MoveForm)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.move(by=by, staff=who.id, team=int(said["team"]), leads=said["leads"], why=said["why"])
        messages.success(request, _ended())
        return web.go("staff-one", number=number)
    return web.render(request, "staff/move.html", {"form": form, "who": who})


@web.page(
    "staff/<int:number>/leave/",
    name="staff-leave",
    title=gettext_lazy("Leaves"),
    scope="none",
    methods=("GET", "POST"),
)
def leave(request: HttpRequest, number: int) -> HttpResponse:
    """A leaver: everything ends now."""
    by = _administrator(request)
    who = _somebody(number)
    form = filled(request, forms.WhyForm)
    if request.method == "POST" and form.is_valid():
        actions.leave(by=by, staff=who.id, why=form.cleaned_data["why"])
        messages.success(request, _ended())
        return web.go("staff")
    return web.render(request, "staff/leave.html", {"form": form, "who": who})


def _ended() -> str:
    """What there is to hand on, in words; not how much, which is between the colleague and the team's lead."""
    return _("Done. What they could open is closed to them. The team's lead sees whom nobody works with now.")


@web.page(
    "staff/<int:number>/link/",
    name="staff-link",
    title=gettext_lazy("A new link"),
    scope="none",
    methods=("GET", "POST"),
)
def link(request: HttpRequest, number: int) -> HttpResponse:
    """For somebody who cannot sign in."""
    by = _administrator(request)
    who = _somebody(number)
    form = filled(request, forms.LinkForm)
    if request.method == "POST" and form.is_valid():
        word = actions.new_link(by=by, staff=who.id, forget_second_step=form.cleaned_data["second"])
        if word is None:
            raise Http404
        return _link(request, who.name, word)
    return web.render(request, "staff/new_link.html", {"form": form, "who": who})


@web.page(
    "staff/teams/add/",
    name="team-add",
    title=gettext_lazy("A new team"),
    scope="none",
    methods=("GET", "POST"),
)
def add_team(request: HttpRequest) -> HttpResponse:
    """A team, and the site it works from."""
    by = _administrator(request)
    form = filled(request, forms.TeamForm)
    if request.method == "POST" and form.is_valid():
        actions.add_team(by=by, **form.cleaned_data)
        return web.go("staff")
    return web.render(request, "staff/add.html", {"form": form, "back": url("staff")})


@web.page(
    "staff/seats/add/",
    name="seat-add",
    title=gettext_lazy("A new seat"),
    scope="none",
    methods=("GET", "POST"),
)
def add_seat(request: HttpRequest) -> HttpResponse:
    """A seat, of a team or of the whole service."""
    by = _administrator(request)
    form = filled(request, forms.SeatForm)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.add_seat(
            by=by, kind=said["kind"], team=int(said["team"]) if said["team"] else None, name=said["name"]
        )
        return web.go("seats")
    return web.render(request, "staff/add.html", {"form": form, "back": url("seats")})
