"""The task that looks for likely duplicates: at night and when somebody asked, a few thousand persons at a time.

All of it happens inside the database (`access.look_alike`): no name, date or number ever comes into this process, which is told
how many were looked at and nothing else. Each step commits, and a walk that was cut off goes on where it was.
"""

import time

from alongside.access import folders, tasks

TASK = "alike"
SECONDS = 20
"""How long one run goes on: the task comes each minute, and other tasks wait meanwhile."""
STEP = 2000
"""Persons in one step, and so in one transaction."""


def go_on(*, seconds: float = SECONDS, step: int = STEP) -> int:
    """Look for a while; answers how many persons were looked at."""
    until, looked_at = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        with tasks.opened(TASK):
            found = folders.call("select access.look_alike(%s)", step)
        if not found:
            break
        looked_at += found
    return looked_at
