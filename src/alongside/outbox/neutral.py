"""Words that give the service away to whoever stands beside the telephone. Nothing here knows Django or the database."""

import re
from functools import lru_cache
from typing import Final

# What a service of this kind is, does and employs. Beginnings of words: "addict" finds addiction too.
STEMS: Final = (
    "abstin", "abus", "addict", "advoca", "alcohol", "appointment", "assault", "benzo", "buprenorphine", "cannabis",
    "case manag", "casework", "chemsex", "clinic", "cocaine", "counsel", "custody", "dependen", "detox", "diagnos",
    "disclos", "doctor", "domestic", "drug", "drunk", "health", "hepatitis", "heroin", "hostel", "inject", "key work", "keywork",
    "ketamine", "medic", "mental", "mentor", "methadone", "mutual aid", "naloxone", "needle", "nurse", "opiate", "opioid",
    "outreach", "overdose", "patients", "perpetrator", "pharmac", "police", "prescri", "probation", "programme", "prison",
    "psych", "recover", "referral", "refuge", "rehab", "relapse", "safeguard", "service", "sober", "sobriety", "social work",
    "specialist", "substance", "subutex", "supervis", "support", "survivor", "therap", "treatment", "trauma", "victim",
    "violen", "volunteer", "withdrawal", "worker",
)  # fmt: skip
# These only as they stand: somebody may be called Courtney, Harmony or Ward.
WHOLE: Final = (
    "aa", "ca", "court", "courts", "crack", "crisis", "dose", "doses", "drink", "drinking", "gp", "harm", "idva", "marac", "na",
    "nhs", "partner", "patient", "peer", "peers", "script", "scripts", "team", "teams", "unit", "units", "using",
)  # fmt: skip
LINKS: Final = re.compile(r"https?:|www\.|\.(?:org|com|uk|net)\b", re.IGNORECASE)
COMMON: Final = {"and", "the", "for", "made", "with", "street", "road", "house", "centre"}
"""Words of a service's name that say nothing by themselves."""


@lru_cache(maxsize=64)
def _pattern(service: str) -> re.Pattern[str]:
    own = [w for w in re.findall(r"[^\W\d_]{3,}", service.lower()) if w not in COMMON]
    stems = "|".join(re.escape(word) for word in (*STEMS, *own))
    whole = "|".join(re.escape(word) for word in WHOLE)
    return re.compile(rf"(?<![^\W_])(?:{stems}|(?:{whole})(?![^\W_]))", re.IGNORECASE)


def giveaways(text: str, service: str = "", *, named: bool = False, links: bool = True) -> list[str]:
    """The words in this text that say who we are: those above, and the service's own name unless it may be `named`."""
    if named and service:
        text = re.sub(re.escape(service), " ", text, flags=re.IGNORECASE)
    found = {m.group().lower() for m in _pattern("" if named else service).finditer(text)}
    if links:
        found |= {m.group().lower() for m in LINKS.finditer(text)}
    return sorted(found)
