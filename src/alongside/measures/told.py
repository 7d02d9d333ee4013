"""What an assessment tells the pages about keeping safe and well: in words, and as their forms begin with it.

Of a question that was asked in several questionnaires the newest answer counts. Nothing is written by itself: it is shown there
with its day and source, and whoever takes it over looks at it and saves it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.access.prepared import AnyOf, Prepared
from alongside.access.viewer import Person
from alongside.care.queries.person import TOGETHER, care_of
from alongside.keeping import queries as keeping
from alongside.keeping.models import AtRisk, Household, Medicine, Risk
from alongside.keeping.told import TELLS, Said, Told, said_of
from alongside.measures import answers as said
from alongside.measures import rules
from alongside.measures.library import library
from alongside.measures.models import Response
from alongside.measures.queries import DONE
from alongside.measures.sheet import Answers, Fill, Item, Say
from alongside.web.wrapper import Request

THINGS = {
    "risk": "risk",
    "medicines": "medicine",
    "household": "household",
    "child": "atrisk",
    "unborn": "atrisk",
}
"""Which sort of line each of these is written as."""
MODELS: dict[str, Any] = {"risk": Risk, "medicine": Medicine, "household": Household, "atrisk": AtRisk}


def _newest() -> QuerySet[Response]:
    """The last time that each questionnaire which tells any of it was finished, in some parts of a record."""
    urls = {sheet.url for sheet in library().editions.values() if any(_thing(f) for f in sheet.fills)}
    done = Response.current.filter(folder=AnyOf("folders"), state__in=DONE, questionnaire__in=sorted(urls))
    return done.order_by("folder", "questionnaire", "-done_on", "-made_at").distinct(
        "folder", "questionnaire"
    )


def _thing(fill: Fill) -> str:
    return THINGS.get(fill.to.split(".")[0], "")


NEWEST = Prepared(_newest)
TOGETHER.add("said", _newest)


def tells(request: Request, person: Person, part: int | None = None) -> Said:
    """What was said in the parts that a person page shows, or in one part; one question, there asked with the others."""
    rows = care_of(request, person).asked["said"] if part is None else NEWEST(folders=[part])
    by_part: dict[int, list[Response]] = defaultdict(list)
    for row in rows:
        by_part[row.folder].append(row)
    found = Said([], {})
    for folder, those in by_part.items():
        here = _Here(folder, those)
        found.told += here.told()
        found.asked |= {(folder, thing): day for thing, day in here.asked.items()}
    return found


TELLS.append(tells)


def to_write(request: Request, person: Person, response: Response) -> list[Told]:
    """What this response tells that is written nowhere yet, and has a page of its own to be written on."""
    lines, over = keeping.of_person(request, person), keeping.over_of_person(request, person)
    found = said_of(request, person, lines, over, response.folder)
    return [one for one in found.told if response.id in one.rests_on]


@dataclass(frozen=True)
class _Answer:
    """The newest answer to one question, and the response in which it was given."""

    item: Item
    values: tuple[Any, ...]
    row: Response

    @property
    def on(self) -> dt.date:
        return self.row.done_on or self.row.made_at.date()

    @property
    def words(self) -> tuple[str, str]:
        """The question and its answer."""
        return str(said.told(self.item.text)), said.all_in_words(self.item, self.values)

    @property
    def codes(self) -> list[str]:
        """What was chosen."""
        return [value for value in self.values if isinstance(value, str)]


class _Here:
    """What was said in one part of a record."""

    def __init__(self, folder: int, rows: Iterable[Response]) -> None:
        self.folder = folder
        self.known: dict[str, _Answer] = {}
        self.fills: dict[tuple[str, str], Fill] = {}
        self.calls: dict[str, list[Say]] = defaultdict(list)
        self.asked: dict[str, dt.date] = {}
        for row in sorted(rows, key=lambda r: (r.done_on or dt.date.min, r.made_at), reverse=True):
            self._read(row)

    def _read(self, row: Response) -> None:
        sheet = said.sheet_of(row)
        if sheet is None:
            return
        answers = said.of(row)
        there = [_Answer(a.item, a.values, row) for a in rules.asked(sheet, answers) if not a.item.inside]
        there += [_Answer(i, tuple(answers.get(i.link_id, ())), row) for i in sheet.every() if i.is_table]
        for one in there:
            if one.values:
                self.known.setdefault(one.item.link_id, one)
        for fill in sheet.fills:
            if _thing(fill):
                before = self.fills.get((fill.to, fill.item), fill)
                into = dict(fill.into) | dict(before.into)
                self.fills[fill.to, fill.item] = replace(before, into=tuple(into.items()))
        for say in sheet.says:
            if say not in self.calls[say.item]:
                self.calls[say.item].append(say)

    def told(self) -> list[Told]:
        """All of it, in the order in which the pages stand."""
        made = list(self._risks())
        made += self._household()
        made += self._rows("child", "atrisk", {"kind": AtRisk.Kind.CHILD})
        made += self._unborn()
        made += self._rows("medicines", "medicine", {})
        return made + list(self._script())

    def _answered(self, to: str) -> Iterator[tuple[Fill, _Answer]]:
        """What was answered to the questions that tell one place."""
        for (target, item), fill in self.fills.items():
            if target == to and (answer := self.known.get(item)):
                if to.split(".")[0] in ("risk", "medicines") or to == "household.children":
                    thing = _thing(fill)
                    self.asked[thing] = max(self.asked.get(thing, dt.date.min), answer.on)
                yield fill, answer

    def _called_for(self, answers: Iterable[_Answer]) -> tuple[tuple[str, str], ...]:
        """What to do, as it was said at once beside the answer."""
        return tuple(
            (say.kind, str(said.told(say.words)))
            for one in answers
            for say in self.calls.get(one.item.link_id, ())
            if rules.holds_for(say, one.values)
        )

    def _risks(self) -> Iterator[Told]:
        for about in Risk.About:
            begins: list[_Answer] = []
            fields: dict[str, dict[str, _Answer]] = {"now": {}, "before": {}, "helps": {}}
            for fill, answer in self._answered(f"risk.{about.value}"):
                codes = dict(fill.codes)
                when = next((codes[code] for code in answer.codes if code in codes), None)
                if when is None:
                    continue
                begins.append(answer)
                fields["before" if when == "history" else "now"][fill.item] = answer
                for link_id, name in fill.into:
                    if more := self.known.get(link_id):
                        fields[name][link_id] = more
            if begins:
                told = {
                    name: "\n".join(f"{q} {a}" for q, a in (one.words for one in those.values()))[:4000]
                    for name, those in fields.items()
                }
                all_of_it = [one for those in fields.values() for one in those.values()]
                yield self._one(
                    "risk", about.value, str(about.label), all_of_it, {"about": about.value, **told}, begins
                )

    def _one(
        self, thing: str, code: str, title: str, answers: list[_Answer], values: dict[str, Any],
        begins: list[_Answer] | None = None, lines: tuple[tuple[str, str], ...] | None = None, **more: Any,
    ) -> Told:  # fmt: skip
        """One thing that was said, with how it is known: by the newest of the answers on which it rests."""
        begins = begins or answers
        newest = max(begins, key=lambda one: one.on)
        return Told(
            self.folder, thing, code, title, tuple(one.words for one in answers) if lines is None else lines,
            {**values, "source": newest.row.source}, newest.on, newest.row.get_source_display(),
            tuple({one.row.id for one in answers}), says=self._called_for(begins), **more,
        )  # fmt: skip

    def _household(self) -> Iterator[Told]:
        children = [(dict(fill.codes), answer) for fill, answer in self._answered("household.children")]
        stored = [(dict(fill.codes), answer) for fill, answer in self._answered("household.stored")]
        if not children and not stored:
            return
        values: dict[str, Any] = {}
        asked_on = {}
        for name, those in (("children", children), ("stored", stored)):
            # The last that says something: whether there are any comes after whether it was asked.
            for codes, answer in sorted(those, key=lambda one: one[1].on):
                asked_on[name] = answer.on
                if hits := [codes[code] for code in answer.codes if code in codes]:
                    values[name] = hits[-1]
        lives = [answer for _fill, answer in self._answered("household.lives")]
        if lives:
            values["lives"] = "; ".join(answer.words[1] for answer in lives)[:2000]
        title = (
            str(Household.Children(values["children"]).label)
            if "children" in values
            else _("Children: asked") if children else _("Medicines and drugs")
        )  # fmt: skip
        begins = [answer for _codes, answer in (children or stored)]
        every = [answer for _codes, answer in (*children, *stored)] + lives
        values["asked_on"] = max(answer.on for answer in begins)
        yield self._one("household", "household", title, every, values, begins, asked_on=asked_on)

    def _rows(self, to: str, thing: str, always: dict[str, Any]) -> Iterator[Told]:
        """Each line of a group that repeats, as a line here."""
        for fill, group in self._answered(to):
            items = {item.link_id: item for item in group.item.items}
            outside = {
                name: self.known[link_id]
                for link_id, name in fill.into
                if link_id not in items and link_id in self.known
            }
            for n, row in enumerate(group.values, 1):
                values = always | {
                    name: _as_field(items[link_id], row[link_id], dict(fill.codes), MODELS[thing], name)
                    for link_id, name in fill.into
                    if link_id in items and row.get(link_id)
                }
                values |= {name: one.words[1] for name, one in outside.items()}
                if values.get("lives") == AtRisk.Lives.ELSEWHERE:
                    # With whom they live says who has care of them.
                    (where,) = (link_id for link_id, name in fill.into if name == "lives")
                    with_whom = said.all_in_words(items[where], row[where])
                    values["care"] = "\n".join(filter(None, (with_whom, values.get("care"))))
                if called := values.get("called"):
                    lines = _lines(items, row, fill)
                    yield self._one(thing, f"{to}-{n}", called, [group], values, lines=lines)

    def _unborn(self) -> Iterator[Told]:
        for fill, answer in self._answered("unborn"):
            if dict(fill.codes).keys() & set(answer.codes):
                more = [self.known[link_id] for link_id, _name in fill.into if link_id in self.known]
                values: dict[str, Any] = {"kind": AtRisk.Kind.UNBORN, "called": _("the baby")}
                if more:
                    values["services"] = "\n".join(f"{q} {a}" for q, a in (one.words for one in more))
                title = str(AtRisk.Kind.UNBORN.label)
                yield self._one("atrisk", "unborn", title, [answer, *more], values, [answer])

    def _script(self) -> Iterator[Told]:
        for fill, answer in self._answered("medicines.script"):
            if dict(fill.codes).keys() & set(answer.codes):
                more = [(name, self.known[link_id]) for link_id, name in fill.into if link_id in self.known]
                values = {"script": True, **{name: one.words[1][:200] for name, one in more}}
                answers = [answer, *(one for _name, one in more)]
                yield self._one(
                    "medicine", "script", _("Methadone or buprenorphine"), answers, values, [answer]
                )


def _as_field(item: Item, values: list[Any], codes: dict[str, str], model: Any, name: str) -> Any:
    """One answer as a field of a form takes it: its code, its number, or its words."""
    if item.options and isinstance(values[0], str) and values[0] in codes:
        return codes[values[0]]
    if item.type == "integer":
        return values[0]
    longest = model._meta.get_field(name).max_length
    return said.all_in_words(item, values)[:longest]


def _lines(items: dict[str, Item], row: Answers, fill: Fill) -> tuple[tuple[str, str], ...]:
    """The other answers of a line: what it is called stands in its heading."""
    names = {link_id for link_id, name in fill.into if name == "called"}
    return tuple(
        (str(said.told(item.text)), said.all_in_words(item, row[link_id]))
        for link_id, item in items.items()
        if link_id not in names and row.get(link_id)
    )
