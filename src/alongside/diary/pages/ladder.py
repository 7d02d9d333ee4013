"""After a missed appointment: what was tried, what is offered next, each in one tap. Nothing is closed here."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access.viewer import Refused
from alongside.care.forms.people import alters_named
from alongside.care.models import PARTS, Session
from alongside.care.pages.asking import may_write, name_of, standing, tell
from alongside.diary import actions, forms, offers, rules
from alongside.diary.models import Rung
from alongside.diary.queries import missed as queries
from alongside.people import safe
from alongside.people.identity import identity_of
from alongside.ties.queries.around import Someone, around
from alongside.web.asking import ask
from alongside.web.forms import filled
from alongside.web.wrapper import Named, Request, found, go, page, render, url

OUTCOMES = dict(Rung.Outcome.choices)


def _may_be_asked(people: list[Someone]) -> list[Someone]:
    """Of those on the map, who is willing to take part and is not feared. Whether to ask is the worker's to settle with them."""
    return [s for s in people if s.willing and not s.feared]


def _shown(
    request: Request, session: Named, row: Session, refused: str = "", status: int = 200
) -> HttpResponse:
    tried = queries.rungs_of(row)
    people = list(around([row.folder], links=False)[row.folder].people)
    ways = identity_of(request, session.person).ways
    may_ring = any("ring" in safe.channels(w) for w in ways)
    pharmacists = [s for s in people if s.kind == "pharmacist"]
    others = [s for s in _may_be_asked(people) if s.kind != "pharmacist"]
    there = {"visit", "welfare"} | ({"call"} if may_ring else set()) | ({"someone"} if others else set())
    there |= {"pharmacy"} if pharmacists else set()
    settled = queries.is_settled(tried, queries.came_since(row))
    told = {
        "part": session.part,
        "session": row,
        "tried": tried,
        "settled": settled,
        "steps": [s for s in rules.LADDER if s.code in there],
        "next": rules.next_rung([r.what for r in tried], there),
        "who": {"pharmacy": pharmacists, "someone": others},
        "outcomes": OUTCOMES,
        "may_ring": may_ring,
        "offers": offers.texts(request, session.part, "missed", None) if session.part.can_write else None,
        "name": name_of(request, session.part),
        "refused": refused,
    }
    return render(request, "diary/ladder.html", told, status=status)


@page("contact/<handle:session>/next/", name="ladder", title=gettext_lazy("What next?"), needs=PARTS)
def ladder(request: Request, session: Named) -> HttpResponse:
    """What was tried since, and what may be tried next."""
    row = found(Session, session)
    standing(row)
    return _shown(request, session, row)


@page(
    "contact/<handle:session>/next/tried/",
    name="tried",
    title=gettext_lazy("What next?"),
    needs=PARTS,
    methods=("POST",),
)
def tried(request: Request, session: Named) -> HttpResponse:
    """One tap: what was tried and what came of it, or a text in our words."""
    may_write(session.part)
    row = found(Session, session)
    standing(row)
    try:
        if request.POST.get("what") == "text":
            return go("message", message=offers.send(request, session.part, "missed", None))
        _try(request, session, row)
    except Refused as why:
        return _shown(request, session, row, str(why.message), 409)
    tell(request, _("Written."))
    return go("ladder", session=row)


def _try(request: Request, session: Named, row: Session) -> None:
    form = forms.RungForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Say what was tried, and what came of it."))
    said = form.cleaned_data
    who = alters_named(session.folder, [said["who"]]) if said["who"] else []
    actions.tried(
        by=request.viewer, missed=row, what=said["what"], outcome=said["outcome"], alter=who[0] if who else None
    )  # fmt: skip


@page(
    "contact/<handle:session>/next/rest/",
    name="rest",
    title=gettext_lazy("Leave it with them for now"),
    needs=PARTS,
    methods=("GET", "POST"),
)
def rest(request: Request, session: Named) -> HttpResponse:
    """It rests with them for now, and why."""
    may_write(session.part)
    row = found(Session, session)
    standing(row)
    form = filled(request, forms.RestForm)

    def save() -> HttpResponse:
        actions.leave_it(by=request.viewer, missed=row, words=form.cleaned_data["words"])
        tell(request, _("Written. Their care goes on as it was."))
        return go("person", person=session.person)

    told = {
        "part": session.part,
        "title": _("Leave it with them for now"),
        "intro": _("Their care goes on; nothing is closed. Whoever stands in for you reads this line."),
        "button": _("Leave it for now"),
        "back": url("ladder", session=row),
    }
    return ask(request, form, save, "care/ask.html", **told)
