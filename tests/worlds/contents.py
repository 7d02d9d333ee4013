"""What lies in a folder: rows made from what each model declares, so that a new model joins by itself.

A folder's contents follow from a small number, its flavour: two folders of one flavour say the same words, so that
names, numbers and dates collide between those who may be seen and those who may not. Flavour 0 is an empty folder.
"""

import datetime as dt
import json
import random
import zlib
from functools import cache, lru_cache
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from alongside.access import arrange
from alongside.access.models import SameFolderKey, Words
from alongside.care.states import COURSES
from alongside.leaving.states import COURSES as LEFT
from alongside.measures.library import library
from alongside.measures.sheet import Answers, Item
from alongside.measures.states import COURSES as ASKED
from alongside.outbox.holds import HOLDS
from alongside.outbox.states import course_of
from alongside.people.names import fold

FLAVOURS = 7
NAMES = ("Lou", "Jay", "Ash", "Lou Kaur", "Jo", "Zoë")
WORDS = ("rang on Monday", "Jay was there", "would rather not say", "the bus", "wants a quieter week", "")
NUMBERS = ("9434765919", "9000000009")
COURSE = {course.name: tuple(course.states) for course in (*COURSES, *ASKED, *LEFT)}
NAMED = ("call_name", "name", "text", "who", "worker_name", "label")
COPIES = {"id", "folder", "made_at", "made_by", "version", "ended_at", "ended_why", "in_error"}


def texts_of(model: type[models.Model]) -> list[Any]:
    """Its names and free texts; a text that is a code, a number or an address keeps its own shape."""
    return [
        f
        for f in model._meta.local_fields
        if isinstance(f, Words) or (f.name in NAMED and not f.choices)
    ]  # fmt: skip


def number(*parts: Any) -> int:
    """An id that follows from what it names, in every world alike."""
    word = "/".join(map(str, parts)).encode()
    return 10_000_000 + (zlib.crc32(word) << 20) + (zlib.crc32(word[::-1]) & 0xFFFFF)


@cache
def in_order() -> tuple[type[models.Model], ...]:
    """Folder models, those that are referred to before those that refer."""
    left, done = list(arrange.folder_models()), []
    while left:
        ready = [m for m in left if all(k.remote_field.model in (m, *done) for k in keys(m))]
        done += ready or left
        left = [m for m in left if m not in done]
    return tuple(done)


def keys(model: type[models.Model]) -> list[SameFolderKey]:
    """Its references to rows of the same folder."""
    return [f for f in model._meta.local_fields if isinstance(f, SameFolderKey)]


@lru_cache(maxsize=4096)
def rows(
    folder: int, kind: str, flavour: int, at: dt.datetime, staff: tuple[int, ...], whose: Any
) -> dict[str, list[dict[str, Any]]]:
    """The rows of one folder, by table. `whose` is what the folders of this person are numbered by."""
    made: dict[str, list[dict[str, Any]]] = {}
    if not flavour:
        return made
    for model in in_order():
        if kind not in model.lies_in:
            continue
        table = model._meta.db_table
        chance = random.Random(f"{flavour}/{table}")
        most = 1 if _one_now(model) else 3
        for n in range(chance.randrange(1, most + 1)):
            row = _row(model, folder, kind, n, chance, at, staff, made)
            if row and model.__name__ == "Due":
                row["about"] = _about(row["what"], whose, chance)
            if row and "request" in row:  # the one copy that this person asked for
                row["request"] = number("copy", whose)
            if row and model.__name__ == "Appointment":
                row["due"] = number(number("folder", whose, "dates"), "care_due", chance.randrange(2))
            if row and model.__name__ == "Look":
                row["about"] = number(folder, row["table"], chance.randrange(2))
            if row and model.__name__ == "Message":
                row["way_folder"] = number("folder", whose, "contact")
                row["way"] = number(row["way_folder"], "people_contactway", chance.randrange(2))
            if row is not None and not _twice(model, row, made.get(table, [])):
                made.setdefault(table, []).append(row)
    return made


def _about(what: str, whose: Any, chance: random.Random) -> int | None:
    """The row that a date is about: of another part of the same record."""
    table = {"step": "care_step", "session": "care_session", "review": "care_review"}.get(what)
    return number(number("folder", whose, "treatment"), table, chance.randrange(2)) if table else None


def _one_now(model: type[models.Model]) -> bool:
    return any(getattr(c, "fields", ()) == ("folder",) for c in model._meta.constraints) or model.lies_in == (
        "line",
    )


def _twice(model: type[models.Model], row: dict[str, Any], before: list[dict[str, Any]]) -> bool:
    """Would a rule of the table have refused it beside these?"""
    for rule in model._meta.constraints:
        if isinstance(rule, models.UniqueConstraint):
            columns = [model._meta.get_field(f).column for f in rule.fields]
            if any(
                all(b[c] == row[c] for c in columns) and not b["ended_at"] and not row["ended_at"]
                for b in before
            ):
                return True
    return False


def _row(model: Any, folder: int, kind: str, n: int, chance: random.Random, at: dt.datetime, staff: tuple[int, ...],
         made: dict[str, list[dict[str, Any]]]) -> dict[str, Any] | None:  # fmt: skip
    over = chance.random() < 0.2
    row: dict[str, Any] = {
        "id": number(folder, model._meta.db_table, n),
        "folder": folder,
        "made_at": at - dt.timedelta(days=chance.choice((0, 1, 30)), minutes=10 * n + 5),
        "made_by": chance.choice(staff),
        "version": 1,
        "ended_at": at - dt.timedelta(minutes=1) if over else None,
        "ended_why": "over" if over else "",
        "in_error": over and chance.random() < 0.5,
    }
    for field in model._meta.local_fields:
        if field.column in COPIES:
            continue
        value = _value(model, field, folder, chance, at, staff, made)
        if value is None and not field.null:
            return None
        row[field.column] = value
    return _mended(model, row)


def _value(model: Any, field: Any, folder: int, chance: random.Random, at: dt.datetime, staff: tuple[int, ...],
           made: dict[str, list[dict[str, Any]]]) -> Any:  # fmt: skip
    if isinstance(field, SameFolderKey):
        there = [r["id"] for r in made.get(field.remote_field.model._meta.db_table, [])]
        return chance.choice(there) if there and (not field.null or chance.random() < 0.7) else None
    if field.null and chance.random() < 0.3:
        return None
    if field.choices:
        return chance.choice([code for code, _ in field.flatchoices])
    if field.name == "state":
        return chance.choice(COURSE.get(model.__name__.lower(), (field.get_default(),)))
    return _plain(field, chance, at, staff)


def _plain(field: Any, chance: random.Random, at: dt.datetime, staff: tuple[int, ...]) -> Any:
    near = chance.choice((-40, -1, 0, 0, 1, 14))
    match field:
        case models.DateTimeField():
            return at + dt.timedelta(days=near, hours=1)
        case models.DateField():
            return at.date() + dt.timedelta(days=near)
        case models.TimeField():
            return dt.time(9, 30)
        case models.BooleanField():
            return chance.random() < 0.5
        case models.FloatField():
            return float(chance.choice((0, 1, 90)))
        case models.BigIntegerField():
            return chance.choice(staff)
        case models.IntegerField():
            limits = [
                v.limit_value
                for v in field.validators
                if isinstance(v, (MinValueValidator, MaxValueValidator))
            ]
            return chance.randint(
                min(limits, default=0), max(min(limits, default=0), min(max(limits, default=3), 9))
            )
        case models.JSONField():
            return {}
        case models.BinaryField():
            return b"x"
        case Words():
            return chance.choice(WORDS)
        case models.CharField() | models.TextField():
            said = chance.choice(NAMES if field.name in NAMED else WORDS)
            return said[: field.max_length] if field.max_length else said
    raise TypeError(f"{field}: say in tests/worlds/contents.py what such a field may hold")


ABOUT = ("home", "people", "brief", "mind", "wants", "children")
"""What was answered in the worlds: parts that ask alone, that are carried, that are offered to the map and the plan."""


def _answers(items: tuple[Item, ...], chance: random.Random) -> Answers:
    """Something for most of the questions."""
    made: Answers = {}
    for item in items:
        if item.is_table:
            made[item.link_id] = [_answers(item.items, chance) for _ in range(chance.randint(1, 2))]
        elif item.options:
            made[item.link_id] = [chance.choice(item.options).code]
        elif item.type in ("string", "text"):
            made[item.link_id] = [chance.choice(NAMES)]
        elif item.type == "integer":
            made[item.link_id] = [chance.randint(1, 9)]
    return made


def _mended(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    """What one column says about another."""
    chance = random.Random(
        repr(sorted((k, str(v)) for k, v in row.items() if k not in ("id", "folder", "made_at")))
    )
    for name, other in (("call_name", "sort_key"), ("text", "sort_key")):
        if name in row and other in row:
            row[other] = fold(row[name])
    match model.__name__:
        case "Line":
            row |= {
                "reference": f"K7-4Q{chance.choice('XW')}-{chance.choice('97')}",
                "ended_at": None,
                "in_error": False,
            }
        case "Details":
            row |= {"nhs_number": chance.choice(NUMBERS), "age_band": "", "postcode": "B1 1AA", "interpreter": "",
                    "ethnicity": "", "gender_code": "", "sexuality_code": ""}  # fmt: skip
        case "ContactWay":
            values = {"email": ("lou@home.example", "jay@home.example"), "post": ("1 High Street, B1 1AA",)}
            row |= {
                "value": chance.choice(values.get(row["kind"], ("07700900123", "07700900456"))),
                "days": chance.choice(("", "234")),
            }
            if chance.random() < 0.6:  # somebody who may be written to
                row |= {"may_contact": "yes", "when": "any", "letter_rule": "plain", "watched": "no", "review_by": None,
                        "text_rule": "", "unsafe_when": "", "third_party": "", "asked_on": row["made_at"].date()}  # fmt: skip
        case "Due":
            row |= {
                "at": row["at"] and row["at"].replace(minute=0),
                "state": chance.choice(("due", "due", row["state"])),
            }
        case "Agreed" | "Leaving":  # often still under way
            row |= {"state": chance.choice(("open", "open", row["state"]))}
        case "Appointment":
            row |= {"minutes": chance.choice((15, 45, 60))}
        case "Member":
            row |= {"group": number("meeting", chance.randrange(2))}
        case "Knows":
            if row["one_id"] == row["other_id"]:
                row["ended_at"] = row["made_at"]
            row["one_id"], row["other_id"] = sorted((row["one_id"], row["other_id"]))
        case "Tie":
            row |= {"kind": chance.choice(("friend", "partner", "parent")), "angle": None, "distance": None}
        case "Message":
            letter = row["channel"] == "letter"
            states = tuple(course_of(row["channel"]).states)
            template = "letter" if letter else chance.choice(("reminder", "missed", "ring"))
            row |= {"state": chance.choice(states), "template": template, "key": "", "who": "Ash"}
            row |= {"held_why": chance.choice(tuple(HOLDS)) if row["state"] == "held" else ""}
            row["at"] = row["at"] or row["made_at"]
            row |= {"to_address": ""}  # those that go outside are made by the pages
            if not letter:
                row |= {"words": "", "to_name": ""}
        case "Consent":
            row |= {"given_on": min(row["given_on"], row["made_at"].date())}
            row |= {
                "topics": chance.choice(("plan", "plan health", "attendance plan medicines")),
                "until": max(row["given_on"], row["until"]),
                "to_whom": row["to_whom"] or "The GP",
                "signed": row["signed"] or "Jay",
            }
            if chance.random() < 0.6:  # one by which a letter may be written
                row |= {"about": "share", "agreed": True, "body": chance.choice(("gp", "probation")), "ended_at": None,
                        "ended_why": "", "in_error": False, "until": row["given_on"] + dt.timedelta(days=90)}  # fmt: skip
            if row["about"] != "share":
                row |= {"to_whom": "", "topics": ""}
        case "Report":
            row |= {"by_order": "" if row["consent_id"] else "Order of 3 May"}
        case "Quoted":
            row |= {"words": row["words"] or "came"}
        case "Share":
            row |= {"words": row["words"] or "as agreed", "purpose": row["purpose"] or "so that they know"}
            row |= {"until": max(row["shared_on"], row["until"])}
            if row["way"] == "consent" and not row["consent_id"]:
                row["way"] = "safeguarding"
        case "Received":
            row |= {"words": row["words"] or "as agreed"}
        case "Look":
            row |= {"table": "care_goal", "held": "", "left_out": "", "as_of": 1}
            row |= {"why": "" if row["verdict"] == "give" else "others"}
        case "Piece":
            said = {"field": "words", "label": "In words", "text": chance.choice(WORDS), "code": None}
            made = [{"table": "care_goal", "title": "What you want", "statements": [[said]]}]
            row |= {"given": json.dumps(made), "how": "hand" if row["handed_on"] else ""}
        case "Response":
            sheet = library().newest[chance.choice(ABOUT)]
            gone = chance.random() < 0.05
            row |= {
                "questionnaire": sheet.url,
                "edition": "0" if gone else sheet.version,
                "answers": json.dumps(_answers(sheet.items, chance))
                if chance.random() < 0.95
                else "not json",
                "done_on": None if row["state"] == "begun" else row["done_on"] or row["made_at"].date(),
            }
        case "Assessment":
            row |= {"closed_on": row["begun_on"] if row["state"] == "closed" else None}
        case "Snapshot":
            row["drawing"] = json.dumps({"people": [], "links": []})
    return row
