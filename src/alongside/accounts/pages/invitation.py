"""A link from an administrator: choose a password, then set up the second step."""

from allauth.account.internal import flows
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import Login
from allauth.core.internal import ratelimit
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.accounts import invitations, pins, signing_in
from alongside.accounts.forms import FirstPasswordForm
from alongside.accounts.pages.route import to_second_step


@web.page(
    "welcome/<str:word>/",
    name="welcome",
    title=_("Welcome"),
    scope="public",
    methods=("GET", "POST"),
    once=False,
)
def welcome(request: HttpRequest, word: str) -> HttpResponse:
    """Set a password by a link that works once. A link that was used, is old or never was: one answer."""
    limited = ratelimit.consume_or_429(request, app="allauth.account", action="reset_password_from_key")
    if limited:
        return limited
    there = invitations.found(word)
    if there is None:
        return web.render(request, "accounts/link_over.html", status=404)
    form = FirstPasswordForm(request.POST if request.method == "POST" else None, user=there.user)
    if request.method == "POST" and form.is_valid():
        logout(request)  # whoever else was signed in on this browser
        user = invitations.take(word, form.cleaned_data["password"])
        if user is None:
            return web.render(request, "accounts/link_over.html", status=404)
        pins.keep(user, form.cleaned_data["pin"])
        signing_in.end_sessions(user)
        record_authentication(request, user, method="password", reauthenticated=True)
        return to_second_step(request, flows.login.perform_login(request, Login(user=user, redirect_url="/")))
    return web.render(request, "accounts/welcome.html", {"form": form, "email": there.user.email})
