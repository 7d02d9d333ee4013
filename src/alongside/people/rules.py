"""What decides about details: ages, numbers with check digits, postcodes."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from localflavor.gb.forms import GBPostcodeField
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.gb import nhs

from alongside.people.codes import AGE_BANDS

OLDEST = 120


def age_on(born: dt.date, day: dt.date) -> int:
    """Whole years. Somebody born on 29 February is a year older on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_in_words(details: Any, today: dt.date) -> str:
    """34; or the band they gave; empty where neither is known."""
    if details is None:
        return ""
    if details.born_on:
        return str(age_on(details.born_on, today))
    return str(dict(AGE_BANDS).get(details.age_band, ""))


def earliest_birth(today: dt.date) -> dt.date:
    """The longest ago that anybody alive was born."""
    return today.replace(year=today.year - OLDEST, day=min(today.day, 28))


def nhs_number(text: str) -> str:
    """Ten figures with a right check digit; raises where they are not."""
    try:
        return nhs.validate(text)
    except NotANumber:
        raise ValidationError(
            _("This is not an NHS number: it has ten figures, and the last checks the others."),
            code="nhs_number",
        ) from None


def nhs_number_in_words(compact: str) -> str:
    """943 476 5919."""
    return nhs.format(compact) if compact else ""


_postcode = GBPostcodeField(required=False)


def postcode(text: str) -> str:
    """A postcode of the United Kingdom, as the Royal Mail writes it; raises where it cannot be one."""
    try:
        return _postcode.clean(" ".join(text.split()))
    except ValidationError:
        raise ValidationError(_("This is not a postcode. It looks like SW1A 1AA."), code="postcode") from None
