"""The short reference that is said aloud: K7-4QX-9.

Six random characters out of twenty that cannot be taken for one another; no vowels, so that they spell
nothing. It names a person among those whom the asker may open already; it opens nothing.
"""

import secrets

ALPHABET = "CDFHJKMNPQRTWXY34679"
LENGTH = 6


def new_reference() -> str:
    """A reference, drawn at random."""
    return written("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def written(six: str) -> str:
    """Six characters as they are written: K7-4QX-9."""
    return f"{six[:2]}-{six[2:5]}-{six[5]}"


def heard(text: str) -> str | None:
    """The reference that somebody typed, however they spaced it; None where it is not one."""
    six = "".join(c for c in text.upper() if c.isalnum())
    return written(six) if len(six) == LENGTH and all(c in ALPHABET for c in six) else None
