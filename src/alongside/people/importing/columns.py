"""What a list of people may hold, by which headings that is recognised, and which column is which."""

import tomllib
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Ours, then the headings that are recognised without being told (folded: small letters, one space).
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "number", "client id", "person id", "case number"),
    "call_name": ("call name", "call_name", "name", "preferred name", "known as", "first name"),
    "papers_name": ("papers name", "papers_name", "name on papers", "full name", "legal name"),
    "former_name": ("former name", "former_name", "previous name", "maiden name"),
    "pronouns": ("pronouns",),
    "born_on": ("born on", "born_on", "date of birth", "dob", "birth date"),
    "nhs_number": ("nhs number", "nhs_number", "nhs no"),
    "language": ("language", "first language"),
    "phone": ("phone", "telephone", "mobile", "phone number"),
    "may_contact": ("may contact", "may_contact", "safe to ring or text"),
    "leave_message": ("leave message", "leave_message", "may leave message", "voicemail"),
    "email": ("email", "e-mail"),
    "address": ("address",),
    "postcode": ("postcode", "post code"),
    "part": ("part", "here for"),
}
NEEDED = ("call_name",)
SEPARATORS = {
    ",": gettext_lazy("comma"),
    ";": gettext_lazy("semicolon"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("bar"),
}


class BadMapping(ValueError):
    """The mapping cannot be used; the message says why."""


@dataclass(frozen=True)
class Mapping:
    """Which column of the file is which of ours."""

    columns: dict[str, str] = field(default_factory=dict)
    separator: str = ","
    encoding: str = "utf-8-sig"
    part: str = "treatment"


def folded(heading: str) -> str:
    """A heading as it is compared."""
    return " ".join(heading.casefold().replace("_", " ").split())


def read_mapping(text: str) -> Mapping:
    """A mapping in TOML: `call_name = "Forename"`, and perhaps `separator`, `encoding` and `part`."""
    try:
        said: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadMapping(_("The mapping is not TOML: %(error)s") % {"error": error}) from None
    options: dict[str, Any] = {name: said.pop(name) for name in ("separator", "encoding") if name in said}
    if "part" in said and said["part"] in ("treatment", "family"):
        options["part"] = said.pop("part")
    for name, value in {**said, **options}.items():
        if not isinstance(value, str):
            raise BadMapping(_("The mapping of %(name)s must be text.") % {"name": name})
    for name in said:
        if name not in COLUMNS:
            raise BadMapping(
                _("The mapping names %(name)s. It may name: %(known)s.")
                % {"name": name, "known": ", ".join(COLUMNS)}
            )
    if options.get("separator", ",") not in SEPARATORS:
        raise BadMapping(_("The separator may be a comma, a semicolon, a tab or a bar."))
    try:
        "".encode(options.get("encoding", "utf-8"))
    except LookupError:
        raise BadMapping(_("There is no encoding called %(name)s.") % {"name": options["encoding"]}) from None
    return Mapping(columns=said, **options)
