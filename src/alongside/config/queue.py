"""The background work: what runs by itself, and when (procrastinate, in the service's own PostgreSQL).

No job has a `lock`: it would outlive a worker that was killed with the job in its hands, and nothing would be sent, sought or
told again. What may not be done by two at once the floor's own functions hand out one at a time. A `queueing_lock` holds only
what waits: a minute's job is not put beside one that has not begun.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import procrastinate
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from psycopg.conninfo import make_conninfo

from alongside.access import seals
from alongside.diary import telling
from alongside.outbox import sending
from alongside.records import looking


def _connector() -> procrastinate.PsycopgConnector:
    where: dict[str, Any] = settings.DATABASES["default"]
    return procrastinate.PsycopgConnector(
        conninfo=make_conninfo(
            "", host=where["HOST"], port=where["PORT"], dbname=where["NAME"], user=where["USER"], password=where["PASSWORD"],
            options="-c search_path=queue,public -c timezone=UTC",
        ),
        min_size=1,
        max_size=2,
    )  # fmt: skip


app = procrastinate.App(connector=_connector())


async def _do(work: Callable[[], object]) -> None:
    """In a thread, as Django's database wants it, with no connection kept that went bad."""

    def once() -> None:
        try:
            work()
        finally:
            close_old_connections()

    await sync_to_async(once)()


@app.periodic(cron="* * * * *")
@app.task(queue="log", queueing_lock="seal", pass_context=False)
async def seal_log(timestamp: int) -> None:
    """Seal the log each minute."""
    await _do(seals.seal)


@app.periodic(cron="* * * * *")
@app.task(queue="out", queueing_lock="send", pass_context=False)
async def send_messages(timestamp: int) -> None:
    """Send what is due. The job names nobody: which row, in which folder, the floor's own queue says one at a time."""
    await _do(sending.send_due)


@app.periodic(cron="* * * * *")
@app.task(queue="alike", queueing_lock="alike", pass_context=False)
async def look_for_duplicates(timestamp: int) -> None:
    """Go on with looking for records that may be one person's: at night, and when somebody asked. The job names nobody."""
    await _do(looking.go_on)


@app.periodic(cron="* * * * *")
@app.task(queue="late", queueing_lock="late", pass_context=False)
async def tell_who_looks(timestamp: int) -> None:
    """Text whoever looks for a colleague who is late. The job names nobody: whom, the floor says when it runs."""
    await _do(telling.tell)


WORKS: dict[str, Any] = {
    "concurrency": 1,
    "listen_notify": False,
    "fetch_job_polling_interval": 5,
    "delete_jobs": "always",  # four rows a minute, and what a job did stands in the log
}


def work() -> None:
    """Do the background work until asked to stop."""

    async def forever() -> None:
        async with app.open_async():
            await app.run_worker_async(**WORKS)

    asyncio.run(forever())
