"""A couple who both use; one of them wants to stop. Each has a worker, and neither record knows of the other."""

from alongside.demo.telling import Told, somebody


def tell(told: Told) -> None:
    """Tell of Morgan, who wants to stop, and of Kit, who has not decided."""
    morgan = somebody(
        told,
        "Morgan",
        "Ash Okafor",
        260,
        pronouns="they/them",
        born_on="1988-06-30",
        phone="07700 900321",
        may_contact="text",
        leave_message="no",
        when="times",
        days="12345",
        since="9:00",
        until="12:00",
    )
    morgan.came(
        258, "gp", "Crack and alcohol, mostly at weekends, mostly at home. Wants to stop. Partner does not."
    )
    morgan.choose(258, "preference", "abstinence", "Stop, but I am not leaving anyone.")
    morgan.choose(244, "offer", "less", "Start with the days when both are home.")
    morgan.choose(230, "agreement", "less", "No weekdays. Weekends, look again at Easter.")
    morgan.draw(
        244, ("Kit", "partner", dict(closeness=5, helps=2, harder=3, uses=True, used_together="still", lives_with=True, willing=None, harder_how="has it in when I get home", helps_how="makes me laugh")),
        ("Brother", "sibling", dict(closeness=4, helps=2, harder=0, willing=True)), ("Priya", "colleague", dict(closeness=3, helps=1, harder=0)),
        ("Dealer", "used_with", dict(closeness=2, helps=0, harder=3, uses=True)), ("GP", "gp", dict(closeness=2, helps=1, harder=0)), knows=(("Kit", "Dealer"), ("Kit", "Brother")),
    )  # fmt: skip
    morgan.plans(
        230, "To come home and have an ordinary evening.",
        ("Weekday evenings without", "human", [("Home by way of Brother's on pay day", "someone", "Brother", 10, "Every pay day but one."), ("Say to Kit what would help, once, on a Sunday", "person", None, 21, "Said it. Kit listened.")]),
        ("Something on Saturdays", "social", [("Swimming with Priya", "someone", "Priya", 40, "Three Saturdays.")]),
    )  # fmt: skip
    for ago, state, text in (
        (215, "came", "Two weeks of weekdays. Weekends worse."),
        (
            187,
            "came",
            "Talked about what a partner who still uses does to an evening, without anyone being the bad one.",
        ),
        (150, "missed", ""),
        (145, "came", "They had argued. Nobody was afraid; asked, alone."),
        (104, "came", "Brother came along for the last ten minutes."),
        (60, "came", "Kit asked what goes on here."),
        (21, "came", "Kit might ring. Talked about what Morgan wants if Kit does."),
    ):
        morgan.met(
            ago,
            text,
            "Morgan's brother comes too" if ago == 21 else "In three weeks",
            state=state,
            how="joint" if ago == 104 else "in_person",
            there=("Brother",) if ago == 104 else (),
        )
    morgan.looked_back(
        132,
        "Kit, every day. Brother on Wednesdays.",
        "Weekdays hold. Weekends are half what they were.",
        "Saturdays: swimming.",
        ("Brother",),
    )
    morgan.draw(
        60,
        ("Brother", "sibling", dict(helps=3)),
        ("Kit", "partner", dict(harder=2, willing=True)),
        ("Dealer", "used_with", dict(closeness=1, harder=2)),
    )
    morgan.looked_back(
        50,
        "Kit. Brother, twice a week. Priya.",
        "Most weekends are quiet.",
        "Ask Brother to come in.",
        ("Brother", "Priya"),
        next_in=62,
    )
    morgan.adds(21, 1, ("Brother comes along to the next appointment", "someone", "Brother", 25, None))
    morgan.booked(0, 13, 15)

    kit = somebody(
        told,
        "Kit",
        "Hal Brennan",
        50,
        pronouns="he/him",
        born_on="1986-01-19",
        phone="07700 900654",
        may_contact="no",
        leave_message="not_asked",
    )
    kit.came(48, "outreach", "Came up to the van. Wants to talk about money first.")
    kit.choose(48, "preference", "undecided", "See what it's like.")
    kit.draw(
        45,
        (
            "M",
            "partner",
            dict(closeness=5, helps=3, harder=1, uses=True, used_together="still", lives_with=True),
        ),
        ("Mates", "group", dict(closeness=4, helps=1, harder=2, uses=True)),
        ("Dad", "parent", dict(closeness=2, helps=0, harder=1)),
    )
    kit.met(45, "Drew a map on the back of a form. Wanted to keep it.", "Look at the debts together")
    kit.met(16, "Brought the letters. Two were not his to pay.", "Ring about the third")
