"""All that can be seen of an answer, by whoever asked and by whoever counts what it cost.

Nothing is made canonical: the worlds play chance and time alike (`PLAYED`), so that answers are compared byte for byte.
Each thing so played could be played too widely and hide a leak: a mutant stands for each (mutants.py, "played").
"""

import dataclasses
import logging
import re
import time
from typing import Any

# What is alike in both worlds by being played and not by being left out. At most six; each has its mutants.
PLAYED = {
    "random bytes": "tokens, once words, secrets: from the word of the request",
    "ids": "new rows: from the word of the request and their number in it",
    "the database's clock": "stands, and moves when the trace says so",
    "Python's clock": "the same",
    "savepoints": "their names carry a thread's number",
}
SAVEPOINT = re.compile(r"s\d+_x\d+")


@dataclasses.dataclass
class Seen:
    """One answer."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    mail: tuple[str, ...]
    errors: tuple[str, ...]
    queries: tuple[tuple[str, str, int], ...]
    touched: tuple[tuple[str, int], ...]
    route: str = ""
    ms: float = 0.0

    def differs(self, other: "Seen") -> str:
        """The first thing that differs, or an empty word."""
        for field in dataclasses.fields(self):
            if field.name != "ms" and getattr(self, field.name) != getattr(other, field.name):
                return field.name
        return ""


class Logged(logging.Handler):
    """What the service would have written into its own log."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self.lines.append(
            f"{record.levelname} {record.name}: {record.getMessage()}" + (f" {error!r}" if error else "")
        )


LOGGED = Logged()
TOUCHED = (
    "select schemaname || '.' || relname, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables"
    " where schemaname = 'public' and coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) > 0 order by 1"
)
HANDED_IN = "select pg_stat_force_next_flush()"


class Counted:
    """Every statement that was sent, in its shape, with the rows it brought; and the rows that each transaction touched."""

    def __init__(self) -> None:
        self.queries: list[tuple[str, str, int]] = []
        self.touched: list[tuple[str, int]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        rows = -2
        try:
            result = execute(sql, params, many, context)
            rows = context["cursor"].rowcount
            return result
        finally:
            self.queries.append((context["connection"].alias, SAVEPOINT.sub("savepoint", str(sql)), rows))

    def looks(self, connection: Any) -> None:
        """At the end of the pages' transaction."""
        raw = connection.connection
        if raw is not None and raw.info.transaction_status.name == "INTRANS":
            self.touched += raw.execute(TOUCHED).fetchall()


def answer(browser: Any, asked: Any) -> Seen:
    """Ask, and say all that was seen."""
    from django.core import mail
    from django.db import connections

    counted = Counted()
    LOGGED.lines.clear()
    sent = len(mail.outbox)
    pages = connections["default"]
    real = type(pages)._commit, type(pages)._rollback

    def ending(was: Any) -> Any:
        def end(self: Any) -> Any:
            if self is pages:
                counted.looks(self)
            was(self)
            if self is pages and self.connection is not None and not self.connection.closed:
                # Counts wait to be handed in; those of one request may not wait for the next.
                self.connection.execute(HANDED_IN)
                self.connection.rollback()

        return end

    type(pages)._commit, type(pages)._rollback = ending(real[0]), ending(real[1])
    began = time.perf_counter()
    try:
        with pages.execute_wrapper(counted), connections["authn"].execute_wrapper(counted):
            response = _send(browser, asked)
    finally:
        type(pages)._commit, type(pages)._rollback = real
    took = (time.perf_counter() - began) * 1000
    match = getattr(response, "resolver_match", None)
    return Seen(
        response.status_code,
        b"".join(response) if response.streaming else response.content,
        tuple(sorted(response.headers.items())),
        tuple(sorted(m.OutputString() for m in response.cookies.values())),
        tuple(str(m.message()) for m in mail.outbox[sent:]),
        tuple(LOGGED.lines),
        tuple(counted.queries),
        tuple(counted.touched),
        (match.url_name or "") if match else "",
        took,
    )


def _send(browser: Any, asked: Any) -> Any:
    path = asked.path + (f"?{asked.query}" if asked.query else "")
    if asked.method in ("GET", "HEAD"):
        return getattr(browser, asked.method.lower())(path)
    token = next((v for k, v in asked.fields if k == "csrfmiddlewaretoken"), "")
    if asked.body is not None:
        return browser.post(path, asked.body, content_type="application/json", headers={"X-CSRFToken": token})
    fields: dict[str, list[Any]] = {}
    for name, value in asked.fields:
        fields.setdefault(name, []).append(_file(value) if isinstance(value, bytes) else value)
    return browser.post(path, fields, headers={"Referer": "http://testserver/"})


def _file(value: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("people.csv", value, "text/csv")
