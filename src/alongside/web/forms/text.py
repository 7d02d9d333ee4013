"""Text that a person types: what is let in, what is refused and in which words; the fields for it."""

import unicodedata
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.web.forms.dress import Dressed, macro, whole

# Nobody types these; they come from copying out of other programs, and some of them cannot be stored.
_NEVER = {"Cc", "Cs"}
WHITE = str.maketrans({"\t": " ", "\n": " ", "\r": " ", "\x0b": " ", "\x0c": " "})


def plain_text(value: Any, lines: bool = False) -> str:
    """The text, trimmed, in one Unicode form (NFC), with plain line ends; raises on what nobody types.

    Letters of every script, right-to-left marks and emoji are text like any other. Without `lines`, tabs and
    line ends from a paste become spaces.
    """
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    text = (text if lines else text.translate(WHITE)).strip()
    for character in text:
        if unicodedata.category(character) in _NEVER and not (lines and character in "\n\t"):
            raise ValidationError(
                _(
                    "This holds a character that cannot be seen or saved. "
                    "It may have come from another program: type it again."
                ),
                code="control",
            )
    return unicodedata.normalize("NFC", text)


def fits(text: str, longest: int | None, shortest: int = 0) -> None:
    """Raise where the text is too long, saying by how much, or too short."""
    if longest is not None and (over := len(text) - longest) > 0:
        words = ngettext(
            "This is %(over)s character too long: there is room for %(longest)s.",
            "This is %(over)s characters too long: there is room for %(longest)s.",
            over,
        )
        raise ValidationError(words % {"over": f"{over:,}", "longest": f"{longest:,}"}, code="too_long")
    if text and len(text) < shortest:
        words = ngettext("Write at least %(n)s character.", "Write at least %(n)s characters.", shortest)
        raise ValidationError(words % {"n": shortest}, code="too_short")


class Text(Dressed):
    """One line of text."""

    kind = "input"
    input_type = "text"
    lines = False
    empty_value: Any = ""
    default_error_messages = {"required": gettext_lazy("Write something here.")}

    def __init__(
        self, *, max_length: int | None = 200, min_length: int = 0, empty_value: Any = "", **more: Any
    ) -> None:
        self.max_length, self.min_length, self.empty_value = max_length, min_length, empty_value
        super().__init__(**more)

    def to_python(self, value: Any) -> Any:
        """Plain text, or the empty value."""
        return (plain_text(value, self.lines) if value is not None else "") or self.empty_value

    def validate(self, value: Any) -> None:
        """Present where it is needed, and of a length that can be kept."""
        super().validate(value)
        fits(value or "", self.max_length, self.min_length)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Blank and absent are the same."""
        return (initial or "") != (data or "")

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        """What the macro is given."""
        return {
            "value": bound.value() or "",
            "type": self.input_type,
            "autocomplete": self.autocomplete,
            "inputmode": self.inputmode,
            "attributes": {"dir": "auto"} if self.input_type == "text" else {},
        }


class Words(Text):
    """Several lines: what somebody said or wrote. A length of up to 2,000 shows a count near its end."""

    kind = "textarea"
    lines = True

    def __init__(self, *, rows: int = 4, max_length: int | None = 10_000, **more: Any) -> None:
        self.rows = rows
        super().__init__(max_length=max_length, **more)

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        return {
            "value": whole(bound.value()),
            "rows": str(self.rows),
            "spellcheck": True,
            "attributes": {"dir": "auto"},
        }

    def draw(self, params: dict[str, Any]) -> Any:
        """Short limits show a count; long ones would only be noise."""
        if not self.max_length or self.max_length > 2000:
            return macro("textarea", params)
        return macro(
            "character-count",
            {
                **params,
                "maxlength": self.max_length,
                "threshold": "75",
                "charactersUnderLimitText": {
                    "one": _("You have %{count} character left"),
                    "other": _("You have %{count} characters left"),
                },
                "charactersAtLimitText": _("You have no characters left"),
                "charactersOverLimitText": {
                    "one": _("You have %{count} character too many"),
                    "other": _("You have %{count} characters too many"),
                },
                "textareaDescriptionText": _("There is room for %{count} characters"),
            },
        )


class Email(Text):
    """An e-mail address."""

    input_type = "email"
    autocomplete = "email"

    def __init__(self, *, max_length: int | None = 254, **more: Any) -> None:
        super().__init__(max_length=max_length, **more)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            EmailValidator(message=_("This is not an e-mail address. It looks like name@example.org."))(value)


def _made_up(number: phonenumbers.PhoneNumber) -> bool:
    """Is it among the numbers that Ofcom keeps for drama? Nobody has them; the demo's people do."""
    digits = str(number.national_number)
    return number.country_code == 44 and len(digits) == 10 and digits.startswith(("7700900", "1632960"))


class Phone(Text):
    """A telephone number; a number without a country is of the United Kingdom. Kept as +44…"""

    input_type = "tel"
    autocomplete = "tel"

    def __init__(self, *, max_length: int | None = 40, **more: Any) -> None:
        super().__init__(max_length=max_length, **more)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return text
        try:
            number = phonenumbers.parse(text, "GB")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not (phonenumbers.is_valid_number(number) or _made_up(number)):
            raise ValidationError(
                _("This is not a telephone number. It looks like 07700 900123 or +353 1 234 5678."),
                code="phone",
            )
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class Password(Text):
    """A password: taken as it is typed, never shown again."""

    kind = "password-input"
    input_type = "password"
    autocomplete = "current-password"

    def to_python(self, value: Any) -> Any:
        text = "" if value is None else str(value)
        if "\x00" in text:
            plain_text(text)
        return text

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        return {
            "autocomplete": self.autocomplete,
            "showPasswordText": _("Show"),
            "hidePasswordText": _("Hide"),
            "showPasswordAriaLabelText": _("Show password"),
            "hidePasswordAriaLabelText": _("Hide password"),
            "passwordShownAnnouncementText": _("Your password can be seen"),
            "passwordHiddenAnnouncementText": _("Your password is hidden"),
        }
