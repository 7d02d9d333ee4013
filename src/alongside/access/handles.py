"""Sealed names for rows: an id on a page is sealed together with its folder (AES-SIV, the purpose as associated data).

A forged, foreign or withdrawn handle opens to nothing, or to a folder that the viewer does not hold: one answer.
"""

import base64
import struct
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings

LENGTH = 43  # characters: 16 bytes of tag and 16 of ids, in base 64 without padding


@dataclass(frozen=True)
class Opened:
    """What a handle names: a row, and the folder it lies in."""

    purpose: str
    folder: int
    id: int


@lru_cache(maxsize=4)
def _cipher(key: bytes) -> AESSIV:
    return AESSIV(key)


def seal(purpose: str, folder: int, row_id: int) -> str:
    """Return the handle of a row, 43 characters that are safe in an address."""
    sealed = _cipher(settings.HANDLE_KEY).encrypt(struct.pack(">qq", folder, row_id), [purpose.encode()])
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def unseal(purpose: str, text: str) -> Opened | None:
    """Open a handle; None where it is not one of ours for this purpose."""
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        folder, row_id = struct.unpack(">qq", _cipher(settings.HANDLE_KEY).decrypt(raw, [purpose.encode()]))
    except (ValueError, InvalidTag, struct.error):
        return None
    if seal(purpose, folder, row_id) != text:
        return None  # the same bytes in another spelling: each row has one handle
    return Opened(purpose, folder, row_id)
