"""What is asked, what is missing, what it adds up to, what has changed. Pure decisions: nothing here knows Django."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from operator import ge, gt, le, lt
from typing import Any, Final

from alongside.measures.sheet import NUMBERS, WORDS, Answers, Band, Item, Say, Scale, Sheet, When

MORE_OR_LESS: Final[dict[str, Callable[[Any, Any], bool]]] = {">": gt, "<": lt, ">=": ge, "<=": le}


@dataclass(frozen=True)
class Asked:
    """A question as it is asked now: where it stands, and what was answered."""

    item: Item
    values: tuple[Any, ...]
    group: str = ""
    time: int = 0
    """Which of the times that a repeating group is answered, from 0."""


# Which questions are asked


Private = frozenset[str]


def not_now(sheet: Sheet, company: str) -> Private:
    """The questions that are left for another time, with whoever is there."""
    return frozenset() if company in ALONE else frozenset(sheet.alone_items)


def asked(sheet: Sheet, answers: Answers, without: Private = frozenset()) -> list[Asked]:
    """Every question that is asked with these answers, in order; a question that is not asked has no answer."""
    return list(_asked(sheet.items, answers, {}, "", 0, without))


def _asked(
    items: Iterable[Item],
    answers: Answers,
    known: dict[str, tuple[Any, ...]],
    group: str,
    time: int,
    without: Private,
) -> Iterator[Asked]:
    for item in items:
        if item.link_id in without or not enabled(item, known):
            continue
        if item.is_table:
            times = [row for row in answers.get(item.link_id, ()) if isinstance(row, dict)]
            for n, row in enumerate(times):
                yield from _asked(item.items, row, dict(known), item.link_id, n, without)
        elif item.type == "group":
            yield from _asked(item.items, answers, known, group, time, without)
        elif item.is_question:
            values = tuple(answers.get(item.link_id, ()))
            known[item.link_id] = values
            yield Asked(item, values, group, time)


def enabled(item: Item, known: dict[str, Any]) -> bool:
    """Is it asked, with what was answered before it?"""
    if not item.when:
        return True
    holds = [_holds(when, known.get(when.question, ())) for when in item.when]
    return all(holds) if item.every else any(holds)


def open_items(sheet: Sheet, answers: Answers, without: Private = frozenset()) -> set[str]:
    """The linkIds of all items that are shown, but for what lies in a group that repeats."""
    known: dict[str, tuple[Any, ...]] = {}
    shown: set[str] = set()

    def look(items: Iterable[Item]) -> None:
        for item in items:
            if item.link_id in without or not enabled(item, known):
                continue
            shown.add(item.link_id)
            if item.is_question:
                known[item.link_id] = tuple(answers.get(item.link_id, ()))
            elif not item.is_table:
                look(item.items)

    look(sheet.items)
    return shown


def _holds(when: When, values: Iterable[Any]) -> bool:
    """FHIR R4: `!=` holds where no answer is equal, so also where there is none; every other needs one that fits."""
    values = list(values)
    if when.operator == "exists":
        return bool(values) is when.answer
    same = any(_same(value, when.answer) for value in values)
    if when.operator in ("=", "!="):
        return same is (when.operator == "=")
    compare = MORE_OR_LESS[when.operator]
    return any(_compared(compare, value, when.answer) for value in values)


def _same(value: Any, answer: Any) -> bool:
    if isinstance(value, bool) or isinstance(answer, bool):
        return value is answer
    left, right = _number(value), _number(answer)
    return left == right if left is not None and right is not None else value == answer


def _compared(compare: Callable[[Any, Any], bool], value: Any, answer: Any) -> bool:
    left, right = _number(value), _number(answer)
    if left is not None and right is not None:
        return compare(left, right)
    # Dates and times are written so that they sort as text.
    return isinstance(value, str) and isinstance(answer, str) and compare(value, answer)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


# What is kept of what was sent


def kept(sheet: Sheet, answers: Answers, without: Private = frozenset()) -> Answers:
    """The answers that fit questions which are asked; nothing else is kept."""
    made: Answers = {}
    rows: dict[tuple[str, int], Answers] = {}
    for one in asked(sheet, fitting(sheet, answers), without):
        if one.values:
            row = rows.setdefault((one.group, one.time), {}) if one.group else made
            row[one.item.link_id] = list(one.values)
    for (group, _time), row in sorted(rows.items()):
        made.setdefault(group, []).append(row)
    return made


def fitting(sheet: Sheet, answers: Answers) -> Answers:
    """The answers that this edition can hold: known questions, values of their type, options that are still there."""
    return _fitting(sheet.items, answers)


def _fitting(items: Iterable[Item], answers: Answers) -> Answers:
    made: Answers = {}
    for item in items:
        given = answers.get(item.link_id)
        if item.type == "group" and not item.repeats:
            made |= _fitting(item.items, answers)
        elif not isinstance(given, list) or item.type == "display":
            continue
        elif item.is_table:
            rows = [_fitting(item.items, row) for row in given if isinstance(row, dict)]
            if rows := [row for row in rows if row][: item.most_times]:
                made[item.link_id] = rows
        elif values := [value for value in given if fits(item, value)]:
            made[item.link_id] = values if item.repeats else values[:1]
    return made


def fits(item: Item, value: Any) -> bool:
    """Is this a value that the question takes?"""
    match item.type:
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "decimal" | "quantity":
            return isinstance(value, str) and _number(value) is not None
        case "date":
            return isinstance(value, str) and _reads(dt.date.fromisoformat, value)
        case "time":
            return isinstance(value, str) and _reads(dt.time.fromisoformat, value)
        case "choice":
            return item.option(value) is not None
        case "open-choice":
            other = value.get("other") if isinstance(value, dict) else None
            return (isinstance(other, str) and bool(other)) or item.option(value) is not None
        case kind if kind in WORDS:
            return isinstance(value, str) and bool(value)
    return False


def _reads(read: Callable[[str], Any], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def missing(sheet: Sheet, answers: Answers, without: Private = frozenset()) -> list[Asked]:
    """The questions that must be answered before this part is done, and are not."""
    return [one for one in asked(sheet, answers, without) if one.item.required and not one.values]


# From one time to the next, from one questionnaire to another


@dataclass(frozen=True)
class Change:
    """One question, as it was answered before and now."""

    item: Item
    before: tuple[Any, ...]
    now: tuple[Any, ...]


def changes(sheet: Sheet, before: Answers, now: Answers) -> list[Change]:
    """What is answered otherwise than before; a group that repeats is one thing."""
    made = []
    for item in sheet.every():
        if not item.inside and (item.is_question or item.is_table):
            was, is_now = before.get(item.link_id) or [], now.get(item.link_id) or []
            if was != is_now:
                made.append(Change(item, tuple(was), tuple(is_now)))
    return made


def carried(sheet: Sheet, others: Iterable[Answers]) -> Answers:
    """What was answered to the same questions elsewhere, the newest first among `others`."""
    made: Answers = {}
    for answers in others:
        for link_id, values in fitting(sheet, answers).items():
            made.setdefault(link_id, values)
    return made


def answered(link_id: str, several: Iterable[Answers]) -> bool:
    """Was this question answered in any of these?"""
    return any(answers.get(link_id) for answers in several)


# Scores


@dataclass(frozen=True)
class Score:
    """What the weights add up to; whole only where nothing is missing."""

    total: Decimal
    answered: int
    missing: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """May it be read as a score?"""
        return self.answered > 0 and not self.missing


def score(sheet: Sheet, answers: Answers, items: Iterable[str] = ()) -> Score:
    """The sum of the weights (itemWeight) of what was answered.

    A weighted question that is not asked counts 0 and is not missing: that is what skipping by rule means.
    """
    only = set(items)
    total, count, without = Decimal(0), 0, []
    for one in asked(sheet, answers):
        if not one.item.weighted or (only and one.item.link_id not in only):
            continue
        weights = [o.weight for v in one.values if (o := one.item.option(v)) and o.weight is not None]
        if weights:
            total, count = total + sum(weights), count + 1
        else:
            without.append(one.item.link_id)
    return Score(total, count, tuple(without))


def band(scale: Scale, total: Decimal) -> Band | None:
    """What a score is called, as published."""
    return next((band for band in scale.bands if band.low <= total <= band.high), None)


# Who may ask, and when again

ALONE: Final = ("alone", "interpreter")
"""With nobody who could pass it on: an interpreter is never family or a friend."""


def may_be_asked(sheet: Sheet, company: str) -> bool:
    """May this part be asked with whoever is there?"""
    return not sheet.alone or company in ALONE


def may_ask(sheet: Sheet, seats: Collection[str]) -> bool:
    """May somebody ask it who holds seats of these kinds?"""
    return not sheet.asked_by or any(kind in seats for kind in sheet.asked_by)


def holds_for(say: Say, values: Iterable[Any]) -> bool:
    """Do these answers call for what is said at once? Without a code, any answer does."""
    return any(not say.codes or value in say.codes for value in values)


def is_due(sheet: Sheet, done_on: dt.date | None, today: dt.date, since: dt.date | None = None) -> bool:
    """Is it to be asked or confirmed: never done, not since this assessment or stretch of care began, or long ago?"""
    if done_on is None or (since is not None and done_on < since):
        return True
    return bool(sheet.again_after) and (today - done_on).days >= sheet.again_after


def returned(sheet: Sheet, answers: Answers) -> dict[str, list[str]]:
    """What the answers tell the national return: codes by the name of its column."""
    made: dict[str, list[str]] = {}
    for fill in sheet.fills:
        column = fill.to.removeprefix("return.")
        if column == fill.to:
            continue
        codes = dict(fill.codes)
        for one in asked(sheet, answers):
            if one.item.link_id != fill.item:
                continue
            for value in one.values:
                code = codes.get(_code(value), _code(value) if one.item.type in NUMBERS and not codes else "")
                if code:
                    made.setdefault(column, []).append(code)
    return made


def _code(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
