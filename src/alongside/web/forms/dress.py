"""How a field is drawn: its parameters for the GOV.UK macro, from one of ours or from any Django field."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.template import engines
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from jinja2 import Environment
from markupsafe import Markup, escape

from alongside.web.explaining import line
from alongside.web.terms import note

COMPONENTS = {
    "input": "govukInput",
    "textarea": "govukTextarea",
    "character-count": "govukCharacterCount",
    "password-input": "govukPasswordInput",
    "select": "govukSelect",
    "radios": "govukRadios",
    "checkboxes": "govukCheckboxes",
    "file-upload": "govukFileUpload",
    "error-summary": "govukErrorSummary",
}
WIDTHS = {
    "half": "govuk-!-width-one-half",
    "third": "govuk-!-width-one-third",
    "two-thirds": "govuk-!-width-two-thirds",
    "full": "govuk-!-width-full",
}  # any other width is a number of characters: 2, 3, 4, 5, 10, 20, 30


def environment() -> Environment:
    """The environment of our templates."""
    for engine in engines.all():
        if isinstance(env := getattr(engine, "env", None), Environment):
            return env
    raise LookupError("no Jinja environment among TEMPLATES")


def macro(component: str, params: dict[str, Any]) -> Markup:
    """Draw one GOV.UK component."""
    template = environment().get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    return Markup(getattr(template.module, COMPONENTS[component])(params))


def said(value: Any) -> Any:
    """A lazy translation as text: the macros' `default` and `length` want strings."""
    if not isinstance(value, Promise):
        return value
    note(words := str(value))
    return words


def whole(text: Any) -> Markup:
    """The text of a textarea with its line ends as references.

    The macros indent what stands under a choice, and would indent what somebody wrote as well.
    """
    return Markup(str(escape(text or "")).replace("\r\n", "\n").replace("\n", "&#10;"))


class Dressed(forms.Field):
    """What every field of ours has beside Django's: how it is drawn, a hint, a width."""

    kind: ClassVar[str]
    autocomplete: str | None = "off"
    inputmode: str | None = None
    widget: Any = forms.TextInput
    in_fieldset: ClassVar[bool] = False

    def __init__(
        self,
        *,
        label: Any = None,
        hint: Any = "",
        width: str | int | None = None,
        autocomplete: str | None = None,
        inputmode: str | None = None,
        mark_optional: bool = True,
        missing: Any = None,
        **more: Any,
    ) -> None:
        self.hint, self.width, self.mark_optional = hint, width, mark_optional
        self.autocomplete = autocomplete or self.autocomplete
        self.inputmode = inputmode or self.inputmode
        if missing is not None:
            more["error_messages"] = {**more.get("error_messages", {}), "required": missing}
        super().__init__(label=label, **more)

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        """What the macro is given beside label, hint, name, id and error."""
        return {}

    def draw(self, params: dict[str, Any]) -> Markup:
        """Draw it."""
        return macro(self.kind, params)

    def in_words(self, value: Any) -> str:
        """The value as a person would say it, for a page that compares two versions."""
        return "" if value in (None, "", []) else str(value)


def draw(
    bound: forms.BoundField, error: str = "", *, heading: bool = False, size: str = "", **over: Any
) -> Markup:
    """Draw a bound field of ours, or any Django field by its widget.

    `heading` makes its label the page's h1; `size` is `m` or `l`; `over` replaces what the macro is given.
    """
    field: Any = bound.field
    if bound.is_hidden:
        return Markup(bound.as_hidden())
    asked = [over.get("label", bound.label), over.get("hint") or getattr(field, "hint", ""), *_choices(field)]
    label = said(bound.label) or ""
    if (
        not field.required
        and getattr(field, "mark_optional", True)
        and not isinstance(field, forms.BooleanField)
    ):
        label = _("%(label)s (optional)") % {"label": label}
    size = "l" if heading and not size else size
    hint = said(over.pop("hint", None) or getattr(field, "hint", "") or bound.help_text)
    params: dict[str, Any] = {"id": bound.auto_id, "idPrefix": bound.auto_id, "name": bound.html_name}
    ours = isinstance(field, Dressed)
    kind, more = (field.kind, field.params(bound)) if ours else _foreign(bound)
    title = {"text": said(over.pop("label", label)), "isPageHeading": heading}
    if kind in ("radios", "checkboxes"):
        params["fieldset"] = {
            "legend": {**title, "classes": f"govuk-fieldset__legend--{size}" if size else ""}
        }
        if more.pop("alone", False):
            # One switch is its own label.
            del params["fieldset"]
    else:
        params["label"] = {**title, "classes": f"govuk-label--{size}" if size else ""}
    if hint:
        params["hint"] = {"text": hint}
    if error:
        params["errorMessage"] = {"text": error, "visuallyHiddenText": _("Problem")}
    if width := getattr(field, "width", None):
        params["classes"] = WIDTHS.get(str(width), f"govuk-input--width-{width}")
    params.update(more)
    if field.disabled:
        params["disabled"] = True
    if error and kind not in ("radios", "checkboxes"):
        params["attributes"] = {**params.get("attributes", {}), "aria-invalid": "true"}
    params.update(over)
    if explained := line(asked):
        place = "afterInputs" if kind in ("radios", "checkboxes") else "beforeInput"
        params["formGroup"] = {**params.get("formGroup", {}), place: {"html": explained}}
    return field.draw(params) if ours else macro(kind, params)


def _choices(field: Any) -> Iterator[Any]:
    """What a field offers, in our words; a name that somebody wrote is no sentence of ours."""
    for _value, *texts in getattr(field, "choices", None) or ():
        yield from texts


def _foreign(bound: forms.BoundField) -> tuple[str, dict[str, Any]]:
    """The macro for a Django field that is not ours, by its widget: what allauth's forms are made of."""
    field: Any = bound.field
    widget, value = field.widget, bound.value()
    attrs = {
        k: v
        for k, v in widget.attrs.items()
        if k not in ("placeholder", "class", "cols", "rows", "autofocus")
    }
    auto = {"autocomplete": attrs.pop("autocomplete", None)}
    if isinstance(widget, forms.PasswordInput):
        return "password-input", auto
    if isinstance(widget, forms.Textarea):
        return "textarea", {"value": whole(value), "attributes": attrs}
    if isinstance(widget, forms.CheckboxInput):
        item = {"value": "on", "text": said(bound.label), "checked": bool(value)}
        return "checkboxes", {"items": [item], "alone": True}
    if isinstance(widget, (forms.CheckboxSelectMultiple, forms.SelectMultiple)):
        chosen = {str(v) for v in value or ()}
        return "checkboxes", {"items": items(field.choices, chosen)}
    if isinstance(widget, forms.RadioSelect):
        return "radios", {"items": items(field.choices, {str(value)})}
    if isinstance(widget, forms.Select):
        return "select", {"items": items(field.choices, {str(value)}, "selected")}
    if isinstance(widget, forms.FileInput):
        return "file-upload", {}
    shown = widget.format_value(value)
    kind = getattr(widget, "input_type", "text")
    return "input", {
        "value": shown if shown is not None else "",
        "type": kind,
        "attributes": attrs,
        "inputmode": attrs.pop("inputmode", None),
        **auto,
    }


def items(choices: Any, chosen: set[str], mark: str = "checked") -> list[dict[str, Any]]:
    """Choices for a macro. A choice may carry a hint as its third part; groups are flattened."""
    made: list[dict[str, Any]] = []
    for choice in choices:
        value, text, *rest = choice
        if isinstance(text, (list, tuple)):
            made += items(text, chosen, mark)
            continue
        key = "" if value is None else str(value)
        # `None` would be read as "not given" and GOV.UK would compare values itself: say yes or no.
        item: dict[str, Any] = {"value": key, "text": said(text), mark: key in chosen}
        if rest and rest[0]:
            item["hint"] = {"text": said(rest[0])}
        made.append(item)
    return made
