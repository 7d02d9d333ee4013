"""What the pages and panels about keeping safe and well show."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, DateField, F, IntegerField, Q, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext

from alongside.access import folders, handles
from alongside.access.prepared import AnyOf, Given, Prepared
from alongside.access.viewer import Held, Person, Viewer
from alongside.care.models import Due
from alongside.keeping import rules
from alongside.keeping.models import AtRisk, Health, Household, Kit, Medicine, Onward, Risk, Visiting
from alongside.people.queries.lines import lines_of as names_of
from alongside.records.queries import facts
from alongside.staff.panels import for_today as asked_for_today
from alongside.web.wrapper import Request

MOST = 100
KINDS = ("treatment", "family", "safety")


def lines_of(model: Any, folder: int) -> list[Any]:
    """The lines of one sort that hold now, what is red first, then the last first."""
    kind = model.__name__.lower()
    return sorted(
        model.current.filter(folder=folder).order_by("-made_at"), key=lambda row: not rules.red(kind, row)
    )


# The panels: all sorts of lines in one query.


@dataclass(frozen=True)
class Line:
    """One line as a panel shows it: a code of its own, what was said, and its days."""

    folder: int
    id: int
    kind: str
    code: str
    said: str
    level: str
    on: dt.date | None
    since: dt.date | None
    n: int
    made_at: dt.datetime
    ended: dt.datetime | None = None

    @property
    def red(self) -> bool:
        """Does it stand in red?"""
        # What rules.red asks of a row, by the column that stands for it here.
        return self.level in ("now", "today") or (self.kind == "medicine" and self.n >= rules.MISSED)

    @property
    def handle(self) -> str:
        """Its sealed name, for a link to the page that changes it."""
        return handles.seal(self.kind, self.folder, self.id)


PARTS_OF = AnyOf("folders")
COLUMNS = (
    "folder",
    "id",
    "kind_is",
    "code_is",
    "said_is",
    "level_is",
    "due_is",
    "since_is",
    "n_is",
    "made_at",
    "ended_at",
)


def _branch(
    model: Any, code: str, said: str = "", level: Any = "", due: str = "", since: str = "", n: str = "", rows: Any = None
) -> Any:  # fmt: skip
    """The lines of one sort in the columns that all of them have: those that hold, unless other rows are given."""

    def text(name: Any) -> Any:
        return Cast((F(name) if name else Value("")) if isinstance(name, str) else name, CharField())

    def day(name: str) -> Any:
        return F(name) if name else Cast(Value(None), DateField())

    return (model.current if rows is None else rows).filter(folder=PARTS_OF).annotate(
        kind_is=Value(model.__name__.lower(), CharField()), code_is=text(code), said_is=text(said), level_is=text(level),
        due_is=day(due), since_is=day(since), n_is=F(n) if n else Value(0, IntegerField()),
    )  # fmt: skip


def _branches(over: bool = False) -> list[Any]:
    """All sorts of lines. With what is over, of those sorts of which it is asked whether somebody decided so."""

    def rows(model: Any) -> Any:
        return model.objects.filter(in_error=False) if over else model.current

    script = Case(When(script=True, then=Value("script")), default=Value(""))
    return [
        _branch(Risk, "about", "helps", "level", "review_on", "looked_on", rows=rows(Risk)),
        _branch(Medicine, "called", "dose", script, "review_on", "collected_on", "missed", rows(Medicine)),
        _branch(AtRisk, "called", "kind", "referral", "conference_on", "referred_on", rows=rows(AtRisk)),
        _branch(Household, "children", "stored", due="review_on", since="asked_on"),
        _branch(Kit, "whose", "name", due="expires_on", since="given_on"),
        _branch(Health, "what", "result", due="next_on", since="on"),
        _branch(Onward, "about", "whom", "answer", "chase_on", "sent_on"),
        _branch(Visiting, "ways", due="review_on"),
    ]


def _union(branches: list[Any]) -> Any:
    first, *rest = [branch.order_by().values_list(*COLUMNS) for branch in branches]
    return first.union(*rest, all=True)


LINES = Prepared(lambda: _union(_branches(over=True)))


def _urgent() -> Any:
    risk, medicine, at_risk, household, _kit, _health, onward, _visiting = _branches()
    # What lies in the sealed part stands among no dates: what is late of it is asked for here, where that part is held.
    sealed = Q(folder=AnyOf("sealed"))
    late = Given("today")
    return _union([
        risk.filter(Q(level=Risk.Level.NOW) | sealed & Q(review_on__lt=late)),
        medicine.filter(missed__gte=rules.MISSED),
        at_risk.filter(Q(referral=AtRisk.Asked.TODAY) | sealed & Q(conference_on__lte=late)),
        household.filter(sealed, review_on__lt=late),
        onward.filter(sealed, chase_on__lte=late, answer__in=rules.OPEN),
    ])  # fmt: skip


URGENT = Prepared(_urgent)
NO_FOLDER = [0]
"""Stands for a list of none: of an empty list nothing at all would be asked."""


def of_person(request: Request, person: Person) -> list[Line]:
    """All lines of one person that hold, the last first: asked for once a request, whichever panel asks first."""
    return [one for one in _asked(request, person) if one.ended is None]


def over_of_person(request: Request, person: Person) -> list[Line]:
    """Those of which somebody decided that they are over, from the same query."""
    return [one for one in _asked(request, person) if one.ended is not None]


def _asked(request: Request, person: Person) -> list[Line]:
    found = getattr(request, "_keeping", None)
    if found is None:
        held = [h.folder for h in person.held if h.kind in (*KINDS, "dates")]
        found = sorted(
            (Line(*row) for row in LINES(folders=held)),
            key=lambda one: (not one.red, -one.made_at.timestamp()),
        )
        request._keeping = found  # type: ignore[attr-defined]
    return found


def urgent_of_mine(by: Viewer) -> list[Line]:
    """What is serious now of those the viewer works with, and what is late in their sealed parts."""
    held = [h for h in by.all_held() if h.kind in KINDS]
    sealed = [h.folder for h in held if not rules.kept_near(h.kind)]
    rows = URGENT(folders=[h.folder for h in held], sealed=sealed or NO_FOLDER, today=by.today)
    return sorted((Line(*row) for row in rows), key=lambda one: (not one.red, one.on or by.today, one.id))


# How somebody is visited


def visiting_of(folder: int) -> Visiting | None:
    """What is kept to on a visit, from the dates of a record: for whatever books one."""
    return Visiting.current.filter(folder=folder).first()


def ways_in_words(ways: Visiting | str | None) -> list[str]:
    """The same in words."""
    codes = ways if isinstance(ways, str) else ways.ways if ways else ""
    return [gettext(rules.VISITS[code]) for code in codes.split() if code in rules.VISITS]


# Doses and prescriptions


def late_in_sight(by: Viewer) -> list[dict[str, Any]]:
    """Doses missed and prescriptions not reviewed on their day, of everybody whose dates the viewer holds, by name."""
    rows = Due.current.in_sight().filter(state=Due.State.DUE)
    late = rows.filter(Q(what=Due.What.DOSES, on__lte=by.today) | Q(what=Due.What.SCRIPT, on__lt=by.today))
    dues = list(late.order_by("on", "id")[:MOST])
    if not dues:
        return []
    whose = {h.folder: h.person for h in folders.all_held(by)}
    people = {who: by.person(who) for who in set(whose.values())}
    names = names_of(people[whose[due.folder]] for due in dues if due.folder in whose)
    return [
        {"due": due, "person": people[whose[due.folder]], "name": names[whose[due.folder]].call_name}
        for due in dues
        if whose.get(due.folder) in names
    ]


def my_scripts() -> list[dict[str, Any]]:
    """What the viewer asked about another prescription, and was answered."""
    return folders.rows("select * from access.my_scripts()")


def my_scripts_by_name(by: Viewer) -> list[dict[str, Any]]:
    """The same with the name of each person and the way to their record, where those are held."""
    asked = my_scripts()
    if not asked:
        return []
    held = folders.rows("select * from access.held_here(%s)", [one["line"] for one in asked if one["line"]])
    people = {row["folder"]: Person(row["person"], (Held(**row),)) for row in held}
    names = names_of(people.values())
    return [
        one | {"person": person, "name": names[person.id].call_name if person and person.id in names else ""}
        for one in asked
        for person in (people.get(one["line"]),)
    ]


def scripts_to_answer() -> list[dict[str, Any]]:
    """What waits for the viewer's answer: whom it is about, and whose records carry the same number."""
    told = []
    for one in folders.rows("select * from access.scripts_to_answer()"):
        others = [
            {"facts": facts(other["facts"]), "script": other["script"], "who": _who(other["ring"])}
            for other in one["others"]
        ]
        ring = "; ".join(other["who"] for other in others if other["script"] and other["who"])
        told.append(one | {"about": facts(one["about"]), "others": others, "ring": ring})
    return told


def _who(ring: list[dict[str, Any]]) -> str:
    return ", ".join(f"{one['name']} ({one['team']})" if one["team"] else one["name"] for one in ring)


def for_today(request: Request) -> dict[str, Any]:
    """What waits for the viewer of this, from what the floor says of Today in one answer."""
    return asked_for_today(request)["scripts"]
