"""There is one way out: nothing but the outbox's carriers speaks to the world outside, in code of ours."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "alongside"

# By any of these something could leave. A module within one counts as well.
WAYS_OUT = (
    "smtplib", "django.core.mail", "requests", "httpx", "aiohttp", "urllib.request", "urllib3", "http.client", "ftplib",
    "telnetlib", "imaplib", "poplib", "nntplib", "xmlrpc.client", "socketserver", "socket", "ssl", "aiosmtplib",
    "notifications_python_client", "websockets", "paramiko", "boto3", "pycurl", "asyncssh", "webbrowser",
)  # fmt: skip

MAY = {
    "outbox/carriers/smtp.py": {"smtplib", "ssl"},
    "outbox/carriers/notify.py": {"requests", "notifications_python_client", "urllib3"},
    # The base class that Django asks of a mail backend, and the message it is handed.
    "outbox/mailing.py": {"django.core.mail"},
    # Whether our own port is free, and whether our own pages answer.
    "config/run.py": {"socket", "http.client"},
}


def files() -> list[Path]:
    return [
        p
        for p in sorted(SRC.rglob("*.py"))
        if not {"tests", "harness", "migrations"} & set(p.relative_to(SRC).parts)
    ]


def imported(tree: ast.AST) -> set[str]:
    """Every module that is imported, by any spelling, at the top or within a function."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__") and isinstance(node.args[0].value, str):
                found.add(node.args[0].value)
    return found


def ways_out(source: str) -> set[str]:
    """Those of the ways out that this source imports."""
    names = imported(ast.parse(source))
    return {way for way in WAYS_OUT if any(n == way or n.startswith(way + ".") for n in names)}


def test_nothing_else_opens_a_way_out():
    found = {str(p.relative_to(SRC)): ways_out(p.read_text()) for p in files()}
    assert {name: ways for name, ways in found.items() if ways} == MAY


@pytest.mark.parametrize(
    "line",
    [
        "import smtplib",
        "from django.core.mail import send_mail",
        "from django.core import mail",
        "import requests.sessions as r",
        "from urllib import request",
        "from http import client",
        "def f():\n    import httpx",
        "import_module('smtplib')",
        "importlib.import_module('urllib.request')",
        "__import__('socket')",
    ],
)
def test_the_guard_sees_every_spelling(line):
    assert ways_out(line)


def test_no_user_s_mail_function_is_called():
    """Django's users can be mailed without any import."""
    for path in files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("email_user", "mail_admins", "mail_managers"), path
