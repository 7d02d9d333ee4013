"""Finding something in the Guide: full text, words that are a letter or two off understood. Nothing typed is kept or logged."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.guide.filling import words_of

MOST_LETTERS = 200
MOST_WORDS = 8
MOST = 30
LOOKED_AT = 300
"""Of entries of the library that have the words, so many are put in order; cards and words of the field always all."""
STEMS = {"en": "pg_catalog.english"}

# Which of the words are in the Guide, and what else each may have been meant to be. One that says nothing (the, of) is left out.
MEANT = """
    select w.n, w.word, w.empty, w.known,
           case when w.known or w.empty then '{}'::text[]
                else coalesce(nullif(array(select s.word::text from guide_spelling s
                         where s.lang = w.lang and s.letters between length(w.word) - 1 and length(w.word) + 1
                           and length(w.word) > 2 and levenshtein_less_equal(s.word, w.word, 1) <= 1
                         order by s.many desc, s.word limit 4), '{}'::text[]),
                     array(select s.word::text from guide_spelling s
                         where s.lang = w.lang and s.letters between length(w.word) - 2 and length(w.word) + 2
                           and length(w.word) > 5 and levenshtein_less_equal(s.word, w.word, 2) <= 2
                         order by s.many desc, s.word limit 4)) end as near
      from (select n, word, lang, numnode(to_tsquery(%s::regconfig, word)) = 0 as empty,
                   exists (select from guide_spelling s where s.lang = given.lang and s.word >= given.word collate "C"
                              and s.word <= (given.word || case when n = %s then chr(1114111) else '' end) collate "C") as known
              from (select n, word, %s::text as lang from unnest(%s::text[]) with ordinality as typed(word, n)) as given
             offset 0) as w
     order by w.n
"""
FOUND = """
    with asked as (select to_tsquery(%s::regconfig, %s) as q)
    select kind, slug, title, line from (
        (select p.* from guide_piece p, asked where p.lang = %s and p.kind <> 'entry' and p.words @@ asked.q)
        union all
        (select p.* from guide_piece p, asked where p.lang = %s and p.kind = 'entry' and p.words @@ asked.q limit %s)
    ) as p, asked
     order by ts_rank(p.words, asked.q) * case p.kind when 'card' then 3 else 1 end desc, title limit %s
"""


@dataclass(frozen=True)
class Hit:
    """Something that was found."""

    kind: str
    slug: str
    title: str
    line: str


@dataclass
class Answer:
    """What was found, and what is to be said of it."""

    typed: str
    hits: list[Hit] = field(default_factory=list)
    says: str = ""
    instead: str = ""


def search(typed: str, lang: str, *, any_of: bool = False) -> Answer:
    """Look for what was typed: all of its words, or `any_of` them. Whatever it is, the answer is a sentence or a list."""
    typed = " ".join(typed.replace("\0", " ").split())
    if not typed:
        return Answer("")
    words = words_of(typed)[:MOST_WORDS]
    if len(typed) > MOST_LETTERS:
        return Answer(
            typed[:MOST_LETTERS], says=_("That is more than a search can take. Try two or three words.")
        )
    if not words or max(map(len, words)) < 2:
        return Answer(typed, says=_("Type at least two letters of a word."))
    stems = STEMS.get(lang, "pg_catalog.simple")
    asked: list[str] = []
    instead: list[str] = []
    for row in folders.rows(MEANT, stems, len(words), lang, words):
        last = ":*" if row["n"] == len(words) else ""
        if row["empty"]:
            continue
        near = row["near"]
        # A form that stands nowhere may still have a stem that does: it is looked for as well.
        asked.append("(" + " | ".join([row["word"] + last, *near]) + ")")
        instead += near[:1]
    if not asked:
        return Answer(typed, says=_("Those words are in everything. Try one that says more."))
    rows = folders.rows(FOUND, stems, (" | " if any_of else " & ").join(asked), lang, lang, LOOKED_AT, MOST)
    hits = [Hit(row["kind"], row["slug"], row["title"], row["line"]) for row in rows]
    if not hits:
        return Answer(
            typed, says=_("Nothing here has those words. Try fewer, or look behind the five doors.")
        )
    return Answer(typed, hits, instead=", ".join(instead))
