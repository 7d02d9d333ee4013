"""A card's words as a page shows them: Markdown with nothing of HTML in it, and the words of the field explaining themselves."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup

from alongside.web.terms import Words

FILE = re.compile(r"(?:\.\./)?(?:(cards|library)/)?([a-z0-9-]+)\.md")


class Renderer(RendererHTML):
    """Plain HTML; each text is looked through for words that are to explain themselves, but not within a link."""

    def text(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
        words, seen = env.get("words"), env.get("seen")
        inside = sum((t.type == "link_open") - (t.type == "link_close") for t in tokens[:at])
        if words is None or inside:
            return super().text(tokens, at, options, env)
        return str(words.marked(tokens[at].content, seen))

    def link_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
        token = tokens[at]
        href = str(token.attrs.get("href", ""))
        if found := FILE.fullmatch(href):
            token.attrSet("href", env["address"](found[1] or "cards", found[2]))
        elif href.startswith("http"):
            token.attrSet("rel", "noopener noreferrer")
        token.attrSet("class", "govuk-link")
        return self.renderToken(tokens, at, options, env)


@lru_cache
def _markdown() -> MarkdownIt:
    # "js-default" without HTML: tables are in it, and no address that a browser would run.
    return MarkdownIt("commonmark", {"html": False}, renderer_cls=Renderer).enable("table")


def html(text: str, *, address: Callable[[str, str], str], words: Words | None, seen: set[str]) -> Markup:
    """A piece of Markdown; `address` says where a card or an entry is, `seen` which words have been explained on this page."""
    return Markup(_markdown().render(text, {"address": address, "words": words, "seen": seen}))  # noqa: S704


def files_named(text: str) -> list[tuple[str, str]]:
    """The files of the Guide that a piece of Markdown links to: cards or library, and the name."""
    found = (
        FILE.fullmatch(str(child.attrs.get("href", "")))
        for token in _markdown().parse(text)
        for child in token.children or ()
        if child.type == "link_open"
    )
    return [(one[1] or "cards", one[2]) for one in found if one]


def plain(text: str) -> str:
    """The words alone, for the search and for reading age."""
    words: list[str] = []
    for token in _markdown().parse(text):
        for child in token.children or ():
            if child.type in ("text", "code_inline"):
                words.append(child.content)
            elif child.type in ("softbreak", "hardbreak"):
                words.append(" ")
        if token.type == "inline":
            words.append("\n")
    return "".join(words).strip()
