"""Every change to the course of care.

Each takes `by=`, is atomic, returns the row, and raises `Refused` with a sentence where a rule says no.
"""

from alongside.care.actions.choices import choose
from alongside.care.actions.dues import book, call_off
from alongside.care.actions.episodes import begin, finish, reopen
from alongside.care.actions.goals import add_goal, change_goal, reach_goal, reopen_goal, set_goal_aside
from alongside.care.actions.plans import agree_plan, change_plan, close_plan, draft_plan, reopen_plan
from alongside.care.actions.referrals import accept, change_referral, decline, refer, withdraw
from alongside.care.actions.reviews import begin_review, confirm_people, finish_review
from alongside.care.actions.sessions import came, correct_session, missed, session_in_error, write_session
from alongside.care.actions.steps import (
    add_step,
    change_step,
    let_step_go,
    reopen_step,
    step_done,
    step_not_done,
)

__all__ = [
    "accept",
    "add_goal",
    "add_step",
    "agree_plan",
    "begin",
    "begin_review",
    "book",
    "call_off",
    "came",
    "change_goal",
    "change_plan",
    "change_referral",
    "change_step",
    "choose",
    "close_plan",
    "confirm_people",
    "correct_session",
    "decline",
    "draft_plan",
    "finish",
    "finish_review",
    "let_step_go",
    "missed",
    "reach_goal",
    "refer",
    "reopen",
    "reopen_goal",
    "reopen_plan",
    "reopen_step",
    "session_in_error",
    "set_goal_aside",
    "step_done",
    "step_not_done",
    "withdraw",
    "write_session",
]
