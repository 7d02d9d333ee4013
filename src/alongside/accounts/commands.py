"""What a command on the service's machine does, it does as a named member of staff with their own grants."""

import contextlib
import hashlib
import secrets
from collections.abc import Iterator

from django.db import connections

from alongside.access import viewer
from alongside.accounts.models import User

HOURS = 12


class NobodyCalled(SystemExit):
    """There is no such colleague, or more than one; the command ends with these words."""


def staff_called(who: str) -> int:
    """The member of staff with this e-mail address or name."""
    accounts = list(
        User.objects.filter(email=who.strip().lower(), is_active=True).values_list("staff", flat=True)
    )
    if accounts:
        return accounts[0]
    with connections["authn"].cursor() as cursor:
        cursor.execute("select * from access.staff_called(%s)", [who])
        found = [row[0] for row in cursor.fetchall()]
    if len(found) > 1:
        raise NobodyCalled(f"More than one colleague is called {who}: give the e-mail address.")
    if not found:
        raise NobodyCalled(f"Nobody here is called {who}, or signs in with that address.")
    return found[0]


@contextlib.contextmanager
def as_staff(email_or_name: str, *, command: str = "command") -> Iterator[viewer.Viewer]:
    """Be this member of staff for one transaction: a session of its own, logged as the command's."""
    staff, token = staff_called(email_or_name), secrets.token_bytes(32)
    digest = hashlib.sha256(token).digest()
    with connections["authn"].cursor() as cursor:
        cursor.execute(
            "select access.open_session(%s, %s, access.clock() + make_interval(hours => %s))",
            [digest, staff, HOURS],
        )
    try:
        with viewer.opened(token, scope="all", route=f"command {command}", writes=True) as who:
            if who.staff is None:
                raise NobodyCalled(f"{email_or_name} no longer works here.")
            yield who
    finally:
        with connections["authn"].cursor() as cursor:
            cursor.execute("select access.end_session(%s)", [digest])
