"""The Guide: finding something among 20,000 entries, ours and made-up ones, and a page's first content on a slow phone.

Each search is a page, from the request to the last byte, as a browser would have it. The words are of cards and entries: as they
are written, cut short as while one types, with one letter wrong, several at once, and some that stand nowhere.

A page on a slow phone is asked for by Chromium itself, with nothing kept from before, through Chrome's own "Fast 3G".
"""

import http.client
import os
import random
import shutil
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
PAGES = ("/guide/", "/guide/card/hurts-danger-now/", "/guide/words/", "/help/")
LOOKS, FIRST, HEAVIEST = 5, 1_500.0, 100.0  # how often each page; milliseconds; kB
FAST_3G = {"offline": False, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375}
PHONE = {"width": 360, "height": 760}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in "aeiou"]


def all_rows(ground: Ground, persons: int) -> Iterator[dict[str, Any]]:
    """How long a search takes, whether a word with one letter wrong is found, and when a page has something to read."""
    from alongside.config import assets
    from alongside.guide import filling

    assets.build()

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
    with serving(service, static=assets.BUILT) as server:
        took, found, wrong = ask(server.port, words, chance)
        firsts = first_contents(server.port)
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
    for path, (first, weight) in firsts.items():
        yield result(
            f"{path} on a slow phone: something to read, and all that travels",
            f"≤ {FIRST:,.0f} ms, ≤ {HEAVIEST:.0f} kB",
            f"{first:,.0f} ms, {weight:.0f} kB",
            first <= FIRST and weight <= HEAVIEST,
            f"guide first {path}",
        )
    if not firsts:
        yield result(
            "a page on a slow phone", f"≤ {FIRST:,.0f} ms", "no Chromium on this machine", None, "guide first"
        )


def first_contents(port: int) -> dict[str, tuple[float, float]]:
    """Of each page the median of its first contentful paint (ms), and the heaviest of all that came with it (kB)."""
    from playwright.sync_api import sync_playwright

    where = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if where is None:
        return {}
    found: dict[str, list[tuple[float, float]]] = {path: [] for path in PAGES}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(LOOKS):
            for path in PAGES:
                found[path].append(_first(browser, f"http://127.0.0.1:{port}{path}"))
        browser.close()
    return {
        path: (statistics.median(first for first, _ in looks), max(weight for _, weight in looks))
        for path, looks in found.items()
    }


def _first(browser: Any, url: str) -> tuple[float, float]:
    context = browser.new_context(viewport=PHONE, service_workers="block")
    page = context.new_page()
    wire, weights = context.new_cdp_session(page), []
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", FAST_3G)
    wire.on("Network.loadingFinished", lambda loaded: weights.append(loaded["encodedDataLength"]))
    page.goto(url, wait_until="networkidle")
    first = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    return float(first), sum(weights) / 1000


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
