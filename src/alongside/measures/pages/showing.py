"""Answers as a page shows them."""

from django.utils.translation import gettext as _

from alongside.measures import rules
from alongside.measures.answers import all_in_words, told
from alongside.measures.sheet import Answers, Band, Sheet


def changed(sheet: Sheet, before: Answers, now: Answers) -> list[tuple[str, str, str]]:
    """Each question that was answered otherwise the last time: its words, then, now."""
    nothing = _("not answered")
    return [
        (
            told(c.item.text),
            all_in_words(c.item, c.before) or nothing,
            all_in_words(c.item, c.now) or nothing,
        )
        for c in rules.changes(sheet, before, now)
    ]


def said_at_once(sheet: Sheet, answers: Answers) -> list[tuple[str, str, bool]]:
    """What to do now, after these answers: how loud, the words, and whether it is for the safeguarding desk."""
    made = []
    for say in sheet.says:
        given = [v for one in rules.asked(sheet, answers) if one.item.link_id == say.item for v in one.values]
        if rules.holds_for(say, given):
            made.append((say.kind, told(say.words), say.desk))
    return made


def scored(sheet: Sheet, answers: Answers) -> list[tuple[str, rules.Score, Band | None]]:
    """Each score by name, and what it is called; one that is not whole is called nothing."""
    made = []
    for scale in sheet.scales:
        score = rules.score(sheet, answers, scale.items)
        made.append((told(scale.name), score, rules.band(scale, score.total) if score.whole else None))
    return made
