"""The service's log says what went wrong and where, and holds nothing that anybody told.

Each test puts a canary wherever a value may stand, and looks for it in what the configured handler writes.
"""

import contextlib
import io
import logging
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client, override_settings

from alongside.config import logs
from alongside.web import wrapper

CANARY = "Canary Name"


@contextlib.contextmanager
def written():
    """What the service's own handler writes meanwhile."""
    (handler,) = (h for h in logging.getLogger().handlers if type(h) is logs.Handler)
    text = io.StringIO()
    before = handler.setStream(text)
    try:
        yield text
    finally:
        handler.setStream(before)


class Told(Exception):
    """An error whose every part holds what was told."""

    def __str__(self) -> str:
        return CANARY

    __repr__ = __str__


def plainly(name):
    raise ValueError(name)


def through_another(name):
    try:
        {}[name]
    except KeyError as error:
        raise RuntimeError(f"no {name}") from error


def while_another(name):
    try:
        int(name)
    except ValueError:
        raise Told(name)  # noqa: B904 – as it happens by itself


def many(name):
    raise ExceptionGroup(name, [ValueError(name), Told(name)])


def of_the_accounts(name):
    from django.db import connections

    with connections["authn"].cursor() as cursor:
        cursor.execute("select %s::bigint", [name])


def in_a_template(name):
    from django.template import engines

    engines["jinja2"].from_string("{{ name.nothing() }}").render({"name": name})


WAYS = [plainly, through_another, while_another, many, of_the_accounts, in_a_template]


def breaks(house, way):
    """A page breaks, with the canary in its error, its variables, its address and its form."""
    client = Client(raise_request_exception=False)
    with pytest.MonkeyPatch.context() as patch, written() as text:
        patch.setattr(wrapper, "_run", lambda *_args: way(CANARY))
        answer = client.post(f"/sign-in/?q={CANARY}", {"name": CANARY}, headers={"User-Agent": CANARY})
    return answer, text.getvalue()


def test_a_page_that_breaks_is_logged_without_a_value(house):
    for way in WAYS:
        answer, text = breaks(house, way)
        assert answer.status_code == 500
        assert CANARY not in text, way.__name__
        assert "Canary" not in text, way.__name__
        assert "ERROR django.request: …: … (account_login, 500)" in text, way.__name__
        assert re.search(rf"  {re.escape(__file__)}:\d+ {way.__name__}\n", text), "the place is there"
        assert CANARY not in answer.content.decode()


@pytest.mark.parametrize(("way", "kinds"), [
    (plainly, ["builtins.ValueError\n"]),
    (through_another, ["builtins.KeyError\n", "which led to\nbuiltins.RuntimeError\n"]),
    (many, ["builtins.ExceptionGroup\n", "  builtins.ValueError\n", f"  {__name__}.Told\n"]),
    (of_the_accounts, ["DatabaseFault DataError 22P02"]),
])  # fmt: skip
def test_what_kind_of_error_it_was_is_said(house, way, kinds):
    _answer, text = breaks(house, way)
    for kind in kinds:
        assert kind in text + "\n"


@pytest.mark.parametrize("path", [f"/{CANARY}/", f"/people/{CANARY}/?q={CANARY}", "/people/%00Canary Name"])
def test_an_address_that_is_nobodys_is_not_repeated(house, path):
    with written() as text:
        assert Client().get(path).status_code == 404
    assert "django.request: …: … (404)" in text.getvalue()
    assert "Canary" not in text.getvalue()


def test_a_host_or_a_forged_form_is_not_repeated(house):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    with written() as text:
        assert client.get("/", headers={"Host": "Canary.example"}).status_code == 400
        assert client.post(f"/accounts/{CANARY}/", {"x": CANARY}, headers={"Origin": CANARY}).status_code in (
            403,
            404,
        )
        answer = client.post("/sign-in/", {"x": CANARY}, headers={"Origin": f"https://{CANARY}"})
    assert answer.status_code == 403
    assert "Forbidden (…): …" in text.getvalue()
    assert "Canary" not in text.getvalue()


def test_where_the_page_for_errors_breaks_too_nothing_is_shown(house, monkeypatch):
    from importlib import import_module

    monkeypatch.setattr("alongside.access.startup.refuse_unless_sound", lambda: None)
    taken = []
    monkeypatch.setattr(logs, "take_over", lambda: taken.append(True))
    monkeypatch.delitem(sys.modules, "alongside.config.wsgi", raising=False)
    wsgi = import_module("alongside.config.wsgi")
    assert taken

    def broken(environ, start_response):
        raise Told(CANARY)

    monkeypatch.setattr(wsgi, "_django", broken)
    began = []
    with written() as text:
        body = wsgi.application({"PATH_INFO": CANARY}, lambda status, headers: began.append(status))
    assert began == ["500 Internal Server Error"]
    assert b"Canary" not in b"".join(body)
    assert "Canary" not in text.getvalue()
    assert f"{__name__}.Told" in text.getvalue()


def test_nobody_is_sent_an_error_by_mail(house, monkeypatch):
    """Django's mail to administrators holds every variable."""
    monkeypatch.setattr(mail, "outbox", [], raising=False)
    with override_settings(
        ADMINS=[("x", "x@example.org")], EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"
    ):
        breaks(house, plainly)
    assert mail.outbox == []


def test_no_logger_has_a_way_of_its_own():
    loggers = [logging.getLogger(), *map(logging.getLogger, logging.root.manager.loggerDict)]
    ways = [(logger.name, h) for logger in loggers for h in logger.handlers]
    others = [
        (name, h)
        for name, h in ways
        if type(h) is not logs.Handler and not type(h).__module__.startswith("_pytest")
        if not isinstance(h, logging.NullHandler)
    ]
    assert others == []
    assert [name for name, h in ways if type(h) is logs.Handler] == ["root"]
    assert all(type(h.formatter) is logs.Formatter for _name, h in ways if type(h) is logs.Handler)
    assert not settings.DEBUG


def test_only_the_programs_own_words_are_written():
    log = logging.getLogger("somebody.elses")
    with written() as text:
        log.warning("%s said %.1f things%%, %-5d", CANARY, 5, 6)
        log.warning(f"{CANARY} came")
        log.warning(CANARY + " went")
        log.error(Told(CANARY))
        log.error("it broke: 5%", stack_info=True)
    lines = text.getvalue().splitlines()
    assert "Canary" not in text.getvalue()
    assert lines[0].endswith("somebody.elses: … said … things%, …")
    assert f"(words left out) at {__file__}:" in lines[1]
    assert "(words left out)" in lines[2]
    assert "(words left out)" in lines[3]
    assert lines[4].endswith("it broke: 5%")
    wrongly = {"msg": "%d %(x)s", "args": (CANARY,)}  # Python would show the arguments
    assert logs.Formatter().format(logging.makeLogRecord(wrongly)).endswith(": … …")


def test_a_line_that_cannot_be_written_is_lost(capsys):
    class Closed(io.StringIO):
        def write(self, text):
            raise OSError(CANARY)

    handler = logs.Handler(Closed())
    handler.handle(logging.makeLogRecord({"msg": CANARY, "args": ()}))
    assert "Canary" not in capsys.readouterr().err


def test_an_error_that_came_from_itself_ends():
    one, other = ValueError(CANARY), KeyError(CANARY)
    one.__context__, other.__context__ = other, one
    assert list(logs.trace(one)) == ["builtins.KeyError", "which led to", "builtins.ValueError"]


def test_a_recursion_is_told_in_few_lines():
    def deeper(name):
        deeper(name)

    with pytest.raises(RecursionError) as error:
        deeper(CANARY)
    assert len(list(logs.trace(error.value))) < logs.MOST + 5


def test_what_nobody_caught_and_every_warning_shows_no_value(capfd):
    code = f"""
import threading, warnings
from alongside.config import logs
logs.take_over()
def tell(name): raise ValueError(name)
warnings.warn("{CANARY} received a naive datetime", RuntimeWarning)
it = threading.Thread(target=tell, args=["{CANARY}"]); it.start(); it.join()
class Ends:
    def __del__(self): tell("{CANARY}")
Ends()
tell("{CANARY}")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Canary" not in done.stderr
    assert done.stderr.count("builtins.ValueError") == 3
    assert "builtins.RuntimeWarning" in done.stderr


def test_a_command_says_no_value_of_what_it_met():
    """Whoever runs an import sends on what it printed."""
    code = f"""
import sys
from alongside.config import assets, command
def tell(options): raise ValueError("{CANARY}")
assets.run = tell
sys.argv = ["alongside", "assets"]
command.main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Canary" not in done.stderr
    assert "builtins.ValueError" in done.stderr
