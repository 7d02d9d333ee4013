"""Somebody who signs in as people do: with a password, and a code from the app on their phone."""

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from allauth.mfa.totp.internal import auth
from django.test import Client, override_settings

PASSWORD = "heron lamp quiet"
PIN = "4915"


@contextmanager
def quick_passwords():
    """Hashing that takes no time, for tests that sign in often."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@dataclass
class Somebody:
    """An account, the secret in their phone, and their browser."""

    staff: int
    email: str
    browser: Client
    secret: str = ""

    def code(self, step: int = 0) -> str:
        """What the app on the phone shows (`step` half minutes from now)."""
        return auth.format_hotp_value(auth.hotp_value(self.secret, int(time.time()) // 30 + step))

    def password(self, password: str = PASSWORD, next: str = "") -> Any:  # noqa: A002
        """Give address and password."""
        return self.browser.post("/sign-in/", {"login": self.email, "password": password, "next": next})

    def sign_in(self, next: str = "", step: int = 0) -> Any:  # noqa: A002
        """Both steps; returns the last answer."""
        answer = self.password(next=next)
        assert answer.status_code == 302, answer.content.decode()
        return self.browser.post("/sign-in/code/", {"code": self.code(step)})


def account(staff: int, email: str, second_step: bool = True) -> Somebody:
    """An account with a password and a PIN, and with an app on a phone unless said otherwise."""
    from alongside.accounts import pins
    from alongside.accounts.models import User

    user = User.objects.create_user(email, staff, PASSWORD)
    pins.keep(user, PIN)
    one = Somebody(staff, email, Client())
    if second_step:
        one.secret = auth.generate_totp_secret()
        auth.TOTP.activate(user, one.secret)
    return one
