"""Numbers as people write them."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.web.forms.text import Text, plain_text


class Number(Text):
    """A number from `least` to `most`, whole unless `places` allows decimals; `unit` stands behind it."""

    empty_value = None
    default_error_messages = {"required": gettext_lazy("Write a number.")}

    def __init__(
        self,
        *,
        least: float | None = None,
        most: float | None = None,
        places: int = 0,
        unit: Any = "",
        **more: Any,
    ) -> None:
        self.least, self.most, self.places, self.unit = least, most, places, unit
        more.setdefault("width", 5)
        super().__init__(max_length=20, empty_value=None, **more)
        self.inputmode = self.inputmode or ("decimal" if places else "numeric")

    def to_python(self, value: Any) -> int | Decimal | None:
        if value is None or isinstance(value, (int, Decimal)):
            return value
        text = plain_text(value).replace(",", "").replace(" ", "").replace("\u2212", "-")
        if not text:
            return None
        if not re.fullmatch(r"[+-]?([0-9]{1,12}(\.[0-9]*)?|\.[0-9]+)", text):
            raise ValidationError(_("This is not a number. Write it in figures, such as 12."), code="number")
        number = Decimal(text)
        if not self.places:
            if number != number.to_integral_value():
                raise ValidationError(_("Write a whole number."), code="whole")
            return int(number)
        exponent = number.normalize().as_tuple().exponent
        if isinstance(exponent, int) and -exponent > self.places:
            words = ngettext(
                "Write at most %(n)s figure after the point.",
                "Write at most %(n)s figures after the point.",
                self.places,
            )
            raise ValidationError(words % {"n": self.places}, code="places")
        return number

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            raise ValidationError(_("This must be %(n)s or more.") % {"n": self.least}, code="least")
        if self.most is not None and value > self.most:
            raise ValidationError(_("This must be %(n)s or less.") % {"n": self.most}, code="most")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        value = bound.value()
        made = {
            "value": "" if value is None else str(value),
            "type": "text",
            "inputmode": self.inputmode,
            "autocomplete": "off",
        }
        return {**made, "suffix": {"text": str(self.unit)}} if self.unit else made
