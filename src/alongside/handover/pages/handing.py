"""A caseload handed over in one sitting, a line each; and that it was read."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import Refused
from alongside.care.models import PARTS
from alongside.care.pages.asking import may_write, tell
from alongside.handover import actions, forms, queries
from alongside.handover.models import HandedOver
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Request, found, go, page, render


@page(
    "handover/",
    name="handover",
    title=gettext_lazy("Hand people over"),
    scope="mine",
    methods=("GET", "POST"),
)
def handover(request: Request) -> HttpResponse:
    """Everybody the viewer works with, with what comes next: one colleague, and a line for each. All ticked, or none."""
    by = request.viewer
    people = queries.mine(request)
    form = filled(request, forms.HandoverForm, people=people, colleagues=queries.receivers(by))
    status = 200
    if request.method == "POST" and form.is_valid():
        to = int(form.cleaned_data["to"])
        for one, words, along, stays in form.lines():
            try:
                actions.hand_over(by=by, person=one.person, to=to, words=words, along=along, stays=stays)
            except Refused as refused:
                # Said beside the one whom it concerns; with an answer of 409 nothing that was begun stays.
                form.add_error(f"go-{one.code}", str(refused.message))
                status = 409
        if status == 200:
            tell(request, _("Handed over. They are open to your colleague, and no longer to you."))
            return go("handover")
    told = {"form": form, "people": people, "refused": status == 409}
    return render(request, "handover/handover.html", told, status=status)


@page(
    "handed-over/<handle:handed_over>/read/",
    name="handover-read",
    title=gettext_lazy("Read what was handed over"),
    needs=PARTS,
    methods=("POST",),
)
def read(request: Request, handed_over: Named) -> HttpResponse:
    """Whoever took over has read it."""
    may_write(handed_over.part)
    row = found(HandedOver, handed_over)
    if row.to != request.viewer.staff or row.ended_at is not None:
        raise Http404
    actions.read(by=request.viewer, row=row)
    return go("today")
