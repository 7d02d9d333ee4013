"""The copy for when there is no connection: what a service worker keeps of the Guide, and one that keeps the help numbers.

A browser lets a worker answer for the addresses below its own and for no other, so each of the two lies where its pages lie, and
neither ever stands before a page of work: none lies below `/guide/` or `/help/`. One for everything would stand before each
record, and only its own good sense would leave records alone.
"""

import json
import re

from django.conf import settings
from django.http import HttpResponse
from django.templatetags.static import static

from alongside import web
from alongside.guide.content import Content, guide
from alongside.guide.pages.showing import THE_GUIDE
from alongside.guide.words import DOORS
from alongside.web.registry import address
from alongside.web.wrapper import Request

STYLE = ("web/light.css", "web/icon.svg", "web/js/light.js")
"""What a light page names; what these load themselves (typefaces, modules) is found in them."""
LOADS = re.compile(r"""(?:url\(\s*["']?|from\s*["'](?=[.]))([^"')]+)""")

WORKER = """// Keeps these public pages and what they load, and nothing else: no other address is ever kept.
const KEPT = %(name)s;
const PAGES = new Set(%(pages)s);
const FILES = %(files)s;
const LOADS = /(?:url\\(\\s*["']?|from\\s*["'](?=[.]))([^"')]+)/g;
const asked = (path, cache) => new Request(path, { credentials: "omit", cache });

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));

async function keep() {
  const cache = await caches.open(KEPT);
  const seen = new Set();
  for (const path of FILES) await keepFile(cache, new URL(path, location.origin).href, seen);
  for (const path of PAGES) await cache.add(asked(path, "no-store"));
}

// A file, and what a style sheet or a script loads.
async function keepFile(cache, href, seen) {
  if (seen.has(href) || href.includes("latin-ext")) return;
  seen.add(href);
  const answer = await fetch(asked(href, "no-cache"));
  if (!answer.ok) throw new Error();
  await cache.put(href, answer.clone());
  if (!/[.](css|js)$/.test(new URL(href).pathname)) return;
  const text = await answer.text();
  for (const found of text.matchAll(LOADS)) {
    if (!found[1].startsWith("data:")) await keepFile(cache, new URL(found[1], href).href, seen);
  }
}

self.addEventListener("activate", (event) => event.waitUntil(forget().then(() => self.clients.claim())));

async function forget() {
  for (const name of await caches.keys()) if (name.startsWith(%(family)s) && name !== KEPT) await caches.delete(name);
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const ours = PAGES.has(url.pathname) || url.pathname.startsWith(%(static)s);
  if (event.request.method !== "GET" || url.origin !== location.origin || url.search || !ours) return;
  event.respondWith(fetch(event.request).catch(async () => (await caches.match(url.href)) ?? Response.error()));
});
"""


def pages(content: Content) -> list[str]:
    """Every page of the Guide that is kept and exported, the first one first."""
    names = (
        "guide",
        "guide-words",
        "guide-library",
        "guide-interventions",
        "guide-topics",
        "guide-matrix",
        "guide-think",
    )
    return [
        *(address(name) for name in names),
        address("help"),
        *(address("guide-door", door=door) for door in DOORS),
        *(address("guide-card", card=card.slug) for card in content.in_order),
        *(address("guide-topic", topic=str(row["slug"])) for row in content.topics if row.get("slug")),
        *(address("guide-entry", entry=slug) for slug in sorted(content.entries)),
    ]


def kept(content: Content) -> list[str]:
    """The pages that the Guide's worker keeps: those under the Guide's own address, and each card in large print."""
    under = [path for path in pages(content) if path.startswith(address("guide"))]
    return under + [address("guide-card-large", card=card.slug) for card in content.in_order]


def _worker(family: str, mark: str, paths: list[str]) -> HttpResponse:
    told = {
        "name": json.dumps(f"{family}-{mark}"),
        "family": json.dumps(f"{family}-"),
        "pages": json.dumps(paths),
        "files": json.dumps([static(name) for name in STYLE]),
        "static": json.dumps(settings.STATIC_URL),
    }
    return HttpResponse(WORKER % told, content_type="text/javascript; charset=utf-8")


@web.page("guide/sw.js", name="guide-sw", title=THE_GUIDE, unseen=True)
def worker(request: Request) -> HttpResponse:
    """The Guide's service worker."""
    content = guide()
    return _worker("guide", content.digest, kept(content))


@web.page("help/sw.js", name="help-sw", title=THE_GUIDE, unseen=True)
def help_worker(request: Request) -> HttpResponse:
    """The one that keeps the numbers to ring."""
    return _worker("help", guide().digest, [address("help")])
