"""The answers of a response, from and to the text that is kept, and in words."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.measures import rules
from alongside.measures.library import library
from alongside.measures.sheet import NUMBERS, Answers, Item, Sheet
from alongside.web.jinja import date, time

if TYPE_CHECKING:
    from alongside.measures.models import Response


BARE = (*NUMBERS, "boolean", "date", "time")
"""Answers that say nothing without their question."""


def told(text: str) -> Any:
    """Words of a questionnaire in the language of the page: a sentence of ours, which explains its words."""
    return gettext_lazy(text) if text else ""


def kept_text(answers: Answers) -> str:
    """The text that is kept."""
    return json.dumps(answers, ensure_ascii=False, sort_keys=True)


def raw_of(response: "Response") -> Answers:
    """What was answered, as it is kept; nothing where it cannot be read."""
    try:
        read = json.loads(response.answers)
    except ValueError:
        return {}
    return {k: v for k, v in read.items() if isinstance(v, list)} if isinstance(read, dict) else {}


def sheet_of(response: "Response") -> Sheet | None:
    """The edition that was answered; None where the product no longer has it."""
    return library().edition(response.questionnaire, response.edition)


def of(response: "Response") -> Answers:
    """What was answered, as far as its edition knows it."""
    sheet = sheet_of(response)
    return rules.fitting(sheet, raw_of(response)) if sheet else raw_of(response)


def in_words(item: Item, value: Any) -> str:
    """One answer as a person would say it."""
    if isinstance(value, dict) and "other" in value:
        return str(value["other"])
    if option := item.option(value) if isinstance(value, str) else None:
        return str(told(option.text))
    match item.type:
        case "boolean":
            return _("Yes") if value else _("No")
        case "date":
            return date(dt.date.fromisoformat(value))
        case "time":
            return time(dt.time.fromisoformat(value))
        case "quantity" | "integer" | "decimal":
            return f"{value} {told(item.unit)}".strip()
    return str(value)


def all_in_words(item: Item, values: Any) -> str:
    """Every answer to one question, or every line of a group that repeats."""
    if item.is_table:
        return "\n".join(line_in_words(item, row) for row in values)
    return ", ".join(in_words(item, value) for value in values)


def line_in_words(group: Item, row: Answers) -> str:
    """One time that a group was answered, on one line; what a bare number counts stands before it."""
    made = []
    for item in group.items:
        if values := row.get(item.link_id):
            bare = item.type in BARE and not item.unit
            made.append(
                f"{told(item.text)} {all_in_words(item, values)}" if bare else all_in_words(item, values)
            )
    return " · ".join(made)


def title_of(url: str) -> str:
    """What a questionnaire is called; its short name where the product no longer has it."""
    slug = url.rsplit("/", 1)[-1]
    sheet = library().newest.get(slug)
    return told(sheet.title) if sheet else slug


@dataclass(frozen=True)
class Line:
    """One question with its answer in words; of a group that repeats, its lines."""

    item: Item
    question: str
    words: str
    lines: tuple[str, ...] = ()


def answered(sheet: Sheet, answers: Answers) -> list[Line]:
    """Every question that was answered, in order."""
    made = []
    for item in sheet.every():
        values = answers.get(item.link_id)
        if not values or item.inside:
            continue
        if item.is_table:
            made.append(Line(item, told(item.text), "", tuple(line_in_words(item, row) for row in values)))
        elif item.is_question:
            made.append(Line(item, told(item.text), all_in_words(item, values)))
    return made


def told_in_lines(response: "Response") -> str:
    """Each question that was answered with what was said, a line each; as it is kept where its edition is gone."""
    sheet, answers = sheet_of(response), of(response)
    if sheet is None:
        lines = [(link_id, json.dumps(said, ensure_ascii=False)) for link_id, said in answers.items()]
    else:
        lines = [(line.question, line.words or "\n".join(line.lines)) for line in answered(sheet, answers)]
    return "\n".join(
        f"{question}\n{words}" if "\n" in words else f"{question} {words}" for question, words in lines
    )
