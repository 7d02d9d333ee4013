"""How a name is folded, so that it sorts and is found however it is typed."""

import unicodedata

# Letters that stand for themselves and yet are typed without their stroke.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
LONGEST = 240
APOSTROPHES = "'’‘ʼ`´"


def fold(text: str, longest: int = LONGEST) -> str:
    """The name without accents, case or punctuation: "Renée O'Brien-Łoś" → "renee obrien los"."""
    loose = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(PLAIN)
    kept = (
        ""
        if unicodedata.combining(c) or c in APOSTROPHES
        else c
        if c.isalnum() or unicodedata.category(c) == "Mc"
        else " "
        for c in loose
    )
    folded = " ".join("".join(kept).split())
    # Names written only in signs or emoji are found by those signs.
    return (folded or " ".join(loose.split()))[:longest]


def parts(text: str, most: int = 6) -> list[str]:
    """What somebody typed, as folded parts to look for."""
    return fold(text).split()[:most]
