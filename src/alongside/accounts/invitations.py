"""Links by which somebody new sets a password, once. Shown once, to an administrator; kept as a hash."""

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.db import connections, transaction

from alongside.accounts.models import Invitation, User

DAYS = 3


def _hash(word: str) -> bytes:
    return hashlib.sha256(b"invitation:" + word.encode()).digest()


def now() -> dt.datetime:
    """The service's clock, asked by the accounts' own connection."""
    with connections["authn"].cursor() as cursor:
        cursor.execute("select access.clock()")
        return cursor.fetchone()[0]


def make(user: User) -> str:
    """A new link's word; any earlier link of this person stops working."""
    word = secrets.token_urlsafe(32)
    Invitation.objects.filter(user=user).delete()
    Invitation.objects.create(hash=_hash(word), user=user, until=now() + dt.timedelta(days=DAYS))
    return word


def found(word: str) -> Invitation | None:
    """The invitation that a link names, while it may be used."""
    there = (
        Invitation.objects.select_related("user")
        .filter(hash=_hash(word), used_at=None, until__gt=now())
        .first()
    )
    return there if there and there.user.is_active else None


def take(word: str, password: str) -> Any:
    """Use a link: set the password. Returns the account, or None where somebody was quicker."""
    with transaction.atomic(using="authn"):
        if not Invitation.objects.filter(hash=_hash(word), used_at=None, until__gt=now()).update(
            used_at=now()
        ):
            return None
        user = Invitation.objects.select_related("user").get(hash=_hash(word)).user
        user.set_password(password)
        user.save()
    return user
