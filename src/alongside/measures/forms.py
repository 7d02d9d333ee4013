"""The form of a questionnaire, made of its questions; what depends on an answer shows when it is given, or after saving."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup, escape

from alongside.access.sources import Source
from alongside.measures import rules
from alongside.measures.answers import told
from alongside.measures.models import Response
from alongside.measures.sheet import Answers, Item, Say, Sheet
from alongside.web import forms
from alongside.web.explaining import explained
from alongside.web.jinja import as_json

OTHER = "(other)"
"""The answer of an open choice that is not among those offered."""
MANY = 8
"""More answers than these are a list to open, not a row of buttons."""


def name_of(link_id: str, group: str = "", time: int = 0) -> str:
    """What a question is called in a form; `time` is the line of a group that repeats."""
    plain, line = (re.sub(r"[^\w-]", "_", one) for one in (link_id, group))
    return f"{line}-{time}-{plain}" if group else f"a-{plain}"


class HowForm(forms.Form):
    """How it was asked, who could hear, and how it is known."""

    how = forms.Radios(label=gettext_lazy("How do you ask?"), choices=Response.How.choices, inline=True)
    company = forms.Radios(
        label=gettext_lazy("Who else can hear?"),
        choices=Response.Company.choices,
        inline=True,
        missing=gettext_lazy("Say who else can hear."),
    )
    source = forms.Select(label=gettext_lazy("How is it known?"), choices=Source.choices)

    def __init__(self, *args: Any, sheets: Sequence[Sheet], **more: Any) -> None:
        super().__init__(*args, **more)
        how: Any = self.fields["how"]
        how.choices = [c for c in Response.How.choices if all(c[0] in sheet.how for sheet in sheets)]
        if not any(sheet.private for sheet in sheets):
            del self.fields["company"]

    def how_asked(self) -> dict[str, str]:
        """What the actions take."""
        data = self.cleaned_data
        return {
            "how": data.get("how", ""),
            "company": data.get("company", ""),
            "source": data.get("source", Source.SAID),
        }


class HoldsForm(HowForm):
    """Several parts that were answered before: which of them still hold."""

    def __init__(self, *args: Any, sheets: Sequence[Sheet], **more: Any) -> None:
        super().__init__(*args, sheets=sheets, **more)
        self.sheets = {f"holds-{sheet.slug}": sheet for sheet in sheets}
        for name in self.sheets:
            self.fields[name] = forms.Switch(label=_("It still holds"), required=False)

    def hold(self) -> list[Sheet]:
        """Those that were ticked."""
        return [sheet for name, sheet in self.sheets.items() if self.cleaned_data.get(name)]


class PartForm(HowForm):
    """One questionnaire as a form. What was sent is held against what is asked with these very answers."""

    def __init__(self, *args: Any, sheet: Sheet, answers: Answers, **more: Any) -> None:
        self.sheet, self.saved = sheet, answers
        initial = {**_initial(sheet, answers), **(more.pop("initial", None) or {})}
        super().__init__(*args, sheets=(sheet,), initial=initial, **more)
        self.done = False
        how_it_was = {name: self.fields.pop(name) for name in list(self.fields)}
        self.lines: dict[str, int] = {}
        self.places: list[tuple[Item, str, int, str]] = []
        if "company" in how_it_was:
            self.fields["company"] = how_it_was["company"]
        self._add(sheet.items, "", 0)
        self.fields |= {k: v for k, v in how_it_was.items() if k != "company"}

    # Made of its questions ------------------------------------------------------------------------

    def _add(self, items: Iterable[Item], group: str, time: int) -> None:
        for item in items:
            if item.is_table:
                self.lines[item.link_id] = self._lines(item)
                for n in range(self.lines[item.link_id]):
                    self._add(item.items, item.link_id, n)
                    if n < len(self.saved.get(item.link_id, ())):
                        self.fields[self._out(item.link_id, n)] = forms.Switch(
                            label=_("Take this one out"), required=False
                        )
            elif item.type == "group":
                self._add(item.items, group, time)
            elif item.is_question:
                name = name_of(item.link_id, group, time)
                given = name in self.initial and self.initial[name] not in (None, "", [])
                for called, field in _fields(item, name, bool(given) and not item.required).items():
                    self.fields[called] = field
                self.places.append((item, group, time, name))

    def _lines(self, item: Item) -> int:
        """How many lines of a group are drawn: those that are there, those that were sent, and one to begin."""
        there = len(self.saved.get(item.link_id, ()))
        start = re.escape(name_of("", item.link_id)[: -len("0-")])
        sent = [
            int(m[1]) + 1 for key in (self.data or ()) if (m := re.match(rf"{start}(\d{{1,2}})-", str(key)))
        ]
        return min(max([there + 1, *sent]), item.most_times)

    def _out(self, group: str, time: int) -> str:
        return name_of("out", group, time)

    # What was answered ----------------------------------------------------------------------------

    def answers(self) -> Answers:
        """What was answered, of what is asked now. Before it is cleaned, what stands in the form."""
        made: Answers = {}
        rows: dict[tuple[str, int], Answers] = {}
        for item, group, time, name in self.places:
            values = self._values(item, name)
            if not values or (group and self.cleaned_data.get(self._out(group, time))):
                continue
            row = rows.setdefault((group, time), {}) if group else made
            row[item.link_id] = values
        for (group, _time), row in sorted(rows.items()):
            made.setdefault(group, []).append(row)
        return rules.kept(self.sheet, made, self.without)

    def _values(self, item: Item, name: str) -> list[Any]:
        data = self.cleaned_data
        given = data.get(name)
        other = data.get(f"{name}-other")
        values = given if isinstance(given, list) else [given]
        made = [_kept(item, v) for v in values if v not in (None, "", OTHER)]
        return made + ([{"other": other}] if other and OTHER in values else [])

    @property
    def without(self) -> rules.Private:
        """The questions that are left for another time, with whoever is there."""
        if not self.sheet.alone_items:
            return frozenset()
        company = self["company"].value() if "company" in self.fields else ""
        return rules.not_now(self.sheet, str(company or ""))

    def clean(self) -> dict[str, Any]:
        """Where the part is to be done, nothing that is required may be missing."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.done:
            for one in rules.missing(self.sheet, self.answers(), self.without):
                name = name_of(one.item.link_id, one.group, one.time)
                if name not in self.errors:
                    self.add_error(name, _("Answer this first."))
        return data

    def newly_asked(self) -> bool:
        """Are there questions now that were not on the page before it was saved, and have no answer?"""
        before = {one.item.link_id for one in rules.asked(self.sheet, self.saved)}
        now = rules.asked(self.sheet, self.answers(), self.without)
        return any(not one.values and one.item.link_id not in before for one in now)

    # How it is drawn ------------------------------------------------------------------------------

    @property
    def seen(self) -> str:
        """The version that was read; 0 where nothing was there yet."""
        return super().seen or "0"

    def overtaken(self) -> None:
        """Somebody else finished it in between: what is saved now goes on as a new one."""
        self._fresh = True

    @property
    def hidden(self) -> Markup:
        """Also whether the page's script runs, and which deed it was where both versions are shown."""
        marks = Markup('<input type="hidden" name="live" value="">')
        if self._fresh and not self.done:
            marks += Markup('<input type="hidden" name="deed" value="save">')
        return super().hidden + marks

    def as_it_stands(self) -> Answers:
        """The answers that decide what is shown: those that were sent, or those that were kept."""
        if not self.is_bound:
            return self.saved
        self.errors  # noqa: B018  cleans what was sent
        return self.answers()

    @property
    def fields_html(self) -> Markup:
        """Every question in order; what is not asked yet is there, and hidden."""
        stands = self.as_it_stands()
        parts = [self.field("company")] if "company" in self.fields else []
        parts += self._drawn(self.sheet.items, stands, {}, "", 0)
        parts += [self.field(name) for name in ("how", "source")]
        return Markup("\n").join(parts)

    def _drawn(
        self, items: Iterable[Item], row: Answers, known: dict[str, Any], group: str, time: int
    ) -> list[Markup]:
        made = []
        for item in items:
            shown = rules.enabled(item, known) and item.link_id not in self.without
            html = self._one(item, row, known if shown else {}, group, time)
            if item.is_question and shown:
                known[item.link_id] = tuple(row.get(item.link_id, ()))
            made.append(self._under(item, html, shown, group, time))
            made += [
                self._said(say, row, shown, group, time)
                for say in self.sheet.says
                if say.item == item.link_id
            ]
        return made

    def _one(self, item: Item, row: Answers, known: dict[str, Any], group: str, time: int) -> Markup:
        if item.type == "display":
            return Markup("<p>{}</p>").format(told(item.text))
        if item.is_table:
            return self._table(item, row, known)
        if item.type == "group":
            return _fieldset(told(item.text), self._drawn(item.items, row, known, group, time))
        name = name_of(item.link_id, group, time)
        drawn = self.field(name)
        if (
            f"{name}-other" in self.fields
            and f"{name}-other" not in getattr(self.fields[name], "reveals", {}).values()
        ):
            test = {"every": False, "tests": [{"name": name, "op": "=", "is": OTHER}]}
            closed = Markup("") if self[name].value() == OTHER else Markup(" hidden")
            below = Markup('<div data-when="{}"{}>{}</div>')
            drawn += below.format(as_json(test), closed, self.field(f"{name}-other"))
        return drawn

    def _table(self, item: Item, row: Answers, known: dict[str, Any]) -> Markup:
        there = [r for r in row.get(item.link_id, ()) if isinstance(r, dict)]
        lines = []
        for n in range(self.lines[item.link_id]):
            drawn = self._drawn(item.items, there[n] if n < len(there) else {}, dict(known), item.link_id, n)
            if (out := self._out(item.link_id, n)) in self.fields:
                drawn.append(self.field(out))
            title = (
                _("Number %(n)s") % {"n": n + 1} if n < len(there) else _("One more") if n else _("The first")
            )
            lines.append(_fieldset(title, drawn, "s", "asked__line"))
        return _fieldset(told(item.text), lines)

    def _under(self, item: Item, html: Markup, shown: bool, group: str, time: int) -> Markup:
        """What is asked under a condition stands in a box that the page's script opens and closes."""
        tests = [
            {"name": self._called(w.question, group, time), "op": w.operator, "is": _sent(w.answer)}
            for w in item.when
        ]
        private = item.link_id in self.sheet.alone_items
        if not tests and not private:
            return html
        when: dict[str, Any] = {"every": item.every, "tests": tests}
        if private:
            when["alone"] = list(rules.ALONE)
        return Markup('<div data-when="{}"{}>{}</div>').format(
            as_json(when), Markup("") if shown else Markup(" hidden"), html
        )

    def _said(self, say: Say, row: Answers, shown: bool, group: str, time: int) -> Markup:
        """What to do now, as soon as it is answered so."""
        name = self._called(say.item, group, time)
        tests = [{"name": name, "op": "=", "is": _sent(code)} for code in say.codes]
        tests = tests or [{"name": name, "op": "exists", "is": "true"}]
        now = shown and rules.holds_for(say, row.get(say.item, ()))
        closed = Markup("") if now else Markup(" hidden")
        return Markup('<div class="notice notice--{}" role="status" data-when="{}"{}><p>{}</p></div>').format(
            say.kind, as_json({"every": False, "tests": tests}), closed, explained(told(say.words))
        )

    def _called(self, link_id: str, group: str, time: int) -> str:
        item = self.sheet.item(link_id)
        return name_of(link_id, group, time) if item and item.inside else name_of(link_id)


def _fieldset(title: str, inside: Iterable[Markup], size: str = "m", kind: str = "") -> Markup:
    legend = Markup('<legend class="govuk-fieldset__legend govuk-fieldset__legend--{}">{}</legend>')
    begin = Markup('<fieldset class="govuk-fieldset govuk-form-group {}">').format(kind)
    head = legend.format(size, escape(title)) if title else Markup("")
    return begin + head + Markup("\n").join(inside) + Markup("</fieldset>")


def _fields(item: Item, name: str, given: bool) -> dict[str, Any]:
    """The field of a question, and the words beside an open choice."""
    label, hint = told(item.text), told(item.hint)
    common: dict[str, Any] = {"label": label, "hint": hint, "required": False, "mark_optional": False}
    if item.type in ("choice", "open-choice"):
        return _chosen(item, name, given, common)
    if item.type == "boolean":
        yes_no: list[tuple[str, Any]] = [("true", _("Yes")), ("false", _("No"))]
        return {name: forms.Radios(choices=yes_no + _taken_out(given), inline=True, **common)}
    if item.type in ("integer", "decimal", "quantity"):
        return {name: _number(item, common)}
    if item.type == "date":
        return {
            name: forms.Date(**{**common, **({} if hint else {"hint": _("Such as 3/11/2026 or 3 Nov 2026")})})
        }
    if item.type == "time":
        return {name: forms.Time(**{**common, **({} if hint else {"hint": _("Such as 9.30 or 2pm")})})}
    if item.type == "text":
        return {name: forms.Words(rows=2, max_length=item.longest or 4000, **common)}
    return {name: forms.Text(max_length=item.longest or 200, **common)}


def _number(item: Item, common: dict[str, Any]) -> Any:
    limits = {"least": item.least, "most": item.most}
    whole = {
        k: int(v) if v == v.to_integral_value() else float(v) for k, v in limits.items() if v is not None
    }
    return forms.Number(places=0 if item.type == "integer" else 3, unit=told(item.unit), **whole, **common)


def _taken_out(given: bool) -> list[tuple[str, Any]]:
    """A button once pressed cannot be let go again by itself."""
    return [("", _("Take this answer out"))] if given else []


def _chosen(item: Item, name: str, given: bool, common: dict[str, Any]) -> dict[str, Any]:
    choices: list[tuple[str, Any]] = [(o.code, told(o.text)) for o in item.options]
    open_one = item.type == "open-choice"
    if open_one:
        choices.append((OTHER, _("Something else")))
    reveals = {OTHER: f"{name}-other"} if open_one else {}
    other = forms.Text(label=_("What?"), max_length=120, required=False, mark_optional=False)
    below = {f"{name}-other": other} if open_one else {}
    if item.repeats:
        return {name: forms.Checkboxes(choices=choices, reveals=reveals, **common)} | below
    if len(choices) > MANY:
        # A list cannot hold a field under one of its lines: it stands below.
        select = forms.Select(choices=choices, empty=_("Choose"), **common)
        words = _("If it is something else: what?")
        return {name: select} | ({f"{name}-other": _other_of_list(words)} if open_one else {})
    short = len(choices) <= 4 and all(len(str(text)) < 24 for _code, text in choices)
    return {
        name: forms.Radios(choices=choices + _taken_out(given), reveals=reveals, inline=short, **common)
    } | below


def _other_of_list(words: str) -> Any:
    return forms.Text(label=words, max_length=120, required=False, mark_optional=False)


def _kept(item: Item, value: Any) -> Any:
    """A cleaned value as an answer holds it."""
    if item.type == "boolean":
        return value == "true"
    if item.type in ("decimal", "quantity"):
        return str(value)
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def _shown(item: Item, values: list[Any]) -> Any:
    """An answer as its field begins with it."""
    made = [OTHER if isinstance(v, dict) else v for v in values]
    if item.repeats and item.options:
        return made
    first = made[0] if made else None
    if item.type == "boolean" and first is not None:
        return "true" if first else "false"
    if item.type == "date" and first:
        return dt.date.fromisoformat(first)
    if item.type == "time" and first:
        return dt.time.fromisoformat(first)
    return Decimal(first) if item.type in ("decimal", "quantity") and first else first


def _initial(sheet: Sheet, answers: Answers) -> dict[str, Any]:
    made: dict[str, Any] = {}

    def put(item: Item, values: list[Any], group: str, time: int) -> None:
        name = name_of(item.link_id, group, time)
        made[name] = _shown(item, values)
        others = [v["other"] for v in values if isinstance(v, dict) and "other" in v]
        if others:
            made[f"{name}-other"] = others[0]

    for item in sheet.every():
        if item.is_question and not item.inside and answers.get(item.link_id):
            put(item, answers[item.link_id], "", 0)
        if item.is_table:
            for n, row in enumerate(answers.get(item.link_id, ())):
                for inner in item.items:
                    if inner.is_question and row.get(inner.link_id):
                        put(inner, row[inner.link_id], item.link_id, n)
    return made


def _sent(value: Any) -> Any:
    """A value as a form sends it."""
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


class CloseForm(forms.Form):
    """Nothing to fill in; the version is what counts."""


class InErrorForm(forms.Form):
    """Why an entry should not stand."""

    why = forms.Text(label=gettext_lazy("What is wrong with it?"), max_length=200)
