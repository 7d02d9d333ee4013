"""The kinds of people, groups and places that stand on a map, in everyday words, and the shape each is drawn as."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """One kind: its code in the record, what people read, and how it is drawn."""

    code: str
    words: Any
    shape: str


KINDS: Final = (
    Kind("partner", _("Partner"), "person"),
    Kind("former_partner", _("Former partner"), "person"),
    Kind("parent", _("Parent"), "person"),
    Kind("child", _("Child"), "person"),
    Kind("sibling", _("Brother or sister"), "person"),
    Kind("grandparent", _("Grandparent"), "person"),
    Kind("family", _("Other family"), "person"),
    Kind("friend", _("Friend"), "person"),
    Kind("housemate", _("Housemate"), "person"),
    Kind("neighbour", _("Neighbour"), "person"),
    Kind("colleague", _("From work or college"), "person"),
    Kind("online", _("Met online"), "person"),
    Kind("used_with", _("Someone I used with"), "person"),
    Kind("recovery", _("From recovery"), "person"),
    Kind("mentor", _("Peer mentor or sponsor"), "person"),
    Kind("keyworker", _("Keyworker"), "professional"),
    Kind("gp", _("GP or practice nurse"), "professional"),
    Kind("pharmacist", _("Pharmacist"), "professional"),
    Kind("nurse", _("Nurse or midwife"), "professional"),
    Kind("mental_health", _("Mental health worker"), "professional"),
    Kind("social_worker", _("Social worker"), "professional"),
    Kind("probation", _("Probation officer"), "professional"),
    Kind("hostel_staff", _("Hostel or housing worker"), "professional"),
    Kind("teacher", _("Teacher or tutor"), "professional"),
    Kind("professional", _("Another professional"), "professional"),
    Kind("mutual_aid", _("Mutual aid group"), "group"),
    Kind("faith", _("Faith group"), "group"),
    Kind("sport", _("Sport or hobby group"), "group"),
    Kind("group", _("Another group"), "group"),
    Kind("hostel", _("Hostel or house"), "place"),
    Kind("work", _("Work or volunteering"), "place"),
    Kind("school", _("School or college"), "place"),
    Kind("place", _("Another place"), "place"),
)

BY_CODE: Final = {kind.code: kind for kind in KINDS}


def words_of(code: str) -> str:
    """What people read for a code; one that came from outside and is not ours reads as it came."""
    return str(BY_CODE[code].words) if code in BY_CODE else code


def all_words() -> dict[str, str]:
    """Every kind in words, by code."""
    return {kind.code: str(kind.words) for kind in KINDS}


def choices() -> list[tuple[str, str]]:
    """The kinds for a form."""
    return [(kind.code, str(kind.words)) for kind in KINDS]
