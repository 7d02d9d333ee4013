"""Names that have no place in the Guide, as marks from which nobody reads them: the well-known people whom a briefing writes of,
and those who sat at the briefings' seminars.

`seed_names.bin` holds a mark (eight bytes of a keyed hash) of each full name, and of each surname that is no ordinary word and no
author's in the library. It was made, from a list written by hand that is in no repository, by

    python -m alongside.guide.tests.names FILE

with a name in each line. Names are compared without capitals, accents and signs.
"""

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

BYTES = 8
MOST_WORDS = 3
SALT = b"alongside guide names 1"
FILE = Path(__file__).parent / "seed_names.bin"
CANARY = "Gwendolen Made-Up"


def words(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    folded = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"[^\W_]+", "".join(sign for sign in folded if not unicodedata.combining(sign)))


def runs(text: str) -> Iterator[str]:
    """Every run of so many words as a name may have."""
    said = words(text)
    for many in range(1, MOST_WORDS + 1):
        for begin in range(len(said) - many + 1):
            yield " ".join(said[begin : begin + many])


def mark(name: str) -> bytes:
    """The mark of one name."""
    return hashlib.blake2b(" ".join(words(name)).encode(), key=SALT, digest_size=BYTES).digest()


def load() -> frozenset[bytes]:
    """Every mark."""
    data = FILE.read_bytes()
    return frozenset(data[at : at + BYTES] for at in range(0, len(data), BYTES))


def main(file: Path) -> None:
    """Write the marks of the names in a file."""
    marks = {mark(CANARY), *(mark(line) for line in file.read_text("utf-8").splitlines() if line.strip())}
    FILE.write_bytes(b"".join(sorted(marks)))
    print(f"{len(marks)} marks in {FILE}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
