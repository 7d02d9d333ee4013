"""Named background tasks: each is a viewer of its own, by a key, for some kinds of folder and so many at a time.

A task is declared here; its key is derived from the service's key for tasks, and the database keeps only the hash.
"""

import contextlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from alongside.access import viewer


@dataclass(frozen=True)
class Task:
    """What one named task may open."""

    kinds: tuple[str, ...]
    batch: int
    says: str


# Parts of a record that a message may be about: what `outbox.models.Message` declares, and a test compares.
SENDS_FROM = ("contact", "treatment", "family", "safety", "programme", "peer")

TASKS: dict[str, Task] = {
    "seal": Task((), 0, "closes the log each minute under a hash that is kept outside the database as well"),
    "send": Task(
        SENDS_FROM,
        1,
        "sends what is due, obeying how each person is reached safely; one part of a record at a time",
    ),
    "alike": Task(
        (),
        0,
        "has the database look for records that may be one person's; opens no part of any, and is told none of them",
    ),
    "late": Task(
        (),
        0,
        "texts whoever looks for a colleague who is out alone and late; opens no part of any record, and is not told whose",
    ),
}


def key_of(name: str) -> bytes:
    """The key by which the database knows this task."""
    return hmac.digest(settings.TASK_KEY, f"task:{name}".encode(), "sha256")


@contextlib.contextmanager
def opened(name: str, folders: list[int] | None = None) -> Iterator[viewer.Viewer]:
    """Be this task, for just these folders."""
    with viewer.opened_task(key_of(name), folders or [], route=f"task {name}") as who:
        yield who
