"""A page of signing in, made of one of allauth's views: the floor's wrapper outside, our rules between."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from alongside import web
from alongside.accounts import second_step
from alongside.web import errors

View = Callable[..., Any]


def route(
    path: str, name: str, title: Any, view: View, *, methods: tuple[str, ...] = ("GET", "POST"),
    sets_up: bool = False, locks: bool = False, while_locked: bool = False,
) -> None:  # fmt: skip
    """Register a page. `sets_up`: open before there is a second step; `locks`: needs a transaction;
    `while_locked`: open though the session is locked.
    """

    def answer(request: HttpRequest, **args: Any) -> HttpResponse:
        away = settle(request, sets_up)
        if away is not None:
            return away
        try:
            if locks and request.method == "POST":
                with transaction.atomic(using="authn"):
                    return to_second_step(request, view(request, **args))
            return to_second_step(request, view(request, **args))
        except ReauthenticationRequired:
            return again(request)
        except ImmediateHttpResponse as known:
            return known.response
        except PermissionDenied:
            return errors.plain(request, 404)

    answer.__name__, answer.__doc__ = name.replace("-", "_"), str(title)
    made = web.page(
        path, name=name, title=title, scope="public", methods=methods, once=False, while_locked=while_locked
    )
    made(answer)


def settle(request: Any, sets_up: bool) -> HttpResponse | None:
    """Bring the accounts' session and the database's into line, before the view sees who is there.

    Where the database no longer answers this session (idle, too long, ended elsewhere), it is over here too.
    Where no second step is set up yet, only the pages that do so open.
    """
    if not request.user.is_authenticated or request.viewer.staff is not None or request.viewer.locked:
        return None
    if not request.session.get(second_step.DUE) or second_step.has_one(request.user):
        logout(request)
        return None
    if sets_up:
        return None
    if "next" in request.GET:
        request.session[second_step.AFTER] = web.safe_next(request)
    return HttpResponseRedirect(reverse("mfa_index"))


def to_second_step(request: Any, response: HttpResponse) -> HttpResponse:
    """Somebody who has just signed in with a password alone sets up the second step, and goes on."""
    just_now = request.viewer.staff is None and request.method == "POST" and response.status_code == 302
    if not (just_now and request.user.is_authenticated and request.session.get(second_step.DUE)):
        return response
    if second_step.has_one(request.user) or response.headers["Location"] == reverse("mfa_index"):
        return response
    request.session[second_step.AFTER] = response.headers["Location"]
    return HttpResponseRedirect(reverse("mfa_index"))


def again(request: HttpRequest) -> HttpResponse:
    """Ask for the password or a code once more, and come back. Nothing of the request is kept meanwhile."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    there = ways[0]["url"] if ways else reverse("account_login")
    return HttpResponseRedirect(f"{there}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}")
