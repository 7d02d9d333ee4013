"""The Guide as a folder of files: any web server or a USB stick carries it, and nothing in it asks for anything from outside.

Links are relative. What leads into the service (deeds, signing in, searches) is left out or said in words.
"""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from posixpath import relpath
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.test import RequestFactory
from django.urls import resolve
from django.utils.html import escape
from django.utils.translation import gettext

from alongside.guide import printing
from alongside.guide.content import Content
from alongside.guide.pages.offline import LOADS, STYLE, pages
from alongside.web import pdf, styling
from alongside.web.registry import address

LEADS_ON = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>The Guide</title><meta http-equiv="refresh" content="0; url={where}"></head>
<body><a href="{where}">{title}</a></body>
</html>
"""
ANCHOR = re.compile(r'<a\b[^>]*href="(/[^"]*)"[^>]*>(.*?)</a>', re.S)


def export(content: Content, to: Path, root: Path, *, paper: bool = True) -> int:
    """Write everything into a folder that is new or empty; `root` is where the built style lies. How many pages there are."""
    to.mkdir(parents=True, exist_ok=True)
    there = set(pages(content)) | {address("guide-card-large", card=card.slug) for card in content.in_order}
    files = {path: f"{path.strip('/')}/index.html" for path in there}
    links = files | {"/": files[address("guide")]}
    for page in ("guide-card", "guide-card-large"):
        links |= {
            address(page, card=old): files[address(page, card=slug)] for old, slug in content.was.items()
        }
    for page, name in (("guide-ris", "guide.ris"), ("guide-bibtex", "guide.bib")):
        (to / name).write_bytes(_answer(address(page)).content)
        links[address(page)] = name
    if paper and _printed(content, to / "guide.pdf"):
        links |= {address("guide-print"): "guide.pdf", address("guide-pdf"): "guide.pdf"}
    for path, name in files.items():
        _write(to / name, _relative(_page(path), name, links).encode())
    for file in _styles(root.resolve()):
        _write(to / "static" / file.relative_to(root.resolve()), file.read_bytes())
    for old, slug in content.was.items():
        for page in ("guide-card", "guide-card-large"):
            _leads_on(to, f"{address(page, card=old).strip('/')}/index.html", files[address(page, card=slug)])
    _leads_on(to, "index.html", files[address("guide")])
    return len(files)


def _leads_on(to: Path, name: str, where: str) -> None:
    """A page that does nothing but lead on, by itself and by a link: the first one, and each card's by a name that it had."""
    page = LEADS_ON.format(where=relpath(where, os.path.dirname(name)), title=gettext("The Guide"))
    _write(to / name, page.encode())


def _write(file: Path, body: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)


def _printed(content: Content, to: Path) -> bool:
    """Put the PDF beside the pages, where this machine can make one."""
    try:
        shutil.copyfile(printing.whole(content), to)
    except (pdf.NoPango, printing.BeingMade):
        return False
    return True


def _styles(root: Path) -> Iterator[Path]:
    """What the pages load, as it was built: the style sheet, the typefaces in it, the icon. No script goes."""
    seen: set[Path] = set()
    todo = [
        root / static(name).removeprefix(settings.STATIC_URL) for name in STYLE if not name.endswith(".js")
    ]
    while todo:
        file = todo.pop()
        if file in seen:
            continue
        seen.add(file)
        yield file
        if file.suffix == ".css":
            named = (name for name in LOADS.findall(file.read_text("utf-8")) if not name.startswith("data:"))
            todo += [(file.parent / name).resolve() for name in named]


def _answer(path: str) -> Any:
    """What the page itself answers to anybody."""
    request = RequestFactory().get(path)
    match = resolve(path)
    return match.func(request, **match.kwargs)


def _page(path: str) -> str:
    response = _answer(path)
    if response.status_code != 200:
        raise LookupError(f"{path} answers {response.status_code}")
    return response.content.decode()


def _relative(html: str, name: str, links: dict[str, str]) -> str:
    """The page with links to files beside it; a link that leads nowhere here keeps its words and loses its link."""
    here = os.path.dirname(name)
    html = styling.as_a_file(html)
    html = re.sub(r'<form\b[^>]*role="search".*?</form>', "", html, flags=re.S)
    html = re.sub(r'<meta name="keeps-offline"[^>]*>', "", html)
    html = re.sub(r'<script type="module" src="[^"]*"></script>', "", html)
    html = re.sub(r'<a class="deed"[^>]*data-deed="[^"]*">.*?</a>', "", html, flags=re.S)
    html = re.sub(r'<div class="exit".*?</div>\s*</div>', _way_out(html), html, flags=re.S)

    def anchor(found: re.Match[str]) -> str:
        path, _, rest = found[1].partition("#")
        known = links.get(path)
        if known is None:
            return f"<span>{found[2]}</span>"
        return found[0].replace(
            f'href="{found[1]}"', f'href="{relpath(known, here)}{"#" + rest if rest else ""}"'
        )

    html = ANCHOR.sub(anchor, html)
    return re.sub(
        r'(href|src)="/static/([^"]*)"', lambda m: f'{m[1]}="{relpath("static/" + m[2], here)}"', html
    )


def _way_out(html: str) -> str:
    """The way out stays on every page; there is no session to end, so it leads away directly."""
    kind = "govuk-button govuk-button--warning exit__link"
    link = f'<a class="{kind}" href="{escape(settings.EXIT_TO)}" rel="nofollow noreferrer">'
    words = re.search(rf'class="{kind}"[^>]*>(.*?)</a>', html, re.S)
    return (
        f'<div class="exit"><div class="width exit__in">{link}{words[1] if words else "Exit"}</a></div></div>'
    )
