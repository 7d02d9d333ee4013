"""Two who leave: one prepared with, in good order; one who died, and is looked back on."""

import datetime as dt

from alongside.demo.stories.safe import kept
from alongside.demo.telling import Told, somebody
from alongside.keeping.models import Kit
from alongside.leaving import actions as leaving
from alongside.leaving.actions import Answer, AtHome


def tell(told: Told) -> None:
    """Tell of Bram, who leaves in two weeks and was asked alone, and of Wyn, who died three days ago."""
    bram = somebody(
        told, "Bram", "Bo Lindqvist", 300, pronouns="he/him", born_on="1979-02-11", phone="07700 900721",
        may_contact="yes", leave_message="yes", when="any",
    )  # fmt: skip
    bram.came(298, "gp", "Wants to be awake for his daughter’s mornings.")
    bram.draw(
        290,
        ("Daughter", "child", dict(closeness=5, helps=2, harder=0)),
        ("Thursday group", "friend", dict(closeness=3, helps=3, harder=0)),
    )
    bram.plans(
        285,
        "Mornings.",
        ("Take her to school", "social", [("Set two alarms", "person", None, 20, "Every day but one.")]),
    )
    for ago in (270, 200, 120, 40, 8):
        bram.met(ago, "Mornings hold.", "the same again")
    kept(bram, 60, Kit, whose="theirs", given_on=-60, expires_on=600)
    with bram.on(5) as by:
        leaving.write(
            by=by, episode=bram.episode, how="planned", on=by.today + dt.timedelta(days=19), asked="alone",
            home="His own place; his daughter half the week.", at_home=AtHome("yes", "“It is the quietest place I know.”"),
            lines=[
                Answer("kit", "written", "His own, in the hall; he showed his sister."),
                Answer("script", "nothing"),
                Answer("letters", "later"),
                Answer("measures", "later"),
                Answer("after", "written", "The Thursday group; Bo rings once a month until spring."),
                Answer("next", "written", "He rings the front desk: no new referral."),
                Answer("well", "written", "Mornings."),
            ],
        )  # fmt: skip
    wyn = somebody(
        told, "Wyn", "Ash Okafor", 120, pronouns="they/them", phone="07700 900722", may_contact="text", when="any"
    )  # fmt: skip
    wyn.came(118, "outreach", "Came in from the cold, and came back.")
    wyn.draw(
        100,
        ("Sister", "sibling", dict(closeness=4, helps=2, harder=1)),
        ("Moss", "friend", dict(closeness=3)),
    )
    for ago in (90, 60, 33, 12):
        wyn.met(ago, "Tea, and the paper.", "next week")
    with wyn.on(2) as by:
        leaving.died(
            by=by, folder=wyn.folder, on=by.today - dt.timedelta(days=1), look_on=by.today + dt.timedelta(days=28),
            called="Wyn", words="Their sister rang.", around=[wyn.around["Sister"]],
        )  # fmt: skip
