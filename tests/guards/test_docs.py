"""The docs that are derived are current, and what they name is there."""

import re
from pathlib import Path

import pytest

from alongside.config import matrix

ROOT = Path(__file__).parents[2]


def test_the_access_matrix_is_current():
    assert (ROOT / matrix.HERE).read_text() == matrix.text(), "make fix writes it anew"


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CONTRIBUTING.md",
        *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").rglob("*.md")),
    ],
)
def test_links_between_docs_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / page).read_text()):
        assert (ROOT / page).parent.joinpath(target).exists(), target


def test_nothing_names_a_machine_or_a_registry():
    import subprocess

    words = [
        "pypi" + ".org",
        "pythonhosted" + ".org",
        "registry.npmjs" + ".org",
        "deb.debian" + ".org",
        "/wo" + "rk/main",
    ]
    found = subprocess.run(
        ["git", "grep", "-nIE", "|".join(map(re.escape, words))], cwd=ROOT, capture_output=True, text=True
    )
    assert found.stdout == ""
