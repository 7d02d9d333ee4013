"""References in and out: RIS, BibTeX, and files that are neither."""

import argparse
import re

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
    (found,) = citations.read(data.encode()).references
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
        (
            RIS.replace("TI  - Five steps: a method\n", "").encode(),
            "Reference 1 of 1 (Copello, Alex, 2010, Drugs) has no title.",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_said(data, says):
    with pytest.raises(Unreadable, match=".*") as refused:
        citations.read(data)
    assert says in str(refused.value)


def test_what_goes_out_comes_in_again_the_same():
    entries = guide().entries.values()
    for text in (citations.to_ris(entries), citations.to_bibtex(entries)):
        found = {r.title: r for r in citations.read(text.encode()).references}
        assert len(found) == len(entries)
        for entry in entries:
            assert found[entry.title].authors == entry.authors
            assert found[entry.title].year == entry.year[:4]


def test_a_file_that_was_made_is_an_entry(tmp_path):
    (reference,) = citations.read(RIS.encode()).references
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


def brought_in(tmp_path, monkeypatch, capsys, text: str) -> tuple[list[str], str]:
    """The names of the files that a file of references makes in an empty folder, and what is said of it."""
    monkeypatch.setattr("alongside.guide.content.roots", lambda: [tmp_path])
    (tmp_path / "refs").write_text(text, "utf-8")
    guide_files.run(argparse.Namespace(deed="import", file=tmp_path / "refs"))
    return sorted(path.stem for path in (tmp_path / "en/library").glob("*.md")), capsys.readouterr().out


def ris(*references: tuple[str, str, str]) -> str:
    return "".join(
        f"TY  - JOUR\nAU  - {who}\nTI  - {title}\nPY  - {year}\nER  -\n\n".replace("TI  - \n", "")
        for who, title, year in references
    )


def test_references_in_other_scripts_have_names_of_their_own(tmp_path, monkeypatch, capsys):
    refs = ris(
        ("Иванов, Пётр", "Семья и зависимость", "2015"),
        ("Иванов, Пётр", "Помощь родственникам", "2015"),
        ("王, 芳", "家庭支持", ""),
        ("علي, سارة", "دعم الأسرة", ""),
    )
    names, said = brought_in(tmp_path, monkeypatch, capsys, refs)
    assert len(names) == 4
    assert all(files.NAME.fullmatch(name) for name in names)
    assert "There already" not in said
    assert {files.entry(tmp_path / f"en/library/{name}.md", "en").title for name in names} == {
        "Семья и зависимость", "Помощь родственникам", "家庭支持", "دعم الأسرة"
    }  # fmt: skip
    again, said = brought_in(tmp_path, monkeypatch, capsys, refs)
    assert again == names
    assert said.count("There already") == 4


def test_titles_that_begin_alike_are_two_references(tmp_path, monkeypatch, capsys):
    begins = "Social behaviour and network therapy"
    refs = ris(
        ("Copello, A.", f"{begins} for alcohol", "2009"), ("Copello, A.", f"{begins} for families", "2009")
    )
    names, _said = brought_in(tmp_path, monkeypatch, capsys, refs)
    assert len(names) == 2
    assert names[0] == "copello-2009-social-behaviour-and-network-therapy"
    assert re.fullmatch(names[0] + "-[0-9a-f]{6}", names[1])


@pytest.mark.parametrize(
    ("who", "title", "year", "same"),
    [
        ("Copello, Alex", "FIVE STEPS – a method", "2010", True),
        ("A. Copello", "Five steps: a method", "", True),
        ("Copello, Alex", "Five steps: a method", "2012", False),
        ("Velleman, Richard", "Five steps: a method", "2010", False),
    ],
)
def test_what_is_there_already_is_known_by_its_title_year_and_people(
    tmp_path, monkeypatch, capsys, who, title, year, same
):
    names, said = brought_in(
        tmp_path,
        monkeypatch,
        capsys,
        ris(("Copello, Alex", "Five steps: a method", "2010"), (who, title, year)),
    )
    assert (len(names) == 1) is same
    assert ("There already: copello-2010-five-steps-a-method" in said) is same


def test_one_without_a_title_is_left_out_and_said_by_its_number(tmp_path, monkeypatch, capsys):
    refs = ris(("Copello, A.", "One", "2009"), ("Orford, J.", "", "2010"), ("Copello, A.", "Two", "2011"))
    names, said = brought_in(tmp_path, monkeypatch, capsys, refs)
    assert names == ["copello-2009-one", "copello-2011-two"]
    assert "Left out: Reference 2 of 3 (Orford, J., 2010) has no title." in said


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
