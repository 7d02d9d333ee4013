"""The Jinja environment: our templates, the GOV.UK macros, and what every page may call."""

import datetime as dt
import json
import secrets
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import formats
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import get_language, gettext
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from alongside.access.viewer import LONDON, Person, today
from alongside.web import explaining, styling, terms
from alongside.web.forms import dressed
from alongside.web.registry import beside
from alongside.web.ways import bar
from alongside.web.wrapper import Part, url


def date(value: dt.date | dt.datetime | None, long: bool = False) -> str:
    """3 Nov, with the year where it is not this one; `long` says the month whole."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = value.astimezone(LONDON).date()
    month = str(MONTHS[value.month]) if long else str(MONTHS_3[value.month]).title()
    return f"{value.day} {month}" + (f" {value.year:04d}" if value.year != today().year else "")


def kept_date(value: dt.date) -> str:
    """3 November 2026: always with its year, for what is printed or kept."""
    return f"{value.day} {MONTHS[value.month]} {value.year}"


def time(value: dt.datetime | dt.time | None) -> str:
    """9.30 am, in London."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = value.astimezone(LONDON).time()
    hour = value.hour % 12 or 12
    return f"{hour}.{value.minute:02d} {gettext('am') if value.hour < 12 else gettext('pm')}"


def when(value: dt.datetime | None) -> str:
    """3 Nov, 9.30 am."""
    return f"{date(value)}, {time(value)}" if value else ""


def last_day(value: dt.datetime | None) -> str:
    """The last day on which something holds that ends at midnight."""
    return date(value - dt.timedelta(seconds=1)) if value else ""


def weekday(value: dt.date, short: bool = False) -> str:
    """Monday 23 November; in short, of a day that is near, Mon 23."""
    return formats.date_format(value, "D j" if short else "l j F")


def about_the_request(request: HttpRequest) -> dict[str, Any]:
    """What every template knows of the request."""
    terms.begin(request)
    return {
        "viewer": getattr(request, "viewer", None),
        "page": getattr(request, "page", None),
        "person": getattr(request, "person", None),
        "part": getattr(request, "part", None),
        "lang": get_language() or "en-gb",
        "demo": is_demo(),
        "bar": bar(request),
        "exit_to": settings.EXIT_TO,
        "beside_with": _with(getattr(request, "person", None), getattr(request, "part", None)),
        "beside": None if getattr(request, "is_error", False) else beside(getattr(request, "page", None)),
    }


def _with(person: Person | None, part: Part | None) -> str:
    """What stands behind the address of a deed, so that it is done with whomever this page is about; sealed as the page's own."""
    return f"in/{part.handle}/" if part else f"{person.handle}/" if person else ""


_demo: dict[str, bool] = {}


def is_demo() -> bool:
    """Was this database born as a demo? Asked once for each process and database; the mark never changes."""
    from django.db import connections

    name = connections["authn"].settings_dict["NAME"]
    if name not in _demo:
        try:
            with connections["authn"].cursor() as cursor:
                cursor.execute("select (access.birth_mark() ->> 'demo')::boolean")
                mark = cursor.fetchone()[0]
        except OperationalError:
            return False  # the page that says so must not need what is away
        if mark is None:
            return False  # not born yet
        _demo[name] = mark
    return _demo[name]


def as_json(value: Any) -> str:
    """For an attribute that a script of ours reads."""
    return json.dumps(value, default=dict)


def environment(**options: Any) -> Environment:
    """Build the environment that Django's Jinja backend asks for."""
    ours = options.pop("loader")
    macros = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    env = Environment(
        **{**options, "undefined": ChainableUndefined},
        loader=ChoiceLoader([ours, macros]),
    )
    explaining.install(env)
    env.globals.update(
        static=static,
        light_style=styling.light_style,
        url=url,
        once=lambda: secrets.token_urlsafe(12),
        dress=dressed,
        as_json=as_json,
        words_met=terms.met,
    )
    env.filters.update(
        date=date, kept_date=kept_date, time=time, when=when, weekday=weekday, last_day=last_day
    )
    env.trim_blocks = env.lstrip_blocks = True
    return env
