"""Forms as they stand on a page: found, filled in well or badly, so that a new page's form needs no word here."""

import dataclasses
import random
import re
from html.parser import HTMLParser
from typing import Any

from tests.worlds import generate

WORDS = ("Lou", "Jay", "rang on Monday", "as agreed with Jo", "Lou Kaur")
DATES = ("18/11/2026", "25 Oct 2026", "today", "1/12/2026", "19/11/2026", "1 July 2026")
DATE = re.compile(r"(^|_)(on|by|starts|ends|until|born|date|day)(_|$)|date")
TIME = re.compile(r"(^|_)(at|time)(_|$)")
NUMBER = re.compile(r"days|count|number|hours|times")
HANDLE = re.compile(r"^[A-Za-z0-9_-]{43}$")


@dataclasses.dataclass
class Field:
    """One field: its kind, what stands in it, and what it offers to choose from."""

    name: str
    kind: str
    value: str = ""
    offers: list[str] = dataclasses.field(default_factory=list)
    chosen: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Form:
    """One form of a page."""

    action: str
    method: str
    fields: dict[str, Field] = dataclasses.field(default_factory=dict)
    presses: list[tuple[str, str]] = dataclasses.field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select: Field | None = None
        self._area: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {k: v or "" for k, v in attrs}
        if tag == "form":
            self._form = Form(said.get("action", ""), said.get("method", "get").lower())
            self.forms.append(self._form)
        if self._form is None:
            return
        name = said.get("name", "")
        if tag == "button" and name:
            self._form.presses.append((name, said.get("value", "")))
        elif tag == "select":
            self._select = self._form.fields.setdefault(name, Field(name, "select"))
        elif tag == "option" and self._select is not None:
            self._select.offers.append(said.get("value", ""))
            if "selected" in said:
                self._select.chosen.append(said.get("value", ""))
        elif tag == "textarea":
            self._area = self._form.fields.setdefault(name, Field(name, "words"))
        elif tag == "input" and name:
            kind = said.get("type", "text")
            field = self._form.fields.setdefault(name, Field(name, kind, said.get("value", "")))
            if kind in ("radio", "checkbox"):
                field.offers.append(said.get("value", "on"))
                if "checked" in said:
                    field.chosen.append(said.get("value", "on"))
            elif kind == "submit":
                self._form.presses.append((name, said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.value += data.strip()


def found(body: bytes) -> list[Form]:
    """Every form of a page that is sent by POST."""
    reader = _Reader()
    reader.feed(body.decode("utf-8", "replace"))
    return [form for form in reader.forms if form.method == "post"]


def filled(
    form: Form, fill: int, bad: bool = False, foreign: list[str] | None = None, code: str = ""
) -> tuple[tuple[str, Any], ...]:
    """What somebody sends: everything the page asks, or (`bad`) one thing of it missing, odd, or not theirs to name."""
    chance = random.Random(fill)
    sent: list[tuple[str, Any]] = []
    for field in form.fields.values():
        sent += [(field.name, value) for value in _said(field, chance, code)]
    if form.presses:
        sent.append(chance.choice(form.presses))
    if bad and len(sent) > 1:
        place = chance.randrange(len(sent))
        name, value = sent[place]
        if name != "csrfmiddlewaretoken":
            sealed = [n for n, (_, v) in enumerate(sent) if isinstance(v, str) and HANDLE.match(v)]
            if foreign and sealed:
                place = chance.choice(sealed)
                sent[place] = (sent[place][0], chance.choice(foreign))
            elif chance.random() < 0.4:
                del sent[place]
            else:
                sent[place] = (
                    name,
                    chance.choice(("", "x" * 300, "-1", "\u202e", "9" * 18, "31/2/2026", value)),
                )
    return tuple(sent)


def _said(field: Field, chance: random.Random, code: str) -> list[Any]:
    if field.name == "pin":
        return [chance.choice((generate.PIN, generate.PIN, "470359"))]
    match field.kind:
        case "hidden":
            return [field.value]
        case "radio" | "select":
            stays = field.chosen and chance.random() < 0.5
            offers = [o for o in field.offers if o] or field.offers
            return [chance.choice(field.chosen if stays else offers)] if offers else []
        case "checkbox":
            return [
                o for o in field.offers if (o in field.chosen) == (chance.random() < 0.75)
            ] or field.offers[:1]
        case "file":
            return [b"name,pronouns\nLou Kaur,she\nJay,\n"]
        case "email":
            return [
                chance.choice(
                    (
                        "0@service.example",
                        "1@service.example",
                        "nobody@service.example",
                        "new@service.example",
                    )
                )
            ]
        case "password":
            return [chance.choice(("correct horse battery", "correct horse battery", "a longer pass phrase"))]
    if field.name == "code":
        return [chance.choice((code, code, "000000"))]
    if field.value and chance.random() < 0.6:
        return [field.value]
    return [_typed(field.name, chance)]


def _typed(name: str, chance: random.Random) -> str:
    if name == "who":  # in an emergency, by a reference, of which most know nobody's; on finding, by a name
        return chance.choice(("F7-4QX-3", "f7 4qx 4", "F7-4QX-6", "Lou", "kaur"))
    if name == "reference":
        return chance.choice(("K7-4QX-9", "K7-4QW-7", "F7-4QX-4"))
    if DATE.search(name):
        return chance.choice(DATES)
    if TIME.search(name):
        return chance.choice(("9.30", "14:00"))
    if name in ("value", "phone", "number"):
        return "07700 900123"
    if NUMBER.search(name):
        return chance.choice(("30", "3"))
    if "nhs" in name:
        return "943 476 5919"
    if name in ("postcode",):
        return "B1 1AA"
    return chance.choice(WORDS)
