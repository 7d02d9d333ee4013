"""A peer mentor with a record of his own, which the peer programme does not open."""

from alongside.demo.telling import Told, somebody


def tell(told: Told) -> None:
    """Tell of Del, two years in recovery, who walks with others to their first meeting."""
    del_ = somebody(
        told,
        "Del",
        "Ines Duarte",
        520,
        pronouns="he/him",
        born_on="1979-08-16",
        phone="07700 900555",
        may_contact="yes",
        leave_message="yes",
        when="any",
    )
    del_.came(
        518,
        "peers",
        "Came with a friend from the Tuesday group. Heroin for twelve years, nothing since the spring before.",
    )
    del_.choose(518, "preference", "abstinence", "Where I am. I want to stay there.")
    del_.draw(
        510,
        ("Tuesday group", "mutual_aid", dict(closeness=5, helps=3, harder=0, in_recovery=True)),
        ("Sponsor", "mentor", dict(closeness=5, helps=3, harder=0, in_recovery=True)),
        ("Ex-wife", "former_partner", dict(closeness=2, helps=0, harder=1)),
        ("Two boys", "child", dict(closeness=4, helps=1, harder=0)),
    )
    del_.plans(
        500,
        "To be of some use, and see my boys.",
        (
            "Mentor training",
            "cultural",
            [
                ("Apply for the spring course", "person", None, 30, "Passed."),
                ("Shadow three meetings", "worker", None, 60, "Done."),
            ],
        ),
        (
            "Amends",
            "social",
            [
                (
                    "Write to the boys' mother, with Sponsor",
                    "someone",
                    "Sponsor",
                    90,
                    "Written, sent, answered.",
                )
            ],
        ),
    )
    for ago in (480, 430, 370, 300, 230, 170, 110, 50):
        del_.met(ago, "How he is, apart from how the others are.", "In two months")
    del_.looked_back(
        400,
        "The group, Sponsor, the boys every other week.",
        "Trained. Walks with two people now.",
        "Time off that is really off.",
        ("Sponsor", "Tuesday group"),
    )
    del_.looked_back(
        200,
        "The same, and Football.",
        "A year and a half.",
        "A course in the autumn.",
        ("Sponsor",),
        next_in=215,
    )
    del_.draw(
        200,
        ("Football", "sport", dict(closeness=4, helps=2, harder=0)),
        ("Two boys", "child", dict(closeness=5, helps=2)),
    )
    del_.booked(9, 12)
