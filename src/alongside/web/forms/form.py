"""A form: its fields in the markup of GOV.UK, what was wrong and where, what stale and kept forms need."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from markupsafe import Markup

from alongside.web.forms.dress import draw, macro

SEEN = "seen"


@dataclass(frozen=True)
class Both:
    """One field as it stands now, and as somebody wants it."""

    name: str
    label: str
    theirs: str
    yours: str


def stamp(row: Any) -> str:
    """The version of a row, as a hidden field carries it."""
    return str(row.version)


class Drawing:
    """How a form is drawn; works on any Django form (see `dressed`)."""

    form: forms.BaseForm
    kept = False
    kept_words: Any = ""
    """What is said over a form that was kept, where it was not for being signed out."""

    @property
    def has_problems(self) -> bool:
        """Was it sent, and was something wrong?"""
        return bool(self.form.is_bound and not self.kept and self.form.errors)

    def field(self, name: str, **over: Any) -> Markup:
        """One field; see `draw` for what may be said in passing."""
        bound = self.form[name]
        errors = bound.errors if self.has_problems else []
        return draw(bound, " ".join(map(str, errors)), **over)

    @property
    def fields_html(self) -> Markup:
        """Every field in order; one that belongs to a choice stands under it."""
        under = {name for f in self.form.fields.values() for name in getattr(f, "reveals", {}).values()}
        shown = [self.field(b.name) for b in self.form.visible_fields() if b.name not in under]
        return Markup("\n").join(shown)

    def __html__(self) -> Markup:
        return self.hidden + self.summary + self.fields_html

    @property
    def has_files(self) -> bool:
        """Does it send files?"""
        return self.form.is_multipart()

    @property
    def hidden(self) -> Markup:
        """The hidden fields."""
        return Markup("").join(Markup(bound.as_hidden()) for bound in self.form.hidden_fields())

    def _place(self, name: str) -> str:
        """Where the link of an error leads: the field, or the first of its choices."""
        return f"#{self.form[name].auto_id}"

    def _where(self, name: str, error: Any) -> str:
        """The error after the name of its field; a name that asks needs no colon."""
        label = str(self.form[name].label)
        words = _("%(label)s %(error)s") if label.endswith("?") else _("%(label)s: %(error)s")
        return words % {"label": label, "error": error}

    @property
    def summary(self) -> Markup:
        """What was wrong, with links; of a form kept while signed out, that it was; otherwise nothing."""
        if self.kept:
            words = self.kept_words or _(
                "You were signed out while writing. Here is what you wrote. It is not saved yet."
            )
            notice = '<div class="notice notice--care" role="status" data-kept><p>{}</p></div>'
            return Markup(notice).format(words)
        if not self.has_problems:
            return Markup("")
        problems = []
        for name, errors in self.form.errors.items():
            if name == NON_FIELD_ERRORS or self.form[name].is_hidden:
                problems += [{"text": error} for error in errors]
            else:
                problems += [
                    {"text": self._where(name, error), "href": self._place(name)} for error in errors
                ]
        return macro("error-summary", {"titleText": _("Something needs another look"), "errorList": problems})


class Form(Drawing, forms.Form):
    """The base of every form of ours.

    `date_order` names pairs of dates of which the second may not come before the first.
    """

    date_order: tuple[tuple[str, str], ...] = ()

    def __init__(self, *args: Any, row: Any = None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.row = row
        self._fresh = False

    @property
    def form(self) -> forms.BaseForm:  # type: ignore[override]
        """Itself."""
        return self

    def __html__(self) -> Any:  # Django's own would draw other markup
        return Drawing.__html__(self)

    __str__ = __html__

    # A field under a choice -----------------------------------------------------------------------

    def _not_chosen(self) -> set[str]:
        """Fields that belong to a choice which was not made."""
        out = set()
        for name, field in self.fields.items():
            reveals = getattr(field, "reveals", {})
            if not reveals:
                continue
            sent = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            if isinstance(field, forms.BooleanField):
                chosen = {"on"} if field.to_python(sent) else set()
            else:
                chosen = {str(v) for v in (sent if isinstance(sent, list) else [sent])}
            out |= {under for choice, under in reveals.items() if choice not in chosen}
            out -= {under for choice, under in reveals.items() if choice in chosen}
        return out

    def _clean_fields(self) -> None:
        order = list(self.fields)
        aside = {name: self.fields.pop(name) for name in self._not_chosen()}
        try:
            super()._clean_fields()  # type: ignore[misc]
        finally:
            self.fields.update(aside)
            self.fields = {name: self.fields[name] for name in order}
        for name, field in aside.items():
            self.cleaned_data[name] = getattr(field, "empty_value", None)

    def _clean_form(self) -> None:
        super()._clean_form()  # type: ignore[misc]
        for first, second in self.date_order:
            start, end = self.cleaned_data.get(first), self.cleaned_data.get(second)
            if start and end and end < start:
                words = _("This comes before “%(first)s”. It must be the same day or after.")
                self.add_error(second, words % {"first": self[first].label})

    # Somebody else saved in between ---------------------------------------------------------------

    @property
    def seen(self) -> str:
        """The version that was read when this form was opened."""
        if self.is_bound and not self._fresh:
            return str(self.data.get(SEEN, ""))[:32]
        return stamp(self.row) if self.row is not None else ""

    def stale(self, row: Any = None) -> bool:
        """Was the row saved by somebody else since this form was opened? It then carries the new version."""
        row = row if row is not None else self.row
        sent = str(self.data.get(SEEN, ""))
        if not self.is_bound or row is None or sent == stamp(row):
            return False
        self.row, self._fresh = row, True
        return True

    @property
    def hidden(self) -> Markup:
        """The hidden fields and the version that was read."""
        mark = (
            Markup('<input type="hidden" name="{}" value="{}">').format(SEEN, self.seen)
            if self.seen
            else Markup("")
        )
        return super().hidden + mark

    def compared(self) -> list[Both]:
        """The fields that differ between what is saved now (the form's initial) and what was sent."""
        differing = []
        for bound in self.visible_fields():
            field: Any = bound.field
            if not hasattr(field, "in_words"):
                continue
            theirs, yours = (field.in_words(v) for v in (bound.initial, bound.data))
            if theirs.strip() != yours.replace("\r\n", "\n").strip():
                differing.append(Both(bound.name, str(bound.label), theirs, yours))
        return differing


class _Dress(Drawing):
    """Any Django form, drawn as ours are."""

    def __init__(self, form: forms.BaseForm) -> None:
        self.form = form


def dressed(form: forms.BaseForm) -> Drawing:
    """Any Django form (allauth's) with `field`, `fields_html`, `summary` and `hidden` as ours have them."""
    return form if isinstance(form, Drawing) else _Dress(form)


F = TypeVar("F", bound=Form)


def filled(
    request: HttpRequest, form_class: type[F], initial: Mapping[str, Any] | None = None, **more: Any
) -> F:
    """The form for this request: sent, kept from when the session ended while writing, or with what is there.

    `row` is what is being changed: its version travels with the form, and `form.stale()` then tells.
    """
    begin = dict(initial or {})
    if request.method == "POST":
        return form_class(request.POST, request.FILES, initial=begin, **more)
    kept = getattr(request, "kept", None)
    if kept:
        form = form_class(_as_sent(kept), MultiValueDict(), initial=begin, **more)
        form.kept = True
        return form
    return form_class(initial=begin, **more)


def _as_sent(kept: Mapping[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in kept.items():
        data.setlist(name, list(values) if isinstance(values, (list, tuple)) else [values])
    return data
