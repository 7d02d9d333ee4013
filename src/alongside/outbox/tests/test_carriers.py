"""The carriers against real servers: SMTP (aiosmtpd) and one that speaks Notify's API; and a worker that is really killed."""

import asyncio
import base64
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import EmailMessage

from alongside.outbox import actions
from alongside.outbox.carriers import CutOff, Later, Refused, carrier_for
from alongside.outbox.carriers.notify import Notify
from alongside.outbox.carriers.smtp import Smtp
from alongside.outbox.tests import ground
from alongside.outbox.tests.ground import outbox_with, run, way_of
from alongside.outbox.wording import EMAIL_BYTES, Written

pytestmark = pytest.mark.slow

FROM = "Hello <hello@lark.example>"
WORDS = Written("Hello", "Hello, this is Ash.\n")


class Letterbox:
    """An SMTP server that keeps what it is handed; `answers` and `at_data` make trouble."""

    def __init__(self):
        self.got, self.greeted, self.answers, self.at_data = [], [], {}, None
        self.reached_data = threading.Event()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.greeted.append(hostname)
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := self.answers.get("RCPT"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.reached_data.set()
        if self.at_data == "drop":
            server.transport.abort()
            return "250 OK"
        if self.at_data == "wait":
            await asyncio.sleep(3)
        if answer := self.answers.get("DATA"):
            return answer
        self.got.append((list(envelope.rcpt_tos), envelope.mail_from, envelope.content))
        return "250 OK"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def letterbox():
    box = Letterbox()
    box.port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=box.port)
    server.start()
    yield box
    server.stop()


def smtp(box):
    return Smtp(host="127.0.0.1", port=box.port, sender=FROM)


def email_to(post, who=None, **rules):
    """An e-mail about the first person's treatment, to their own address."""
    who = who or post.tellers.one
    with post.house.viewer(post.tellers.ash, "person", who.folders["line"]) as by:
        way = way_of(by, who, "email", "lou@home.example", **rules)
        return actions.send(by=by, folder=who.folders["treatment"], template="ring", channel="email", way=way)


# E-mails -----------------------------------------------------------------------------------------


def test_an_email_end_to_end_carries_these_headers_and_no_others(post, letterbox):
    with outbox_with(email_host="127.0.0.1", email_port=letterbox.port, email_from=FROM):
        message = email_to(post)
        run()
    assert post.state(message) == ("sent", "")
    ((to, sender, raw),) = letterbox.got
    assert (to, sender) == (["lou@home.example"], "hello@lark.example")
    read = message_from_bytes(raw, policy=default)
    assert [name.lower() for name in read] == [
        "from", "to", "subject", "date", "message-id", "content-type", "content-transfer-encoding", "mime-version",
    ]  # fmt: skip
    assert re.fullmatch(r"<[0-9a-f]{32}@lark\.example>", read["message-id"])
    assert (read["subject"], read["to"], read["from"]) == ("Hello", "lou@home.example", FROM)
    assert read["date"].datetime.utcoffset().total_seconds() == 0
    assert read.get_content().strip() == "Hello, this is Ash. Please ring me when you have a moment."
    assert len(base64.b64decode(read.get_payload())) == EMAIL_BYTES + 1  # the line end, as mail has it


def test_no_name_of_a_machine_or_program_goes_with_it(letterbox):
    smtp(letterbox).send("lou@home.example", WORDS, "k" * 32)
    ((_to, _from, raw),) = letterbox.got
    head = raw.split(b"\r\n\r\n")[0].decode().lower()
    machine = socket.gethostname().lower()
    assert letterbox.greeted == ["lark.example"]
    assert machine not in head and socket.getfqdn().lower() not in head
    for word in (
        "received",
        "x-",
        "user-agent",
        "mailer",
        "django",
        "python",
        "alongside",
        "127.0.0.1",
        "localhost",
    ):
        assert word not in head


def test_every_email_has_one_size(post, letterbox):
    with outbox_with(email_host="127.0.0.1", email_port=letterbox.port, email_from=FROM):
        one = email_to(post)
        with post.house.viewer(post.tellers.ash, "person", post.tellers.one.folders["line"]) as by:
            from alongside.people.models import ContactWay

            way = ContactWay.current.get(folder=one.way_folder, pk=one.way)
            actions.send(by=by, folder=one.folder, template="missed", channel="email", way=way)
        run()
    assert len({len(raw) for _to, _from, raw in letterbox.got}) == 1 and len(letterbox.got) == 2


@pytest.mark.parametrize(
    ("answers", "raises"),
    [
        ({"RCPT": "550 no such mailbox"}, Refused),
        ({"RCPT": "450 come back later"}, Later),
        ({"RCPT": "452 insufficient system storage"}, Later),
        ({"DATA": "452 insufficient system storage"}, Later),
        ({"DATA": "554 not wanted"}, Refused),
    ],
)
def test_what_the_server_says_is_understood(letterbox, answers, raises):
    letterbox.answers = answers
    with pytest.raises(raises):
        smtp(letterbox).send("lou@home.example", WORDS, "k")
    assert letterbox.got == []


def test_a_server_that_is_away_is_for_later():
    with pytest.raises(Later):
        Smtp(host="127.0.0.1", port=free_port(), sender=FROM).send("lou@home.example", WORDS, "k")


def test_a_connection_that_ends_after_the_words_were_sent_is_a_cut(letterbox):
    letterbox.at_data = "drop"
    with pytest.raises(CutOff):
        smtp(letterbox).send("lou@home.example", WORDS, "k")
    assert smtp(letterbox).took("k") is None


def test_a_full_disk_over_there_is_tried_again_and_then_it_goes(post, letterbox):
    letterbox.answers = {"DATA": "452 insufficient system storage"}
    with outbox_with(email_host="127.0.0.1", email_port=letterbox.port, email_from=FROM):
        message = email_to(post)
        run()
        assert post.state(message) == ("queued", "")
        letterbox.answers = {}
        post.house.pass_time(minutes=1)
        run()
    assert (post.state(message)[0], len(letterbox.got)) == ("sent", 1)


def test_to_another_machine_nothing_goes_in_the_clear(letterbox, monkeypatch):
    """The server offers no encryption: where it is not this very machine, nothing is handed over."""
    monkeypatch.setattr("alongside.outbox.carriers.smtp._is_here", lambda host: False)
    with pytest.raises(Later):
        smtp(letterbox).send("lou@home.example", WORDS, "k")
    assert letterbox.got == []


@pytest.mark.parametrize(("host", "here"), [("127.0.0.1", True), ("::1", True), ("localhost", True),
                                            ("mail.lark.example", False), ("10.0.0.5", False)])  # fmt: skip
def test_which_machine_is_this_one(host, here):
    from alongside.outbox.carriers.smtp import _is_here

    assert _is_here(host) is here


def test_the_emails_of_signing_in_go_the_same_way(letterbox):
    from django.test import override_settings

    with override_settings(
        EMAIL_BACKEND="alongside.outbox.mailing.Backend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=letterbox.port,
        EMAIL_HOST_USER="", EMAIL_HOST_PASSWORD="", DEFAULT_FROM_EMAIL="it@lark.example",
    ):  # fmt: skip
        assert EmailMessage("Link\nline", "A link", to=["ash@lark.example", "bo@lark.example"]).send() == 2
    assert [to for to, _f, _r in letterbox.got] == [["ash@lark.example"], ["bo@lark.example"]]
    head = message_from_bytes(letterbox.got[0][2], policy=default)
    assert socket.gethostname() not in head["message-id"]
    assert head["to"] == "ash@lark.example" and head["subject"] == "Link line"


def test_signing_in_says_when_no_mail_went():
    from django.test import override_settings

    with override_settings(
        EMAIL_BACKEND="alongside.outbox.mailing.Backend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=free_port(),
        EMAIL_HOST_USER="", EMAIL_HOST_PASSWORD="", DEFAULT_FROM_EMAIL="it@lark.example",
    ):  # fmt: skip
        with pytest.raises(Later):
            EmailMessage("x", "x", to=["ash@lark.example"]).send()
        assert EmailMessage("x", "x", to=["ash@lark.example"]).send(fail_silently=True) == 0


CHILD = """
import os, sys
import django
django.setup()
from django.db import connections
for alias in connections:
    connections[alias].settings_dict.update(NAME=os.environ["CLONE"], ROLES_OF="alongside")
from alongside.outbox import sending
print(sending.send_due(seconds=20), flush=True)
"""


def test_a_worker_that_is_killed_while_it_sends_leaves_it_for_a_person(post, letterbox):
    """A process of its own, killed with SIGKILL while the server holds the message in its hands."""
    letterbox.at_data = "wait"
    server = {
        "ALONGSIDE_EMAIL_HOST": "127.0.0.1",
        "ALONGSIDE_EMAIL_PORT": str(letterbox.port),
        "ALONGSIDE_OUTBOX_FROM": FROM,
    }
    with outbox_with(email_host="127.0.0.1", email_port=letterbox.port, email_from=FROM):
        message = email_to(post)
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD],
            env={**os.environ, **server, "CLONE": post.house.name, "ALONGSIDE_ROLE": "task"},
            stdout=subprocess.DEVNULL,
        )
        try:
            assert letterbox.reached_data.wait(40)
            os.kill(child.pid, signal.SIGKILL)
        finally:
            child.kill()
            child.wait()
        assert post.state(message) == ("sending", "")
        time.sleep(0.2)
        letterbox.at_data = None
        assert run() == 0  # not yet: somebody may still be at it
        for _ in range(3):
            post.house.pass_time(minutes=10)
            run()
    assert post.state(message) == ("unsure", "")
    assert len(letterbox.got) <= 1


# Texts -------------------------------------------------------------------------------------------

KEY = "made_up-" + "-".join(["0" * 8, "0" * 4, "0" * 4, "0" * 4, "0" * 12] * 2)


class Notified(BaseHTTPRequestHandler):
    """A server that speaks the few words of Notify's API that we use."""

    def _answer(self, code, said):
        body = json.dumps(said).encode()
        self.send_response(code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        box = self.server.box
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if box.keeps:
            box.got.append((self.path, sent))
        if box.code == 0:
            self.connection.close()
            return
        error = {"errors": [{"error": "ValidationError", "message": "phone_number Not valid"}]}
        self._answer(box.code, {"id": "x"} if box.code == 201 else error)

    def do_GET(self):
        box = self.server.box
        (reference,) = parse_qs(urlsplit(self.path).query)["reference"]
        if box.down:
            self._answer(503, {})
            return
        self._answer(200, {"notifications": [s for _p, s in box.got if s["reference"] == reference]})

    def log_message(self, *args):
        pass


class Box:
    """What the server got, and how it answers."""

    def __init__(self):
        self.got, self.code, self.keeps, self.down, self.url = [], 201, True, False, ""


@pytest.fixture
def notify():
    box = Box()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Notified)
    server.box, server.daemon_threads = box, True
    box.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield box
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def with_notify(notify):
    with outbox_with(notify_key=KEY, notify_template="t-1", notify_sender="", notify_url=notify.url):
        yield notify


def client(box):
    return Notify(key=KEY, template="t-1", sender_id="s-1", url=box.url)


def test_a_text_end_to_end_is_our_words_and_our_key(post, with_notify):
    message = post.text()
    run()
    assert post.state(message) == ("sent", "")
    ((path, sent),) = with_notify.got
    (key,) = post.house.sql.execute("select key from outbox_message").fetchone()
    assert path == "/v2/notifications/sms"
    assert sent == {
        "phone_number": ground.PHONE,
        "template_id": "t-1",
        "personalisation": {"message": "Hello, this is Ash. Please ring me when you have a moment."},
        "reference": key,
    }


@pytest.mark.parametrize(
    ("code", "raises"), [(400, Refused), (403, Later), (429, Later), (500, CutOff), (503, CutOff)]
)
def test_what_notify_says_is_understood(notify, code, raises):
    notify.code, notify.keeps = code, False
    with pytest.raises(raises):
        client(notify).send(ground.PHONE, WORDS, "k")
    assert client(notify).took("k") is False


def test_a_connection_that_ends_is_a_cut_and_none_at_all_is_for_later(notify):
    notify.code = 0
    with pytest.raises(CutOff):
        client(notify).send(ground.PHONE, WORDS, "k")
    assert client(notify).took("k") is True
    notify.down = True
    assert client(notify).took("k") is None
    nobody = Notify(key=KEY, template="t", sender_id="", url=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(Later):
        nobody.send(ground.PHONE, WORDS, "k")
    assert nobody.took("k") is None


def test_cut_off_after_notify_had_it_nothing_goes_twice(post, with_notify):
    with_notify.code = 0
    message = post.text()
    run()
    assert (post.state(message)[0], len(with_notify.got)) == ("sent", 1)


def test_nothing_told_stands_in_the_log(post, with_notify, caplog):
    with_notify.code, with_notify.keeps = 400, False
    message = post.text()
    run()
    assert post.state(message)[0] == "failed"
    assert "7700" not in caplog.text and "phone_number" not in caplog.text


def test_without_settings_there_is_no_carrier():
    with outbox_with(email_host="", email_from="", notify_key="", notify_template=""):
        assert carrier_for("text") is carrier_for("email") is carrier_for("letter") is None
    with outbox_with(email_host="mail.lark.example", email_from=""):
        assert carrier_for("email") is None  # a server, and no neutral address to send from
