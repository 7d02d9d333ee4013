"""A service that looks back: what it answered a year ago, what it did then, what it says now; and one worker's own notes."""

import datetime as dt

from alongside.demo.telling import Told
from alongside.guide import actions, queries
from alongside.guide.content import guide

SERVICE = (
    # who, days ago, question, words, then what will be done: (words, who, due in days, done?)
    (
        "Kerry Walsh",
        384,
        "s-families-first-talk",
        "Two of ten, and both because a mother rang. We asked about children, and wrote down next of kin.",
        (("Ask who is in their life, at the first talk with everybody", "Carmen Reyes", 60, True),),
    ),
    (
        "Carmen Reyes",
        6,
        "s-families-first-talk",
        "Seven of ten drew a map within three weeks. The three who did not were seen by whoever was on duty.",
        (("Show whoever is on duty how to begin a map in ten minutes", "Ash Okafor", 30, False),),
    ),
    (
        "Kerry Walsh",
        384,
        "s-families-offer",
        "A leaflet, and the number of a group that had closed in the spring.",
        (
            ("One afternoon a week for relatives, by themselves", "Ellis Grant", 90, True),
            ("Take the old leaflet out of the rack", "Jules Martin", 7, True),
        ),
    ),
    (
        "Carmen Reyes",
        6,
        "s-families-offer",
        "Thursday afternoons with Ellis, with no waiting since June. Eleven came; four of them know nobody else here.",
        (),
    ),
    (
        "Kerry Walsh",
        401,
        "s-carers-information",
        "Nobody could find it. Two of us said that nothing may be said to anybody, which is not so.",
        (("Write it on one side, and read it together", "Carmen Reyes", 45, True),),
    ),
)
OWN = (
    ("Ash Okafor", 372, "I ask about partners late, when I have run out of other things to ask."),
    (
        "Ash Okafor",
        3,
        "I ask in the first week now, and only alone. It is still harder for me to ask a man what he is afraid of.",
    ),
)


def tell(told: Told) -> None:
    """Answer, decide what to do, do some of it, and answer again; what was told before is not told twice."""
    questions = {question.id: question for question in guide().questions}
    own = next(question for question in guide().questions if question.audience == "own")
    with told.by("Kerry Walsh") as by:
        there = {given.words for its in queries.answers("service").values() for given in its}
    for who, ago, name, words, plans in SERVICE:
        if words in there:
            continue
        done = []
        with told.by(who) as by:
            made = actions.answer(by=by, question=questions[name], words=words)
            for what, whose, days, is_done in plans:
                due = by.today + dt.timedelta(days=days - ago)
                action = actions.act(by=by, answer=made, words=what, who=whose, due=due)
                if is_done:
                    actions.done(by=by, action=action)
                done.append(action)
        told.was("access.reflection", [made], ago)
        told.was("access.reflection_action", done, ago)
    for who, ago, words in OWN:
        with told.by(who) as by:
            if words in {given.words for its in queries.answers("own").values() for given in its}:
                continue
            made = actions.answer(by=by, question=own, words=words)
        told.was("access.reflection", [made], ago)
