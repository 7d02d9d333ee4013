"""Who holds which seat: a dated list, for administrators and leads."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.staff import actions, forms, queries
from alongside.web.forms import filled


@web.page(
    "seats/", name="seats", title=gettext_lazy("Who holds which seat"), scope="none", methods=("GET", "POST")
)
def seats(request: HttpRequest) -> HttpResponse:
    """Now, later and before; a form puts somebody in a seat."""
    by = request.viewer  # type: ignore[attr-defined]
    if not (by.administrator or by.leads):
        raise Http404
    if request.method == "POST" and "end" in request.POST:
        holding = next(
            (h for h in queries.holdings() if str(h["id"]) == request.POST["end"] and h["mine_to_end"]), None
        )
        if holding is None:
            raise Http404
        actions.end_holding(by=by, holding=holding["id"])
        messages.success(request, _("Ended."))
        return web.go("seats")
    form = filled(request, forms.HoldForm)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.hold(
            by=by, seat=int(said["seat"]), staff=int(said["staff"]), starts=said["starts"], ends=said["ends"]
        )
        messages.success(request, _("Saved."))
        return web.go("seats")
    all_of_them = queries.holdings()
    now = [h for h in all_of_them if h["starts"] <= by.now and not _over(h, by.now)]
    later = [h for h in all_of_them if h["starts"] > by.now]
    before = [h for h in all_of_them if _over(h, by.now)]
    return web.render(
        request, "staff/seats.html", {"form": form, "now": now, "later": later, "before": before[:60]}
    )


def _over(holding: dict, now: object) -> bool:
    return holding["ends"] is not None and holding["ends"] <= now
