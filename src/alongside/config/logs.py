"""The service's log: what went wrong and where in the program, and never a word of what anybody told.

A line holds what stands in the program's own text; whatever was put into it (a name, an address, an id) is left out. Of an
error it holds the type and the places it came through; not its message, no variable, no path, query or form of a request.
"""

import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from types import TracebackType
from typing import Any

VALUE = re.compile(r"%(?:%|(?:\(\w+\))?[-#0 +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?[a-zA-Z])")
MOST = 60  # places of one error; a recursion has thousands


class Formatter(logging.Formatter):
    """A line for each record, and one more for each place that its error came through."""

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {_words(record)}{_about(record)}"
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([line, *trace(error)]) if error else line


class Handler(logging.StreamHandler):
    """To the standard error; a line that cannot be written is lost, where Python would show it whole."""

    def handleError(self, record: logging.LogRecord) -> None:
        pass


def _words(record: logging.LogRecord) -> str:
    """The words as they stand in the program, with … for each value; where they were put together, the place alone."""
    said = record.msg
    if not isinstance(said, str) or not _in_the_program(said):
        return f"(words left out) at {record.pathname}:{record.lineno}"
    return VALUE.sub(lambda found: "%" if found[0] == "%%" else "…", said) if record.args else said


def _in_the_program(text: str) -> bool:
    """Whether just this text is written in one of the functions that are at work."""
    frame = sys._getframe()
    while frame is not None:
        if any(isinstance(constant, str) and constant == text for constant in frame.f_code.co_consts):
            return True
        frame = frame.f_back  # type: ignore[assignment]
    return False


def _about(record: logging.LogRecord) -> str:
    """The name of the page, and the status that it answered with."""
    page = getattr(getattr(record, "request", None), "page", None)
    known = [str(x) for x in (getattr(page, "name", None), getattr(record, "status_code", None)) if x]
    return f" ({', '.join(known)})" if known else ""


def trace(error: BaseException, above: tuple[int, ...] = ()) -> Iterator[str]:
    """Its type and places, after those of what led to it; `above` are those that are being told."""
    above = (*above, id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in above:
        yield from trace(before, above)
        yield "which led to"
    yield _kind(error)
    places = [
        f"  {f.f_code.co_filename}:{n} {f.f_code.co_name}" for f, n in traceback.walk_tb(error.__traceback__)
    ]
    yield from places if len(places) <= MOST else [*places[: MOST // 2], "  …", *places[-MOST // 2 :]]
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from (f"  {line}" for line in trace(one, above))


def _kind(error: BaseException) -> str:
    """The type, with a code that names no one; an error of ours may say that its words hold no value."""
    kind = type(error)
    code = getattr(error, "sqlstate", None) or getattr(error, "errno", None)
    more = str(error) if getattr(kind, "words_hold_no_value", False) else code
    return f"{kind.__module__}.{kind.__qualname__}" + (f" {more}" if more else "")


def take_over() -> None:
    """For a process of the service: what nobody caught, and every warning, goes the same way."""
    sys.excepthook = _nobody_caught
    threading.excepthook = lambda it: _nobody_caught(it.exc_type, it.exc_value, it.exc_traceback)
    sys.unraisablehook = lambda it: _nobody_caught(it.exc_type, it.exc_value, it.exc_traceback)
    warnings.showwarning = _warned


def _nobody_caught(kind: type[BaseException], error: BaseException | None, at: TracebackType | None) -> None:
    if error is not None and not issubclass(kind, (KeyboardInterrupt, SystemExit)):
        print("\n".join(trace(error)), file=sys.stderr)


def _warned(
    message: Any,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: Any = None,
    line: str | None = None,
) -> None:
    print(f"{category.__module__}.{category.__qualname__}\n  {filename}:{lineno}", file=sys.stderr)
