"""The words of questionnaires for the catalogues of translators (Babel): they stand in data, and are translated as shown."""

import json
import tomllib
from collections.abc import Iterator
from typing import Any, BinaryIO

Found = tuple[int, str | None, str, list[str]]


def questions(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """Every title, question, hint and answer of a FHIR Questionnaire."""
    told = json.loads(file.read())
    lines = json.dumps(told, ensure_ascii=False, indent=2).splitlines()
    for text in dict.fromkeys(_questions(told)):
        line = next((n for n, one in enumerate(lines, 1) if json.dumps(text, ensure_ascii=False) in one), 1)
        yield line, None, text, []


def sidecar(file: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """What is said at once, and what a score and its bands are called."""
    told = tomllib.loads(file.read().decode())
    words = [say.get("words") for say in told.get("say", ())]
    for scale in told.get("scores", ()):
        words += [scale.get("name"), *(band.get("words") for band in scale.get("bands", ()))]
    for text in dict.fromkeys(filter(None, words)):
        yield 1, None, text, []


def _questions(told: Any) -> Iterator[str]:
    """In the order in which they are asked."""
    for key in ("title", "text", "display"):
        if isinstance(text := told.get(key), str) and text.strip():
            yield text
    for unit in told.get("extension", ()):
        coding = (
            unit.get("valueCoding", {}) if str(unit.get("url", "")).endswith("questionnaire-unit") else {}
        )
        if coding.get("display"):
            yield coding["display"]
    for option in told.get("answerOption", ()):
        coding = option.get("valueCoding", {})
        if text := coding.get("display") or coding.get("code") or option.get("valueString"):
            yield text
    for item in told.get("item", ()):
        yield from _questions(item)
