"""References in and out: RIS, BibTeX, and files that are neither."""

import argparse

import pytest

from alongside.config import guide_files
from alongside.config.command import Stop
from alongside.guide import citations, files
from alongside.guide.content import guide
from alongside.guide.files import Unreadable

RIS = """TY  - JOUR
AU  - Copello, Alex
AU  - Orford, Jim
TI  - Five steps: a method
PY  - 2010
JO  - Drugs
DO  - 10.1000/x
KW  - families
ER  -
"""
BIBTEX = """@article{copello,
  title = {Five steps: a {M}ethod},
  author = {Copello, Alex and Orford, Jim},
  year = {2010},
  journal = {Drugs},
  url = {https://example.org/a},
  keywords = {families, carers}
}
"""


@pytest.mark.parametrize("data", [RIS, BIBTEX, RIS.replace("\n", "\r\n"), "\ufeff" + RIS])
def test_a_reference_is_read(data):
    (found,) = citations.read(data.encode())
    assert found.authors == ("Copello, Alex", "Orford, Jim")
    assert found.year == "2010"
    assert found.title.lower() == "five steps: a method"
    assert found.slug == "copello-2010-five-steps-a-method"
    assert "families" in found.topics


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (RIS.replace("Alex", "Alés").encode("latin-1"), "not written in UTF-8 (line 2"),
        (RIS.encode("utf-16"), "written in UTF-16"),
        (b"", "has no reference in it"),
        (b"just words", "has no reference in it"),
        (b"%PDF-1.4 \0", "not a file of text"),
        (b"@article{x, title = {a", "@article{ or another kind"),
        (RIS.replace("TI  - Five steps: a method\n", "").encode(), "a reference without a title"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(data, says):
    with pytest.raises(Unreadable, match=".*") as refused:
        citations.read(data)
    assert says in str(refused.value)


def test_what_goes_out_comes_in_again_the_same():
    entries = guide().entries.values()
    for text in (citations.to_ris(entries), citations.to_bibtex(entries)):
        found = {r.title: r for r in citations.read(text.encode())}
        assert len(found) == len(entries)
        for entry in entries:
            assert found[entry.title].authors == entry.authors
            assert found[entry.title].year == entry.year[:4]


def test_a_file_that_was_made_is_an_entry(tmp_path):
    (reference,) = citations.read(RIS.encode())
    path = tmp_path / f"{reference.slug}.md"
    path.write_text(citations.as_file(reference), "utf-8")
    entry = files.entry(path, "en")
    assert entry.title == "Five steps: a method"
    assert entry.link == "https://doi.org/10.1000/x"


def test_the_command_brings_in_what_is_not_there_yet(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("alongside.guide.content.roots", lambda: [tmp_path])
    (tmp_path / "refs.ris").write_text(RIS)
    asked = argparse.Namespace(deed="import", file=tmp_path / "refs.ris")
    guide_files.run(asked)
    assert (tmp_path / "en/library/copello-2010-five-steps-a-method.md").exists()
    guide_files.run(asked)
    assert "There already" in capsys.readouterr().out


def test_the_command_says_what_is_wrong(tmp_path):
    (tmp_path / "refs.ris").write_bytes(RIS.encode("utf-16"))
    for asked in (
        argparse.Namespace(deed="import", file=tmp_path / "refs.ris"),
        argparse.Namespace(deed="import", file=tmp_path / "none.ris"),
        argparse.Namespace(deed="export", file=tmp_path),
        argparse.Namespace(deed="export", file=None),
    ):
        with pytest.raises(Stop):
            guide_files.run(asked)
