"""How somebody is visited: for any seat that books a visit, and apart from what it rests on."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import Person
from alongside.care.pages.asking import ask, tell
from alongside.keeping import actions, queries
from alongside.keeping.forms import VisitingForm
from alongside.web.forms import filled
from alongside.web.wrapper import Request, go, page, render, url


@page(
    "person/<handle:person>/visiting/",
    name="visiting",
    title=gettext_lazy("How we visit"),
    needs=("dates",),
    methods=("GET", "POST"),
)
def visiting(request: Request, person: Person) -> HttpResponse:
    """What is kept to on a visit; whoever writes the dates changes it."""
    folder = person.folder("dates")
    assert folder is not None
    row = queries.visiting_of(folder)
    if not person.writes("dates"):
        if request.method == "POST":
            raise Http404
        return render(request, "keeping/visiting.html", {"ways": queries.ways_in_words(row), "row": row})
    begin = {"ways": row.ways.split(), "review_on": row.review_on} if row else {}
    form = filled(request, VisitingForm, begin, row=row)

    def save() -> HttpResponse:
        actions.visit(by=request.viewer, folder=folder, **form.cleaned_data)
        tell(request, _("Written. Whoever books a visit sees it."))
        return go("person", person=person)

    back = url("person", person=person)
    return ask(request, form, save, title=_("How we visit"), button=_("Save"), back=back)
