"""Words that explain themselves where they stand: in the sentences of ours that a template writes as text, once a page.

A sentence from the catalogue is `Ours` until something is done to it; whatever somebody told is plain text and stays as it is. A
template asks each thing that it writes between two tags whether it is a sentence of ours, and one with a word in it is written
with the word explained. Within a link, a button, a label or an attribute nothing is: there the list at the foot of the page
stands, and below the label of a field a line (`line`).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, pass_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from markupsafe import Markup, escape

from alongside.web import terms
from alongside.web.terms import Word


class Ours(Markup):
    """A sentence of ours on its way to a page, with the values in it, and as it was without them."""

    sentence: str = ""
    values: dict[str, Any] | None = None


def said(context: Context, sentence: str, values: dict[str, Any]) -> str:
    """A sentence of the catalogue with its values, for a template."""
    terms.note(sentence)
    if not context.eval_ctx.autoescape:
        return sentence % values
    made = Ours(Markup(sentence) % values)  # noqa: S704
    made.sentence, made.values = sentence, values
    return made


def our_words(text: str) -> Ours:
    """A sentence of ours from a file, such as a question of the Guide: no value is ever put into it."""
    terms.note(text)
    made = Ours(escape(text))
    made.sentence = text
    return made


@pass_context  # or a word that a template says itself would be looked at once, when the template is made
def names_words(_context: Context, text: str) -> str:
    """A title of ours or of a source, where no word may be pressed: what is in it stands in the list at the foot of the page."""
    terms.note(str(text))
    return text


def explained(value: Any) -> Any:
    """A sentence of ours with its words explained that have not been on this page yet; anything else as it is."""
    if isinstance(value, Ours):
        sentence, values = value.sentence, value.values
    elif isinstance(value, Promise):
        sentence, values = str(value), None
        terms.note(sentence)
    else:
        return value
    page = terms.on_this_page()
    if page is None or all(word.slug in page.explained for word in terms.within(sentence)):
        return value
    if values is None:
        return terms.known().marked(sentence, page.explained, _on_a_page)
    return terms.known().marked(Markup(sentence), page.explained, _in_a_sentence) % values  # noqa: S704


def _on_a_page(said: str, word: Word) -> Markup:
    return terms.explaining(said, word, "word")


def _in_a_sentence(said: str, word: Word) -> Markup:
    return Markup(terms.explaining(said, word, "word").replace("%", "%%"))  # noqa: S704


def line(sentences: Iterable[Any]) -> Markup:
    """The words of a field's label, hint and choices that have not been on this page yet, for a line below its label."""
    page = terms.on_this_page()
    if page is None:
        return Markup("")
    found = [
        _on_a_page(said, word)
        for sentence in sentences
        if isinstance(sentence, Promise)
        for said, word in terms.known().first_said(str(sentence), page.explained)
    ]
    if not found:
        return Markup("")
    return Markup('<p class="terms-here">{} {}</p>').format(
        gettext("In plain words:"), Markup(" · ").join(found)
    )


# The catalogue's functions as templates call them -------------------------------------------------------------------------


@pass_context
def _gettext(context: Context, message: str, /, **values: Any) -> str:
    return said(context, gettext(message), values)


@pass_context
def _ngettext(context: Context, one: str, many: str, num: int, /, **values: Any) -> str:
    return said(context, ngettext(one, many, num), {"num": num, **values})


@pass_context
def _pgettext(context: Context, about: str, message: str, /, **values: Any) -> str:
    return said(context, pgettext(about, message), {"context": about, **values})


@pass_context
def _npgettext(context: Context, about: str, one: str, many: str, num: int, /, **values: Any) -> str:
    return said(context, npgettext(about, one, many, num), {"context": about, "num": num, **values})


def install(env: Environment) -> None:
    """Give an environment the catalogue, and the question that each of its texts is asked."""
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(  # type: ignore[attr-defined]
        _gettext, _ngettext, newstyle=False, pgettext=_pgettext, npgettext=_npgettext
    )
    env.newstyle_gettext = True  # type: ignore[attr-defined]
    env.filters.update(explained=explained, our_words=our_words, names_words=names_words)
    env.add_extension(Explaining)


# Where a template writes text ---------------------------------------------------------------------------------------------

QUIET = frozenset(
    ("a", "button", "label", "summary", "option", "select", "textarea", "title", "script", "style", "svg")
)
"""Within these a word cannot be pressed by itself, or is not seen."""

QUIET_BLOCKS = frozenset(("title", "size"))
"""Blocks that a layout puts where no text is."""

PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)|(?P<quote>[\"'])|(?P<end>>)", re.DOTALL
)
OF_THE_CATALOGUE = frozenset(("_", "gettext", "ngettext", "pgettext", "npgettext"))


class Where:
    """How far a template's own HTML has come: within a tag, within its quotation marks, within elements that stay quiet."""

    def __init__(self) -> None:
        self.quote = ""
        self.in_tag = False
        self.quiet = 0

    def read(self, html: str) -> None:
        """Go on over a piece of it."""
        for found in PIECE.finditer(html):
            if self.quote:
                if found["quote"] == self.quote:
                    self.quote = ""
            elif self.in_tag:
                if found["end"]:
                    self.in_tag = False
                elif found["quote"]:
                    self.quote = found["quote"]
            elif found["name"]:
                self.in_tag = True
                if found["name"].lower() in QUIET:
                    self.quiet = max(0, self.quiet + (-1 if found["close"] else 1))

    @property
    def is_text(self) -> bool:
        """May what is written here explain itself?"""
        return not (self.in_tag or self.quote or self.quiet)


class Explaining(Extension):
    """Puts the filter `explained` after everything that a template of ours writes between two tags."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token] | TokenStream:
        """The template's tokens, with the filter."""
        name = stream.name or ".html"
        if not name.endswith(".html") or name.startswith("govuk_frontend_jinja"):
            return stream
        return self._filtered(stream)

    def _filtered(self, stream: TokenStream) -> Iterator[Token]:
        where, blocks = Where(), []
        while not stream.eos:
            token = next(stream)
            if token.type == "data":
                where.read(token.value)
            elif token.type == "block_begin" and stream.current.test("name:block"):
                blocks.append(stream.look().value in QUIET_BLOCKS)
                where.quiet += blocks[-1]
            elif token.type == "block_begin" and stream.current.test("name:endblock") and blocks:
                where.quiet -= blocks.pop()
            if token.type != "variable_begin" or not where.is_text or _is_other_call(stream):
                yield token
                continue
            yield token
            yield Token(token.lineno, "lparen", "(")
            while stream.current.type != "variable_end":
                yield next(stream)
            at = stream.current.lineno
            yield from (
                Token(at, "rparen", ")"),
                Token(at, "pipe", "|"),
                Token(at, "name", "explained"),
                next(stream),
            )


def _is_other_call(stream: TokenStream) -> bool:
    """Is it a macro or a function that is called here? What it makes has been asked already. A form's token is never ours."""
    first = stream.current
    if first.type != "name" or first.value in OF_THE_CATALOGUE:
        return False
    return first.value == "csrf_input" or stream.look().type == "lparen"
