"""Who can open a person's record, and why."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.viewer import Person
from alongside.staff import actions, forms, known, queries, words
from alongside.web.forms import filled
from alongside.web.wrapper import Named


@web.page(
    "person/<handle:person>/access/", name="who-can-open", title=gettext_lazy("Who can open it, and why")
)
def who_can_open(request: HttpRequest, person: Person) -> HttpResponse:
    """Everybody who can open the parts that the viewer holds."""
    given = queries.who_can_open(request.viewer, person.folders())  # type: ignore[attr-defined]
    parts: dict[str, list[queries.Given]] = {}
    for one in given:
        parts.setdefault(one.part, []).append(one)
    closed = [{**one, "why": words.knows(one["why"])} for one in known.of_person(request.viewer, person)]  # type: ignore[attr-defined]
    return web.render(request, "staff/who_can_open.html", {
        "parts": parts, "closed": closed, "choice": queries.choice_of(person), "may_give": any(g.mine_to_end for g in given),
    })  # fmt: skip


@web.page(
    "person/<handle:person>/access/give/",
    name="give-access",
    title=gettext_lazy("Let somebody open it"),
    methods=("GET", "POST"),
)
def give(request: HttpRequest, person: Person) -> HttpResponse:
    """To a colleague or a seat, for a reason and for a time."""
    by = request.viewer  # type: ignore[attr-defined]
    mine = {g.folder: g.kind for g in queries.who_can_open(by, person.folders()) if g.mine_to_end}
    if not mine:
        raise Http404
    form = filled(request, forms.GiveForm, {"days": 90, "writes": "read"}, parts=mine)
    if request.method == "POST" and form.is_valid():
        actions.give(by=by, **form.given())
        messages.success(request, _("They can open it now."))
        return web.go("who-can-open", person=person)
    return web.render(request, "staff/give.html", {"form": form})


@web.page(
    "person/<handle:person>/access/kept-close/",
    name="keep-close",
    title=gettext_lazy("Who may open their record"),
    methods=("GET", "POST"),
)
def keep_close(request: HttpRequest, person: Person) -> HttpResponse:
    """What the person chose; whoever may let others in records it."""
    by = request.viewer  # type: ignore[attr-defined]
    mine = next((g.folder for g in queries.who_can_open(by, person.folders()) if g.mine_to_end), None)
    if mine is None:
        raise Http404
    choice = queries.choice_of(person)
    start = {"who_opens": "close" if choice["kept_close"] else "team"} if choice else {}
    form = filled(request, forms.KeepForm, start)
    if request.method == "POST" and form.is_valid():
        actions.keep_close(by=by, folder=mine, close=form.cleaned_data["who_opens"] == "close")
        messages.success(request, _("Saved."))
        return web.go("who-can-open", person=person)
    return web.render(request, "staff/keep_close.html", {"form": form})


@web.page(
    "access/<handle:grant>/end/", name="end-access", title=gettext_lazy("End it"), methods=("GET", "POST")
)
def end(request: HttpRequest, grant: Named) -> HttpResponse:
    """Take it back, at once, with a reason."""
    by = request.viewer  # type: ignore[attr-defined]
    one = _one(request, grant)
    form = filled(request, forms.WhyForm)
    if request.method == "POST" and form.is_valid():
        mine = one.grant_id in {g.grant_id for theirs in queries.my_access(by) for g in theirs.given}
        actions.end(by=by, grant=one.grant_id, why=form.cleaned_data["why"])
        messages.success(request, _("%(name)s can no longer open it by this.") % {"name": one.name})
        # What the viewer has just closed to themselves cannot be the next page.
        return web.go("my-access") if mine else web.go("who-can-open", person=grant.person)
    return web.render(request, "staff/end.html", {"form": form, "one": one})


@web.page(
    "access/<handle:grant>/renew/", name="renew-access", title=gettext_lazy("Renew it"), methods=("POST",)
)
def renew(request: HttpRequest, grant: Named) -> HttpResponse:
    """Ninety days more."""
    actions.renew(by=request.viewer, grants=[_one(request, grant).grant_id])  # type: ignore[attr-defined]
    messages.success(request, _("Renewed for 90 days."))
    return web.go("who-can-open", person=grant.person)


def _one(request: HttpRequest, grant: Named) -> queries.Given:
    """The entry that the address names, where it is this viewer's to change."""
    given = queries.who_can_open(request.viewer, [grant.folder])  # type: ignore[attr-defined]
    one = next((g for g in given if g.grant_id == grant.id and g.mine_to_end), None)
    if one is None:
        raise Http404
    return one


web.tab("who-can-open", order=90, title=gettext_lazy("Who can open it"))
