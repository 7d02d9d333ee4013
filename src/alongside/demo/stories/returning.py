"""Someone who comes back after a year."""

import datetime as dt

from alongside.care import actions as care
from alongside.demo.stories import assessments
from alongside.demo.telling import Told, somebody


def tell(told: Told) -> None:
    """Tell of Ren, who left in good order, and came back before it got worse."""
    ren = somebody(
        told,
        "Ren",
        "Bo Lindqvist",
        540,
        pronouns="they/them",
        born_on="1985-04-04",
        phone="07700 900666",
        may_contact="yes",
        leave_message="yes",
        when="times",
        since="18:00",
        until="21:00",
    )
    ren.came(540, "self", "Drinks alone after night shifts.")
    ren.choose(540, "preference", "less", "Not after a shift.")
    ren.draw(
        530,
        ("Wife", "partner", dict(closeness=5, helps=3, harder=0, lives_with=True)),
        ("Night crew", "colleague", dict(closeness=3, helps=1, harder=2)),
        ("Mother", "parent", dict(closeness=3, helps=1, harder=1)),
        knows=(("Wife", "Mother"),),
    )
    ren.plans(
        525,
        "To go to bed when I get home.",
        ("Bed by nine", "human", [("Ring Wife from the bus", "someone", "Wife", 14, "Every shift.")]),
    )
    for ago in (515, 480, 450):
        ren.met(ago, "Shift by shift.", "Next month")
    with ren.on(440) as by:
        care.close_plan(by=by, plan=ren.plan, why="Reached", on=by.today)
        care.finish(
            by=by,
            episode=ren.episode,
            how="planned",
            on=by.today,
            words="Finished together. The door is open.",
        )
    ren.came(62, "self", "A year later: new shifts, and the first bottle in a bag again. Rang the same day.")
    ren.choose(62, "preference", "abstinence", "This time not at all.")
    ren.draw(
        58,
        ("Wife", "partner", dict(helps=2, harder=1)),
        ("Night crew", "colleague", dict(closeness=4, harder=3)),
        ("Union rep", "colleague", dict(closeness=2, helps=2, harder=0)),
    )
    ren.plans(
        55,
        "Days, not nights.",
        (
            "Change shifts",
            "physical",
            [
                ("Ask for days, with the Union rep", "someone", "Union rep", 21, "Days from the new year."),
                ("First drink diary", "person", None, 14, "Kept."),
            ],
        ),
    )
    for ago in (48, 27, 6):
        ren.met(
            ago,
            "Ninety days to count from the first of the month." if ago == 6 else "Shift by shift.",
            "Next fortnight",
        )
    assessments.ren(ren)
    with ren.on(0) as by:
        care.book(by=by, folder=ren.folder, at=by.now + dt.timedelta(days=8))
