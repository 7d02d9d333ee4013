"""A text when a colleague is late: on what number of one's own, and what it says."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care.pages.asking import tell
from alongside.diary import actions, forms
from alongside.diary.queries import reach as queries
from alongside.outbox.wording import LATE
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Request, go, page


@page(
    "you/late/",
    name="late-reach",
    title=gettext_lazy("A text when a colleague is late"),
    scope="none",
    methods=("GET", "POST"),
)
def reach(request: Request) -> HttpResponse:
    """One's own number: given, changed, taken away; who is texted when, and in which words."""
    mine = queries.mine()
    form = filled(request, forms.ReachForm, {"phone": mine.number if mine else ""})

    def save() -> HttpResponse:
        phone = form.cleaned_data["phone"]
        actions.give_number(by=request.viewer, phone=phone)
        tell(request, _("Your number is kept.") if phone else _("You are texted no more."))
        return go("late-reach")

    # The sentence itself and not as it is sent, in the few signs of a text: the two are the same, which a test holds.
    told = {"mine": mine, "nothing_goes": queries.nothing_goes(), "words": str(LATE)}
    return ask(request, form, save, "diary/reach.html", **told)
