"""What they agree to: on the person page, with the way to a letter beside each body; on Today, what is to be asked again."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside import web
from alongside.access.viewer import Person
from alongside.care.models import PARTS
from alongside.care.queries.person import care_of
from alongside.care.queries.today import care_of_mine
from alongside.letters import rules
from alongside.people.codes import PARTS as NAMES
from alongside.people.identity import identity_of
from alongside.sharing.models import Consent
from alongside.sharing.rules import ASKED, SOON_DAYS
from alongside.web.wrapper import Request

MOST = 5


@web.panel(
    "person",
    order=74,
    title=gettext_lazy("What they agree to"),
    needs=PARTS,
    template="letters/panels/agreed.html",
    on_paper=False,
)
def agreed(request: Request, person: Person) -> dict[str, Any] | None:
    """What holds, what is soon to be asked again, what was never asked; each part by itself."""
    care, today = care_of(request, person), request.viewer.today
    died = identity_of(request, person).death is not None
    parts = []
    for part in care.parts:
        here = [c for c in care.asked["consents"] if c.folder == part.folder and c.until >= today]
        lines = [
            {
                "consent": c,
                "soon": not died and c.agreed and (c.until - today).days <= SOON_DAYS,
                "write": part.writes
                and not died
                and c.agreed
                and c.about == Consent.About.SHARE
                and c.body in rules.TOPICS,
            }
            for c in here
        ]
        answered = {c.about for c in here}
        parts.append(
            {
                "part": part,
                "label": NAMES[part.kind] if len(care.parts) > 1 else None,
                "lines": lines[:MOST],
                "more": len(lines) > MOST,
                "not_asked": [str(Consent.About(a).label) for a in ASKED if a not in answered and not died],
            }
        )
    link = {"url": web.url("agreements", person=person), "text": _("all"), "about": _("what they agree to")}
    if died and not any(one["lines"] for one in parts):
        return None
    title = {"title": _("What they agreed to")} if died else {}
    return {"parts": parts, "link": link, **title}


@web.panel(
    "today", order=38, title=gettext_lazy("To ask again"), needs=PARTS, template="letters/panels/ending.html"
)
def ending(request: Request) -> dict[str, Any] | None:
    """What somebody agreed to that runs out within a week, or has: nothing goes by it then."""
    mine = care_of_mine(request)
    lines = [
        {
            "name": mine.name_of(one.folder), "person": mine.person_of(one.folder), "consent": one,
            "over": one.until < mine.today,
        }
        for one in mine.asked["consents_ending"]
        if one.folder in mine.held
        and mine.name_of(one.folder)
        and mine.held[one.folder].person not in mine.died
    ]  # fmt: skip
    return {"lines": lines[:MOST], "more": len(lines) > MOST} if lines else None
