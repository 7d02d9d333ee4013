"""The five pages and what stands on each: one table, from which pages, panels and forms are made."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.access.models import FolderModel
from alongside.keeping import forms, rules
from alongside.keeping.models import AtRisk, Health, Household, Kit, Medicine, Onward, Risk
from alongside.web.figures import Figure


@dataclass(frozen=True)
class Thing:
    """One sort of line: its table, its form, and what is said where there is none."""

    model: type[FolderModel]
    form: Any
    title: Any
    add: Any
    empty: Any

    @property
    def kind(self) -> str:
        """What handles, routes and rules call it."""
        return self.model.__name__.lower()


@dataclass(frozen=True)
class Foot:
    """A sentence below: a figure with the library's entry that it is from, or words of our own."""

    words: Any
    unconfirmed: bool = False


@dataclass(frozen=True)
class Idea:
    """One page with its panel."""

    name: str
    title: Any
    order: int
    things: tuple[Thing, ...]
    feet: tuple[Foot, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """The parts of a record in which any of it may lie."""
        return tuple(dict.fromkeys(kind for thing in self.things for kind in thing.model.lies_in))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The sorts of line on it."""
        return tuple(thing.kind for thing in self.things)


IDEAS = (
    Idea("safe", _("What could go wrong, and what keeps them safe"), 32, (
        Thing(Risk, forms.RiskForm, _("Made with them"), _("Add something that could go wrong"),
              _("Nothing is written yet. Ask together: what could go wrong, what has helped before, who does what?")),
    )),
    Idea("around-home", _("Children and adults at risk"), 34, (
        Thing(Household, forms.HouseholdForm, _("Children: asked"), _("Write that children were asked about"),
              _("Children were not asked about yet. Ask everybody, and where medicines are kept.")),
        Thing(AtRisk, forms.AtRiskForm, _("Who they are"), _("Add a child or an adult"),
              _("Nobody is written down. Each child stands here with their age, school, and who has care of them.")),
    )),
    Idea("medicines", _("Medicines"), 36, (
        Thing(Medicine, forms.MedicineForm, _("What they take"), _("Add a medicine"),
              _("No medicine is written down. What they take stands here, with the pharmacy and the next review.")),
    ), (
        Foot(Figure(
            _("Three doses missed one after the other, and a review that was missed, show on Today of whoever is on duty and of "
              "the prescriber. Nothing happens by itself."), rules.MISSED_FROM,
        ), unconfirmed=True),
        Foot(_("Written down, not prescribed here: the prescription itself is what counts.")),
    )),
    Idea("health", _("Health"), 37, (
        Thing(Kit, forms.KitForm, _("Naloxone kits"), _("Write down a kit"),
              _("No kit yet: for them, and for whoever is around them.")),
        Thing(Health, forms.HealthForm, _("Tests, vaccines, hepatitis C"), _("Add a test or vaccine"),
              _("No test or vaccine is written down.")),
    ), (
        Foot(Figure(_("Anyone may give naloxone to save a life."), "naloxone-law")),
        Foot(_("A kit stands among the dates four weeks before it runs out: our own custom.")),
    )),
    Idea("onward", _("Help elsewhere"), 38, (
        Thing(Onward, forms.OnwardForm, _("Whom we asked"), _("Write whom you asked"),
              _("Nobody elsewhere was asked. Home, money, health: each stands here until there is an answer.")),
    )),
)  # fmt: skip

THINGS = {thing.kind: (idea, thing) for idea in IDEAS for thing in idea.things}
