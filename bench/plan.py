"""What the measured databases hold for each person: tables, rows, and the SQL that makes each column.

Expressions are over `p`, the person's number, and `k`, the row's number for that person (0 is the newest). A column that
is not named here gets its field's default, or the plainest value that fits; a table that is not named gets one row for
each person, so that no plan is looked at over an empty table. `check` says in words what no longer fits the models.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

FIRST_NAMES = (
    "Ash", "Bo", "Charlie", "Drew", "Eden", "Frankie", "Grey", "Harper", "Indy", "Jo", "Kit", "Lou", "Morgan",
    "Noor", "Oakley", "Pat", "Quinn", "Robin", "Sam", "Taylor", "Uma", "Val", "Wren", "Xen", "Yuri", "Zion",
)  # fmt: skip
BEGINNINGS = (
    "Al", "Ar", "Bar", "Bel", "Bir", "Brad", "Bur", "Cal", "Chad", "Crow", "Dal", "Dun", "Ed", "El", "Farn", "Gar",
    "Gil", "Hal", "Hart", "Hol", "Hors", "Ing", "Kel", "Ken", "Lang", "Len", "Mar", "Mil", "New", "Nor", "Oak", "Pem",
    "Pick", "Rad", "Red", "Sel", "Stan", "Til", "Wal", "Whit",
)  # fmt: skip
ENDINGS = (
    "bank", "berry", "brook", "burn", "bury", "by", "combe", "cott", "croft", "dale", "den", "don", "field", "ford",
    "gate", "grove", "ham", "hill", "holm", "hurst", "ington", "land", "ley", "low", "man", "mere", "mont", "more",
    "ness", "port", "ridge", "shaw", "side", "stone", "thorpe", "ton", "well", "wick", "wood", "worth",
)  # fmt: skip

ALTERS, SESSIONS = 5, 10
KINDS = ("line", "dates", "contact", "treatment")
"""The folders that each person has, each with a grant to whoever works with them."""
BESIDE = ("family", "safety")
"""Folders that each person has and nobody who is measured may open: what lies only there fills the tables all the same."""


@dataclass(frozen=True)
class Rows:
    """How many rows of a table each person has, in which folder, and what is in them."""

    each: int
    kind: str
    columns: dict[str, str] = field(default_factory=dict)


def array(words: tuple[str, ...]) -> str:
    """Words as an SQL array."""
    return "array[" + ", ".join(f"'{w}'" for w in words) + "]"


def drawn(words: tuple[str, ...], over: str, salt: int) -> str:
    """One of some words, drawn by a hash, so that two columns have nothing to do with each other."""
    return f"({array(words)})[1 + (hashint8extended({over}, {salt}) & 9223372036854775807) % {len(words)}]"


def label(kind: str, p: str, seed: int) -> str:
    """The folder of this kind of person `p`."""
    return f"(hashint8extended({p}, {seed * 1000 + (*KINDS, *BESIDE).index(kind)}) & 9223372036854775807)"


def row_id(table: str, n: str, seed: int) -> str:
    """The id of the nth row of a table."""
    salt = int.from_bytes(hashlib.sha256(table.encode()).digest()[:4], "big")
    return f"(hashint8extended({n}, {seed * 2**32 + salt}) & 9223372036854775807)"


FIRST_NAME = drawn(FIRST_NAMES, "p", 1)
SURNAME = f"{drawn(BEGINNINGS, 'p', 2)} || {drawn(ENDINGS, 'p', 3)}"
CALL_NAME = f"{FIRST_NAME} || ' ' || {SURNAME}"
REFERENCE = " || ".join(
    ("'-' || " if place in (2, 5) else "")
    + f"substr('CDFHJKMNPQRTWXY34679', 1 + ((p / {20**place}) % 20)::int, 1)"
    for place in range(6)
)
TIMES = "now() - (k * 21 + p % 20) * interval '1 day'"

PLAN: dict[str, Rows] = {
    "people_line": Rows(1, "line", {"call_name": CALL_NAME, "sort_key": f"lower({CALL_NAME})", "reference": REFERENCE}),
    "people_details": Rows(1, "contact", {
        "born_on": "date '1960-01-01' + (p % 14000)::int", "pronouns": "'they/them'", "postcode": "'LE1 1AA'"}),
    "people_name": Rows(1, "contact", {
        "kind": "'former'", "text": drawn(FIRST_NAMES, "p", 4), "sort_key": f"lower({drawn(FIRST_NAMES, 'p', 4)})"}),
    "people_contactway": Rows(1, "contact", {
        "kind": "'phone'", "value": "'+447700900' || lpad((p % 1000)::text, 3, '0')", "may_contact": "'text'",
        "when": "'any'", "leave_message": "'no'", "first": "true", "review_by": "current_date + 90"}),
    "ties_alter": Rows(ALTERS, "treatment", {
        "name": drawn(FIRST_NAMES, f"p * {ALTERS} + k", 5),
        "shape": "(array['person', 'person', 'person', 'professional', 'group'])[1 + k]"}),
    "ties_tie": Rows(ALTERS, "treatment", {
        "closeness": "1 + (p + k) % 5", "helps": "(p + k) % 4", "harder": "(p * 3 + k) % 4", "kind": "'friend'",
        "contact": "'weekly'", "used_together": "(array['', 'no', 'yes', 'still'])[1 + (p + k) % 4]",
        "in_recovery": "(p + k) % 3 = 0", "uses": "(p + k) % 5 = 0", "angle": "(k * 72)::float"}),
    "ties_knows": Rows(2, "treatment"),
    "ties_drawing": Rows(1, "treatment", {"in_the_room": "'alone'"}),
    "ties_snapshot": Rows(1, "treatment", {
        "drawn_on": "current_date - 90", "in_the_room": "'alone'", "drawing": """'{"people": [], "links": []}'"""}),
    "ties_imported": Rows(1, "treatment", {"outside_id": "'ego ' || p"}),
    "care_referral": Rows(1, "treatment", {"came_from": "'self'", "state": "'accepted'", "on": "current_date - 240"}),
    "care_episode": Rows(1, "treatment", {"began_on": "current_date - 230"}),
    "care_choice": Rows(1, "treatment", {
        "about": "'drinking'", "stage": "'preference'", "value": "'less'", "on": "current_date - 230"}),
    "care_plan": Rows(1, "treatment", {
        "state": "'agreed'", "words": "'To have my weekends back.'", "agreed_on": "current_date - 220",
        "review_on": "current_date + (p % 90)::int - 20"}),
    "care_goal": Rows(1, "treatment", {"words": "'See my son on Sundays, number ' || p"}),
    "care_step": Rows(2, "treatment", {
        "by_whom": "case when k = 0 then 'person' else 'someone' end", "words": "'Ring about the meeting'",
        "due_on": "current_date + ((p + k) % 60)::int - 10"}),
    "care_session": Rows(SESSIONS, "treatment", {
        "how": "'in_person'", "state": "(array['came', 'came', 'came', 'missed'])[1 + (p + k) % 4]", "at": TIMES,
        "source": "'seen'", "note": "'Talked about the week. ' || md5(p::text || k)", "agreed": "'To ring Nan'"}),
    "care_present": Rows(2, "treatment", {"who": "'person'"}),
    "care_review": Rows(1, "treatment", {
        "state": "'finished'", "on": "current_date - 90", "moved": "'Sees her son again.'"}),
    "care_helped": Rows(1, "treatment"),
    "keeping_risk": Rows(1, "treatment", {
        "about": "'overdose'", "level": "case when p % 20 = 0 then 'now' when p % 3 = 0 then 'watch' else 'quiet' end",
        "looked_on": "current_date - 30", "review_on": "current_date + (p % 60)::int - 3"}),
    "care_due": Rows(2, "dates", {
        "what": "(array['session', 'review'])[1 + k]", "on": "current_date + ((p * 3 + k) % 40)::int - 10"}),
    "outbox_message": Rows(1, "treatment", {"way": "1", "way_folder": "1"}),
    "letters_report": Rows(1, "treatment", {"by_order": "'Order of 3 May'", "about_name": "'Jo Lark'"}),
    "sharing_consent": Rows(1, "treatment", {
        "to_whom": "'The GP'", "topics": "'attendance'", "purpose": "'So that they know'", "until": "current_date + 90"}),
    "sharing_share": Rows(1, "treatment", {
        "to_name": "'The GP'", "purpose": "'So that they know'", "words": "'Comes every week.'", "until": "current_date + 90"}),
}  # fmt: skip

KEYS: dict[tuple[str, str], str] = {
    # Who knows whom: each with the next, the smaller id first.
    ("ties_knows", "one_id"): "least({k}, {k1})",
    ("ties_knows", "other_id"): "greatest({k}, {k1})",
    ("care_session", "episode_id"): "{k}",
    ("care_episode", "referral_id"): "{k}",
    ("care_step", "helper_id"): "case when k = 1 then {k} end",
    ("care_review", "snapshot_id"): "{k}",
    ("care_present", "alter_id"): "null",
    ("sharing_share", "consent_id"): "{k}",
}
"""References that are not simply the kth row of the other table; nullable ones that are not here stay empty."""


class DoesNotFit(Exception):
    """The plan and the models have grown apart; says where."""


def planned(table: str, model: Any) -> Rows:
    """The plan of a table; one row for each person where none is written down."""
    if table in PLAN:
        return PLAN[table]
    kind = next((k for among in (KINDS, BESIDE) for k in model.lies_in if k in among), None)
    if kind is None:
        raise DoesNotFit(
            f"bench/plan.py: {table} lies in {', '.join(model.lies_in)}, which no bench person has"
        )
    return Rows(1, kind)


def check(models: dict[str, Any]) -> None:
    """Raise where a table, a column or a key of the plan is gone, or a row lies where its model does not."""
    faults = [f"there is no table {table}" for table in PLAN if table not in models]
    for table, rows in PLAN.items():
        if table not in models:
            continue
        there = {f.column for f in models[table]._meta.local_fields}
        wanted = [*rows.columns, *(column for other, column in KEYS if other == table)]
        faults += [f"{table} has no column {column}" for column in wanted if column not in there]
        if rows.kind not in models[table].lies_in:
            faults.append(f"{table} lies in {', '.join(models[table].lies_in)}, not in {rows.kind}")
    if faults:
        raise DoesNotFit("bench/plan.py no longer fits the models: " + "; ".join(faults))


def columns_of(table: str, model: Any, models: dict[str, Any], seed: int) -> dict[str, str]:
    """Every column of a table with the expression that fills it."""
    from alongside.access.models import SameFolderKey

    rows = planned(table, model)
    made = {"id": row_id(table, f"p * {rows.each} + k", seed), "folder": label(rows.kind, "p", seed)}
    for f in model._meta.local_fields:
        if f.column in made:
            continue
        if f.column in rows.columns:
            made[f.column] = rows.columns[f.column]
        elif isinstance(f, SameFolderKey):
            parent = f.remote_field.model._meta.db_table
            made[f.column] = key_to(table, f, planned(parent, models[parent]).each, seed)
        else:
            made[f.column] = plainest(f)
    return made


def key_to(table: str, f: Any, each: int, seed: int) -> str:
    """A reference to a row of the same person."""
    parent = f.remote_field.model._meta.db_table
    written = KEYS.get((table, f.column), "null" if f.null else "{k}")
    nth = {
        name: row_id(parent, f"p * {each} + (k + {n}) % {each}", seed) for name, n in (("k", 0), ("k1", 1))
    }
    return written.format(**nth)


def plainest(f: Any) -> str:
    """The field's default, or the plainest value that it may have."""
    kind = f.get_internal_type()
    if f.column == "made_at":
        return TIMES
    if f.has_default() and not callable(f.default):
        value = getattr(f.default, "value", f.default)
        return (
            str(value).lower()
            if isinstance(value, bool)
            else str(value)
            if isinstance(value, (int, float))
            else f"'{value}'"
        )
    if f.null:
        return "null"
    if f.choices:
        return f"'{f.choices[0][0]}'"
    if f.blank or kind in ("CharField", "TextField", "Words"):
        return "''"
    known = {
        "DateField": "current_date - (p % 400)::int", "DateTimeField": TIMES, "BooleanField": "false",
        "JSONField": "'{}'",
    }  # fmt: skip
    return known.get(kind, "1")


def faults_of(connection: Any, models: dict[str, Any], folders: list[int]) -> Iterator[str]:
    """What a sample of the rows holds that their models do not know: words of no list, rows that are not there."""
    for table, model in models.items():
        found = connection.execute(
            f'select count(*) from "{table}" where folder = any(%s)', (folders,)
        ).fetchone()[0]
        if not found:
            yield f"{table} holds nothing of the persons who are looked at"
        for f in model._meta.local_fields:
            if f.choices:
                rows = connection.execute(
                    f'select distinct "{f.column}" from "{table}" where folder = any(%s)', (folders,)
                )
                known = (
                    {value for value, _ in f.flatchoices}
                    | ({""} if f.blank else set())
                    | ({None} if f.null else set())
                )
                yield from (f"{table}.{f.column} holds {word!r}" for (word,) in rows if word not in known)
