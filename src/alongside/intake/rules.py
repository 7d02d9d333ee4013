"""What may mean that somebody has to be seen today, and who is said to have sent them. Knows no database.

The list only asks. Whether it is today is the worker's to say, and both are kept.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

OURS: Final = _("ours")
ORANGE_BOOK: Final = _("UK clinical guidelines 2017, unconfirmed")
"""Drug misuse and dependence: UK guidelines on clinical management (Department of Health, 2017). Its page was not looked up."""
ALCOHOL: Final = _("NICE CG100")
"""NICE CG100, Alcohol-use disorders: diagnosis and management of physical complications, 1.1.1.1 and 1.1.1.4."""
SELF_HARM: Final = _("NICE NG225, unconfirmed")
"""NICE NG225, Self-harm: assessment, management and preventing recurrence."""
PREGNANCY: Final = _("NICE CG110, unconfirmed")
"""NICE CG110, Pregnancy and complex social factors."""


@dataclass(frozen=True)
class Sign:
    """One thing that may mean today: its words, what to do now, and where that comes from."""

    code: str
    words: Any
    do: Any
    source: Any = OURS


SIGNS: Final = (
    Sign("danger", _("Somebody is in danger at this moment, or afraid to go home"),
         _("A life in danger: 999. Ask whether they can speak, and pass on a worry.")),
    Sign("dying", _("They speak of ending their life"),
         _("Stay with them. 999 where it may be now; NHS 111, option 2; Samaritans 116 123."), SELF_HARM),
    Sign("overdose", _("They overdosed in the last days"),
         _("Naloxone today, for them and whoever is with them. Drowsy or breathing slowly now: 999."), ORANGE_BOOK),
    Sign("fits", _("They stopped drinking, and shake, see things, are confused or had a fit"),
         _("Accident and emergency, now. Nobody who drinks every day should stop at once."), ALCOHOL),
    Sign("no_script", _("A prescription has stopped, or three days or more were missed"),
         _("Ring the prescriber before they take the same dose again."), ORANGE_BOOK),
    Sign("released", _("They left prison or hospital in the last days"),
         _("What they could take before may be too much now. Naloxone, and the prescriber."), ORANGE_BOOK),
    Sign("pregnant", _("They are pregnant"),
         _("Ask who their midwife is. They should not stop opioids or daily drinking at once."), PREGNANCY),
    Sign("wound", _("A wound that is hot, spreading or smells, or a fever after injecting"),
         _("Accident and emergency, or 111 if they are unsure.")),
    Sign("child", _("A child is alone, or with somebody who cannot look after them now"),
         _("Pass on a worry while they are with you. Now: 999.")),
    Sign("outside", _("They have nowhere to sleep tonight"), _("Ring the council’s housing team with them.")),
)  # fmt: skip

BY_CODE: Final = {sign.code: sign for sign in SIGNS}

CAME_FROM: Final = {
    "call": "self",
    "walk_in": "self",
    "form": "self",
    "professional": "other",
    "court": "court",
}
"""Whom the referral is from, by how they came: one question instead of two."""

DOCUMENTS: Final = ("form", "court")
"""Ways in which what is known stands on paper."""

WITHOUT_THEM: Final = ("professional",)
"""Ways in which somebody else told it."""


def why_not_first(typed: Collection[str], signs: Collection[str], today: bool | None) -> str:
    """Why a first contact cannot be written down yet; empty where it can."""
    if not any(text.strip() for text in typed):
        return str(_("Write what you have: a name, a number, or a word of what was said."))
    if signs and today is None:
        return str(
            _(
                "You marked something that may not be able to wait. Say whether it is today: the list does not decide."
            )
        )
    return ""


def why_not_call(words: str, about: str, passes: bool) -> str:
    """Why a call cannot be kept or passed on yet."""
    if passes and not words.strip():
        return str(_("Write what was said. The desk needs the words to decide on."))
    if passes and not about.strip():
        return str(_("Say whom they are worried about, as far as they said."))
    return ""
