"""The lock: a session that was still for ten minutes, or was locked by hand, asks for the PIN and keeps the page."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside import web
from alongside.accounts import pins, second_step, signing_in
from alongside.accounts.forms import NewPinForm, PinForm
from alongside.accounts.pages.route import route


def _asked(sql: str, digest: bytes) -> Any:
    with connections["authn"].cursor() as cursor:
        cursor.execute(sql, [digest])
        return cursor.fetchone()[0]


def _sign_in_instead(request: HttpRequest, there: str, words: str) -> HttpResponse:
    """The session is over; after the whole sign-in one is back at the page, and what was kept is there."""
    signing_in.leave(request)
    messages.warning(request, words)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': there})}")


@web.page(
    "locked/", name="locked", title=gettext_lazy("Locked"), scope="public", methods=("GET", "POST"), once=False,
    while_locked=True,
)  # fmt: skip
def locked(request: Any) -> HttpResponse:
    """Ask for the PIN. Nothing of the page behind it is here but its address, in which no word is."""
    there = web.safe_next(request)
    if not request.viewer.locked:
        return HttpResponseRedirect(there)
    if not (request.user.is_authenticated and pins.is_set(request.user)):
        words = _("You were away for a while. With a PIN, under “How you sign in”, coming back is quicker.")
        return _sign_in_instead(request, there, words)
    form = PinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        digest = signing_in.digest_of(request.session.session_key)
        left = _asked("select access.try_pin(%s)", digest)
        if left is not None and pins.is_right(request.user, form.cleaned_data["pin"]):
            _asked("select access.unlock_session(%s)", digest)
            return HttpResponseRedirect(there)
        if not left:
            return _sign_in_instead(request, there, _("That was not your PIN, five times. Sign in again."))
        form.add_error("pin", ngettext(
            "That is not your PIN. You can try once more; then you sign in again.",
            "That is not your PIN. You can try %(left)s times more.", left) % {"left": left})  # fmt: skip
    pin = pins.OF_THE_DEMO if second_step.is_demo() else ""
    return web.render(request, "accounts/locked.html", {"form": form, "next": there, "demo_pin": pin})


@web.page(
    "lock/", name="lock", title=gettext_lazy("Lock"), scope="public", methods=("POST",), once=False,
    while_locked=True,
)  # fmt: skip
def lock(request: Any) -> HttpResponse:
    """Lock the session now: whoever goes away from the screen presses it, or the page does after ten minutes."""
    if request.viewer.staff is not None:
        _asked("select access.lock_session(%s)", signing_in.digest_of(request.session.session_key))
    return HttpResponseRedirect(f"{reverse('locked')}?{urlencode({'next': web.safe_next(request)})}")


@web.page("still-here/", name="still-here", title=gettext_lazy("Still here"), scope="none", once=False)
def still_here(request: HttpRequest) -> HttpResponse:
    """Somebody is typing, though nothing is sent: the page says so now and then, and the session does not lock."""
    return HttpResponse(status=204)


@reauthentication_required
def _new_pin(request: Any) -> HttpResponse:
    form = NewPinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        pins.keep(request.user, form.cleaned_data["pin"])
        messages.success(request, _("Your PIN is set."))
        return HttpResponseRedirect(reverse("mfa_index"))
    return web.render(request, "accounts/pin.html", {"form": form})


@login_required
def change_pin(request: Any) -> HttpResponse:
    """Set or change the PIN, after the password or a code once more; an account of the demo has everybody's."""
    if not request.user.has_usable_password():
        return HttpResponseRedirect(reverse("mfa_index"))
    return _new_pin(request)


route("you/pin/", "pin", gettext_lazy("Your PIN"), change_pin)
