"""Which column is which: by the names that tools commonly use, or by a mapping in TOML."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from alongside.ties.files.refusals import whole

KNOWN: Final[dict[str, tuple[str, ...]]] = {
    "ego": (
        "networkcanvasegouuid", "egoid", "ego", "egoname", "egokey", "respondent", "respondentid",
        "participant", "participantid", "subject", "subjectid", "person", "personid", "caseid",
    ),
    "alter": (
        "networkcanvasuuid", "alterid", "altid", "alter", "alterkey", "alterno", "nodeid", "node",
        "contactid",
    ),
    "source": (
        "networkcanvassourceuuid", "source", "sourceid", "src", "srcid", "from", "fromid", "alter1",
        "alterid1", "alteri", "node1",
    ),
    "target": (
        "networkcanvastargetuuid", "target", "targetid", "tgt", "tgtid", "to", "toid", "alter2",
        "alterid2", "alterj", "node2",
    ),
    "weight": ("weight", "tieweight", "strength", "tiestrength"),
    "name": ("name", "label", "nickname", "altername", "initials"),
    "own": ("ownweight", "egoweight", "egostrength"),
    "closeness": ("closeness",),
    "helps": ("helps",),
    "harder": ("harder",),
    "in_recovery": ("inrecovery",),
    "uses": ("uses",),
    "used_together": ("usedtogether",),
    "shape": ("shape",),
}  # fmt: skip
"""For each of our columns the names it is known by, best first, in small letters without signs and spaces."""

EGO_NAMES: Final = ("networkcanvascaseid", "egoname", "name", "label", "caseid")
ONLY_ID: Final = ("id", "key", "uuid")
"""In a file of its own, the column of this name is the identifier."""

TOLD: Final = ("closeness", "helps", "harder", "in_recovery", "uses", "used_together", "shape")

NEEDED: Final = {"egos": ("ego",), "alters": ("ego", "alter"), "ties": ("ego", "source", "target")}
ALLOWED: Final = {
    "egos": ("ego", "name"),
    "alters": ("ego", "alter", "name", "own", *TOLD),
    "ties": ("ego", "source", "target", "weight"),
}


class WrongMapping(Exception):
    """A mapping that cannot be understood; the message says why."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column is what: role (egos, alters, ties) → our column → the file's; and the separator."""

    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    separator: str | None = None

    @classmethod
    def of(cls, given: dict[str, Any]) -> Self:
        """From keys for all files (``ego = "respondent"``) and tables for one (``[ties]``).

        Raises
        ------
        WrongMapping
            If a key is unknown, a value is not a text, or the separator is none of comma, semicolon, tab.
        """
        separator = given.get("separator")
        if separator == "tab":
            separator = "\t"
        if separator is not None and separator not in (",", ";", "\t"):
            raise WrongMapping("The separator must be a comma, a semicolon or a tab.")
        everywhere = {k: v for k, v in given.items() if k not in ALLOWED and k != "separator"}
        known = set().union(*ALLOWED.values())
        columns: dict[str, dict[str, str]] = {}
        for role, allowed in ALLOWED.items():
            own = given.get(role, {})
            if not isinstance(own, dict):
                raise WrongMapping(f"“{role}” must be a table of its own: [{role}].")
            for key, allowed_here in [(k, known) for k in everywhere] + [(k, set(allowed)) for k in own]:
                if key not in allowed_here:
                    raise WrongMapping(
                        f"The mapping has a key “{key}” that means nothing here. It may have: "
                        f"{', '.join(sorted(allowed_here))}."
                    )
            # A key for all files is a must where the file needs it and a hint elsewhere (a weight, a name).
            chosen = {key: everywhere[key] for key in allowed if key in everywhere} | own
            if any(not isinstance(name, str) or not name.strip() for name in chosen.values()):
                raise WrongMapping("Every key of the mapping must be the name of a column.")
            columns[role] = {key: name.strip() for key, name in chosen.items()}
        if "name" in everywhere and "name" not in given.get("egos", {}):
            columns["egos"].pop("name", None)  # at the top it is the name of an alter
        return cls(columns, separator)


def read_mapping(content: bytes) -> Mapping:
    """Read a mapping from TOML; raises `WrongMapping` with the line where it is not TOML."""
    try:
        return Mapping.of(tomllib.loads(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise WrongMapping("The mapping is not in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise WrongMapping(f"The mapping is not TOML: {error}.") from None


def places(
    file: str, role: str, header: Sequence[str], mapping: Mapping, alter_column: str = ""
) -> dict[str, int]:
    """Where each of our columns stands in a file of this role: our name → position. Raises `WholeFile`.

    `alter_column` is the name of the alters' identifier in the alters' file: files of Network Canvas name
    the ends of a tie twice, by numbers and by long identifiers, and the kind must be the same.
    """
    plain = [re.sub(r"[\W_]+", "", name.lower()) for name in header]
    found: dict[str, int] = {}
    for column in ALLOWED[role]:
        said = mapping.columns.get(role, {}).get(column)
        if said is not None:
            if said not in header:
                raise whole(file, 1, "mapped_column_missing", column=column, name=said)
            found[column] = header.index(said)
        else:
            at = next(
                (plain.index(name) for name in _names(role, column, alter_column) if name in plain), None
            )
            if at is not None and at not in found.values():
                found[column] = at
        if column in found and header.count(header[found[column]]) > 1:
            raise whole(file, 1, "column_twice", name=header[found[column]])
    for column in NEEDED[role]:
        if column not in found:
            if len(header) == 1:
                raise whole(file, 1, "no_column_separator", column=column)
            raise whole(file, 1, "no_column", column=column, names=", ".join(header))
    return found


def _names(role: str, column: str, alter_column: str) -> tuple[str, ...]:
    names = KNOWN[column]
    if role == "egos":
        return EGO_NAMES if column == "name" else (*names, *ONLY_ID)
    if column == "alter":
        return (*names, *ONLY_ID)
    if column in ("source", "target") and alter_column and not alter_column.lower().endswith("uuid"):
        return (*names[1:], names[0])
    return names
