"""Answers to what went wrong: plain, warm, the same whether a thing is hidden or absent, and made without the database."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

log = logging.getLogger(__name__)


class DatabaseFault(Exception):
    """The database could not do what we asked of it; said without the values that were in it."""

    words_hold_no_value = True


WORDS = {
    400: (
        gettext_lazy("That could not be read"),
        gettext_lazy("Something in the address or the form was not as we send it. Go back and try again."),
    ),
    403: (
        gettext_lazy("This form has been open for a long time"),
        gettext_lazy("Go back, load the page again, and send it once more. What you typed is still there."),
    ),
    404: (
        gettext_lazy("There is nothing here"),
        gettext_lazy(
            "It may have ended, have moved, or not be yours to open. If you expected to see it, ask the person's worker."
        ),
    ),
    405: (gettext_lazy("That cannot be done here"), gettext_lazy("Go back and use the buttons on the page.")),
    409: (gettext_lazy("That cannot be done now"), ""),
    429: (gettext_lazy("Too many tries"), gettext_lazy("Wait a few minutes and try again.")),
    503: (gettext_lazy("Please try again"), gettext_lazy("Nothing was lost. Send it once more.")),
}
OUR_FAULT = (
    gettext_lazy("Something went wrong on our side"),
    gettext_lazy(
        "Nothing you wrote was half saved. Try again; if it happens twice, tell whoever looks after Alongside."
    ),
)


def plain(request: HttpRequest, status: int, words: str = "") -> HttpResponse:
    """An error page; `words` say what the rule said."""
    heading, advice = WORDS.get(status, OUR_FAULT)
    # It is no page that one comes back to: its address stands nowhere on it, so that hidden and absent are the same bytes.
    request.is_error = True  # type: ignore[attr-defined]
    text = loader.render_to_string(
        "web/error.html", {"heading": heading, "advice": words or advice, "status": status}, request
    )
    return HttpResponse(text, status=status)


def stale(request: HttpRequest, error: Any) -> HttpResponse:
    """Somebody else saved in between, and the view had no better way to say it."""
    words = _(
        "Somebody else changed this while you had it open. Go back, load it again, and you will see theirs beside yours."
    )
    return plain(request, 409, words)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: usually one that was open over night."""
    from alongside.web.wrapper import dress

    return dress(plain(request, 403))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such address."""
    from alongside.web.wrapper import dress

    return dress(plain(request, 404))


def broke(request: HttpRequest) -> HttpResponse:
    """Our fault."""
    from alongside.web.wrapper import dress

    return dress(plain(request, 500))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not as we send it."""
    from alongside.web.wrapper import dress

    return dress(plain(request, 400))


def too_many(request: HttpRequest) -> HttpResponse:
    """Too many tries in too short a time (django-allauth asks for it by the name of Django's other handlers)."""
    from alongside.web.wrapper import dress

    return dress(plain(request, 429))
