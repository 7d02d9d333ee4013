"""Choosing people: those on the map, by sealed names, and colleagues."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.access import handles
from alongside.access.sources import Source
from alongside.care.queries.colleagues import Colleague
from alongside.ties.models import Alter
from alongside.ties.queries.around import Someone
from alongside.web import forms


def how_much(helps: int | None) -> str:
    """How much somebody helps, in words."""
    return {1: _("helps a little"), 2: _("helps"), 3: _("helps a lot")}.get(helps or 0, "")


def in_words(someone: Someone) -> str:
    """What is beside a name: how much they help, and with what."""
    return ": ".join(word for word in (how_much(someone.helps), someone.helps_how) if word)


def chips(people: Sequence[Someone]) -> list[tuple[str, ...]]:
    """People on the map as choices."""
    return [(someone.handle, someone.name) for someone in people]


def colleague_choices(colleagues: Sequence[Colleague]) -> list[tuple[str, str]]:
    """Colleagues as choices; a job tells two of the same name apart."""
    return [(str(c.id), f"{c.name}, {c.job}" if c.job else c.name) for c in colleagues]


def alters_named(folder: int, sealed: Sequence[str]) -> list[Alter]:
    """Those on this map whom sealed names name; others are left out, as if they were not there."""
    opened = [handles.unseal("alter", text) for text in sealed]
    ids = [o.id for o in opened if o is not None and o.folder == folder]
    found = {alter.id: alter for alter in Alter.current.filter(folder=folder, id__in=ids)}
    return [found[i] for i in ids if i in found]


def source_field(initial: str = Source.SAID, **more: Any) -> Any:
    """How it is known: every statement has this beside it."""
    return forms.Radios(
        label=gettext_lazy("How do we know this?"),
        choices=Source.choices,
        initial=initial,
        inline=True,
        small=True,
        **more,
    )
