"""Dates and times as people write them."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import dates, formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import LONDON, today
from alongside.web.forms.text import Text, plain_text

ENGLISH = {name.lower(): n for n, name in enumerate(calendar.month_name) if name} | {
    name.lower(): n for n, name in enumerate(calendar.month_abbr) if name
} | {"sept": 9}  # fmt: skip
_DATE = re.compile(
    r"(?:(?P<named>[^\W\d]{2,})[.,]?\s+)?(?P<day>\d{1,2})"
    r"(?:\s*[./-]\s*(?P<number>\d{1,2})\s*[./-]\s*|\s+(?P<spaced>\d{1,2})\s+"
    r"|(?:st|nd|rd|th)?[\s./-]*(?P<month>[^\W\d]+)[\s.,/-]*)(?P<year>\d+)"
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"(\d{1,2})(?:\s*[.:h]?\s*(\d{2}))?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)

Bound = dt.date | Callable[[], dt.date]


def _months() -> dict[str, int]:
    """Names of months in English and in the language of the page."""
    own = {str(name).lower(): n for table in (dates.MONTHS, dates.MONTHS_3) for n, name in table.items()}
    return ENGLISH | own


def read_date(text: str) -> dt.date:
    """A date written as 3/11/2026, 3 Nov 2026, 2026-11-03, today, tomorrow or yesterday; the day first."""
    word = text.lower()
    near = {_("today"): 0, _("tomorrow"): 1, _("yesterday"): -1}
    if word in near:
        return today() + dt.timedelta(days=near[word])
    if match := _ISO.fullmatch(word):
        year, month, day = map(int, match.groups())
    elif match := _DATE.fullmatch(word):
        day, year = int(match["day"]), int(match["year"])
        month = int(match["number"] or match["spaced"] or _months().get(match["month"], 0))
        if len(match["year"]) != 4:
            raise ValidationError(_("Write the year with four figures, such as 2026."), code="year")
    else:
        raise ValidationError(_("This is not a date. Write it like 3/11/2026 or 3 Nov 2026."), code="date")
    if not 1 <= month <= 12:
        raise ValidationError(
            _("There is no such month. Write the day first: 3/11/2026 is 3 November."), code="month"
        )
    if not 1850 <= year <= 2200:
        raise ValidationError(_("Look at the year again."), code="year")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        words = _("%(month)s %(year)s has %(last)s days.")
        raise ValidationError(words % {"month": dates.MONTHS[month], "year": year, "last": last}, code="day")
    found = dt.date(year, month, day)
    named = match["named"] if "named" in match.re.groupindex else None
    if named and not any(name.startswith(named) for name in _days(found)):
        words = _("%(date)s is a %(day)s.")
        raise ValidationError(
            words % {"date": written(found), "day": dates.WEEKDAYS[found.weekday()]}, code="weekday"
        )
    return found


def _days(day: dt.date) -> tuple[str, str]:
    """What its day of the week is called, in English and in the language of the page."""
    return calendar.day_name[day.weekday()].lower(), str(dates.WEEKDAYS[day.weekday()]).lower()


def written(day: dt.date) -> str:
    """A date as it stands in a field: 3 Nov 2026."""
    return f"{day.day} {dates.MONTHS_3[day.month].capitalize()} {day.year}"


class Date(Text):
    """A date in one box; `earliest` and `latest` are dates or callables; `past` and `future` mean today."""

    empty_value = None
    default_error_messages = {"required": gettext_lazy("Write a date.")}

    def __init__(
        self,
        *,
        earliest: Bound | None = None,
        latest: Bound | None = None,
        past: bool = False,
        future: bool = False,
        **more: Any,
    ) -> None:
        self.earliest = today if future else earliest
        self.latest = today if past else latest
        more.setdefault("hint", gettext_lazy("Such as 3/11/2026 or 3 Nov 2026"))
        more.setdefault("width", 10)
        super().__init__(max_length=40, empty_value=None, **more)

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, dt.datetime):
            return value.astimezone(LONDON).date()
        if value is None or isinstance(value, dt.date):
            return value
        text = plain_text(value)
        return read_date(text) if text else None

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        if value is None:
            return
        first = self.earliest() if callable(self.earliest) else self.earliest
        last = self.latest() if callable(self.latest) else self.latest
        if first and value < first:
            words = (
                _("This must be today or later.") if first == today() else _("This must be %(day)s or later.")
            )
            raise ValidationError(words % {"day": formats.date_format(first, "j F Y")}, code="early")
        if last and value > last:
            words = (
                _("This must be today or before.")
                if last == today()
                else _("This must be %(day)s or before.")
            )
            raise ValidationError(words % {"day": formats.date_format(last, "j F Y")}, code="late")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        value = bound.value()
        day = value.astimezone(LONDON).date() if isinstance(value, dt.datetime) else value
        return {
            "value": written(day) if isinstance(day, dt.date) else value or "",
            "type": "text",
            "autocomplete": self.autocomplete,
        }

    def in_words(self, value: Any) -> str:
        if isinstance(value, str):
            try:
                value = self.to_python(value)
            except ValidationError:
                return value
        return formats.date_format(value, "j F Y") if value else ""


class Time(Text):
    """A time in one box: 9.30, 13:15, 1.15pm, 0915. From 1 to 6 without am, pm or a 0, it asks which."""

    empty_value = None
    default_error_messages = {"required": gettext_lazy("Write a time.")}

    def __init__(self, **more: Any) -> None:
        more.setdefault("hint", gettext_lazy("Such as 9.30 or 2pm"))
        more.setdefault("width", 5)
        super().__init__(max_length=20, empty_value=None, **more)

    def to_python(self, value: Any) -> dt.time | None:
        if value is None or isinstance(value, dt.time):
            return value
        if isinstance(value, dt.datetime):
            return value.astimezone(LONDON).time()
        text = plain_text(value).lower()
        if not text:
            return None
        near = {_("noon"): dt.time(12), _("midday"): dt.time(12), _("midnight"): dt.time(0)}
        if text in near:
            return near[text]
        match = _TIME.fullmatch(text)
        hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
        half = match[3] if match else None
        if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
            raise ValidationError(_("This is not a time. Write it like 9.30, 2pm or 14.00."), code="time")
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        elif 1 <= hour <= 6 and not text.startswith("0"):
            words = _("Is that %(time)sam or %(time)spm? Write which.")
            raise ValidationError(words % {"time": f"{hour}.{minute:02d}" if minute else hour}, code="half")
        return dt.time(hour, minute)

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        value = bound.value()
        shown = (
            f"{value.hour:02d}.{value.minute:02d}"
            if isinstance(value, (dt.time, dt.datetime))
            else value or ""
        )
        return {"value": shown, "type": "text", "autocomplete": self.autocomplete}

    def in_words(self, value: Any) -> str:
        try:
            at = self.to_python(value)
        except ValidationError:
            return str(value)
        return f"{at.hour:02d}.{at.minute:02d}" if at else ""
