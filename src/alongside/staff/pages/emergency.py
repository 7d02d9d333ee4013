"""Opening a part of a record in an emergency, and its review."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access import handles
from alongside.staff import emergency, forms, queries, words
from alongside.web.forms import filled
from alongside.web.wrapper import token_of


@web.page(
    "emergency/",
    name="emergency",
    title=gettext_lazy("Open in an emergency"),
    scope="none",
    methods=("GET", "POST"),
)
def in_an_emergency(request: HttpRequest) -> HttpResponse:
    """One part, by what the person or whoever is with them says. What is not opened is answered in the same words."""
    form = filled(request, forms.EmergencyForm)
    nothing = False
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        by = request.viewer  # type: ignore[attr-defined]
        opened = emergency.open_part(
            by=by, token=token_of(request), who=asked["who"], kind=asked["kind"], reason=asked["reason"]
        )
        if opened is not None:
            messages.success(
                request, _("Open to you for four hours. The privacy officer and a second person know.")
            )
            return web.go("person", person=handles.seal("person", opened, opened))
        nothing = True
    return web.render(
        request, "staff/emergency.html", {"form": form, "nothing": nothing, "tries": emergency.TRIES}
    )


@web.page(
    "emergency/<int:number>/",
    name="emergency-review",
    title=gettext_lazy("Review an opening in an emergency"),
    scope="all",
    methods=("GET", "POST"),
)
def review(request: HttpRequest, number: int) -> HttpResponse:
    """By the privacy officer or the second person, in words."""
    by = request.viewer  # type: ignore[attr-defined]
    one = next((one for one in emergency.to_review(by) if one["id"] == number), None)
    if one is None:
        raise Http404
    form = filled(request, forms.ReviewForm)
    if request.method == "POST" and form.is_valid():
        emergency.review(by=by, emergency=number, **form.cleaned_data)
        messages.success(request, _("Reviewed."))
        return web.go("today")
    shown = {**one, "part": words.part(one["kind"]), "called": queries.names(by).get(one["person"])}
    return web.render(request, "staff/emergency_review.html", {"form": form, "one": shown})
