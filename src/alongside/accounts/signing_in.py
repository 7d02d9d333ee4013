"""When somebody has signed in, the database learns whom their session's token stands for."""

import datetime as dt
import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db import connections
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from alongside.web.page import database_token


@receiver(user_logged_in)
def open_for_the_database(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Register the session's database token, by its hash, for as long as the session may last."""
    if request.session.session_key is None:
        request.session.create()
    until = timezone.now() + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE)
    digest = hashlib.sha256(database_token(request.session.session_key)).digest()
    with connections["authn"].cursor() as cursor:
        cursor.execute("select access.open_session(%s, %s, %s)", [digest, user.staff, until])
