"""A page as a PDF, by WeasyPrint, which is loaded when first used."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _

from alongside.web import terms


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


def answer(request: HttpRequest, template: str, told: dict[str, Any], style: Path, name: str) -> HttpResponse:
    """A page as a PDF to keep under this name; where none can be made here, the page itself, with a `note` how to print it."""
    try:
        with terms.quiet():
            content = made(loader.render_to_string(template, told, request), style)
    except NoPango as missing:
        note = _(
            "A PDF needs the package %(package)s on this machine. Print this page from the browser instead."
        )
        return HttpResponse(
            loader.render_to_string(template, told | {"note": note % {"package": missing}}, request)
        )
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )
