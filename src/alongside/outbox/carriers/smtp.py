"""E-mails by SMTP: one person a message, and no header that names a machine, a program or a service."""

import datetime as dt
import ipaddress
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from alongside.outbox.carriers import CutOff, Later, Refused
from alongside.outbox.wording import Written

TIMEOUT = 20  # seconds for each step


class Smtp:
    """A mail server of the service's, or of its provider's."""

    def __init__(self, *, host: str, port: int, sender: str, user: str = "", password: str = "") -> None:
        self.host, self.port, self.user, self.password = host, port, user, password
        self.sender = sender
        self.address = parseaddr(sender)[1]
        self.domain = self.address.rpartition("@")[2]

    def letter(self, to: str, words: Written, key: str) -> EmailMessage:
        """The message itself: these headers and no others."""
        made = EmailMessage(policy=SMTP)
        made["From"], made["To"], made["Subject"] = self.sender, to, words.subject
        made["Date"] = format_datetime(dt.datetime.now(dt.UTC))
        made["Message-ID"] = f"<{key}@{self.domain}>"
        made.set_content(words.body, cte="base64")
        return made

    def send(self, to: str, words: Written, key: str) -> None:
        """Hand it to the server."""
        letter = self.letter(to, words, key)
        try:
            server = self._connected()
        except (OSError, smtplib.SMTPException) as problem:
            raise Later(type(problem).__name__) from problem
        try:
            self._handed(server, to, letter)
        finally:
            server.close()

    def _connected(self) -> smtplib.SMTP:
        # It greets by the sender's domain: the name of this machine would stand in the first Received line.
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if self.port == 465:
            server = smtplib.SMTP_SSL(
                self.host, self.port, local_hostname=self.domain, timeout=TIMEOUT, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, local_hostname=self.domain, timeout=TIMEOUT)
        try:
            if self.port != 465 and not _is_here(self.host):
                server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server

    def _handed(self, server: smtplib.SMTP, to: str, letter: EmailMessage) -> None:
        try:
            server.ehlo_or_helo_if_needed()
            code, _said = server.mail(self.address)
            if code >= 400:
                raise Later(str(code))  # against us, not against them
            code, _said = server.rcpt(to)
            _must_be_taken(code)
        except (OSError, smtplib.SMTPException) as problem:
            raise Later(type(problem).__name__) from problem
        try:
            code, _said = server.data(letter.as_bytes())
        except smtplib.SMTPDataError as problem:
            _must_be_taken(problem.smtp_code)  # the server would not hear it at all
            raise Later(str(problem.smtp_code)) from problem
        except (OSError, smtplib.SMTPException) as problem:
            raise CutOff(type(problem).__name__) from problem
        _must_be_taken(code)

    def took(self, key: str) -> bool | None:
        """A mail server does not say."""
        return None


def _must_be_taken(code: int) -> None:
    if code >= 500:
        raise Refused(str(code))
    if code >= 400:
        raise Later(str(code))


def _is_here(host: str) -> bool:
    """A server on this very machine needs no encryption on the way to it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
