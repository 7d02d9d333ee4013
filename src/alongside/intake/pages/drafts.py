"""A call that breaks off: what was typed so far is kept for whoever typed it, and for nobody else."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.web.wrapper import Request, keep_draft, kept_form

PAGES = ("first-contact", "call")


@web.page(
    "first/draft/<slug:of>/",
    name="first-draft",
    title=gettext_lazy("Keep it for now"),
    scope="none",
    methods=("POST",),
)
def draft(request: Request, of: str) -> HttpResponse:
    """Keep it; a script hears nothing, whoever pressed the button is back on Today."""
    if of not in PAGES:
        raise Http404
    kept = keep_draft(request, web.url(of))
    if request.headers.get("X-Requested-With") == "draft":
        return HttpResponse(status=204 if kept else 409)
    messages.success(
        request,
        _(
            "Kept for you for the next twelve hours. It is not saved in a record yet: open the same page to go on."
        ),
    )
    return web.go("today")


def begun_before(request: Request, form: Any) -> bool:
    """Is there something that was typed before? Where it is shown already, the form says so."""
    if form.kept:
        form.kept_words = _("Here is what was typed before. It is not saved yet.")
    return request.method == "GET" and not form.kept and kept_form(request.path) is not None
