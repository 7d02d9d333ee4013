"""What I can open, and why."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access import handles
from alongside.staff import actions, queries

PAGE = 60


def person_handle(theirs: queries.Theirs) -> str:
    """The sealed name of a person for a link: by the line, else by whichever part can be opened."""
    label = next((g.folder for g in theirs.given if g.kind == "line"), theirs.given[0].folder)
    return handles.seal("person", label, label)


@web.page(
    "my-access/",
    name="my-access",
    title=gettext_lazy("What I can open, and why"),
    scope="all",
    methods=("GET", "POST"),
)
def my_access(request: HttpRequest) -> HttpResponse:
    """By person: each part, what for, until when, given by whom. One's own can be given back."""
    by = request.viewer  # type: ignore[attr-defined]
    everybody = queries.my_access(by)
    if request.method == "POST":
        named = [handles.unseal("grant", text) for text in request.POST.get("grants", "").split(" ")]
        mine = {g.grant_id for theirs in everybody for g in theirs.given}
        back = {one.id for one in named if one is not None and one.id in mine}
        if len(back) < len(named):
            raise Http404
        for grant in back:
            actions.end(by=by, grant=grant, why="given back")
        messages.success(request, _("You can no longer open it."))
        return web.go("my-access")
    first = web.number(request, "from")
    shown = everybody[first : first + PAGE]
    for theirs in shown:
        theirs.handle = person_handle(theirs)
    return web.render(request, "staff/my_access.html", {
        "everybody": shown,
        "before": f"?from={max(first - PAGE, 0)}" if first else None,
        "after": f"?from={first + PAGE}" if len(everybody) > first + PAGE else None,
    })  # fmt: skip
