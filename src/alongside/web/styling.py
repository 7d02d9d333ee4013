"""The style of light pages, written into the page: on a slow line one way to and fro less before there is something to read.

Light pages travel compressed, so that it takes 6 kB there; our server sends files as they are, and as one it would be 31 kB.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from markupsafe import Markup, escape

LIGHT = "web/light.css"
WITHIN = re.compile(r'<style data-from="([^"]*)">.*?</style>', re.DOTALL)
"""The style in a page, for whoever puts the page elsewhere and the file beside it."""


@cache
def _light() -> tuple[Markup, str]:
    """The style for a light page, and what the content policy says of it. Where none is built: a link, and nothing."""
    address = static(LIGHT)
    file = Path(settings.STATIC_ROOT) / address.removeprefix(settings.STATIC_URL)
    if not file.is_file():
        return Markup('<link rel="stylesheet" href="{}">').format(address), ""
    beside = address.rpartition("/")[0]
    text = re.sub(r'url\("(?!data:|/)', f'url("{beside}/', file.read_text("utf-8"))
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(f'<style data-from="{escape(address)}">{text}</style>'), f" 'sha256-{digest}'"  # noqa: S704


def light_style() -> Markup:
    """The style for the head of a light page."""
    return _light()[0]


def allowed() -> str:
    """What the content policy says of it: a style of just these words may stand in a page."""
    return _light()[1]


def as_a_file(html: str) -> str:
    """The page with its style as a file of its own, as it lies on a stick or another server."""
    return WITHIN.sub(r'<link rel="stylesheet" href="\1">', html)
