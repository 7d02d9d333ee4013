"""The same pages with handles taken off: only the bench has this, in a process and a database of its own.

The product's own `wsgi` refuses to serve a database without its policies; this one does not ask.
"""

import os
import struct
from base64 import urlsafe_b64decode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

from alongside.access import handles
from bench.web import unsealed


def seal(purpose: str, folder: int, row_id: int) -> str:
    """Two numbers in base 64, as long as a handle, and not sealed."""
    return unsealed(folder, row_id)


def unseal(purpose: str, text: str) -> handles.Opened:
    """Read them back."""
    folder, row_id = struct.unpack(">qq", urlsafe_b64decode(text + "=")[:16])
    return handles.Opened(purpose, folder, row_id)


handles.seal, handles.unseal = seal, unseal  # type: ignore[assignment]

from django.core.wsgi import get_wsgi_application  # noqa: E402 – after the handles are off

from alongside.config.settled import settle  # noqa: E402

application = get_wsgi_application()
settle()
