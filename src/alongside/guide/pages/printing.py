"""The Guide on paper."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.guide import printing
from alongside.guide.content import guide
from alongside.guide.pages.showing import shown
from alongside.web.wrapper import Request


@web.page("guide/print/", name="guide-print", title=gettext_lazy("The Guide on paper"), unseen=True)
def on_paper(request: Request) -> HttpResponse:
    """Before it is printed: what it is."""
    return shown(request, "paper.html")


@web.page("guide/print/guide.pdf", name="guide-pdf", title=gettext_lazy("The Guide on paper"), unseen=True)
def whole(request: Request) -> HttpResponse:
    """The whole Guide as one PDF, with its contents. The background work makes it once for each version of its files."""
    try:
        made = printing.file_of(guide()).read_bytes()
    except OSError:
        says = _(
            "The file is not made yet. Try again in a minute; the cards can be printed one by one at any time."
        )
        return shown(request, "paper.html", {"says": says})
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="guide.pdf"'
    return answer
