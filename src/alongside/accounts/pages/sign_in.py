"""Signing in, a forgotten password, the second step, passkeys: where allauth's views have their address."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as spare
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkey
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import register_converter, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.accounts.pages.route import route


class Base36:
    """An account's number as allauth writes it in a link."""

    regex = "[0-9A-Za-z]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(Base36, "base36")


def forgotten(request: HttpRequest) -> HttpResponse:
    """Send a link, where the service can send e-mail; otherwise say who can help."""
    if not settings.EMAIL_HOST:
        return web.render(request, "account/password_ask.html")
    return account.password_reset(request)


def another(request: HttpRequest) -> HttpResponse:
    """Change the password; an account of the demo has none to change."""
    if request.user.is_authenticated and not request.user.has_usable_password():
        return HttpResponseRedirect(reverse("mfa_index"))
    return account.password_change(request)


class TakeAway(passkey.RemoveWebAuthnView):
    """Take a passkey away; the last second step stays."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            messages.error(self.request, str(adapter.error_messages["cannot_delete_authenticator"]))
            return HttpResponseRedirect(str(self.success_url))
        return super().form_valid(form)


route("sign-in/", "account_login", _("Sign in"), account.login)
route(
    "sign-in/gone/",
    "account_inactive",
    _("This account is closed"),
    account.account_inactive,
    methods=("GET",),
)
route("sign-in/again/", "account_reauthenticate", _("Your password once more"), account.reauthenticate)
route("sign-in/forgotten/", "account_reset_password", _("A new password"), forgotten)
route(
    "sign-in/forgotten/sent/",
    "account_reset_password_done",
    _("Look at your e-mail"),
    account.password_reset_done,
    methods=("GET",),
)
route(
    "sign-in/forgotten/<base36:uidb36>-<path:key>/",
    "account_reset_password_from_key",
    _("A new password"),
    account.password_reset_from_key,
)
route(
    "sign-in/forgotten/done/",
    "account_reset_password_from_key_done",
    _("Your password is changed"),
    account.password_reset_from_key_done,
    methods=("GET",),
)
route("sign-in/code/", "mfa_authenticate", _("One more step"), second.authenticate, locks=True)
route(
    "sign-in/passkey/", "mfa_login_webauthn", _("Sign in with a passkey"), passkey.login_webauthn, locks=True
)
route("sign-in/again/code/", "mfa_reauthenticate", _("A code once more"), second.reauthenticate, locks=True)
route(
    "sign-in/again/passkey/",
    "mfa_reauthenticate_webauthn",
    _("Your passkey once more"),
    passkey.reauthenticate_webauthn,
    locks=True,
)

route("you/password/", "account_change_password", _("Change password"), another)
route(
    "you/second-step/app/",
    "mfa_activate_totp",
    _("Set up an app on your phone"),
    app.activate_totp,
    sets_up=True,
)
route("you/second-step/app/remove/", "mfa_deactivate_totp", _("Take the app away"), app.deactivate_totp)
route(
    "you/second-step/codes/",
    "mfa_view_recovery_codes",
    _("Spare codes"),
    spare.view_recovery_codes,
    methods=("GET",),
)
route(
    "you/second-step/codes/new/",
    "mfa_generate_recovery_codes",
    _("New spare codes"),
    spare.generate_recovery_codes,
    locks=True,
)
route(
    "you/second-step/passkeys/add/",
    "mfa_add_webauthn",
    _("Set up a passkey"),
    passkey.add_webauthn,
    sets_up=True,
)
route(
    "you/second-step/passkeys/<int:pk>/remove/",
    "mfa_remove_webauthn",
    _("Take a passkey away"),
    TakeAway.as_view(),
)
