"""Finding help: numbers to ring, for anybody."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside import web
from alongside.guide import words
from alongside.guide.pages.showing import shown
from alongside.web.wrapper import Request

NUMBERS = Path(__file__).parents[1] / "data" / "helplines.csv"


@dataclass(frozen=True)
class Helpline:
    """A number to ring, and how sure we are of it."""

    who: str
    number: str
    when: str
    sure: bool

    @property
    def dial(self) -> str:
        """What a telephone does with it: ring, or begin a text with the word that is to be sent."""
        number = "".join(sign for sign in self.number.split("(")[0] if sign.isdigit())
        return (
            f"sms:{number}?body={self.who.split()[-1]}" if self.who.startswith("Text ") else f"tel:{number}"
        )


@lru_cache
def helplines() -> list[Helpline]:
    """The numbers, as they stand in data/helplines.csv; its last column says how sure we are."""
    lines = [line for line in NUMBERS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [
        Helpline(row["who"], row["number"], row["when"], row["confidence"] == "V")
        for row in csv.DictReader(lines)
    ]


@web.page("help/", name="help", title=_("Find help"), unseen=True)
def find_help(request: Request) -> HttpResponse:
    """Numbers for a crisis, and where to look for help nearby."""
    return shown(request, "help.html", {"helplines": helplines(), "words": words})
