"""Records kept close that nobody can open: the desk answers for them, and lets a colleague in by name."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access import handles
from alongside.desk import forms, queries
from alongside.staff import actions as staff
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Request


def _handle(one: dict[str, Any]) -> str:
    """The sealed name of a record that the desk need not hold."""
    return handles.seal("kept", 0, one["person"])


@web.page("desk/kept/", name="desk-kept", title=gettext_lazy("Kept close, and open to nobody"), scope="none")
def kept(request: Request) -> HttpResponse:
    """Which parts, and who could open them last; empty for whoever does not hold the desk."""
    found = [one | {"handle": _handle(one)} for one in queries.kept(request.viewer)]
    return web.render(request, "desk/kept.html", {"found": found})


@web.page(
    "desk/kept/<str:whom>/",
    name="desk-kept-give",
    title=gettext_lazy("Let a colleague open it"),
    scope="none",
    methods=("GET", "POST"),
)
def give(request: Request, whom: str) -> HttpResponse:
    """All the parts of it that nobody can open, to a colleague by name."""
    one = next((one for one in queries.kept(request.viewer) if _handle(one) == whom), None)
    if one is None:
        raise Http404
    form = filled(request, forms.KeptForm)

    def save() -> HttpResponse:
        said = form.cleaned_data
        with transaction.atomic():
            staff.give(
                by=request.viewer, parts=list(one["parts"]), staff=int(said["staff"]), purpose="safeguarding",
                reason=said["reason"], writes=True, days=int(said["days"]),
            )  # fmt: skip
        messages.success(request, _("Your colleague can open it now."))
        return web.go("desk-kept")

    return ask(request, form, save, "desk/kept_give.html", one=one, whom=whom)
