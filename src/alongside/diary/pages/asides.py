"""What was set apart: one paragraph, corrected. It shows only where its own part of the record is held."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care.pages.asking import may_write, standing, tell
from alongside.diary import actions, forms
from alongside.diary.models import Aside
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Request, found, go, page, render, url


@page(
    "apart/<handle:aside>/",
    name="aside",
    title=gettext_lazy("Correct this paragraph"),
    needs=Aside.lies_in,
    methods=("GET", "POST"),
)
def aside(request: Request, aside: Named) -> HttpResponse:
    """Correct a paragraph; what it said before is kept."""
    may_write(aside.part)
    row = found(Aside, aside)
    standing(row)
    form = filled(request, forms.AsideForm, {"words": row.words, "source": row.source}, row=row)
    back = url("person", person=aside.person)

    def save() -> HttpResponse:
        if form.stale():
            return render(request, "web/stale.html", {"form": form, "back": back}, status=409)
        actions.change_aside(by=request.viewer, aside=row, seen=row.version, **form.cleaned_data)
        tell(request, _("Written."))
        return go("person", person=aside.person)

    told = {"part": aside.part, "title": _("Correct this paragraph"), "button": _("Save"), "back": back}
    return ask(request, form, save, "care/ask.html", **told)
