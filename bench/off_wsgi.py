"""The same pages with handles taken off: only the bench has this, in a process and a database of its own."""

import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

from alongside.access import handles


def seal(purpose: str, folder: int, row_id: int) -> str:
    """Two numbers in base 64, as long as a handle, and not sealed."""
    return urlsafe_b64encode(struct.pack(">qq", folder, row_id) + b"0" * 16).decode().rstrip("=")


def unseal(purpose: str, text: str) -> handles.Opened:
    """Read them back."""
    folder, row_id = struct.unpack(">qq", urlsafe_b64decode(text + "=")[:16])
    return handles.Opened(purpose, folder, row_id)


handles.seal, handles.unseal = seal, unseal  # type: ignore[assignment]

from alongside.config.wsgi import application  # noqa: E402, F401
