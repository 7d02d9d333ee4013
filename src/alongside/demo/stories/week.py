"""An ordinary week: somebody who missed an appointment, a home visit, a time that was offered, and a group with its register."""

import datetime as dt

from alongside.access.viewer import LONDON, end_of
from alongside.care.models import Due
from alongside.demo.telling import Told, somebody
from alongside.diary import actions as diary
from alongside.diary.actions.groups import Line
from alongside.diary.queries import groups
from alongside.diary.queries.groups import Group


def tell(told: Told) -> None:
    """Tell of Nell, who missed yesterday, and of Oz, whom Ash sees at home; both go on Wednesdays."""
    nell = somebody(
        told, "Nell", "Ash Okafor", 40, pronouns="she/her", born_on="1991-09-14", phone="07700 900713",
        may_contact="yes", leave_message="no", when="any",
    )  # fmt: skip
    nell.came(38, "self", "Wants to sleep through, and to stop counting tins.")
    nell.draw(
        36,
        ("Aunt Bea", "family", dict(closeness=5, helps=3, harder=0, willing=True)),
        ("Dean", "partner", dict(closeness=4, helps=1, harder=2, lives_with=True)),
        ("Mr Shah", "pharmacist", dict(helps=1)),
    )
    nell.plans(
        36,
        "Nights.",
        ("Sleep", "human", [("Tea with Aunt Bea on Sundays", "someone", "Aunt Bea", 10, False)]),
    )
    with nell.on(24) as by:
        diary.write_up(
            by=by, folder=nell.folder, at=by.now, note="Came early. Slept four hours in a row twice this week.",
            agreed="write down the nights", alters=[nell.around["Aunt Bea"]],
            apart="He counts the tins too, she says, and waits up. She would rather that this stood nowhere near the plan.",
        )  # fmt: skip
    with nell.on(4) as by:
        yesterday = dt.datetime.combine(by.today + dt.timedelta(days=3), dt.time(11), LONDON)
        booked = diary.book(by=by, folder=nell.folder, at=yesterday)
    with nell.on(1, 12) as by:
        due = Due.current.get(folder=nell.parts["dates"], pk=booked.due)
        missed = diary.mark(by=by, folder=nell.folder, due=due, what="missed")
    with nell.on(1, 15) as by:
        diary.tried(by=by, missed=missed, what="call", outcome="not_reached")
    oz = somebody(
        told, "Oz", "Ash Okafor", 20, pronouns="he/him", phone="07700 900714", may_contact="text", when="any"
    )
    oz.came(18, "outreach", "Met at the canal. Does not come into buildings yet.")
    oz.met(11, "Walked as far as the lock and back.", "the same again, nearer the door", how="home")
    with oz.on(0) as by:
        # Later today, whenever the demo is told.
        soon = max(by.now, min(by.now + dt.timedelta(hours=2), end_of(by.today) - dt.timedelta(minutes=5)))
        diary.book(
            by=by,
            folder=oz.folder,
            at=soon,
            how="home",
            place="the lock, by the bench",
        )
        diary.book(by=by, folder=oz.folder, at=by.now + dt.timedelta(days=8), offered=True)
    with told.by("Ash Okafor", days_ago=30) as by:
        team, name = told.teams["Ash Okafor"], "Wednesdays"
        group = Group(diary.add_group(by=by, team=team, name=name), team, "", name)
    with told.by("Ash Okafor", days_ago=9) as by:
        diary.come_and_go(by=by, group=group, who=[nell.folder, oz.folder], among=groups.mine(by))
        diary.register(
            by=by, at=by.now, note="Cooked, and ate together.",
            lines=[Line(nell.folder, "came", "Brought the bread."), Line(oz.folder, "missed")],
        )  # fmt: skip
