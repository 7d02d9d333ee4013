"""Asking one form on a page of its own: shown, sent, refused with a sentence, stale, or saved."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from alongside.access.models import FolderModel
from alongside.access.viewer import Refused, current
from alongside.care.queries.parts import dates_to_write
from alongside.people.identity import identity_of
from alongside.web import forms
from alongside.web.wrapper import Part, Request, render


def may_write(part: Part) -> None:
    """Where the viewer may only read, there is no page to write on."""
    if not part.can_write:
        raise Http404


def standing(row: FolderModel) -> None:
    """What was entered in error or ended has no page to change it."""
    if row.in_error or row.ended_at is not None:
        raise Http404


def name_of(request: Request, part: Part) -> str:
    """What to call the person."""
    return identity_of(request, part.person).name


def ask(
    request: Request,
    form: forms.Form,
    save: Callable[[], HttpResponse],
    *,
    title: Any,
    button: Any,
    back: str,
    template: str = "care/ask.html",
    **context: Any,
) -> HttpResponse:
    """Show a form; once it is sent well, save and go on. A refusal stands over what was typed."""
    status = 200
    if request.method == "POST" and form.is_valid():
        if form.stale():
            return render(request, "web/stale.html", {"form": form, "back": back}, status=409)
        try:
            return save()
        except Refused as refused:
            form.add_error(None, str(refused.message))
            status = 409
    told = {"form": form, "title": title, "button": button, "back": back, **context}
    return render(request, template, told, status=status)


def tell(request: Request, words: Any) -> None:
    """Say that it was done, on the next page. Nothing of the record: it travels in a cookie."""
    messages.success(request, words)


def tell_if_not_due(request: Request, folder: int, day: Any) -> None:
    """Say so where a day could not be put among the person's dates."""
    if day and dates_to_write(current(), folder) is None:
        words = _(
            "The day is kept here. It will not stand on Today: this person's dates are not yours to write."
        )
        messages.warning(request, words)
