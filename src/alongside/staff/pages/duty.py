"""What whoever is on duty opens of a person whose worker is not there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.viewer import Person
from alongside.staff import duty, forms, words
from alongside.web.forms import filled


@web.page(
    "person/<handle:person>/on-duty/",
    name="on-duty",
    title=gettext_lazy("Open one more part"),
    needs=("line", "dates"),
    methods=("GET", "POST"),
)
def on_duty(request: HttpRequest, person: Person) -> HttpResponse:
    """One part at a time, with a reason, until the shift ends."""
    if not duty.on_duty_for(person):
        raise Http404
    form = filled(request, forms.OnDutyForm)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        duty.open_part(by=request.viewer, person=person, kind=asked["kind"], reason=asked["reason"])  # type: ignore[attr-defined]
        part = dict(words.ON_DUTY_OPENS)[asked["kind"]]
        messages.success(request, _("Open until your shift ends: %(part)s.") % {"part": part})
        return web.go("person", person=person)
    return web.render(request, "staff/on_duty.html", {"form": form})
