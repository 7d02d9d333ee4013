"""Your own account: how you sign in, where you are signed in, and the way out."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.accounts import pins, second_step, signing_in
from alongside.accounts.pages.route import route


@login_required
def ways_to_sign_in(request: Any) -> HttpResponse:
    """Password, second step, spare codes, and where you are signed in now."""
    steps: dict[str, list[Any]] = {}
    for found in Authenticator.objects.filter(user_id=request.user.pk).order_by("created_at"):
        steps.setdefault(found.type, []).append(found)
    due = bool(request.session.get(second_step.DUE))
    return web.render(request, "mfa/index.html", {
        "due": due,
        "app": next(iter(steps.get("totp", [])), None),
        "passkeys": steps.get("webauthn", []),
        "codes": next(iter(steps.get("recovery_codes", [])), None),
        "email": request.user.email,
        "password": request.user.has_usable_password(),
        "pin": pins.is_set(request.user),
        "sessions": [] if due else sessions_of(request),
        "passkeys_work": not is_address(request.get_host()),
    })  # fmt: skip


def sessions_of(request: Any) -> list[dict[str, Any]]:
    """Where this person is signed in: since when, when last seen, and which one is this."""
    with connections["authn"].cursor() as cursor:
        digest = signing_in.digest_of(request.session.session_key)
        cursor.execute("select * from access.sessions_of(%s, %s)", [request.user.staff, digest])
        return [dict(zip(("opened_at", "seen_at", "here"), row, strict=True)) for row in cursor.fetchall()]


def is_address(host: str) -> bool:
    """Is this a number rather than a name? A browser makes no passkey for numbers."""
    name = host.rsplit(":", 1)[0]
    return name.startswith("[") or name.replace(".", "").isdigit()


@login_required
def leave_everywhere(request: Any) -> HttpResponse:
    """Sign out wherever else you are signed in."""
    signing_in.end_sessions(request.user, but=request.session.session_key)
    messages.success(request, _("You are signed out everywhere else."))
    return HttpResponseRedirect(reverse("mfa_index"))


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here, in the accounts and in the database at the same moment."""
    if request.method == "GET":
        return web.render(request, "account/logout.html")
    signing_in.leave(request)
    return signing_in.leaving_nothing(HttpResponseRedirect(reverse("account_login")))


@login_required
def onwards(request: Any) -> HttpResponse:
    """Where somebody was going before they set up their second step."""
    return HttpResponseRedirect(request.session.pop(second_step.AFTER, None) or "/")


route("sign-out/", "account_logout", gettext_lazy("Sign out"), sign_out, sets_up=True, while_locked=True)
route("you/", "mfa_index", gettext_lazy("How you sign in"), ways_to_sign_in, sets_up=True)
route("you/onwards/", "onwards", gettext_lazy("Go on"), onwards, methods=("GET",))
route(
    "you/sign-out-everywhere/",
    "sign-out-everywhere",
    gettext_lazy("Sign out everywhere"),
    leave_everywhere,
    methods=("POST",),
)
