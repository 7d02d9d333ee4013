"""What goes out, in words: few templates, all of them ours. Nothing in a text or e-mail is typed by anybody."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import LONDON
from alongside.people.safe import clock

TEXT_MOST: Final = 160
"""Characters of one text (GSM 03.38, one part): longer ones arrive, and are billed, as two."""
EMAIL_BYTES: Final = 600
"""Every e-mail has a body of just so many bytes, so that its size says nothing."""
LATE: Final = gettext_lazy(
    "Please sign in now and look at Today: it cannot wait. If you cannot sign in, ring work."
)
"""To a colleague who looks for another: no gap, so that no name, place or reason can stand in it. They know it from its page."""
WHO_MOST: Final = 24
SERVICE_MOST: Final = 40


def dear(to_name: str) -> str:
    """How a letter to somebody outside greets them: by name, without the place that stands after a comma."""
    return to_name.split(",")[0].strip() or to_name


@dataclass(frozen=True)
class Template:
    """One of our few messages: what a worker chooses it by, where it may go, and its words."""

    name: str
    title: Any
    words: Any
    channels: tuple[str, ...] = ("text", "email")
    speaks_of_a_time: bool = False


TEMPLATES: Final[dict[str, Template]] = {
    t.name: t
    for t in (
        Template(
            "reminder",
            gettext_lazy("Reminder of a time you agreed"),
            gettext_lazy(
                "Hello, this is %(who)s. See you on %(when)s. If that does not suit you, please ring me."
            ),
            speaks_of_a_time=True,
        ),
        Template(
            "missed",
            gettext_lazy("You missed each other"),
            gettext_lazy(
                "Hello, this is %(who)s. Sorry that we missed each other. Please ring me when you have a moment."
            ),
        ),
        Template(
            "ring",
            gettext_lazy("Please ring"),
            gettext_lazy("Hello, this is %(who)s. Please ring me when you have a moment."),
        ),
        Template(
            "letter",
            gettext_lazy("A letter"),
            gettext_lazy("Dear %(to)s,"),
            channels=("letter",),
        ),
        Template(
            "appointment",
            gettext_lazy("A letter with a time"),
            gettext_lazy("I can see you on %(when)s. If that does not suit you, please ring me."),
            channels=("letter",),
            speaks_of_a_time=True,
        ),
        Template(
            "report",
            gettext_lazy("A letter to somebody outside"),
            gettext_lazy("Dear %(to)s,"),
            channels=("letter",),
        ),
    )
}


@dataclass(frozen=True)
class Written:
    """A message as it goes out."""

    subject: str
    body: str


# The basic alphabet of a text, without its line breaks; the other signs below count twice.
GSM: Final = set(
    "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà\n"
)


def first_name(name: str) -> str:
    """What a worker signs with."""
    return (name.split() or [""])[0][:WHO_MOST]


def plain(text: str) -> str:
    """In the alphabet of a text: one sign outside it would make three parts of one."""
    kept = []
    for sign in text:
        bare = unicodedata.normalize("NFKD", sign)[0]
        kept.append(sign if sign in GSM else bare if bare in GSM else "'" if sign in "’‘" else "?")
    return "".join(kept)


def when_in_words(at: dt.datetime) -> str:
    """Tuesday 3 November at 2 pm, in London."""
    here = at.astimezone(LONDON)
    day = formats.date_format(here.date(), "l j F")
    return _("%(day)s at %(time)s") % {"day": day, "time": clock(here.time().replace(tzinfo=None))}


def signed(who: str, service: str) -> str:
    """Ash, or Ash from Riverside where they allowed us to say who we are."""
    if not service:
        return who
    return _("%(who)s from %(service)s") % {"who": who, "service": service[:SERVICE_MOST].strip()}


def said(template: str, *, who: str, at: dt.datetime | None = None, service: str = "") -> str:
    """The words of a text or e-mail, before they are made to fit how it goes."""
    gaps = {"who": signed(who, service), "when": when_in_words(at) if at else ""}
    return re.sub(r"\s+", " ", str(TEMPLATES[template].words) % gaps).strip()


def late() -> Written:
    """The text to whoever looks for a colleague who is late."""
    return Written("", plain(str(LATE)))


def written(
    channel: str, template: str, *, who: str, at: dt.datetime | None = None, service: str = ""
) -> Written:
    """A text or e-mail as it goes out. `service` is its name where they allowed it, else empty."""
    words = said(template, who=who, at=at, service=service)
    if channel == "text":
        long = plain(words)
        return Written(
            "", long if len(long) <= TEXT_MOST else plain(said(template, who=who, at=at))[:TEXT_MOST]
        )
    # Spaces, not line ends: those are sent as two bytes each.
    return Written(_("Hello"), words + " " * (EMAIL_BYTES - 1 - len(words.encode())) + "\n")
