"""Every word that a template of the kit shows can be translated."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from jinja2 import Environment, nodes

WEB = Path(__file__).resolve().parents[1]
TEMPLATES = sorted(path for path in (WEB / "jinja2" / "web").glob("*.html") if path.name != "gallery.html")
SPOKEN = re.compile(r'(?:aria-label|title|alt|placeholder)="([^"{]*[A-Za-z]{2}[^"{]*)"')


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_word_stands_outside_a_translation(template):
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(template.read_text())
    raw = "\0".join(
        part.data
        for out in tree.find_all(nodes.Output)
        for part in out.nodes
        if isinstance(part, nodes.TemplateData)
    )
    assert not SPOKEN.findall(raw)
    shown = re.sub(r"<[^>]*>", "\0", re.sub(r"<!--.*?-->", "", raw, flags=re.DOTALL))
    # What stands inside a tag that an expression splits is an attribute, not a word.
    words = [
        bit.strip()
        for bit in shown.split("\0")
        if re.search(r"[A-Za-z]{2}", bit) and "=" not in bit and '"' not in bit
    ]
    words = [
        word for word in words if not re.fullmatch(r"(is-[a-z]+ ?)+", word)
    ]  # classes of the page's size
    assert set(words) <= {"alongside", "– Alongside"}, words


def test_the_extraction_finds_them():
    with (WEB / "babel.cfg").open() as lines:
        methods, options = parse_mapping_cfg(lines)
    found = {
        message if isinstance(message, str) else message[0]
        for _file, _line, message, _comments, _context in extract_from_dir(
            str(WEB), methods, options, keywords={"_": None, "gettext_lazy": None, "ngettext": (1, 2)}
        )
    }
    assert {"Sign out", "Write a date.", "Somebody else changed this too", "Today"} <= found
    assert "A form that was sent" not in found
