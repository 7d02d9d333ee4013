"""A call that breaks off: what was typed so far is kept for whoever typed it, and for nobody else."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.web.sheets import sheets_of
from alongside.web.wrapper import Request, keep_draft, kept_at

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
    kept = keep_draft(request, kept_at(request, web.url(of)))
    if request.headers.get("X-Requested-With") == "draft":
        return HttpResponse(status=204 if kept else 409)
    messages.success(
        request,
        _(
            "Kept for you for the next twelve hours. It is not saved in a record yet: open the same page to go on."
        ),
    )
    return web.go("today")


def told_of(request: Request, form: Any, of: str) -> dict[str, Any]:
    """What its page is told of what was typed there before, and of where it is kept."""
    return {"sheets": sheets_of(request, form), "keeps": web.url("first-draft", of=of)}
