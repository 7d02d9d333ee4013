"""What is recorded already for each line of a leaving, in one statement; and who is leaving, for the panels."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.access import folders
from alongside.access.prepared import AnyOf, Given, Prepared, Together
from alongside.access.viewer import LONDON, Held, Person, Viewer
from alongside.care.models import PARTS, Due, Episode, Goal, Step
from alongside.care.queries import person as on_person
from alongside.care.queries import today as on_today
from alongside.care.queries.today import APPOINTMENTS
from alongside.keeping.models import Household, Kit, Medicine, Onward
from alongside.leaving.models import Home, Leaving, Ready
from alongside.measures.answers import title_of
from alongside.measures.models import Response
from alongside.outbox.models import Message
from alongside.outbox.states import OPEN as NOT_GONE
from alongside.sharing.models import Consent
from alongside.web.wrapper import Part, Request

DIED = Episode.How.DIED
STANDS = ("left", "looked")
PART = AnyOf("folders")
FEW = 3

# The panels ------------------------------------------------------------------------------------------------------------


def _leavings() -> Any:
    """Who is leaving; who died and is not looked back on; where that was a mistake and messages still stand still."""
    death = Q(how=DIED, state__in=("left", "undone"))
    return Leaving.current.filter(Q(state="open") | death, folder=PART).order_by("on", "made_at")


def _deaths() -> Any:
    return Leaving.current.filter(folder=PART, how=DIED, state__in=STANDS).order_by("on", "made_at")


def _to_do() -> Any:
    return Ready.current.filter(folder=PART, answer=Ready.Answer.LATER).order_by("made_at")


for _page in (on_today, on_person):
    _page.TOGETHER.add("leavings", _leavings)
    _page.TOGETHER.add("leaving_to_do", _to_do)
    _page.TOGETHER.add("died", _deaths)
on_today.DIED.append("died")
on_today.TOGETHER.add(
    "left_well",
    lambda: Leaving.current.filter(
        folder=PART, how=Episode.How.PLANNED, state="left", on__gte=Given("since")
    ).order_by("-on", "-made_at"),
)

DEATHS = Prepared(_deaths)


def deaths_of(request: Request, person: Person) -> list[Leaving]:
    """That somebody died, as it stands in the parts of their record that are held, the earliest first."""
    page = getattr(request, "page", None)
    if page is None or page.name == "person":
        # The panels of this page ask for it together with the rest.
        return on_person.care_of(request, person).asked["died"]
    return DEATHS(folders=[h.folder for h in person.held if h.kind in PARTS])


# The page --------------------------------------------------------------------------------------------------------------

RECORDED = Together()
"""What stands in one part of a record about each line. Given: `folders`, `dates`, `today`."""
RECORDED.add("household", lambda: Household.current.filter(folder=PART).order_by("-asked_on", "-made_at")[:1])
RECORDED.add("kits", lambda: Kit.current.filter(folder=PART).order_by("-expires_on", "-made_at")[:FEW])
RECORDED.add("scripts", lambda: Medicine.current.filter(folder=PART, script=True).order_by("called")[:FEW])
RECORDED.add(
    "letters",
    lambda: Message.current.filter(folder=PART, channel="letter", state__in=NOT_GONE).order_by("made_at")[
        :FEW
    ],
)
RECORDED.add("begun", lambda: Response.current.filter(folder=PART, state="begun").order_by("made_at")[:FEW])
RECORDED.add(
    "onward",
    lambda: Onward.current.filter(
        folder=PART, answer__in=(Onward.Answer.NONE, Onward.Answer.YES, Onward.Answer.LIST)
    ).order_by("-sent_on", "-made_at")[:FEW],
)
RECORDED.add(
    "consents",
    lambda: Consent.current.filter(
        folder=PART, about=Consent.About.SHARE, agreed=True, until__gte=Given("today")
    ).order_by("-given_on", "-made_at")[:FEW],
)
RECORDED.add(
    "coming",
    lambda: Due.current.filter(
        folder=AnyOf("dates"), state=Due.State.DUE, what__in=APPOINTMENTS, on__gte=Given("today")
    ).order_by("on", "at", "made_at")[:FEW],
)
RECORDED.add(
    "reached",
    lambda: Goal.current.filter(folder=PART, state="reached").order_by("-moved_on", "-made_at")[:FEW],
)
RECORDED.add(
    "done", lambda: Step.current.filter(folder=PART, state="done").order_by("-done_on", "-made_at")[:FEW]
)


def _day(on: dt.date) -> str:
    return date_format(on, "j F Y")


def _kit(kit: Kit) -> str:
    words = {"whose": kit.name or kit.get_whose_display(), "day": _day(kit.expires_on)}
    return _("%(whose)s: good until %(day)s") % words


def _script(one: Medicine) -> str:
    facts = [one.called, one.dose, one.pharmacy]
    if one.review_on:
        facts.append(_("to review on %(day)s") % {"day": _day(one.review_on)})
    return ", ".join(fact for fact in facts if fact)


def _coming(due: Due) -> str:
    moment = due.at.astimezone(LONDON) if due.at else None
    return date_format(moment, "l j F, H.i") if moment else date_format(due.on, "l j F")


SAID: dict[str, tuple[tuple[str, Callable[[Any], str]], ...]] = {
    "kit": (("kits", _kit),),
    "script": (("scripts", _script),),
    "letters": (("letters", lambda m: _("A letter to %(who)s: %(state)s") % {"who": m.to_name, "state": m.state_words}),),
    "measures": (("begun", lambda r: _("Begun, not finished: %(title)s") % {"title": title_of(r.questionnaire)}),),
    "after": (("onward", lambda o: f"{o.whom}: {o.get_answer_display()}"),),
    "told": (("consents", lambda c: _("%(who)s, agreed until %(day)s") % {"who": c.to_whom, "day": _day(c.until)}),),
    "next": (("coming", _coming),),
    "well": (("reached", lambda g: g.words), ("done", lambda s: s.words)),
}  # fmt: skip


def recorded(by: Viewer, part: Part) -> dict[str, str]:
    """What the record says already, by line; a line of which it says nothing is left out. `home`: who lives there."""
    dates = part.person.folder("dates")
    found = RECORDED(folders=[part.folder], dates=[dates] if dates else [], today=by.today)
    told = {
        code: "; ".join([say(one) for name, say in sources for one in found[name]][:FEW])
        for code, sources in SAID.items()
    }
    told["home"] = next((one.lives for one in found["household"]), "")
    # A line keeps what stood there when it was chosen: as much as it has room for.
    return {code: words[:1000] for code, words in told.items() if words.strip()}


def begun(folder: int) -> Leaving | None:
    """The leaving that is being prepared in this part."""
    return Leaving.current.filter(folder=folder, state="open").first()


def stands_died(folder: int) -> Leaving | None:
    """That they died, as it is written in this part and stands."""
    return Leaving.current.filter(folder=folder, how=DIED, state__in=STANDS).first()


def lines_of(leaving: Leaving) -> list[Ready]:
    """Its lines, as they stand."""
    return list(Ready.current.filter(folder=leaving.folder, leaving=leaving).order_by("made_at"))


def home_of(held: Sequence[Held], leaving: Leaving | None) -> Home | None:
    """What they said of home, where that part is held."""
    sealed = [h.folder for h in held if h.kind == "safety"]
    if leaving is None or not sealed:
        return None
    return Home.current.filter(folder__in=sealed, leaving=leaving.pk).first()


def parts_to_write(by: Viewer, folder: int, kinds: tuple[str, ...]) -> list[int]:
    """The parts of that person's record, of these kinds, that the viewer writes in."""
    return [h.folder for h in folders.whose(by, folder).held if h.writes and h.kind in kinds]
