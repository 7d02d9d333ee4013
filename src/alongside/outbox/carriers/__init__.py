"""Who carries what: a server for e-mails, GOV.UK Notify for texts. Letters are printed here and posted by a person.

A carrier has two functions: `send`, which returns once it was taken and raises one of the three below otherwise, and
`took`, which says what the carrier knows of an earlier sending. Only these modules and `outbox.mailing` speak to the
world outside; a guard holds it.
"""

from typing import Any, Protocol

from django.conf import settings

from alongside.outbox.wording import Written


class Later(Exception):
    """It was not taken, for a reason that passes: no connection, a full disk over there, too many at once."""


class Refused(Exception):
    """It was not taken and will not be: there is no such number or mailbox."""


class CutOff(Exception):
    """The connection ended at a moment when it may have been taken."""


class Carrier(Protocol):
    """One way out."""

    sender: str

    def send(self, to: str, words: Written, key: str) -> None:
        """Hand one message over. `key` is the same for each try of one sending."""

    def took(self, key: str) -> bool | None:
        """Was it taken? None where the carrier cannot tell."""


def set_up() -> dict[str, Any]:
    """What this service set up for what goes out."""
    return settings.OUTBOX


def is_set_up(channel: str) -> bool:
    """Is there a carrier for this channel? For pages that only say so: none is begun, which with a wrong key would fail."""
    how = set_up()
    match channel:
        case "email":
            return bool(how["email_host"] and how["email_from"])
        case "text":
            return bool(how["notify_key"] and how["notify_template"])
    return False


def carrier_for(channel: str) -> Carrier | None:
    """The carrier that is set up for this channel, if any."""
    how = set_up()
    if channel == "email" and is_set_up(channel):
        from alongside.outbox.carriers.smtp import Smtp

        return Smtp(
            host=how["email_host"],
            port=how["email_port"],
            user=how["email_user"],
            password=how["email_password"],
            sender=how["email_from"],
        )
    if channel == "text" and is_set_up(channel):
        from alongside.outbox.carriers.notify import Notify

        return Notify(
            key=how["notify_key"],
            template=how["notify_template"],
            sender_id=how["notify_sender"],
            url=how["notify_url"],
        )
    return None
