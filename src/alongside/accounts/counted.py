"""What the counts of tries are kept under: nothing that says whose they are."""

import hashlib
import hmac

from django.conf import settings


def hashed(key: str, prefix: str, version: int) -> str:
    """The cache's key, hashed with a secret: allauth's hold an address or an account's number."""
    return hmac.digest(
        settings.SECRET_KEY.encode(), f"{prefix}:{version}:{key}".encode(), hashlib.sha256
    ).hex()
