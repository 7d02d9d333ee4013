"""When somebody has signed in, the database learns whom their token stands for; and when it ends."""

import hashlib
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.db import connections
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from alongside.accounts import second_step
from alongside.web.wrapper import database_token, token_of


def digest_of(session_key: str) -> bytes:
    """What the database knows of a browser's token."""
    return hashlib.sha256(database_token(session_key)).digest()


def _tell(sql: str, *values: Any) -> None:
    with connections["authn"].cursor() as cursor:
        cursor.execute(sql, list(values))


def open_session(request: HttpRequest, user: Any) -> None:
    """Register the session's database token, by its hash, for as long as a session may last."""
    _tell(
        "select access.open_session(%s, %s, access.clock() + make_interval(secs => %s))",
        digest_of(request.session.session_key or ""), user.staff, settings.SESSION_COOKIE_AGE,
    )  # fmt: skip


def end_sessions(user: Any, but: str | None = None) -> None:
    """Sign somebody out everywhere, at once; `but` is the session that stays."""
    from alongside.accounts.models import Session
    from alongside.accounts.sessions import hash_of

    _tell("select access.end_sessions(%s, %s)", user.staff, digest_of(but) if but else None)
    others = Session.objects.filter(user=user.pk)
    (others.exclude(hash=hash_of(but)) if but else others).delete()


def drop_messages(request: HttpRequest) -> None:
    """What was still to be said to whoever had this browser before is not said to the next."""
    list(messages.get_messages(request))


def leave(request: HttpRequest) -> None:
    """End this browser's session, in the accounts and in the database at the same moment."""
    token = token_of(request)
    drop_messages(request)
    logout(request)
    if token:
        _tell("select access.end_session(%s)", hashlib.sha256(token).digest())


def leaving_nothing(response: HttpResponse) -> HttpResponse:
    """What the browser kept of the pages goes too: also the pages behind its Back button."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@receiver(user_logged_in)
def somebody_signed_in(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Open the session for the database, or, without a second step, only the pages that set one up."""
    drop_messages(request)
    if request.session.session_key is None:
        request.session.create()
    if second_step.is_needed(user):
        request.session[second_step.DUE] = True
        request.session.set_expiry(second_step.MINUTES * 60)
        return
    open_session(request, user)


@receiver(authenticator_added)
def second_step_set_up(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """The second step is there: now the rest opens."""
    if request.session.pop(second_step.DUE, None) and second_step.has_one(user):
        request.session.set_expiry(0)
        open_session(request, user)
        # Password and second step were given a moment ago: the spare codes may be shown without asking again.
        record_authentication(request, user, "mfa", reauthenticated=True)


@receiver(password_changed)
@receiver(password_set)
def password_was_changed(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """A new password ends every other session; this one goes on under its new token."""
    end_sessions(user, but=request.session.session_key)
    if not request.session.get(second_step.DUE):
        open_session(request, user)


@receiver(password_reset)
def password_was_forgotten(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """After a forgotten password every session ends."""
    end_sessions(user)
