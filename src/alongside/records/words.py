"""What is decided of two records, and what speaks for and against it, as people read it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

OUTCOMES: tuple[tuple[str, Any, Any], ...] = (
    ("same", _("One person: join the two"), _("Nobody’s access changes, and nobody sees it on either record.")),
    ("different", _("Two people"), _("Such as twins, or a parent and a child of one name. It is not asked again.")),
    ("apart", _("One person, with two records on purpose"), _("Such as one in their own right. It is not asked again.")),
    ("later", _("Not sure"), _("It waits at the end of the list.")),
)  # fmt: skip

SETTLED: dict[str, Any] = {
    "same": _("Joined"),
    "different": _("Two people"),
    "apart": _("Two records on purpose"),
}

FOR: dict[str, Any] = {
    "number same": _("the same NHS number"),
    "given same": _("the same first name"),
    "given alike": _("first names that are alike"),
    "family same": _("the same last name"),
    "family alike": _("last names that are alike"),
    "born same": _("the same date of birth"),
    "born swapped": _("dates of birth with day and month changed about"),
    "born near": _("dates of birth that differ in one part"),
    "phone and place same": _("the same telephone and postcode"),
    "phone same": _("the same telephone"),
    "place same": _("the same postcode"),
}
AGAINST: dict[str, Any] = {
    "number other": _("different NHS numbers"),
    "given near": _("short first names that differ in a letter"),
    "given other": _("different first names"),
    "family other": _("different last names"),
    "born other": _("different dates of birth"),
    "place other": _("different postcodes"),
}


def speaks(because: list[str], words: dict[str, Any]) -> str:
    """In what they agree, or differ; empty where there is nothing."""
    return ", ".join(str(words[one]) for one in words if one in because)
