"""What people read: all of it translatable, none of it a word for code, none of it a phrase that hurts."""

import functools
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages import extract
from django.test import Client
from django.utils.translation import trans_real

from alongside.guide.pages.help import helplines
from alongside.people.importing.columns import COLUMNS
from alongside.web import explaining
from tests import demo, ground

ROOT = Path(__file__).parents[2]
OPTIONS = {"keywords": {**extract.DEFAULT_KEYWORDS, "gettext_lazy": None, "ngettext_lazy": (1, 2)}}
METHODS = [
    ("**/tests/**", "ignore"),
    ("**/harness/**", "ignore"),
    ("**.py", "python"),
    ("**/jinja2/**", "jinja2"),
    ("**/measures/data/**.json", "alongside.measures.catalogue:questions"),
    ("**/measures/data/**.toml", "alongside.measures.catalogue:sidecar"),
]

# Whole phrases with a meaning, never single words that can be innocent (shared design: words that people read).
NEVER = (
    "addict", "addicts", "abuser", "abusers", "perpetrator", "victim", "no-show", "no show", "did not attend", "DNA",
    "hard to reach", "in denial", "non-engaged", "dirty sample", "clean sample", "drug abuse", "substance abuse",
    "alcohol abuse", "refused treatment", "treatment resistant", "lose custody", "break the glass", "manipulative",
    "sabotage", "he/she", "his or her", "husband or wife", "loved one", "relapse", "offending",
)  # fmt: skip
FOR_CODE = ("alter", "alters", "teller", "tellers", "folder", "folders", "viewer", "viewers", "grantee", "row", "rows",
            "database", "schema", "null", "slug", "queryset")  # fmt: skip


@functools.cache
def messages() -> dict[str, str]:
    """Every sentence that a page can show, with where it stands."""
    found: dict[str, str] = {}
    options = {"**/jinja2/**": {"extensions": "jinja2.ext.i18n", "silent": "false", "trimmed": "true"}}
    for file, line, message, *_ in extract.extract_from_dir(
        str(ROOT / "src/alongside"), METHODS, options, keywords=OPTIONS["keywords"]
    ):
        for text in message if isinstance(message, tuple) else (message,):
            if isinstance(text, str):
                found.setdefault(text, f"{file}:{line}")
    return found


def says(phrase: str, text: str) -> bool:
    flags = 0 if phrase.isupper() else re.IGNORECASE
    return bool(
        re.search(rf"(?<![\w/-]){re.escape(phrase)}(?![\w/-])", re.sub(r"%\(\w+\)s", "", text), flags)
    )


def test_there_is_something_to_read():
    assert len(messages()) > 300


@pytest.mark.parametrize("phrase", NEVER + FOR_CODE)
def test_no_page_says(phrase):
    found = {text: where for text, where in messages().items() if says(phrase, text)}
    assert not found


# Every word of a page that does not go through the catalogue ------------------------------------------------------


def mark(text: str) -> str:
    return f"\u27e6{text}\u27e7" if text.strip() else text


class Pseudo:
    """A catalogue in which every translation is the sentence itself between marks."""

    def __init__(self, real):
        self.real = real

    def gettext(self, message):
        return mark(self.real.gettext(message))

    def ngettext(self, one, many, n):
        return mark(self.real.ngettext(one, many, n))

    def pgettext(self, context, message):
        return mark(self.real.pgettext(context, message))

    def npgettext(self, context, one, many, n):
        return mark(self.real.npgettext(context, one, many, n))


def outside_the_marks(html: str) -> str:
    """The words on a page that no translation made."""
    text = re.sub(r"<(script|style|title|svg)\b.*?</\1>", " ", html, flags=re.S)
    text = unescape(re.sub(r"<[^>]*>", "\n", text))
    depth, kept = 0, []
    for sign in text:
        depth += (sign == "\u27e6") - (sign == "\u27e7")
        if depth == 0 and sign not in "\u27e6\u27e7":
            kept.append(sign)
    return "".join(kept)


def told(house) -> set[str]:
    """Every word that somebody told or that names a colleague: the only ones that stay as they are."""
    words: set[str] = set()
    columns = house.sql.execute(
        "select table_schema, table_name, column_name from information_schema.columns "
        "where table_schema in ('public', 'access') and data_type in ('text', 'character varying')"
    ).fetchall()
    for schema, table, column in columns:
        for (value,) in house.sql.execute(
            f'select distinct "{column}" from "{schema}"."{table}" where "{column}" is not null'
        ):
            words.update(re.findall(r"[^\W\d_]{3,}", str(value)))
    return {w.lower() for w in words}


def walk(browser, most: int = 60, without: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Pages that links lead to, one of each shape, each with its HTML."""
    seen: set[str] = set()
    todo = ["/today/"]
    while todo and len(seen) < most:
        path = todo.pop(0)
        shape = re.sub(r"[A-Za-z0-9_-]{43}", "*", path)
        if shape in seen:
            continue
        seen.add(shape)
        response = browser.get(path)
        if response.status_code != 200 or "html" not in response.headers["Content-Type"]:
            continue
        html = response.content.decode()
        todo += [
            p
            for p in re.findall(r'href="(/[^"#?]*)', html)
            if not p.startswith(("/static", *without)) and "out" not in p
        ]
        yield shape, html


@pytest.mark.slow
def test_every_word_on_the_main_pages_is_translatable(monkeypatch):
    import django.utils.translation as translation

    with demo.clone() as house:
        headings = {
            w for names in COLUMNS.values() for name in names for w in re.findall(r"[^\W\d_]{3,}", name)
        }
        known = told(house) | {"alongside", "nhs", "csv", "pdf", "graphml", "xml"} | headings | set(COLUMNS)
        known |= {
            w.lower()
            for line in helplines()
            for w in re.findall(r"[^\W\d_]{3,}", f"{line.who} {line.number} {line.when}")
        }
        browser = house.browser(demo.staff(house, "Ash Okafor"))
        real = trans_real
        for name in ("gettext", "ngettext", "pgettext", "npgettext"):
            monkeypatch.setattr(translation._trans, name, getattr(Pseudo(_Plain(real)), name))
        seen: set[str] = set()
        faults: dict[str, set[str]] = {}
        for shape, html in walk(browser):
            seen.add(shape)
            odd = {w for w in re.findall(r"[^\W\d_]{3,}", outside_the_marks(html)) if w.lower() not in known}
            if odd:
                faults[shape] = odd
        assert len(seen) > 20
        assert not faults


class _Plain:
    """The real catalogue's functions, taken before they were replaced."""

    def __init__(self, real):
        for name in ("gettext", "ngettext", "pgettext", "npgettext"):
            setattr(self, name, getattr(real, name))


# Short forms ----------------------------------------------------------------------------------------------------------

ACRONYM = re.compile(r"(?<![\w/-])[A-Z][A-Za-z]?[A-Z][A-Za-z0-9]*(?![\w/-])")
# Of machines and files rather than of the field, and what everybody says.
EVERYBODY_S = {
    "UK",
    "SW1A",
    "PIN",
    "PDF",
    "CSV",
    "MB",
    "OK",
    "GraphML",
    "XML",
    "JSON",
    "RIS",
    "BibTeX",
    "UTF",
    "A4",
}


def test_every_short_form_that_a_page_uses_is_in_the_jargon_buster():
    from alongside.web.terms import known

    unknown = {
        short: where
        for text, where in messages().items()
        for short in ACRONYM.findall(re.sub(r"%\(\w+\)s", "", text))
        if short not in EVERYBODY_S and not known().within(short)
    }
    assert not unknown, "add it to guide/content/en/jargon.toml"


class Explained(HTMLParser):
    """A page's text of ours that could explain its words, and the words that do; a button where none may be is a fault."""

    QUIET = explaining.QUIET | {"head"}
    EMPTY = {"area", "br", "hr", "img", "input", "link", "meta", "source", "wbr"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text, self.asked = "", ""
        self.explained: list[str] = []
        self.faults: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self.faults += [
            f"{name} of {tag}" for name, value in attrs if "term__" in (value or "") and name != "class"
        ]
        if said.get("class") == "term__word":
            self.explained.append(re.sub("^(word|term)-", "", said["aria-describedby"]))
            self.faults += [f"within {name}" for name in self.open if name in self.QUIET]
        if tag not in self.EMPTY:
            self.open.append("term__says" if said.get("class") == "term__says" else tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if tag not in self.EMPTY:
            self.open.pop()

    def handle_data(self, data):
        if "term__says" in self.open or "details" in self.open:
            return
        if not self.QUIET.intersection(self.open):
            self.text += data
        elif "label" in self.open or "option" in self.open:
            self.asked += data


def within_the_marks(text: str) -> str:
    """What a translation made, without the values in it that another did not."""
    return " ".join(re.findall(r"\u27e6([^\u27e6\u27e7]*)\u27e7", text))


@pytest.mark.slow
def test_short_forms_explain_themselves_where_they_stand_once_a_page(monkeypatch):
    """By hand, eye and ear, with no script: where ours says a short form in text, or a field asks for it, it can be pressed."""
    import django.utils.translation as translation

    from alongside.web.terms import known

    with demo.clone() as house:
        browser = house.browser(demo.staff(house, "Ash Okafor"))
        real = trans_real
        for name in ("gettext", "ngettext", "pgettext", "npgettext"):
            monkeypatch.setattr(translation._trans, name, getattr(Pseudo(_Plain(real)), name))
        missing: dict[str, set[str]] = {}
        faults: dict[str, list[str]] = {}
        explained: set[str] = set()
        for shape, html in walk(browser, most=150, without=("/guide/", "/help/")):
            if "/copy/" in shape:
                continue  # what was written down, read out as it is
            page = Explained(html)
            again = [slug for slug in page.explained if page.explained.count(slug) > 1]
            faults |= {shape: page.faults + again} if page.faults + again else {}
            explained |= set(page.explained)
            # By the longest word: “NHS 111” is one of its own, and says nothing of the NHS.
            said = {
                word.slug
                for text, word in known().first_said(within_the_marks(page.text + page.asked), set())
                if any(short not in EVERYBODY_S for short in ACRONYM.findall(text))
            }
            missing |= {shape: said - set(page.explained)} if said - set(page.explained) else {}
        assert (faults, missing) == ({}, {})
        assert {"nhs", "gp", "safeguarding-desk"} <= explained


class OnAPublicPage(Explained):
    """A page of the Guide: every word on it that is read, and those that are explained in place or in the list at its foot."""

    def __init__(self, html: str) -> None:
        self.read, self.listed = "", set[str]()
        self.in_list = self.in_name = False
        super().__init__(html)

    def handle_starttag(self, tag, attrs):
        self.in_list |= dict(attrs).get("id") == "words"
        self.in_name = tag == "dt"
        super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        self.in_list &= tag != "details"
        self.in_name = False
        super().handle_endtag(tag)

    def handle_data(self, data):
        super().handle_data(data)
        if self.in_list and self.in_name:
            self.listed.add(data)
        elif not self.in_list and not {"term__says", "title", "style", "script", "nav", "label"} & set(
            self.open
        ):
            self.read += f" {data}"


@pytest.fixture(scope="module")
def public():
    """One empty house for all: what is read here lies in files."""
    with ground.begun() as made:
        yield made


def shapes() -> list[str]:
    """Every page of the Guide that is kept, some in large print, and searches."""
    from alongside.guide.content import guide
    from alongside.guide.pages.offline import pages

    large = [f"/guide/card/{card.slug}/large/" for card in guide().in_order[::9]]
    words = "/guide/words/"  # there each explains itself, and it is the list
    return [
        path for path in (*pages(guide()), *large, "/guide/search/?q=NICE", "/guide/print/") if path != words
    ]


@pytest.mark.slow
def test_on_every_page_of_the_guide_each_word_explains_itself_once(public):
    """In titles and links, where nothing can be pressed, by the list at the foot; a word that was looked for is its own hit."""
    from alongside.web.terms import known

    missing: dict[str, set[str]] = {}
    faults: dict[str, list[str]] = {}
    for path in shapes():
        html = Client().get(path).content.decode()
        page = OnAPublicPage(html)
        explained = set(page.explained)
        explained |= {word.slug for word in known().by_name.values() if word.name in page.listed}
        explained |= set(re.findall(r'href="/guide/words/#([^"]*)"', html))
        again = [slug for slug in page.explained if page.explained.count(slug) > 1]
        again += [slug for slug in page.explained if known_name(slug) in page.listed]
        faults |= {path: page.faults + again} if page.faults + again else {}
        said = {word.slug for word in known().within(page.read)}
        missing |= {path: said - explained} if said - explained else {}
    assert (faults, missing) == ({}, {})


def known_name(slug: str) -> str:
    from alongside.web.terms import known

    return next((word.name for word in known().by_name.values() if word.slug == slug), "")


@pytest.mark.slow
def test_every_short_form_on_a_page_of_the_guide_is_in_the_jargon_buster(public):
    """The tables, the library's lines, the numbers to ring: whatever is read there that is ours."""
    from alongside.guide.content import guide
    from alongside.web.terms import known

    content = guide()
    ours = [entry.line for entry in content.entries.values()]
    ours += [question.text for question in content.questions]
    ours += [str(said) for topic in content.topics for said in (topic["title"], topic.get("line", ""))]
    for row in content.interventions:
        ours += [
            row["name"],
            *row.get("phases", ()),
            *(str(row.get(part, "")) for part in ("short", "who_for", "not_for", "sessions", "unconfirmed")),
        ]
    for line in content.matrix["row"]:
        ours.append(line["title"])
    ours += [f"{column['title']} {column['says']}" for column in content.matrix["columns"]]
    ours += [f"{line.who} {line.when}" for line in helplines()]
    unknown = {
        short
        for text in ours
        for short in ACRONYM.findall(text)
        if short not in EVERYBODY_S and not known().within(short)
    }
    assert not unknown, "add it to guide/content/en/jargon.toml"


def test_every_short_form_that_a_card_uses_is_in_the_jargon_buster():
    from alongside.guide import writing
    from alongside.guide.content import guide
    from alongside.web.terms import known

    unknown = {
        (card.slug, short)
        for card in guide().in_order
        for text in (card.title, card.summary, *card.sections.values())
        for short in ACRONYM.findall(writing.plain(text))
        if short not in EVERYBODY_S and not known().within(short)
    }
    assert not unknown, "add it to guide/content/en/jargon.toml"
