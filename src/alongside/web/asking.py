"""Asking one form on a page: shown, sent, refused with a sentence over what was typed, or saved."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from alongside.access.viewer import Refused
from alongside.web.wrapper import Request, render


def ask(
    request: Request, form: Any, save: Callable[[], HttpResponse], template: str, **context: Any
) -> HttpResponse:
    """Show a form; once it is sent well, save and go on. What a rule refuses is said over what was typed, which stays."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return save()
        except Refused as refused:
            form.add_error(None, str(refused.message))
            status = 409
    return render(request, template, {"form": form, **context}, status=status)
