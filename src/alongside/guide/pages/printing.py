"""The Guide on paper."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.guide import printing
from alongside.guide.content import guide
from alongside.guide.pages.showing import shown
from alongside.web import pdf
from alongside.web.wrapper import Request


@web.page("guide/print/", name="guide-print", title=gettext_lazy("The Guide on paper"), unseen=True)
def on_paper(request: Request) -> HttpResponse:
    """Before it is printed: what it is, and how many sheets."""
    return shown(request, "paper.html", {"cards": len(guide().in_order)})


@web.page("guide/print/guide.pdf", name="guide-pdf", title=gettext_lazy("The Guide on paper"), unseen=True)
def whole(request: Request) -> HttpResponse:
    """The whole Guide as one PDF, with its contents. It is made once for each version of its files."""
    try:
        file = printing.whole(guide())
    except printing.BeingMade:
        says = _("It is being made for the first time. Load this page again in half a minute.")
        return shown(request, "paper.html", {"cards": len(guide().in_order), "says": says})
    except pdf.NoPango as missing:
        says = _("This machine cannot make it: %(package)s is missing. The cards can be printed one by one.")
        says = says % {"package": missing}
        return shown(request, "paper.html", {"cards": len(guide().in_order), "says": says})
    answer = HttpResponse(file.read_bytes(), content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="guide.pdf"'
    return answer
