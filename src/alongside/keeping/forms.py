"""What is asked about what keeps somebody safe and well: one form a line."""

import types
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from alongside.access.sources import Source
from alongside.care.forms.days import today
from alongside.care.forms.people import source_field
from alongside.keeping import rules
from alongside.keeping.models import AtRisk, Health, Household, Kit, Medicine, Onward, Risk
from alongside.web import forms


class RiskForm(forms.Form):
    """One thing that could go wrong, and what keeps them safe."""

    about = forms.Radios(label=_("What could go wrong?"), choices=Risk.About.choices, small=True)
    level = forms.Radios(label=_("How is it now?"), choices=Risk.Level.choices, inline=True)
    now = forms.Words(label=_("What is happening now?"), max_length=4000, rows=2, required=False)
    before = forms.Words(
        label=_("What has happened before?"),
        hint=_("What it was like, and what helped then"),
        max_length=4000,
        rows=2,
        required=False,
    )
    helps = forms.Words(
        label=_("What helps, and what keeps them safe?"),
        hint=_("In their words: it is made with them"),
        max_length=4000,
        rows=3,
        required=False,
    )
    who = forms.Words(
        label=_("Who does what?"),
        hint=_("Who is rung first, who looks in, what we do and by when"),
        max_length=2000,
        rows=2,
        required=False,
    )
    review_on = forms.Date(label=_("When do you look at it together again?"))
    source = source_field()


class AtRiskForm(forms.Form):
    """A child, a child not yet born, or an adult who cannot keep themselves safe."""

    kind = forms.Radios(
        label=_("Who is it?"), choices=AtRisk.Kind.choices, reveals={AtRisk.Kind.ADULT: "capacity"}
    )
    capacity = forms.Words(
        label=_("What can they decide for themselves?"),
        hint=_("What it was about, the day, and how you know"),
        max_length=2000,
        rows=2,
        required=False,
    )
    called = forms.Text(
        label=_("How are they called?"), hint=_("A name, or “the baby”"), max_length=120, width=20
    )
    age = forms.Number(label=_("How old?"), least=0, most=120, unit=_("years"), required=False)
    lives = forms.Radios(label=_("Where do they live?"), choices=AtRisk.Lives.choices, inline=True)
    school = forms.Text(label=_("School, nursery or college"), max_length=200, required=False)
    care = forms.Words(label=_("Who has care of them?"), max_length=1000, rows=2, required=False)
    services = forms.Words(
        label=_("Who else helps?"),
        hint=_("A social worker, a midwife, a health visitor, with their number"),
        max_length=2000,
        rows=2,
        required=False,
    )
    referral = forms.Radios(
        label=_("Does somebody have to be asked to help?"),
        hint=_("A referral leaves the same day."),
        choices=AtRisk.Asked.choices,
        reveals={AtRisk.Asked.SENT: "referred_to"},
        initial=AtRisk.Asked.NO,
    )
    referred_to = forms.Text(label=_("To whom was it sent?"), max_length=200, required=False)
    conference_on = forms.Date(label=_("When do others meet about them next?"), required=False)
    report_on = forms.Date(label=_("When is a report of ours due?"), required=False)
    source = source_field()


class HouseholdForm(forms.Form):
    """Children were asked about, and the home."""

    asked_on = forms.Date(label=_("When was it asked?"), latest=today)
    children = forms.Radios(
        label=_("Are there children in their life?"),
        hint=_("Their own, a partner’s, grandchildren, or whoever they look after"),
        choices=Household.Children.choices,
    )
    lives = forms.Words(label=_("Who lives in the home?"), max_length=2000, rows=2, required=False)
    stored = forms.Radios(
        label=_("Are medicines and drugs locked away from children?"),
        choices=Household.Stored.choices,
        initial=Household.Stored.NOT_ASKED,
        inline=True,
    )
    review_on = forms.Date(label=_("When is it asked again?"), required=False)
    source = source_field()


class MedicineForm(forms.Form):
    """A medicine that somebody takes."""

    called = forms.Text(label=_("Medicine"), max_length=120, width="two-thirds")
    dose = forms.Text(
        label=_("Dose"), hint=_("As the prescription says it"), max_length=120, width=20, required=False
    )
    script = forms.Switch(label=_("A prescription for drugs or alcohol"), required=False)
    taken = forms.Radios(label=_("How is it taken?"), choices=Medicine.Taken.choices, inline=True)
    pharmacy = forms.Text(label=_("Pharmacy, and its number"), max_length=200, required=False)
    prescriber = forms.Text(label=_("Who prescribes it?"), max_length=120, required=False)
    review_on = forms.Date(label=_("When is the prescription reviewed next?"), required=False)
    collected_on = forms.Date(label=_("When was it collected last?"), latest=today, required=False)
    missed = forms.Number(label=_("Doses missed one after the other"), least=0, most=99, initial=0)
    tests = forms.Words(label=_("Tests, each with its day"), max_length=2000, rows=2, required=False)
    source = source_field(Source.DOCUMENT)


class KitForm(forms.Form):
    """A naloxone kit."""

    whose = forms.Radios(
        label=_("Whose kit is it?"),
        choices=Kit.Whose.choices,
        reveals={Kit.Whose.AROUND: "name"},
        initial="theirs",
    )
    name = forms.Text(label=_("How are they called?"), max_length=120, width=20, required=False)
    given_on = forms.Date(label=_("When was it given?"), latest=today)
    expires_on = forms.Date(label=_("Until when is it good?"), hint=_("The date on the box"))
    shown = forms.Switch(label=_("They were shown how to use it"), required=False)
    place = forms.Text(label=_("Where is it kept?"), max_length=200, required=False)
    source = source_field(Source.SEEN)


class HealthForm(forms.Form):
    """A test, a vaccine or a treatment."""

    what = forms.Radios(label=_("What?"), choices=Health.What.choices, small=True)
    on = forms.Date(label=_("When?"), latest=today)
    result = forms.Radios(label=_("What came of it?"), choices=Health.Result.choices, small=True)
    words = forms.Words(label=_("In words"), max_length=2000, rows=2, required=False)
    next_on = forms.Date(label=_("When is the next one due?"), required=False)
    source = source_field(Source.DOCUMENT)


class OnwardForm(forms.Form):
    """Somebody elsewhere was asked to help."""

    about = forms.Radios(label=_("What about?"), choices=Onward.About.choices, small=True)
    whom = forms.Text(label=_("Who was asked?"), hint=_("The service, and where to ring"), max_length=200)
    words = forms.Words(label=_("What for?"), max_length=2000, rows=2, required=False)
    sent_on = forms.Date(label=_("When were they asked?"), latest=today)
    answer = forms.Radios(
        label=_("What did they answer?"),
        choices=Onward.Answer.choices,
        initial=Onward.Answer.NONE,
        small=True,
    )
    chase_on = forms.Date(
        label=_("If there is no answer, when do you chase it?"), required=False, mark_optional=False
    )
    answered_on = forms.Date(label=_("When did they answer?"), latest=today, required=False)
    answer_words = forms.Words(label=_("What did they say?"), max_length=2000, rows=2, required=False)
    source = source_field(Source.SEEN)


def changing(form: Any) -> Any:
    """The same form for a line that stands there: it asks last whether it still holds."""
    still = forms.Radios(
        label=_("Does it still hold?"),
        choices=(("yes", _("Yes")), ("over", _("No: it is over")), ("error", _("It was written by mistake"))),
        initial="yes",
        inline=True,
    )
    return types.new_class(
        f"Changing{form.__name__}", (form,), exec_body=lambda body: body.update(still=still)
    )


def _visits() -> list[tuple[str, str]]:
    return [(code, gettext(words)) for code, words in rules.VISITS.items()]


class VisitingForm(forms.Form):
    """What is kept to on a visit."""

    ways = forms.Checkboxes(
        label=_("What do we keep to on a visit?"),
        hint=_("Whoever books a visit sees these, and no reason. Nothing ticked: nothing to keep to."),
        choices=_visits,
        required=False,
        mark_optional=False,
    )
    review_on = forms.Date(label=_("When is it looked at again?"))


class AskScriptForm(forms.Form):
    """Is there another prescription?"""

    number = forms.Text(
        label=_("Their NHS number, or a reference"),
        hint=_("Exact: ten digits, or such as K7-4QX-9. Nothing is looked for by name."),
        max_length=40,
        width=20,
        autocomplete="off",
    )
    basis = forms.Radios(
        label=_("On what is it asked?"),
        choices=(
            ("consent", _("They agree to it")),
            ("recorded", _("They did not agree, and there is a reason to ask")),
        ),
        reveals={"recorded": "why"},
    )
    why = forms.Words(label=_("What is the reason, and who decided it?"), max_length=1000, rows=2)


class AnswerScriptForm(forms.Form):
    """What the records officer answers."""

    answer = forms.Radios(
        label=_("Is there another prescription?"),
        choices=(
            ("none", _("None was found by this number")),
            ("another", _("Another prescription: ring …")),
        ),
        reveals={"another": "ring"},
    )
    ring = forms.Text(
        label=_("Whom to ring"),
        hint=_("A name and a number: nothing of what is in the other record"),
        max_length=200,
    )


def missed_in_words(missed: int) -> str:
    """How many doses were missed in a row."""
    return ngettext("%(n)s dose missed", "%(n)s doses missed", missed) % {"n": missed}
