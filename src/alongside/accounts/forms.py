"""The forms of signing in: allauth's, in our words."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alongside.accounts import pins
from alongside.web import forms as ours

LONG = _("At least 12 characters. Three words that do not belong together are good, and easy to remember.")


def say(form: Any, **words: tuple[Any, Any] | Any) -> None:
    """Give fields our label and hint instead of allauth's."""
    for name, said in words.items():
        label, hint = said if isinstance(said, tuple) else (said, "")
        form.fields[name].label, form.fields[name].help_text = label, hint


class SignInForm(account.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, login=_("E-mail address"), password=_("Password"))
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class ChangePasswordForm(account.ChangePasswordForm):
    """The password now, and a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            oldpassword=_("Your password now"),
            password1=(_("New password"), LONG),
            password2=_("The new one again"),
        )


class NewPasswordForm(account.ResetPasswordKeyForm):
    """A new password after the old one was forgotten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, password1=(_("New password"), LONG), password2=_("The new one again"))


class ForgottenForm(account.ResetPasswordForm):
    """Where to send the link. Whether there is such an account shows neither in words nor in what is done."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, email=_("E-mail address"))

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email = self.cleaned_data["email"]
        if self.users:
            return super().save(request, **kwargs)
        get_adapter().send_mail("account/email/unknown_account", email, {})
        return email


class AgainForm(account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, password=_("Your password"))


CODE = (_("Code"), _("Six digits from the app on your phone, or one of your spare codes."))


class CodeForm(codes.AuthenticateForm):
    """The second step by code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=CODE)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeAgainForm(codes.ReauthenticateForm):
    """A code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=CODE)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class FirstCodeForm(totp.ActivateTOTPForm):
    """The first code, which shows that the app was set up rightly."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, code=(_("Code"), _("The six digits that the app shows now.")))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class PasskeyForm(passkeys.AddWebAuthnForm):
    """A name for a passkey, so that you can tell them apart."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            name=(_("What to call it"), _("Such as: work laptop, key on my ring.")),
            passwordless=(_("Sign in with it alone, without a password"), ""),
        )
        self.fields["passwordless"].initial = True


PIN = _(
    "4 to 12 digits, for this service alone. It opens the page again when you were away from it for ten minutes."
)


class PinField(ours.Password):
    """Digits that nobody sees. A browser offers to keep a password, and not what it takes for a code."""

    kind = "input"
    autocomplete = "one-time-code"
    default_error_messages = {"required": _("Write your PIN.")}

    def params(self, bound: Any) -> dict[str, Any]:
        return {"type": "password", "autocomplete": self.autocomplete, "inputmode": "numeric"}


class PinForm(ours.Form):
    """The PIN, where a session is locked."""

    pin = PinField(label=_("Your PIN"), width=10)


class NewPinForm(ours.Form):
    """A PIN, twice."""

    pin = PinField(label=_("New PIN"), hint=PIN, width=10)
    pin_again = PinField(label=_("The same again"), width=10)

    def clean_pin(self) -> str:
        """Not one that somebody would try first."""
        return pins.checked(self.cleaned_data["pin"])

    def clean(self) -> dict[str, Any]:
        """The same both times."""
        cleaned = super().clean() or self.cleaned_data
        if "pin" in cleaned and cleaned["pin"] != cleaned.get("pin_again", "").replace(" ", ""):
            self.add_error("pin_again", _("This is not the same as above."))
        return cleaned


class FirstPasswordForm(ours.Form):
    """The password and the PIN that a new colleague chooses by their link."""

    password = ours.Password(label=_("Choose a password"), hint=LONG, autocomplete="new-password")
    again = ours.Password(label=_("The same again"), autocomplete="new-password")
    pin = PinField(label=_("Choose a PIN"), hint=PIN, width=10)

    def __init__(self, *args: Any, user: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.user = user

    def clean_password(self) -> str:
        """Long enough, and not one that is known."""
        return get_adapter().clean_password(self.cleaned_data["password"], user=self.user)

    def clean_pin(self) -> str:
        """Not one that somebody would try first."""
        return pins.checked(self.cleaned_data["pin"])

    def clean(self) -> dict[str, Any]:
        """The same both times."""
        cleaned = super().clean() or self.cleaned_data
        if "password" in cleaned and "again" in cleaned and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("This is not the same as above."))
        return cleaned
