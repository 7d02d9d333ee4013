"""A page as a PDF, by WeasyPrint, which is loaded when first used."""

from pathlib import Path
from typing import Any


class NoPango(Exception):
    """What WeasyPrint needs is not on this machine; the message names the package."""


def made(html: str, style: Path) -> bytes:
    """The page with its one style, and nothing fetched; raises `NoPango` where a library is missing."""
    try:
        from weasyprint import CSS, HTML
    except OSError as error:
        raise NoPango("libpango-1.0-0 libpangoft2-1.0-0") from error
    except ImportError as error:
        raise NoPango("weasyprint") from error

    def nothing(url: str) -> Any:
        raise ValueError(f"a page to print fetches nothing: {url}")

    return HTML(string=html, url_fetcher=nothing).write_pdf(stylesheets=[CSS(string=style.read_text())])
