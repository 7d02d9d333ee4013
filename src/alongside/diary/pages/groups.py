"""Groups: those of one's teams, who goes to each, and the register with a line for everybody."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access import handles
from alongside.access.viewer import LONDON, Refused
from alongside.care.pages.asking import tell
from alongside.diary import actions, forms
from alongside.diary.actions.groups import Line
from alongside.diary.queries import groups as queries
from alongside.people.queries.teams import my_teams
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.sheets import sheets_of
from alongside.web.wrapper import (
    Request,
    go,
    keep_draft,
    kept_at,
    kept_form,
    page,
    render,
    sheet_of,
    still_kept,
)

PURPOSE = "part"
DRAFT = "draft"
"""What follows the question mark where a register is not sent to be saved."""


def _code(goes: queries.Goes) -> str:
    """A sealed name for a form."""
    return handles.seal(PURPOSE, goes.part.folder, goes.part.folder)


def _group(number: int) -> queries.Group:
    group = next((g for g in queries.groups() if g.id == number), None)
    if group is None:
        raise Http404
    return group


@page("groups/", name="groups", title=gettext_lazy("Groups"), scope="none", methods=("GET", "POST"))
def groups(request: Request) -> HttpResponse:
    """The groups of one's teams, and a new one."""
    form = filled(request, forms.GroupForm, teams=my_teams(request.viewer))

    def save() -> HttpResponse:
        said = form.cleaned_data
        made = actions.add_group(by=request.viewer, team=int(said["team"]), name=said["name"])
        tell(request, _("Added. Say who goes to it."))
        return go("group_members", number=made)

    return ask(request, form, save, "diary/groups.html", groups=queries.groups())


@page(
    "groups/<int:number>/members/",
    name="group_members",
    title=gettext_lazy("Who goes to this group"),
    scope="all",
    methods=("GET", "POST"),
)
def group_members(request: Request, number: int) -> HttpResponse:
    """Which of one's own people go to it. Whoever else goes is nobody's to see here who does not work with them."""
    group, by = _group(number), request.viewer
    there = queries.going(by, group.id)
    among = {_code(g): g for g in queries.mine(by)}
    # Somebody may go by another part of their record than the first one.
    among |= {_code(g): g for g in there if g.part.writes}
    whose = {g.person.id for g in there}
    among = {
        code: g for code, g in among.items()
        if g.person.id not in whose or g.part.folder in {t.part.folder for t in there}
    }  # fmt: skip
    begin = {"who": [_code(g) for g in there if g.part.writes]}
    people = [(code, g.name) for code, g in sorted(among.items(), key=lambda pair: pair[1].name)]
    form = filled(request, forms.MembersForm, begin, people=people)

    def save() -> HttpResponse:
        chosen = [among[code].part.folder for code in form.cleaned_data["who"]]
        actions.come_and_go(by=by, group=group, who=chosen, among=among.values())
        tell(request, _("Written."))
        return go("group", number=number)

    return ask(request, form, save, "diary/members.html", group=group)


@page(
    "groups/<int:number>/",
    name="group",
    title=gettext_lazy("Register"),
    scope="all",
    methods=("GET", "POST"),
)
def group(request: Request, number: int) -> HttpResponse:
    """The register: who came, and a line for each, on one page."""
    its = _group(number)
    if _is_draft(request):
        return _keep(request)
    by = request.viewer
    going = {_code(g): g for g in queries.going(by, its.id) if g.part.writes}
    # Of whom something is written already stays on the register, though they go no longer: a line is not dropped unseen.
    if left := _said_of(request) - going.keys():
        going |= {code: g for g in queries.mine(by) if (code := _code(g)) in left}
    # A day's register is a sheet of its own; what was kept in the evening is still offered the next morning.
    days = [by.today - dt.timedelta(days=n) for n in range(2)]
    return _register(request, going, title=its.name, number=number, sheets=[str(day) for day in days])


@page(
    "together/",
    name="together",
    title=gettext_lazy("Write up several people"),
    scope="mine",
    methods=("GET", "POST"),
)
def together(request: Request) -> HttpResponse:
    """A contact with several of one's own people: first who was there, then a line for each."""
    if _is_draft(request):
        return _keep(request)
    mine = {_code(g): g for g in queries.mine(request.viewer)}
    who = request.GET.getlist("who")
    # What was sent, or kept while the session was locked, says itself who was chosen.
    words = request.kept or request.POST or ({} if who else kept_form(kept_at(request))) or {}
    sent = [name.removeprefix("line-") for name in words if name.startswith("line-")]
    chosen = {code: mine[code] for code in (sent or who) if code in mine}
    if not chosen:
        people = [(code, g.name) for code, g in mine.items()]
        form = forms.MembersForm(people=people)
        return render(request, "diary/together.html", {"form": form, "people": people})
    return _register(request, chosen, title=_("Write up several people"), sheets=[sheet_of(chosen)])


def _is_draft(request: Request) -> bool:
    return request.method == "POST" and DRAFT in request.GET


def _said_of(request: Request) -> set[str]:
    """Of whom something was sent or kept: that they came or not, or a line."""
    words = request.kept or dict(request.POST.lists())
    parts = [name.partition("-") for name, values in words.items() if any(values)]
    return {code for what, _dash, code in parts if what in ("came", "line")}


def _keep(request: Request) -> HttpResponse:
    """Keep what is being written, for whoever writes it and nobody else: several people's, so it lies in nobody's record."""
    kept = keep_draft(request, kept_at(request))
    if request.headers.get("X-Requested-With") == "draft":
        return HttpResponse(status=204 if kept else 409)
    if not kept:
        raise Refused(_("It could not be kept. Save it, or copy it before you leave this page."))
    tell(
        request,
        _(
            "Kept for you for the next twelve hours. It is not saved in the record yet: open the same page to go on."
        ),
    )
    return still_kept(go("today"))


def _register(
    request: Request,
    going: dict[str, queries.Goes],
    *,
    title: str,
    sheets: list[str],
    number: int | None = None,
) -> HttpResponse:
    """`sheets` are those that may lie at this address, the first one's own: words of one never go over another's."""
    by = request.viewer
    local = by.now.astimezone(LONDON)
    begin: dict[str, Any] = {
        "on": local.date(),
        "at": forms.clock_of(local),
        "source": "seen",
        "apart_source": "said",
    }
    people = [(code, g.name) for code, g in going.items()]
    form = filled(request, forms.RegisterForm, begin, people=people)
    who = "" if number else "&".join(f"who={code}" for code in going)
    lies = sheets_of(request, form, sheets, asks=who)
    told = {
        "people": people,
        "heading": title,
        "number": number,
        "sheets": lies,
        "draft": f"{lies.draft(request.path)}&{DRAFT}=1",
        "later": (later := lies.later(request.path)) and f"{later}&{DRAFT}=1",
    }

    def save() -> HttpResponse:
        at = form.moment("on", "at")
        if at is None:
            raise Refused(_("Write a day and a time."))
        said = [
            (going[code], Line(going[code].part.folder, state, words)) for code, state, words in form.lines()
        ]
        others = queries.written_then([line.folder for _g, line in said], at)
        if others and not form.cleaned_data["anyway"]:
            form.shows_anyway = True
            names = {g.part.folder: g.name for g, _line in said}
            form.add_error("anyway", _("Somebody wrote this down already. Tick to keep both."))
            theirs = [{"name": names[s.folder], "session": s} for s in others]
            return render(
                request, "diary/register.html", {**told, "form": form, "theirs": theirs}, status=409
            )
        data = form.cleaned_data
        actions.register(
            by=by, at=at, lines=[line for _g, line in said], note=data["note"], source=data["source"],
            apart=data["apart_words"] if data["apart"] else "", apart_source=data["apart_source"] or "said",
            apart_of=going[data["apart_about"]].part.folder if data["apart"] else None,
        )  # fmt: skip
        tell(request, _("Written up, each in their own record."))
        return go("today")

    return ask(request, form, save, "diary/register.html", **told)
