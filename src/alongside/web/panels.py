"""The panels of Today and of the person page, drawn: those that have something to say to this viewer.

A panel's function returns what its template needs, or None to leave it out. The card around it is drawn by the
page; six words in what it returns are for the card: `title` (in place of the declared one), `facts` (soft
words beside it), `kind` ("now", "care", "good"), `link` ({"url", "text", "about"}), `foot`, and `on_paper` (printed, or not).
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template import loader
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from markupsafe import Markup

from alongside.access.viewer import Person
from alongside.web.registry import PANELS, Panel

FOR_THE_CARD = ("title", "facts", "kind", "link", "foot", "on_paper")


@dataclass(frozen=True)
class Drawn:
    """One panel, ready to stand in its card."""

    name: str
    title: Any
    html: Markup
    wide: bool
    on_paper: bool = True
    facts: Any = None
    kind: str | None = None
    link: Any = None
    foot: Any = None


def _held(panel: Panel, request: HttpRequest, person: Person | None) -> bool:
    if not panel.needs:
        return True
    if person is not None:
        return person.first(panel.needs) is not None
    return any(h.kind in panel.needs for h in request.viewer.all_held())  # type: ignore[attr-defined]


def _told(request: HttpRequest, template: Any) -> dict[str, Any]:
    """What every template is told of the request, as Django's backend works it out; once for all panels of a page."""
    told = {
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in template.backend.template_context_processors:
        told |= processor(request)
    return told


def drawn(request: HttpRequest, on: str, person: Person | None = None, *, died: bool = False) -> list[Drawn]:
    """Every panel of `person` or `today` that this viewer has a part for and that has something to say.

    `died`: the viewer knows that they died; what is for the living is left out.
    """
    about = () if person is None else (person,)
    made, told = [], None
    for panel in PANELS[on]:
        if died and panel.living:
            continue
        said = panel.view(request, *about) if _held(panel, request, person) else None
        if said is None:
            continue
        template: Any = loader.get_template(panel.template)
        told = told or _told(request, template)
        html = Markup(template.template.render({**said, "person": person, **told}))  # noqa: S704
        card = {"title": panel.title, "on_paper": panel.on_paper} | {
            word: said[word] for word in FOR_THE_CARD if word in said
        }
        wide = panel.width != "half"
        made.append(Drawn(name=panel.name, html=html, wide=wide, **card))
    return made
