"""Small questionnaires to test with, and Hypothesis strategies for any questionnaire and any answers."""

import json
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from alongside.measures.reading import parsed
from alongside.measures.sheet import Item, Option, Sheet, When

WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight"


def questionnaire(*items: dict[str, Any], **over: Any) -> dict[str, Any]:
    """A Questionnaire that is whole, but for what is to be tried."""
    head = {"resourceType": "Questionnaire", "url": "https://x.example/Questionnaire/try", "version": "1",
            "title": "Try", "status": "active"}  # fmt: skip
    return {**head, "item": list(items), **over}


def asks(link_id: str = "one", type: str = "string", **more: Any) -> dict[str, Any]:
    """One item."""
    return {"linkId": link_id, "type": type, "text": "What?", **more}


def options(*codes: str, weights: Any = None) -> list[dict[str, Any]]:
    """Answers to choose from."""
    made: list[dict[str, Any]] = [{"valueCoding": {"code": code, "display": code}} for code in codes]
    for one, weight in zip(made, weights or [], strict=False):
        one["extension"] = [{"url": WEIGHT, "valueDecimal": weight}]
    return made


def read(*items: dict[str, Any], sidecar: str = 'parts = ["treatment"]', **over: Any) -> Sheet:
    """The sheet of these items."""
    return parsed(json.dumps(questionnaire(*items, **over)), sidecar)


# Any questionnaire ------------------------------------------------------------------------------------------------

CODES = ("a", "b", "c")


@st.composite
def sheets(draw: Any, most: int = 7) -> Sheet:
    """A questionnaire whose items depend on earlier ones in every way that is allowed."""
    items: list[Item] = []
    for n in range(draw(st.integers(1, most))):
        kind = draw(st.sampled_from(("choice", "integer", "boolean", "string")))
        whens = tuple(
            draw(_when(before))
            for before in draw(st.lists(st.sampled_from(items), max_size=2, unique_by=lambda i: i.link_id))
        ) if items else ()  # fmt: skip
        weighted = kind == "choice" and draw(st.booleans())
        made = tuple(Option(c, c, Decimal(i) if weighted else None) for i, c in enumerate(CODES))
        items.append(
            Item(
                f"q{n}", kind, "?", options=made if kind == "choice" else (), when=whens,
                every=draw(st.booleans()), required=draw(st.booleans()),
                repeats=kind == "choice" and draw(st.booleans()),
            )
        )  # fmt: skip
    return Sheet("https://x.example/Questionnaire/any", "1", "Any", tuple(items), parts=("treatment",))


@st.composite
def _when(draw: Any, before: Item) -> When:
    if draw(st.booleans()):
        return When(before.link_id, "exists", draw(st.booleans()))
    operator = draw(st.sampled_from(("=", "!=") if before.type != "integer" else ("=", "!=", ">", "<=")))
    return When(before.link_id, operator, draw(value(before)))


def value(item: Item) -> st.SearchStrategy[Any]:
    """A value that fits the question."""
    match item.type:
        case "choice":
            return st.sampled_from(CODES)
        case "integer":
            return st.integers(0, 5)
        case "boolean":
            return st.booleans()
    return st.sampled_from(("x", "y"))


@st.composite
def filled(draw: Any) -> tuple[Sheet, dict[str, list[Any]]]:
    """A questionnaire and what somebody may have sent for it: fitting, foreign, too much, too little."""
    sheet = draw(sheets())
    answers: dict[str, list[Any]] = {}
    for item in sheet.items:
        if draw(st.booleans()):
            odd = st.sampled_from(("nonsense", 99, None, {"other": ""}, True))
            answers[item.link_id] = draw(st.lists(st.one_of(value(item), value(item), odd), max_size=3))
    if draw(st.booleans()):
        answers["nowhere"] = ["x"]
    return sheet, answers
