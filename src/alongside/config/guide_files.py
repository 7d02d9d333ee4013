"""The Guide's files: look whether they are well, make a folder or a PDF of them, bring references in and out.

alongside guide check              say what is wrong with any file
alongside guide export DIR         write the whole Guide as files that any web server or USB stick carries
alongside guide print FILE         write the whole Guide as one PDF
alongside guide import FILE        make library entries of a RIS or BibTeX file, in this service's own folder
alongside guide references FILE    write the library as RIS or, where the name ends in .bib, as BibTeX
"""

import argparse
import collections
import contextlib
import shutil
from pathlib import Path

from alongside.config.command import Stop, say


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", choices=tuple(DEEDS), metavar="check|export|print|import|references")
    parser.add_argument(
        "file", type=Path, nargs="?", metavar="FILE", help="the file or folder that it is about"
    )


def needs(options: argparse.Namespace) -> str:
    """The pages of an export are answered as to anybody, which opens the database; everything else is files."""
    return "database" if options.deed == "export" else "django"


def run(options: argparse.Namespace) -> int:
    if options.deed != "check" and options.file is None:
        raise Stop("Say which file or folder: alongside guide --help")
    try:
        return DEEDS[options.deed](options.file) or 0
    except FileNotFoundError as problem:
        raise Stop(f"{problem.filename} is not there.") from None


def check(_: Path | None) -> int:
    """Every problem in a line; 1 where there is one."""
    from alongside.guide.content import FIRST, LANGUAGES, guide, unknown_deeds, unknown_figures

    problems = [p for lang in LANGUAGES for p in (*guide(lang).problems, *unknown_deeds(guide(lang)))]
    problems += unknown_figures(guide(FIRST))
    for problem in problems:
        say(str(problem))
    if not problems:
        content = guide()
        say(
            f"All is well: {len(content.cards)} cards, {len(content.entries)} library entries, {len(content.terms)} words."
        )
    return 1 if problems else 0


def export(folder: Path) -> None:
    """A folder of files; it must be new or empty."""
    from alongside.config import assets
    from alongside.guide import exporting
    from alongside.guide.content import guide

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Stop(f"{folder} holds something already. Name a folder that is new or empty.")
    assets.build()
    many = exporting.export(guide(), folder, assets.BUILT)
    say(
        f"Written: {many} pages. Open {folder / 'index.html'}, or put the folder on any web server or USB stick."
    )


def on_paper(file: Path) -> None:
    """One PDF with everything."""
    from alongside.guide import printing
    from alongside.guide.content import guide
    from alongside.web import pdf

    try:
        shutil.copyfile(printing.whole(guide()), file)
    except pdf.NoPango as missing:
        raise Stop(f"The PDF cannot be made here: {missing} is missing.") from None
    except printing.BeingMade:
        raise Stop("It is being made by another process. Try again in half a minute.") from None
    say(f"Written: {file}")


def bring_in(file: Path) -> None:
    """Each reference becomes a file that a person then completes with one line of what it says."""
    from alongside.guide import citations
    from alongside.guide.content import FIRST, guide, roots
    from alongside.guide.files import Unreadable, entry

    try:
        found = citations.read(file.read_bytes())
    except OSError as problem:
        raise Stop(f"{file} cannot be read: {problem.strerror}.") from None
    except Unreadable as problem:
        raise Stop(f"{file.name} {problem}") from None
    folder = roots()[-1] / FIRST / "library"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    known, called, made = dict(guide().entries), collections.defaultdict(list), 0
    for path in sorted(folder.glob("*.md")):
        with contextlib.suppress(Unreadable):  # `alongside guide check` says what is wrong with it
            known[path.stem] = entry(path, FIRST)
    for slug, one in known.items():
        called[citations.folded(one.title)].append(slug)
    for reference in found.references:
        there = called[citations.folded(reference.title)]
        if same := next((slug for slug in there if citations.alike(reference, known[slug])), None):
            say(f"There already: {same} ({reference.title})")
            continue
        name = reference.slug
        if name in known or (folder / f"{name}.md").exists():
            name = reference.marked(name)
        path = folder / f"{name}.md"
        path.write_text(citations.as_file(reference), "utf-8")
        known[name] = entry(path, FIRST)
        there.append(name)
        made += 1
    for says in found.left_out:
        say(f"Left out: {says}")
    say(
        f"Made {made} entries in {folder}. Write into each what it says, in one line of your own; then start again."
    )


def write_out(file: Path) -> None:
    """The library as one file of references."""
    from alongside.guide import citations
    from alongside.guide.content import guide

    write = citations.to_bibtex if file.suffix == ".bib" else citations.to_ris
    file.write_text(write(guide().entries.values()), "utf-8")
    say(f"Written: {file}")


DEEDS = {"check": check, "export": export, "print": on_paper, "import": bring_in, "references": write_out}
