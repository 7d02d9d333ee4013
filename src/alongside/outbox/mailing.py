"""The e-mails of signing in (a forgotten password), by the same server and with the same bare headers as every other.

They go to staff, whose work address is known, so that no record, no rule of safe contact and no queue is asked. Django
calls this backend where a library of ours uses Django's own functions for mail.
"""

import secrets
from collections.abc import Sequence

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from alongside.outbox.carriers import CutOff, Later, Refused
from alongside.outbox.carriers.smtp import Smtp
from alongside.outbox.wording import Written


class Backend(BaseEmailBackend):
    """Sends each message to one person at a time; nothing of Django's own headers goes with it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Hand the messages over; answers how many were taken."""
        server = Smtp(
            host=settings.EMAIL_HOST,
            port=settings.EMAIL_PORT,
            user=settings.EMAIL_HOST_USER,
            password=settings.EMAIL_HOST_PASSWORD,
            sender=settings.DEFAULT_FROM_EMAIL,
        )
        taken = 0
        for message in email_messages:
            words = Written(str(message.subject).replace("\n", " "), str(message.body))
            for to in message.to:
                try:
                    server.send(to, words, secrets.token_hex(16))
                except (Later, Refused, CutOff):
                    if not self.fail_silently:
                        raise
                    continue
                taken += 1
        return taken
