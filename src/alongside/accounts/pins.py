"""The PIN that opens a locked session again. It opens nothing else: after an hour, or five wrong ones, one signs in."""

import hashlib
import hmac
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from alongside.accounts.invitations import now
from alongside.accounts.models import Pin

LEAST, MOST = 4, 12
OF_THE_DEMO = "3704"
"""Everybody's in a demo; the lock page there says so."""
RUNS = "01234567890123456789", "98765432109876543210"


def checked(pin: str) -> str:
    """The PIN, if it is one that somebody who stands at the screen would not try first."""
    pin = pin.replace(" ", "")
    if not (pin.isascii() and pin.isdigit() and LEAST <= len(pin) <= MOST):
        raise ValidationError(_("A PIN is %(least)s to %(most)s digits.") % {"least": LEAST, "most": MOST})
    halves = len(pin) % 2 == 0 and pin[: len(pin) // 2] == pin[len(pin) // 2 :]
    a_year = len(pin) == 4 and pin[:2] in ("19", "20")
    if len(set(pin)) == 1 or any(pin in run for run in RUNS) or halves or a_year:
        raise ValidationError(
            _("That is one of the first that somebody would try. Choose digits with no pattern, and no year.")
        )
    return pin


def is_set(user: Any) -> bool:
    """Has this account a PIN?"""
    return Pin.objects.filter(user_id=user.pk).exists()


def keep(user: Any, pin: str) -> None:
    """Set it, in place of any before."""
    made = {"hash": make_password(peppered(user, pin)), "set_at": now()}
    Pin.objects.update_or_create(user_id=user.pk, defaults=made)


def is_right(user: Any, pin: str) -> bool:
    """Is this the account's PIN? Whoever asks has counted the try before (`access.try_pin`)."""
    there = Pin.objects.filter(user_id=user.pk).values_list("hash", flat=True).first()
    return check_password(peppered(user, pin.replace(" ", "")), there or make_password(None))


def peppered(user: Any, pin: str) -> str:
    """So few digits are guessed at once by whoever has the hash; without the service's key the hash is not enough."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"pin:{user.pk}:{pin}".encode(), hashlib.sha256).hex()
