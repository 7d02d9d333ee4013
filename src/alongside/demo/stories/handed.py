"""Somebody who goes from one worker to another, and a lead who looks at a colleague's people with her."""

import datetime as dt

from alongside.demo.telling import Told, somebody
from alongside.desk import actions as desk
from alongside.handover import actions as handover
from alongside.staff import week


def tell(told: Told) -> None:
    """Tell of Vern, who goes from Ash to Ines, and of Ida, about whom Carmen and Ines agree what comes next."""
    vern = somebody(
        told,
        "Vern",
        "Ash Okafor",
        60,
        pronouns="he/him",
        phone="07700 900731",
        may_contact="yes",
        when="any",
    )
    vern.came(58, "self", "Plays chess at the library; wants mornings without a drink.")
    vern.met(6, "Three mornings this week.", "bring the chess set")
    with told.person("Ash Okafor", vern.parts["line"]) as by:
        handover.hand_over(
            by=by, person=by.person(by.held[0].person), to=told.staff["Ines Duarte"],
            words="Rings before he comes. Ask how the mornings went, and let him win a game.",
        )  # fmt: skip
    ida = somebody(
        told,
        "Ida",
        "Ines Duarte",
        45,
        pronouns="she/her",
        phone="07700 900732",
        may_contact="text",
        when="any",
    )
    ida.came(44, "outreach", "Sleeps at a friend’s; comes to the van on Thursdays.")
    ida.met(40, "A cup of tea at the van.", "look in at the day centre", how="home")
    with told.by("Carmen Reyes") as by:
        handover.supervise(by=by, staff=told.staff["Ines Duarte"])
    with told.person("Carmen Reyes", ida.parts["line"]) as by:
        handover.agree(
            by=by, person=by.person(by.held[0].person), what="see", on=by.today + dt.timedelta(days=4),
            staff=told.staff["Ines Duarte"],
        )  # fmt: skip
    with told.by("Dev Anand") as by:
        first = by.today + dt.timedelta(days=3)
        week.record_away(by=by, staff=by.staff or 0, first=first, last=first + dt.timedelta(days=6))
    with told.by("Kerry Walsh") as by:
        week.put_team(by=by, team=told.teams["Kerry Walsh"], organisation="Riverside (made up)")
        week.put_team(by=by, team=told.teams["Ellis Grant"], organisation="Hearth Families (made up)")
        desk.say_out_of_hours(
            by=by,
            words="Ring the manager on call on 07700 900799. If nobody answers in ten minutes, ring again.",
        )
