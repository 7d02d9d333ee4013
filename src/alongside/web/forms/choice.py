"""Choosing from what is there: one of a few, one of many, several, yes or no."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.web.forms.dress import Dressed, items, macro

Choices = Iterable[Sequence[Any]] | Callable[[], Iterable[Sequence[Any]]]


class _Chosen(Dressed):
    """A field with choices: (code, words) or (code, words, hint); a callable is asked for each form."""

    widget = forms.Select
    default_error_messages = {
        "required": gettext_lazy("Choose one."),
        "unknown": gettext_lazy("Choose one of those shown. What was sent is not among them."),
    }

    def __init__(
        self, *, choices: Choices = (), coerce: Callable[[str], Any] = str, empty_value: Any = "", **more: Any
    ) -> None:
        self.coerce, self.empty_value, self._choices = coerce, empty_value, choices
        super().__init__(**more)

    @property
    def choices(self) -> list[Sequence[Any]]:
        """Every choice, groups and all."""
        given = getattr(
            self._choices, "choices", self._choices
        )  # a Django TextChoices has them as an attribute
        asked: Iterable[Any] = given() if callable(given) else given
        return [(c.value, c.label) if hasattr(c, "label") else tuple(c) for c in asked]

    @choices.setter
    def choices(self, value: Choices) -> None:
        self._choices = value

    def _flat(self) -> dict[str, Any]:
        flat: dict[str, Any] = {}
        for value, text, *_rest in self.choices:
            if isinstance(text, (list, tuple)):
                flat.update((str(v), t) for v, t, *_r in text)
            else:
                flat["" if value is None else str(value)] = text
        return flat

    def _one(self, value: Any) -> Any:
        if str(value) not in self._flat():
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return self.coerce(str(value))

    def to_python(self, value: Any) -> Any:
        return self.empty_value if value in (None, "") else self._one(value)

    def in_words(self, value: Any) -> str:
        return str(self._flat().get("" if value is None else str(value), value or ""))


class Select(_Chosen):
    """One of many, in a list. `empty` is the first line where nothing is chosen."""

    kind = "select"

    def __init__(self, *, empty: Any = None, **more: Any) -> None:
        self.empty = empty
        super().__init__(**more)

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        value = bound.value()
        chosen = "" if value is None else str(value)
        choices = self.choices
        if "" not in self._flat():
            choices = [("", self.empty if self.empty is not None else _("Choose")), *choices]
        return {"items": items(choices, {chosen}, "selected")}


class Radios(_Chosen):
    """One of a few, `inline` for short ones side by side.

    `reveals` names fields that belong to one choice: {"other": "other_words"}. They are drawn under it, and
    asked for and kept only where it is chosen.
    """

    kind = "radios"
    in_fieldset = True

    def __init__(
        self,
        *,
        reveals: Mapping[Any, str] | None = None,
        inline: bool = False,
        small: bool = True,
        **more: Any,
    ) -> None:
        self.reveals = {str(k): v for k, v in (reveals or {}).items()}
        self.inline, self.small = inline, small
        super().__init__(**more)

    def _chosen(self, bound: forms.BoundField) -> set[str]:
        value = bound.value()
        return set() if value is None else {str(value)}

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        made = items(self.choices, self._chosen(bound))
        form: Any = bound.form
        for item in made:
            if name := self.reveals.get(item["value"]):
                item["conditional"] = {"html": form.field(name)}
        classes = [f"govuk-{self.kind}--{word}" for word in ("inline", "small") if getattr(self, word)]
        return {"items": made, "classes": " ".join(classes)}


class Checkboxes(Radios):
    """Several of a few; its value is a list."""

    kind = "checkboxes"
    widget = forms.SelectMultiple
    default_error_messages = {"required": gettext_lazy("Choose at least one.")}

    def __init__(self, **more: Any) -> None:
        super().__init__(empty_value=[], **more)

    def _chosen(self, bound: forms.BoundField) -> set[str]:
        return {str(v) for v in bound.value() or ()}

    def to_python(self, value: Any) -> list[Any]:
        if not value:
            return []
        if isinstance(value, str):
            value = [value]
        return [self._one(v) for v in dict.fromkeys(map(str, value))]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return {str(v) for v in initial or ()} != {str(v) for v in data or ()}

    def in_words(self, value: Any) -> str:
        return ", ".join(super(Checkboxes, self).in_words(v) for v in value or ())


class Switch(Dressed, forms.BooleanField):
    """Yes or no: one box with its words. Where it is required it must be ticked. `reveals` names a field."""

    kind = "checkboxes"
    widget = forms.CheckboxInput
    default_error_messages = {"required": gettext_lazy("Tick this to go on.")}

    def __init__(self, *, required: bool = False, reveals: str | None = None, **more: Any) -> None:
        self.reveals = {"on": reveals} if reveals else {}
        super().__init__(required=required, **more)

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        item: dict[str, Any] = {
            "value": "on",
            "text": str(bound.label),
            "checked": self.to_python(bound.value()),
        }
        form: Any = bound.form
        if name := self.reveals.get("on"):
            item["conditional"] = {"html": form.field(name)}
        return {"items": [item], "alone": True, "classes": "govuk-checkboxes--small"}

    def draw(self, params: dict[str, Any]) -> Any:
        # The hint belongs to the box, not to a group of one.
        if hint := params.pop("hint", None):
            params["items"][0]["hint"] = hint
        params.pop("label", None)
        return macro("checkboxes", params)

    def in_words(self, value: Any) -> str:
        return _("yes") if self.to_python(value) else _("no")
