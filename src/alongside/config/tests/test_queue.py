"""The background work goes on after a worker that was killed, and leaves nothing behind."""

import asyncio
import contextlib

import procrastinate
import pytest
from psycopg.conninfo import make_conninfo
from tests import ground

from alongside.config import queue

JOBS = sorted(name for name, _ in queue.app.periodic_registry.periodic_tasks)


@contextlib.contextmanager
def connected(house, kind):
    """The app on the house's own database, as the task's log-in."""
    from django.conf import settings

    found = settings.HOME.database()
    who = found["roles"]["task"]
    where = make_conninfo(
        "", host=found["host"], port=found["port"], dbname=house.name, user=who["user"], password=who["password"],
        options="-c search_path=queue,public -c timezone=UTC",
    )  # fmt: skip
    with queue.app.replace_connector(kind(conninfo=where)) as app:
        yield app


def taken(house):
    """What a worker would take now; it is never heard of again."""
    with ground.superuser(house.name) as connection:
        connection.execute("set search_path = queue, public")
        (worker,) = connection.execute("select worker_id from procrastinate_register_worker_v1()").fetchone()
        return connection.execute(
            "select task_name from procrastinate_fetch_job_v2(null, %s)", (worker,)
        ).fetchone()[0]


def begun(house):
    """Jobs that are not waiting any more."""
    return house.sql.execute(
        "select count(*) from queue.procrastinate_jobs where status <> 'todo'"
    ).fetchone()[0]


@pytest.mark.parametrize("name", JOBS)
def test_a_worker_that_was_killed_keeps_nobody_from_the_next_minutes_work(house, name):
    with connected(house, procrastinate.SyncPsycopgConnector) as app, app.open():
        for minute in (1, 2):
            app.tasks[name].defer(timestamp=minute)
            assert taken(house) == name, "killed with the job in its hands, and nobody does that work again"
    assert begun(house) == 2


def test_what_waits_is_not_put_there_twice(house):
    with connected(house, procrastinate.SyncPsycopgConnector) as app, app.open():
        app.tasks[JOBS[0]].defer(timestamp=1)
        with pytest.raises(procrastinate.exceptions.AlreadyEnqueued):
            app.tasks[JOBS[0]].defer(timestamp=2)


def test_what_is_done_is_not_kept(house, monkeypatch):
    done = []
    monkeypatch.setattr(queue.looking, "go_on", lambda: done.append(1))

    async def once(app):
        async with app.open_async():
            await app.tasks["alongside.config.queue.look_for_duplicates"].defer_async(timestamp=1)
            await app.run_worker_async(queues=["alike"], wait=False, delete_jobs=queue.WORKS["delete_jobs"])

    with connected(house, procrastinate.PsycopgConnector) as app:
        asyncio.run(once(app))
    assert done and begun(house) == 0
