"""The forms of the course of care."""

from alongside.care.forms.choices import ChoiceForm
from alongside.care.forms.contacts import InErrorForm, SessionForm
from alongside.care.forms.episodes import BeginForm
from alongside.care.forms.plans import (
    AgreeForm,
    CloseForm,
    GoalForm,
    Nothing,
    PlanForm,
    StepForm,
    WordsForm,
)
from alongside.care.forms.referrals import AcceptForm, DeclineForm, ReferralForm, WithdrawForm
from alongside.care.forms.reviews import AroundForm, ReviewForm

__all__ = [
    "AcceptForm",
    "AgreeForm",
    "AroundForm",
    "BeginForm",
    "ChoiceForm",
    "CloseForm",
    "DeclineForm",
    "GoalForm",
    "InErrorForm",
    "Nothing",
    "PlanForm",
    "ReferralForm",
    "ReviewForm",
    "SessionForm",
    "StepForm",
    "WithdrawForm",
    "WordsForm",
]
