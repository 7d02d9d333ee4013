"""What may become of what, as tables: from which state which deed leads where, who may do it, or why not.

Nothing here knows Django or the database. `docs/generated/states.md` is drawn from these tables.
"""

from typing import Final

from alongside.access.courses import GIVES, WHO, WORKS, Course, Refusal, Row, _

__all__ = ["COURSES", "GIVES", "WHO", "WORKS", "Course", "Refusal", "Row", "_"]

ANSWERED = _("It was answered already. If they come again, write a new one.")
WITHDRAWN = _("It was withdrawn. If they come again, write a new one.")
BEGUN = _("It was accepted already. Finish their care instead.")
OVER = _("This stretch of care has finished. If they return, begin a new one first.")

REFERRAL = Course(
    "referral",
    "waiting",
    {
        "waiting": _("waiting"),
        "accepted": _("accepted"),
        "not_now": _("not for us now"),
        "withdrawn": _("withdrawn"),
    },
    {"accept": _("accept"), "decline": _("not for us now"), "withdraw": _("withdraw")},
    (
        Row("waiting", "accept", "accepted", GIVES),
        Row("waiting", "decline", "not_now", WORKS),
        Row("waiting", "withdraw", "withdrawn", WORKS),
        Row("accepted", "accept", None, GIVES, _("It was accepted already. Their care has begun.")),
        Row("accepted", "decline", None, WORKS, BEGUN),
        Row("accepted", "withdraw", None, WORKS, BEGUN),
        Row("not_now", "accept", None, GIVES, ANSWERED),
        Row("not_now", "decline", None, WORKS, ANSWERED),
        Row("not_now", "withdraw", None, WORKS, ANSWERED),
        Row("withdrawn", "accept", None, GIVES, WITHDRAWN),
        Row("withdrawn", "decline", None, WORKS, WITHDRAWN),
        Row("withdrawn", "withdraw", None, WORKS, _("It was withdrawn already.")),
    ),
)

EPISODE = Course(
    "episode",
    "open",
    {"open": _("under way"), "finished": _("finished")},
    {
        "finish": _("finish"),
        "plan": _("make a plan"),
        "review": _("look back together"),
        "choose": _("write a choice"),
        "reopen": _("finished by mistake"),
    },
    (
        Row("open", "finish", "finished", WORKS),
        Row("open", "plan", "open", WORKS),
        Row("open", "review", "open", WORKS),
        Row("open", "choose", "open", WORKS),
        Row("open", "reopen", None, WORKS, _("Their care is under way.")),
        Row(
            "finished", "finish", None, WORKS, _("It has finished already. If they return, begin a new one.")
        ),
        Row("finished", "plan", None, WORKS, OVER),
        Row("finished", "review", None, WORKS, OVER),
        Row("finished", "choose", None, WORKS, OVER),
        Row("finished", "reopen", "open", WORKS),
    ),
)

PLAN = Course(
    "plan",
    "draft",
    {"draft": _("draft"), "agreed": _("agreed"), "closed": _("closed")},
    {"change": _("change"), "agree": _("agree"), "close": _("close"), "reopen": _("open again")},
    (
        Row("draft", "change", "draft", WORKS),
        Row("draft", "agree", "agreed", WORKS),
        Row("draft", "close", "closed", WORKS),
        Row("draft", "reopen", None, WORKS, _("The plan is open already.")),
        Row("agreed", "change", "agreed", WORKS),
        Row("agreed", "agree", None, WORKS, _("The plan was agreed already.")),
        Row("agreed", "close", "closed", WORKS),
        Row("agreed", "reopen", None, WORKS, _("The plan is open already.")),
        Row("closed", "change", None, WORKS, _("The plan is closed. Open it again first.")),
        Row("closed", "agree", None, WORKS, _("The plan is closed. Open it again first.")),
        Row("closed", "close", None, WORKS, _("The plan was closed already.")),
        Row("closed", "reopen", "draft", WORKS),
    ),
)

GOAL = Course(
    "goal",
    "open",
    {"open": _("open"), "reached": _("reached"), "set_aside": _("set aside")},
    {
        "change": _("change"),
        "add_step": _("add a step"),
        "reach": _("reached"),
        "set_aside": _("set aside"),
        "reopen": _("open again"),
    },
    (
        Row("open", "change", "open", WORKS),
        Row("open", "add_step", "open", WORKS),
        Row("open", "reach", "reached", WORKS),
        Row("open", "set_aside", "set_aside", WORKS),
        Row("open", "reopen", None, WORKS, _("It is open already.")),
        Row("reached", "change", None, WORKS, _("It was reached. Open it again to change it.")),
        Row("reached", "add_step", None, WORKS, _("It was reached. Open it again to add a step.")),
        Row("reached", "reach", None, WORKS, _("It was reached already.")),
        Row("reached", "set_aside", None, WORKS, _("It was reached. Open it again first.")),
        Row("reached", "reopen", "open", WORKS),
        Row("set_aside", "change", None, WORKS, _("It was set aside. Open it again to change it.")),
        Row("set_aside", "add_step", None, WORKS, _("It was set aside. Open it again to add a step.")),
        Row("set_aside", "reach", None, WORKS, _("It was set aside. Open it again first.")),
        Row("set_aside", "set_aside", None, WORKS, _("It was set aside already.")),
        Row("set_aside", "reopen", "open", WORKS),
    ),
)

STEP = Course(
    "step",
    "open",
    {"open": _("open"), "done": _("done"), "not_done": _("not done"), "let_go": _("let go")},
    {
        "change": _("change"),
        "done": _("done"),
        "not_done": _("not done"),
        "let_go": _("let go"),
        "reopen": _("open again"),
    },
    (
        Row("open", "change", "open", WORKS),
        Row("open", "done", "done", WORKS),
        Row("open", "not_done", "not_done", WORKS),
        Row("open", "let_go", "let_go", WORKS),
        Row("open", "reopen", None, WORKS, _("This step is open already.")),
        Row("done", "change", None, WORKS, _("This step was done. Open it again to change it.")),
        Row("done", "done", None, WORKS, _("This step was done already.")),
        Row("done", "not_done", None, WORKS, _("This step was done. Open it again first.")),
        Row("done", "let_go", None, WORKS, _("This step was done. There is nothing to let go.")),
        Row("done", "reopen", "open", WORKS),
        Row("not_done", "change", None, WORKS, _("This step was not done. Open it again to change it.")),
        Row("not_done", "done", None, WORKS, _("This step was not done. Open it again first.")),
        Row("not_done", "not_done", None, WORKS, _("That it was not done is written already.")),
        Row("not_done", "let_go", "let_go", WORKS),
        Row("not_done", "reopen", "open", WORKS),
        Row("let_go", "change", None, WORKS, _("This step was let go. Open it again to change it.")),
        Row("let_go", "done", None, WORKS, _("This step was let go. Open it again first.")),
        Row("let_go", "not_done", None, WORKS, _("This step was let go. Open it again first.")),
        Row("let_go", "let_go", None, WORKS, _("This step was let go already.")),
        Row("let_go", "reopen", "open", WORKS),
    ),
)

REVIEW = Course(
    "review",
    "open",
    {"open": _("begun"), "finished": _("finished")},
    {"confirm": _("say who is around"), "finish": _("finish")},
    (
        Row("open", "confirm", "open", WORKS),
        Row("open", "finish", "finished", WORKS),
        Row(
            "finished", "confirm", None, WORKS, _("This review is finished. What is new belongs to the next.")
        ),
        Row("finished", "finish", None, WORKS, _("This review is finished already.")),
    ),
)

COURSES: Final = (REFERRAL, EPISODE, PLAN, GOAL, STEP, REVIEW)
