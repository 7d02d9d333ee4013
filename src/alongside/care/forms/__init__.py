"""The forms of the course of care."""

from alongside.care.forms.choices import ChoiceForm
from alongside.care.forms.contacts import BookForm, InErrorForm, SessionForm
from alongside.care.forms.episodes import BeginForm, FinishForm
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
    "BookForm",
    "ChoiceForm",
    "CloseForm",
    "DeclineForm",
    "FinishForm",
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
