"""Finding something in the Guide: over 20,000 entries, ours and made-up ones, asked by a browser of nobody's.

Each search is a page, from the request to the last byte, as a browser would have it. The words are of cards and entries: as they
are written, cut short as while one types, with one letter wrong, several at once, and some that stand nowhere.
"""

import http.client
import random
import statistics
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from bench.ground import Ground
from bench.web import result, serving

ENTRIES, ASKED = 20_000, 600
LETTERS = "abcdefghijklmnopqrstuvwxyz"
MEDIAN, MOST = 50.0, 100.0  # milliseconds
SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in "aeiou"]


def all_rows(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """How long a search takes, and whether a word with one letter wrong is found."""
    from alongside.guide import filling

    service, chance = ground.service(2_000), random.Random(ground.seed)
    with ground.django(service.name) as owner:
        rows = [row for lang in ("en",) for row in filling.pieces(_guide())]
        rows += made_up(ENTRIES - len(rows), chance)
        filling.put(owner, rows)
        with owner.cursor() as cursor:
            cursor.execute(
                "select word from guide_spelling where lang = 'en' and letters between 4 and 14 order by word"
            )
            words = [word for (word,) in cursor.fetchall() if word.isalpha()]
    with serving(service) as server:
        took, found, wrong = ask(server.port, words, chance)
    yield result(
        f"a search of the Guide over {ENTRIES:,} entries, the page whole",
        f"median ≤ {MEDIAN:.0f} ms, 95% ≤ {MOST:.0f} ms",
        f"{statistics.median(took):.1f} ms, {statistics.quantiles(took, n=20)[18]:.1f} ms",
        statistics.median(took) <= MEDIAN and statistics.quantiles(took, n=20)[18] <= MOST,
        "guide search",
    )
    yield result(
        "words with one letter wrong that find something",
        "all",
        f"{found} of {wrong}",
        found == wrong,
        "guide typos",
    )


def _guide() -> Any:
    from alongside.guide.content import guide

    return guide()


def made_up(many: int, chance: random.Random) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Entries as a large library has them: a title, authors, a line; words that are frequent and words that are rare."""
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))) for _ in range(30_000)]
    weights = [1 / (n + 10) for n in range(len(vocabulary))]
    common = [
        "family",
        "alcohol",
        "treatment",
        "partner",
        "network",
        "recovery",
        "naloxone",
        "evidence",
        "people",
        "help",
    ]
    for n in range(many):
        drawn = chance.choices(vocabulary, weights, k=40)
        title = " ".join([*drawn[:7], *chance.choices(common, k=2)])
        yield "en", "entry", f"made-up-{n}", title, " ".join(drawn[7:25]), " ".join(drawn[25:])


def ask(port: int, words: list[str], chance: random.Random) -> tuple[list[float], int, int]:
    """Ask so often; milliseconds of each, and how many of those with one letter wrong found something."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    took, found, wrong = [], 0, 0
    for n in range(ASKED):
        word = chance.choice(words)
        typo = n % 4 == 1
        typed = {
            0: word,
            1: misspelled(word, chance),
            2: word[: max(2, len(word) // 2)],
            3: " ".join(chance.choices(words, k=2))
            if n % 8 == 3
            else f"{chance.choice(['family', 'treatment', 'support'])} {word}",
        }[n % 4]
        begun = time.perf_counter()
        connection.request(
            "GET", f"/guide/search/?{urlencode({'q': typed})}", headers={"Accept-Encoding": "gzip"}
        )
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - begun) * 1000)
        assert answer.status == 200, typed
        if typo:
            connection.request("GET", f"/guide/search/?{urlencode({'q': typed})}")
            wrong += 1
            found += b"practice-list__name" in connection.getresponse().read()
    return took[ASKED // 10 :], found, wrong


def misspelled(word: str, chance: random.Random) -> str:
    """The word with one letter another, one too many or one too few."""
    at, other = chance.randrange(1, len(word)), chance.choice(LETTERS)
    return chance.choice(
        (word[:at] + other + word[at + 1 :], word[:at] + other + word[at:], word[:at] + word[at + 1 :])
    )
