"""How old somebody must be to read a card with ease, by textstat (Flesch-Kincaid grade, plus the five years before school).

Words that explain themselves are left out, with their sentence going on around them. `python -m alongside.guide.tests.reading`
writes the list in docs/generated; a test fails while it differs, or where a card is over.
"""

from pathlib import Path

from alongside.guide import writing
from alongside.guide.content import guide
from alongside.guide.files import Card

MOST = 14.0
LISTED = Path("docs/generated/guide-reading-age.md")


def words(card: Card) -> str:
    """The card's words as they are read aloud: each line of a list a sentence, names of the field left out."""
    from alongside.web.terms import known

    lines = []
    for text in (card.summary, *card.sections.values()):
        for line in writing.plain(text).split("\n"):
            line = line.strip()
            if line:
                lines.append(line if line[-1] in ".?!”" else f"{line}.")
    said = " ".join(lines).replace("”", "").replace("“", "")
    pattern = known().pattern
    return pattern.sub("it", said) if pattern else said


def age(card: Card) -> float:
    """The age, to a tenth."""
    import textstat

    return round(max(5.0, textstat.flesch_kincaid_grade(words(card)) + 5), 1)


def text() -> str:
    """The whole list."""
    lines = [
        "# Reading age of the cards",
        "",
        "Made by `python -m alongside.guide.tests.reading`: Flesch-Kincaid grade by textstat, plus five. Words that explain",
        f"themselves are left out. No card may be over {MOST:g}.",
        "",
        "| door | card | age |",
        "|---|---|---|",
    ]
    lines += [f"| {card.door} | {card.slug} | {age(card):.1f} |" for card in guide().in_order]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()
    LISTED.parent.mkdir(parents=True, exist_ok=True)
    LISTED.write_text(text(), "utf-8")
