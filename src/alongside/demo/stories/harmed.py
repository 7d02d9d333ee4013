"""A woman and a man, each harmed by a partner who is in treatment in the same service.

What was told of harm waits for the folder that will hold it; here stand only what is safe to stand, and contact that is kept
to what is safe.
"""

from alongside.demo.stories import agreed, warned
from alongside.demo.telling import Told, somebody


def tell(told: Told) -> None:
    """Tell of Noor and of Grey, who have workers of their own, and of the two whom they are not to meet by our doing."""
    noor = somebody(
        told,
        "Noor",
        "Gwen Pryce",
        120,
        kind="family",
        pronouns="she/her",
        phone="07700 900111",
        may_contact="they_ring",
        leave_message="no",
    )
    noor.came(118, "self", "Wants somebody to talk to about home. Does not want letters or calls.")
    noor.draw(
        104,
        ("Husband", "partner", dict(closeness=5, helps=0, harder=3, uses=True, feared=True)),
        ("Sister", "sibling", dict(closeness=4, helps=3, harder=0)),
        ("Amina from work", "colleague", dict(closeness=4, helps=2, harder=0)),
        ("Mosque", "faith", dict(closeness=3, helps=1, harder=1)),
    )
    noor.plans(
        90,
        "A day a week that is mine.",
        (
            "See my sister every week",
            "social",
            [
                ("Tuesday lunch with Sister", "someone", "Sister", 14, "Four times."),
                ("Speak with Gwen about safe options", "worker", None, 7, "Same day."),
            ],
        ),
    )
    for ago, text in (
        (104, "Rang from work. Talked for twenty minutes."),
        (83, "Came in the lunch hour."),
        (55, "Sister came too."),
        (20, "Rang. Nothing new. Will ring next week."),
    ):
        noor.met(
            ago,
            text,
            "She rings",
            how="phone" if ago in (104, 20) else "joint" if ago == 55 else "in_person",
            there=("Sister",) if ago == 55 else (),
        )

    # She asked that nobody writes: what is tried all the same is held, and says so on Gwen's Today.
    noor.texts(3, "ring")

    sam = somebody(
        told,
        "Sam",
        "Bo Lindqvist",
        300,
        pronouns="he/him",
        born_on="1982-02-08",
        phone="07700 900222",
        may_contact="yes",
        leave_message="yes",
    )
    sam.came(
        298,
        "court",
        "Alcohol treatment as part of a community order.",
        conditions="Twelve sessions in six months. Attendance is reported; nothing else is.",
    )
    sam.draw(
        290,
        ("Wife", "partner", dict(closeness=5, helps=2, harder=1, lives_with=True)),
        ("Lads from site", "group", dict(closeness=4, helps=1, harder=3, uses=True, used_together="still")),
        ("Probation", "probation", dict(closeness=2, helps=1, harder=1)),
        ("Uncle", "family", dict(closeness=3, helps=2, harder=0, in_recovery=True)),
    )
    sam.choose(298, "preference", "less", "Weekends only.")
    sam.choose(285, "agreement", "less", "No drink in the week.")
    sam.plans(
        280,
        "Get the order done and keep my job.",
        (
            "Twelve sessions",
            "human",
            [
                ("Come every other Thursday", "person", None, 14, "Nine of twelve."),
                ("Ring Uncle on site days", "someone", "Uncle", 30, "Most of them."),
            ],
        ),
    )
    for n, ago in enumerate((284, 270, 256, 240, 226, 212, 190, 160, 118)):
        sam.met(ago, f"Session {n + 1} of twelve.", "In a fortnight", state="missed" if n == 5 else "came")
    sam.looked_back(
        150, "Wife, Uncle.", "In work. Drinks at weekends.", "Three sessions to go.", ("Uncle",), next_in=156
    )
    sam.booked(2, 17)

    grey = somebody(
        told,
        "Grey",
        "Gwen Pryce",
        75,
        kind="family",
        pronouns="he/him",
        phone="07700 900333",
        may_contact="yes",
        when="times",
        days="13",
        since="10:00",
        until="12:00",
        voicemail_words="Say that Jo called",
        leave_message="no",
    )
    grey.came(
        73,
        "gp",
        "Not sleeping, bruised. Came for the sleep. Would like to talk to a man or a woman, it does not matter.",
    )
    grey.draw(
        60,
        ("R", "partner", dict(closeness=5, helps=1, harder=3, uses=True, feared=True)),
        ("Mother", "parent", dict(closeness=4, helps=2, harder=0)),
        ("Five-a-side", "sport", dict(closeness=3, helps=2, harder=0)),
    )
    for ago, text in (
        (60, "Talked about nights."),
        (31, "Went to his mother's for a week."),
        (9, "Back home. Talked with the specialist the same day."),
    ):
        grey.met(ago, text, "Wednesday at ten")
    grey.booked(4, 10)
    # Mondays and Wednesdays from ten to twelve: it waits until then.
    grey.texts(0, "reminder", about_in=4)

    robin = somebody(
        told,
        "Robin",
        "Ash Okafor",
        210,
        pronouns="she/her",
        born_on="1990-12-01",
        phone="07700 900444",
        may_contact="yes",
        leave_message="yes",
    )
    robin.came(208, "self", "Cocaine and drink, weekends that last to Tuesday. Wants to keep the flat.")
    robin.choose(208, "preference", "less")
    robin.draw(
        200,
        ("Partner", "partner", dict(closeness=5, helps=2, harder=1, lives_with=True)),
        (
            "Girls from the club",
            "group",
            dict(closeness=4, helps=1, harder=3, uses=True, used_together="still"),
        ),
        ("Landlord", "professional", dict(closeness=1, helps=0, harder=1)),
    )
    robin.plans(
        195,
        "Keep the flat, keep the job.",
        (
            "Rent paid first",
            "physical",
            [
                ("Rent on the day I am paid", "person", None, 30, "Four months."),
                ("Budget with the housing worker", "worker", None, 45, "Done, and kept to."),
            ],
        ),
        review_in=191,
    )
    for ago in (186, 150, 101, 66, 24):
        robin.met(ago, "Went through the last month, day by day.", "Next month")
    robin.booked(5, 15)
    robin.may_write_to(66, "Flat 3, 40 Canal Street, Northtown")
    robin.also_opened_by(
        66, "Carmen Reyes", "looks at letters before they go", ("line", "contact", "treatment")
    )
    robin.letter(
        60,
        "The housing office asks for your last three payslips. Bring them when we meet, and I will copy them.",
        second="Carmen Reyes",
    )
    robin.letter(
        1,
        "The form for the council is filled in, as you asked. Please sign it where the cross is and bring it with you.",
    )
    robin.letter(0, "As we said on the telephone: the date has moved.", written=False)
    agreed.tell_of(robin, "Carmen Reyes")
    warned.tell_of(told, noor=noor, sam=sam, grey=grey, robin=robin)
