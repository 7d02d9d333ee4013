"""Reception: who is expected today, and that they have come. No record, no reference, no way to either."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care.pages.asking import tell
from alongside.diary import actions
from alongside.diary.queries import reception as queries
from alongside.web.wrapper import Request, go, page, render


@page("reception/", name="reception", title=gettext_lazy("Who is expected today"), scope="none")
def reception(request: Request) -> HttpResponse:
    """Time, name to call by, with whom, and whether they are here; for whoever holds a team's reception now."""
    found = queries.expected(request.viewer)
    if found is None:
        raise Http404
    return render(request, "diary/reception.html", {"expected": found})


@page(
    "reception/<str:line>/",
    name="reception-here",
    title=gettext_lazy("Who is expected today"),
    scope="none",
    methods=("POST",),
)
def here(request: Request, line: str) -> HttpResponse:
    """One press: they are here; another takes it back."""
    due = queries.named(request.viewer, line)
    if due is None:
        raise Http404
    came = request.POST.get("what") != "not_here"
    actions.say_arrived(by=request.viewer, due=due, here=came)
    tell(request, _("Their worker sees it on Today.") if came else _("Taken back."))
    return go("reception")
