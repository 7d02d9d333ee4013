"""The second step of signing in: a code from a phone, or a passkey. Without one, nothing opens.

Somebody who signed in with a password alone is known to these pages only: the database is told of no session,
so that every other page answers as it does to the public. `DUE` marks such a session; it is short.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import connections

DUE = "second_step_due"
AFTER = "after_second_step"
MINUTES = 30
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_one(user: Any) -> bool:
    """Has this account a second step?"""
    return Authenticator.objects.filter(user_id=user.pk, type__in=STEPS).exists()


def is_last(authenticator: Authenticator) -> bool:
    """Is this the only second step that the account has?"""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=STEPS)
    return authenticator.type in STEPS and not others.exclude(pk=authenticator.pk).exists()


def is_demo() -> bool:
    """Was this database born as a demo? Asked each time, of the mark itself."""
    with connections["authn"].cursor() as cursor:
        cursor.execute("select coalesce((access.birth_mark() ->> 'demo')::boolean, false)")
        return bool(cursor.fetchone()[0])


def is_needed(user: Any) -> bool:
    """Must this account set one up before anything opens? Only the made-up staff of a demo need not."""
    return not has_one(user) and not is_demo()
