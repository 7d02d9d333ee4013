"""A response as a FHIR R4 QuestionnaireResponse. No Django."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from alongside.measures import rules
from alongside.measures.sheet import Answers, Item, Sheet

STATUS: Final = {"begun": "in-progress", "completed": "completed", "confirmed": "completed"}
CONFIRMED: Final = "https://alongside.example/fhir/StructureDefinition/confirmed-as-before"
VALUES: Final = {
    "boolean": "Boolean",
    "integer": "Integer",
    "decimal": "Decimal",
    "date": "Date",
    "time": "Time",
}


def response(
    sheet: Sheet, answers: Answers, *, state: str, authored: dt.datetime, identifier: str, reference: str = ""
) -> dict[str, Any]:
    """The whole response; `reference` is the person's own, `identifier` the response's."""
    made: dict[str, Any] = {
        "resourceType": "QuestionnaireResponse",
        "identifier": {"system": "https://alongside.example/fhir/response", "value": identifier},
        "questionnaire": sheet.canonical,
        "status": STATUS[state],
        "authored": authored.isoformat(timespec="seconds"),
    }
    if reference:
        subject = {"system": "https://alongside.example/fhir/reference", "value": reference}
        made["subject"] = {"type": "Patient", "identifier": subject}
    if state == "confirmed":
        made["extension"] = [{"url": CONFIRMED, "valueBoolean": True}]
    made["item"] = _items(sheet.items, rules.kept(sheet, answers))
    return made


def _items(items: Iterable[Item], answers: Answers) -> list[dict[str, Any]]:
    made = []
    for item in items:
        head = {"linkId": item.link_id, **({"text": item.text} if item.text else {})}
        if item.is_table:
            rows = answers.get(item.link_id, ())
            made += [{**head, "item": inside} for row in rows if (inside := _items(item.items, row))]
        elif item.type == "group":
            if inside := _items(item.items, answers):
                made.append({**head, "item": inside})
        elif item.is_question and answers.get(item.link_id):
            made.append({**head, "answer": [_value(item, value) for value in answers[item.link_id]]})
    return made


def _value(item: Item, value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {"valueString": str(value["other"])}
    if option := item.option(value):
        coding = {"system": option.system} if option.system else {}
        return {"valueCoding": {**coding, "code": option.code, "display": option.text}}
    if item.type == "quantity":
        return {"valueQuantity": {"value": _number(value), **({"unit": item.unit} if item.unit else {})}}
    if item.type == "decimal":
        return {"valueDecimal": _number(value)}
    if item.type == "time":
        return {"valueTime": f"{value}:00" if len(value) == 5 else value}
    return {f"value{VALUES.get(item.type, 'String')}": value}


def _number(value: Any) -> float | int:
    number = Decimal(str(value))
    return int(number) if number == number.to_integral_value() else float(number)
