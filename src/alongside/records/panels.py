"""What waits for whoever decides on records, on Today. On the page of a person there is nothing of it, for anybody."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside import web
from alongside.staff.panels import for_today
from alongside.web.wrapper import Request

MANY = 50


@web.panel(
    "today",
    order=17,
    title=gettext_lazy("Records that may be one person’s"),
    template="records/panels/waits.html",
    width="whole",
)
def waits(request: Request) -> dict[str, Any] | None:
    """That pairs wait, for whoever decides on them; the way there for the records officer at all times."""
    number = for_today(request)["alike"]
    if number is None:
        return None
    if number == 0:
        return {"words": _("No two records look like one person’s now.")}
    words = ngettext("%(n)s pair waits for a decision.", "%(n)s pairs wait for a decision.", number)
    many = _("Fifty pairs or more wait for a decision.")
    return {"words": many if number >= MANY else words % {"n": number}}
