"""Texts by GOV.UK Notify, whose one template there is `((message))`: the words are ours."""

import requests
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient
from urllib3.exceptions import NewConnectionError

from alongside.outbox.carriers import CutOff, Later, Refused
from alongside.outbox.wording import Written

TIMEOUT = 20  # seconds


class Notify:
    """The service's account with Notify."""

    def __init__(self, *, key: str, template: str, sender_id: str, url: str) -> None:
        self.client = NotificationsAPIClient(key, base_url=url, timeout=TIMEOUT)
        self.template, self.sender_id = template, sender_id
        self.sender = ""

    def send(self, to: str, words: Written, key: str) -> None:
        """Hand it to Notify, which knows it by our key from then on."""
        try:
            self.client.send_sms_notification(
                phone_number=to,
                template_id=self.template,
                personalisation={"message": words.body},
                reference=key,
                sms_sender_id=self.sender_id or None,
            )
        except APIError as problem:
            raise _meaning(problem) from problem

    def took(self, key: str) -> bool | None:
        """What Notify says of our key; None where it does not answer."""
        try:
            found = self.client.get_all_notifications(reference=key)
        except APIError:
            return None
        return bool(found.get("notifications"))


def _meaning(problem: APIError) -> Exception:
    """What the answer, or the lack of one, says about the message."""
    if problem.response is None:
        why = problem.__cause__
        return (Later if _never_there(why) else CutOff)(type(why).__name__)
    code = problem.status_code
    if code == 400:
        return Refused("400")
    # 401 and 403 (a wrong key), 429 (too many at once): nothing was taken. What failed over there may have been.
    return Later(str(code)) if 400 < code < 500 else CutOff(str(code))


def _never_there(why: BaseException | None) -> bool:
    """Was there no connection at all? Then nothing can have been taken."""
    if isinstance(why, (requests.exceptions.ConnectTimeout, requests.exceptions.SSLError)):
        return True
    reason = getattr(why.args[0], "reason", None) if why is not None and why.args else None
    return isinstance(reason, NewConnectionError)
