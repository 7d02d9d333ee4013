"""The session store: the cookie holds a random token, the table its hash, which opens nothing."""

import hashlib
import secrets
from typing import Any

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import connections
from django.utils import timezone


def hash_of(key: str) -> bytes:
    """What the table knows of a token."""
    return hashlib.sha256(b"session:" + key.encode()).digest()


class SessionStore(SessionBase):
    """Sessions in the `authn` schema, read and written by the `authn` role alone."""

    def _get_new_session_key(self) -> str:
        return secrets.token_urlsafe(32)

    def _validate_session_key(self, key: Any) -> bool:
        return isinstance(key, str) and 40 <= len(key) <= 64

    def _rows(self) -> Any:
        from alongside.accounts.models import Session

        return Session.objects

    def load(self) -> dict[str, Any]:
        row = self._rows().filter(hash=hash_of(self.session_key or ""), expires__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row.data)

    def exists(self, session_key: str) -> bool:
        return self._rows().filter(hash=hash_of(session_key)).exists()

    def create(self) -> None:
        self._session_key = self._get_new_session_key()
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            return self.create()
        session = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        user = session.get("_auth_user_id")
        values = {
            "data": self.encode(session),
            "expires": self.get_expiry_date(),
            "user": int(user) if user else None,
        }
        if must_create:
            _, made = self._rows().get_or_create(hash=hash_of(self.session_key), defaults=values)
            if not made:
                raise CreateError
        elif not self._rows().filter(hash=hash_of(self.session_key)).update(**values):
            raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is None:
            return
        self._rows().filter(hash=hash_of(key)).delete()
        from alongside.web.wrapper import database_token

        with connections["authn"].cursor() as cursor:
            # Wherever a session goes, the database stops answering its viewer at once.
            cursor.execute("select access.end_session(%s)", [hashlib.sha256(database_token(key)).digest()])

    @classmethod
    def clear_expired(cls) -> None:
        from alongside.accounts.models import Session

        Session.objects.filter(expires__lt=timezone.now()).delete()
