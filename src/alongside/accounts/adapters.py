"""What django-allauth asks of us: our words, our rules, and the key that secrets are kept under."""

import base64
from io import BytesIO
from typing import Any, ClassVar

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from qrcode.image.svg import SvgPathFillImage

from alongside.accounts import second_step

SAYS = {
    "account/messages/password_changed.txt": gettext_lazy(
        "Your password is changed. You are signed out everywhere else."
    ),
    "account/messages/password_set.txt": gettext_lazy("Your password is set."),
    "mfa/messages/totp_activated.txt": gettext_lazy("The app is set up."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("The app is taken away."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("The passkey is set up."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey is taken away."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; nobody signs up."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy(
            "That e-mail address and password do not go together. Try again."
        ),
        "too_many_login_attempts": gettext_lazy("Too many tries. Wait five minutes and try again."),
        "enter_current_password": gettext_lazy("This is not your password now."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "incorrect_code": gettext_lazy(
            "That code is not right. Codes change every half minute: try the one shown now."
        ),
        "rate_limited": gettext_lazy("Too many tries. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words; what has none is not said."""
        words = message or SAYS.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not while the second step is being set up: the password was given a moment ago."""
        if context.request.session.get(second_step.DUE):
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": gettext_lazy(
            "This is your only second step. Set up another one first; nothing opens without one."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seal the secret of an app, or of the spare codes, with the key file."""
        return self._sealer().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again."""
        return self._sealer().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The picture for the app, black on white also where the page is dark."""
        made = qrcode.make(url, image_factory=SvgPathFillImage)
        out = BytesIO()
        made.save(out)
        return out.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last second step stays, but in a demo."""
        return not second_step.is_last(authenticator) or second_step.is_demo()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1}

    def _sealer(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(settings.TOTP_KEY))
