"""The questionnaires that the product has: every edition of each, read once. No Django."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from alongside.measures.reading import Broken, read, version_key
from alongside.measures.sheet import Sheet

DATA = Path(__file__).parent / "data"


class Library:
    """Editions by url and version. A new answer is given to the newest active edition, an old one read by its own."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self.editions: dict[tuple[str, str], Sheet] = {}
        for sheet in sheets:
            if (sheet.url, sheet.version) in self.editions:
                raise Broken([f"{sheet.canonical}: two files say that they are this edition."])
            self.editions[sheet.url, sheet.version] = sheet
        self.newest: dict[str, Sheet] = {}
        for sheet in sorted(self.editions.values(), key=lambda s: version_key(s.version)):
            if sheet.status == "active":
                self.newest[sheet.slug] = sheet
        for sheet in self.newest.values():
            for slug in (*sheet.carries,):
                if slug not in self.newest:
                    raise Broken([f"{sheet.slug}: carries from “{slug}”, which is not there."])

    def edition(self, url: str, version: str) -> Sheet | None:
        """The edition that was answered."""
        return self.editions.get((url, version))

    def assessment(self, kind: str, part: str) -> list[Sheet]:
        """The sections of a brief or full assessment in this part of a record, in order."""
        those = [s for s in self.newest.values() if kind in s.asked_in and part in s.parts]
        return sorted(those, key=lambda s: (s.order, s.slug))


@cache
def library() -> Library:
    """What lies in `data/`; raises `Broken` with everything that is wrong."""
    problems: list[str] = []
    sheets = []
    for file in sorted(DATA.glob("**/*.json")):
        try:
            sheets.append(read(file))
        except Broken as broken:
            problems += broken.problems
    if problems:
        raise Broken(problems)
    return Library(sheets)
