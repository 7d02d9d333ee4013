"""Random ids: 63 bits made by the server, so that no id tells of another's time or number."""

import secrets


def new_id() -> int:
    """Return a random number from 1 to 2**63 - 1."""
    return secrets.randbits(63) or 1
