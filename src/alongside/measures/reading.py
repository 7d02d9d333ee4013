"""Reading a questionnaire: a FHIR R4 Questionnaire (JSON) with its sidecar (TOML); what is wrong is said clearly. No Django."""

import datetime as dt
import json
import re
import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from alongside.measures.sheet import (
    CHOICES,
    OPERATORS,
    TYPES,
    Band,
    Fill,
    Item,
    Option,
    Say,
    Scale,
    Sheet,
    When,
    walk,
)

FHIR: Final = "http://hl7.org/fhir/StructureDefinition/"
WEIGHTS: Final = (f"{FHIR}itemWeight", f"{FHIR}ordinalValue")
"""`ordinalValue` is retired and still met: both are read, itemWeight is written."""
KNOWN_ELSEWHERE: Final = {
    "attachment": "a file belongs to the record's files",
    "reference": "a row is named by what it fills",
    "url": "ask for a string",
    "dateTime": "ask for a date and, where it matters, a time",
    "question": "it is abstract: say which kind of answer it takes",
}
PARTS: Final = ("treatment", "family")
ASKED_BY: Final = ("keyworker", "duty", "lead", "nurse", "marac")
"""Kinds of seat (staff.words.SEATS) to which asking may be left."""
HOW: Final = ("in_person", "phone", "video", "paper")
ASSESSMENTS: Final = ("brief", "full")
TARGETS: Final = (
    "map", "choice", "goal", "details", "return", "risk", "medicines", "household", "child", "unborn",
)  # fmt: skip
SIDECAR: Final = {
    "parts", "in", "order", "alone", "alone_items", "how", "by", "again_after", "carries", "needed", "say", "fills", "scores",
}  # fmt: skip


class Broken(Exception):
    """A questionnaire that cannot be used; `.problems` says what to mend, each with its file and question."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read(file: Path) -> Sheet:
    """Read one questionnaire and the sidecar beside it, or raise `Broken` with everything that is wrong."""
    beside = file.with_suffix(".toml")
    try:
        questions = file.read_text("utf-8")
        sidecar = beside.read_text("utf-8")
    except FileNotFoundError as error:
        raise Broken([f"{Path(error.filename).name}: this file is missing."]) from error
    except UnicodeDecodeError as error:
        raise Broken([f"{file.name}: save it as UTF-8."]) from error
    return parsed(questions, sidecar, file.name, beside.name)


def parsed(questions: str, sidecar: str, name: str = "questionnaire", beside: str = "sidecar") -> Sheet:
    """The same, from the text of both files."""
    try:
        told = json.loads(questions, parse_float=Decimal)
    except ValueError as error:
        where = (
            f"line {error.lineno}, column {error.colno}: " if isinstance(error, json.JSONDecodeError) else ""
        )
        raise Broken([f"{name}: this is not JSON. {where}{getattr(error, 'msg', error)}."]) from error
    try:
        more = tomllib.loads(sidecar, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise Broken([f"{beside}: this is not TOML. {error}."]) from error
    return _Reader(told, more, name, beside).sheet()


def version_key(version: str) -> tuple[int, ...]:
    """Editions in order: 1 < 1.2 < 1.10 < 2."""
    return tuple(int(n) for n in re.findall(r"\d+", version)) or (0,)


class _Reader:
    """One questionnaire while it is read; what is wrong is gathered and said together."""

    def __init__(self, told: Any, more: dict[str, Any], name: str, beside: str) -> None:
        self.told, self.more, self.name, self.beside = told, more, name, beside
        self.problems: list[str] = []
        self.seen: dict[str, str] = {}
        """The questions read so far, and the repeating group in which each lies."""
        self.all_ids: set[str] = set()

    def wrong(self, words: str, item: str = "") -> None:
        self.problems.append(f"{self.name}: {f'“{item}”: ' if item else ''}{words}")

    def amiss(self, words: str) -> None:
        self.problems.append(f"{self.beside}: {words}")

    def sheet(self) -> Sheet:
        told = self.told
        if not isinstance(told, dict) or told.get("resourceType") != "Questionnaire":
            raise Broken([f"{self.name}: this is not a FHIR Questionnaire. Its resourceType says so."])
        for key in ("url", "version", "title", "status"):
            if not isinstance(told.get(key), str) or not told[key].strip():
                self.wrong(f"give it a {key}.")
        if told.get("status") not in (None, "active", "retired", "draft"):
            self.wrong("its status is active, retired or draft.")
        self.all_ids = set(_ids(told.get("item")))
        items = self.items(told.get("item"), "")
        if not items:
            self.wrong("it asks nothing: give it at least one item.")
        more = self.sidecar(items)
        if self.problems:
            raise Broken(self.problems)
        return Sheet(
            url=told["url"], version=told["version"], title=told["title"], status=told["status"],
            description=told.get("description", ""), items=items, **more,
        )  # fmt: skip

    # The questions

    def items(self, told: Any, inside: str) -> tuple[Item, ...]:
        if told is None:
            return ()
        if not isinstance(told, list):
            self.wrong("“item” is a list.")
            return ()
        return tuple(made for one in told if (made := self.item(one, inside)))

    def item(self, told: Any, inside: str) -> Item | None:
        link_id = told.get("linkId") if isinstance(told, dict) else None
        if not isinstance(link_id, str) or not link_id.strip():
            self.wrong("an item has no linkId. Give every item one of its own.")
            return None
        if link_id in self.seen:
            self.wrong("this linkId stands twice. Give every item one of its own.", link_id)
        kind = told.get("type")
        if kind not in TYPES:
            self.unknown(kind, link_id)
            return None
        for url in _extensions(told):
            if url in WEIGHTS:
                self.wrong("a weight belongs to an answerOption, not to the question.", link_id)
        if told.get("answerValueSet"):
            self.wrong("answerValueSet is not read here: write its answers out as answerOption.", link_id)
        when = self.whens(told, link_id, inside)
        behavior = told.get("enableBehavior")
        if len(when) > 1 and behavior not in ("any", "all"):
            self.wrong("several enableWhen need an enableBehavior: any or all.", link_id)
        self.seen[link_id] = inside
        repeats = told.get("repeats") is True
        if kind == "group" and repeats and inside:
            self.wrong("a group that repeats cannot lie in another one.", link_id)
        within = link_id if kind == "group" and repeats else inside
        items, hint = self.below(told, kind, link_id, within)
        options = self.options(told, kind, link_id)
        if kind not in ("display", "group") and not str(told.get("text") or "").strip():
            self.wrong("a question needs a text.", link_id)
        return Item(
            link_id=link_id, type=kind, text=told.get("text", ""), hint=hint, options=options,
            when=when, every=behavior == "all", required=told.get("required") is True, repeats=repeats,
            items=items, inside=inside, **self.limits(told, link_id),
        )  # fmt: skip

    def unknown(self, kind: Any, link_id: str) -> None:
        why = KNOWN_ELSEWHERE.get(str(kind))
        known = ", ".join(TYPES)
        self.wrong(
            f"the type {kind} is not asked here: {why}." if why else f"there is no type {kind}. Use one of: {known}.",
            link_id,
        )  # fmt: skip

    def below(self, told: Any, kind: str, link_id: str, within: str) -> tuple[tuple[Item, ...], str]:
        """What lies under an item: of a group its questions; of a question only words, its hint."""
        if kind == "group":
            items = self.items(told.get("item"), within)
            if not items:
                self.wrong("a group needs at least one item.", link_id)
            return items, ""
        hints = []
        for one in told.get("item") or ():
            if not isinstance(one, dict) or one.get("type") != "display":
                self.wrong("put what is asked under a question beside it, with an enableWhen.", link_id)
                continue
            hints.append(str(one.get("text", "")))
            self.seen[str(one.get("linkId"))] = "display"
        return (), " ".join(hints)

    def whens(self, told: Any, link_id: str, inside: str) -> tuple[When, ...]:
        made = []
        for one in told.get("enableWhen") or ():
            question, operator = one.get("question"), one.get("operator")
            answers = [(k, v) for k, v in one.items() if k.startswith("answer")]
            if question == link_id:
                self.wrong("enableWhen asks about itself.", link_id)
            elif question not in self.seen and question in self.all_ids:
                self.wrong(f"enableWhen asks about “{question}”, which comes later. Put it before.", link_id)
            elif question not in self.seen:
                self.wrong(f"enableWhen asks about “{question}”, which is not there.", link_id)
            elif self.seen[question] and self.seen[question] != inside:
                self.wrong(
                    f"enableWhen asks about “{question}”, which may have several answers elsewhere.", link_id
                )
            if operator not in OPERATORS:
                self.wrong(
                    f"enableWhen has no operator {operator}. Use one of: {' '.join(OPERATORS)}.", link_id
                )
            if len(answers) != 1:
                self.wrong(
                    "enableWhen takes one answer: answerBoolean, answerCoding, answerInteger …", link_id
                )
                continue
            key, value = answers[0]
            if operator == "exists" and not isinstance(value, bool):
                self.wrong("“exists” takes an answerBoolean.", link_id)
            made.append(When(str(question), str(operator), _plain(key.removeprefix("answer"), value)))
        return tuple(made)

    def options(self, told: Any, kind: str, link_id: str) -> tuple[Option, ...]:
        given = told.get("answerOption") or []
        if kind not in CHOICES:
            if given:
                self.wrong(f"a {kind} takes no answerOption: make it a choice.", link_id)
            return ()
        if not given:
            self.wrong("a choice needs at least one answerOption.", link_id)
        made: list[Option] = []
        for one in given:
            coding = one.get("valueCoding") if isinstance(one, dict) else None
            coding = coding or ({"code": one.get("valueString")} if isinstance(one, dict) else {})
            code = coding.get("code")
            if not isinstance(code, str) or not code:
                self.wrong(
                    "an answerOption has no code: give it a valueCoding. A weight alone is no answer.",
                    link_id,
                )
                continue
            if any(code == o.code for o in made):
                self.wrong(f"the answer “{code}” stands twice.", link_id)
            weight = self.weight([*_extensions(one, whole=True), *_extensions(coding, whole=True)], link_id)
            made.append(Option(code, coding.get("display") or code, weight, coding.get("system", "")))
        weighted = [o.weight is not None for o in made]
        if any(weighted) and not all(weighted):
            without = next(o.code for o in made if o.weight is None)
            self.wrong(f"some of its answers have a weight, “{without}” has none.", link_id)
        return tuple(made)

    def weight(self, extensions: list[dict[str, Any]], link_id: str) -> Decimal | None:
        for one in extensions:
            if one.get("url") in WEIGHTS:
                value = one.get("valueDecimal", one.get("valueInteger"))
                if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
                    self.wrong("a weight is a number: valueDecimal.", link_id)
                    return None
                return Decimal(value)
        return None

    def limits(self, told: Any, link_id: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for one in _extensions(told, whole=True):
            url = str(one.get("url", "")).removeprefix(FHIR)
            value = next((v for k, v in one.items() if k.startswith("value")), None)
            if url in ("minValue", "maxValue"):
                try:
                    found["least" if url == "minValue" else "most"] = Decimal(str(value))
                except InvalidOperation:
                    self.wrong(f"{url} is a number.", link_id)
            elif url == "questionnaire-maxOccurs":
                found["most_times"] = int(value or 0)
            elif url == "questionnaire-unit" and isinstance(value, dict):
                found["unit"] = str(value.get("display") or value.get("code") or "")
        if isinstance(told.get("maxLength"), int):
            found["longest"] = told["maxLength"]
        return found

    # The sidecar

    def sidecar(self, items: tuple[Item, ...]) -> dict[str, Any]:
        more = self.more
        by_id = {item.link_id: item for item in walk(items)}
        for key in more.keys() - SIDECAR:
            self.amiss(f"nothing here is called {key}.")
        parts = self.among(more, "parts", PARTS)
        if not parts:
            self.amiss(f"say in which parts of a record it is asked: parts = {list(PARTS)}.")
        needed = tuple(more.get("needed", ()))
        for link_id in needed:
            if link_id not in by_id:
                self.amiss(f"needed: there is no question “{link_id}”.")
        private = tuple(more.get("alone_items", ()))
        for link_id in private:
            if link_id not in by_id:
                self.amiss(f"alone_items: there is no question “{link_id}”.")
        return {
            "parts": parts,
            "asked_in": self.among(more, "in", ASSESSMENTS),
            "order": int(more.get("order", 0)),
            "alone": more.get("alone") is True,
            "alone_items": private,
            "how": self.among(more, "how", HOW) or HOW,
            "asked_by": self.among(more, "by", ASKED_BY),
            "again_after": int(more.get("again_after", 0)),
            "carries": tuple(more.get("carries", ())),
            "needed": needed,
            "says": tuple(s for one in more.get("say", ()) if (s := self.say(one, by_id))),
            "fills": tuple(f for one in more.get("fills", ()) if (f := self.fill(one, by_id))),
            "scales": tuple(self.scale(one, by_id) for one in more.get("scores", ())),
        }

    def among(self, more: dict[str, Any], key: str, known: tuple[str, ...]) -> tuple[str, ...]:
        given = more.get(key, [])
        for one in given:
            if one not in known:
                self.amiss(f"{key}: there is no {one}. Use some of: {', '.join(known)}.")
        return tuple(given)

    def say(self, one: dict[str, Any], by_id: dict[str, Item]) -> Say | None:
        item = by_id.get(one.get("item", ""))
        codes = one.get("is", [])
        codes = tuple(codes if isinstance(codes, list) else [codes])
        if item is None or not one.get("words"):
            self.amiss(f"say: “{one.get('item')}” is no question, or there are no words.")
            return None
        for code in codes:
            if item.options and item.option(code) is None:
                self.amiss(f"say: “{item.link_id}” has no answer {code}.")
        return Say(item.link_id, codes, one["words"], one.get("kind", "care"), one.get("desk") is True)

    def fill(self, one: dict[str, Any], by_id: dict[str, Item]) -> Fill | None:
        item, to = by_id.get(one.get("item", "")), str(one.get("to", ""))
        if item is None:
            self.amiss(f"fills: there is no question “{one.get('item')}”.")
            return None
        if to.split(".")[0] not in TARGETS:
            self.amiss(f"fills: “{item.link_id}” fills {to or 'nothing'}. Use one of: {', '.join(TARGETS)}.")
        codes = {str(k): str(v) for k, v in one.get("codes", {}).items()}
        for code in codes:
            if item.options and item.option(code) is None:
                self.amiss(f"fills: “{item.link_id}” has no answer {code}.")
        into = {str(k): str(v) for k, v in one.get("into", {}).items()}
        for link_id in into:
            if link_id not in by_id:
                self.amiss(f"fills: “{item.link_id}” takes along “{link_id}”, which is no question.")
        if to == "map" and one.get("name") not in {i.link_id for i in item.items}:
            self.amiss(f"fills: say which question of “{item.link_id}” holds the name.")
        return Fill(
            to=to, item=item.link_id, about=one.get("about", ""), kind=one.get("kind", ""),
            name=one.get("name", ""), codes=tuple(codes.items()), into=tuple(into.items()),
        )  # fmt: skip

    def scale(self, one: dict[str, Any], by_id: dict[str, Item]) -> Scale:
        items = tuple(one.get("items", ()))
        for link_id in items or ("",):
            asked = [by_id[link_id]] if link_id in by_id else list(by_id.values()) if not link_id else []
            if not any(item.weighted for item in asked):
                self.amiss(f"scores: “{link_id or one.get('name')}” has no weighted answers.")
        bands = tuple(Band(Decimal(b["low"]), Decimal(b["high"]), b["words"]) for b in one.get("bands", ()))
        for before, after in zip(bands, bands[1:], strict=False):
            if after.low <= before.high:
                self.amiss(f"scores: the bands “{before.words}” and “{after.words}” overlap.")
        if any(band.high < band.low for band in bands):
            self.amiss("scores: a band ends before it begins.")
        return Scale(str(one.get("name", "")), items, bands)


def _extensions(told: Any, whole: bool = False) -> list[Any]:
    found = told.get("extension") or [] if isinstance(told, dict) else []
    return [e if whole else e.get("url") for e in found if isinstance(e, dict)]


def _ids(items: Any) -> list[str]:
    """Every linkId, wherever it stands."""
    found = []
    for one in items if isinstance(items, list) else []:
        if isinstance(one, dict):
            found += [str(one.get("linkId")), *_ids(one.get("item"))]
    return found


def _plain(kind: str, value: Any) -> Any:
    """The value of a FHIR answer[x] as an answer holds it."""
    if kind == "Coding":
        return value.get("code") if isinstance(value, dict) else value
    if kind == "Quantity":
        value = value.get("value") if isinstance(value, dict) else value
    if kind in ("Decimal", "Quantity"):
        return str(value)
    if kind == "Time":
        return str(value)[:5]
    return value.isoformat() if isinstance(value, dt.date) else value
