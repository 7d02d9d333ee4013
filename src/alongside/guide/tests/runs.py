"""Runs of eight words of the five briefings, as marks from which nothing can be read back.

The briefings are others' words and no part of this product. So that a test can say that none of their sentences got into the
Guide, `seed_runs.bin` holds a mark (the first five bytes of a keyed hash) of every run of eight words in them. It was made by

    python -m alongside.guide.tests.runs FOLDER-OF-BRIEFINGS

and is made again only where a briefing changes. Words are compared without capitals, accents and signs.
"""

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

EIGHT, BYTES = 8, 5
SALT = b"alongside guide runs 1"
FILE = Path(__file__).parent / "seed_runs.bin"
CANARY = "a kettle sings while nobody at the window"


def of(text: str) -> Iterator[str]:
    """Every run of eight words in a text."""
    folded = unicodedata.normalize("NFKD", text.lower())
    folded = (
        "".join(sign for sign in folded if not unicodedata.combining(sign)).replace("’", "").replace("'", "")
    )
    words = re.findall(r"[^\W_]+", folded)
    for begin in range(len(words) - EIGHT + 1):
        yield " ".join(words[begin : begin + EIGHT])


def mark(run: str) -> bytes:
    """The mark of one run."""
    return hashlib.blake2b(run.encode(), key=SALT, digest_size=BYTES).digest()


def load() -> frozenset[bytes]:
    """Every mark."""
    data = FILE.read_bytes()
    return frozenset(data[at : at + BYTES] for at in range(0, len(data), BYTES))


def main(folder: Path) -> None:
    """Write the marks of all texts in a folder."""
    marks = {mark(next(of(CANARY)))}
    for path in sorted(folder.glob("*.txt")):
        marks.update(mark(run) for run in of(path.read_text("utf-8")))
    FILE.write_bytes(b"".join(sorted(marks)))
    print(f"{len(marks)} marks in {FILE}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
