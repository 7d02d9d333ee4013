"""A family: Lou, whose mother rang first; the mother, supported in her own right; and the brother, offered help of his own."""

from alongside.demo.stories import assessments
from alongside.demo.telling import Told, somebody


def tell(told: Told) -> None:
    """Tell of Lou, Maureen and Stevie. Nothing in one record says that the others are on record."""
    lou(told)
    maureen(told)
    stevie(told)


def lou(told: Told) -> None:
    lou = somebody(
        told, "Lou", "Ash Okafor", 400, pronouns="she/her", born_on="1991-03-14",
        phone="07700 900123", may_contact="text", when="times", days="234", until="15:00", leave_message="no",
    )  # fmt: skip
    lou.came(
        398,
        "family",
        "Three detoxes, none held. Health and mood worse since the spring. Wants to try once more, with people around her this time.",
    )
    lou.choose(398, "preference", "abstinence", "Not a drop. I have tried the other way.")
    lou.choose(
        391,
        "offer",
        "abstinence",
        "Detox in the spring, then a daily supervised tablet, with somebody at home who knows about it.",
    )
    lou.choose(384, "agreement", "abstinence", "Agreed, with Mum holding the tablets.")
    lou.draw(
        391,
        (
            "Mum",
            "parent",
            dict(
                closeness=5,
                helps=2,
                harder=1,
                helps_how="rings every day",
                harder_how="rows when she is worn out",
                lives_with=True,
                willing=True,
                uses=False,
            ),
        ),
        (
            "Stevie",
            "sibling",
            dict(
                closeness=4,
                helps=1,
                harder=2,
                uses=True,
                used_together="still",
                harder_how="uses in the house",
            ),
        ),
        ("Nan", "grandparent", dict(closeness=4, helps=2, harder=0, willing=True, uses=False)),
        (
            "Jay",
            "partner",
            dict(
                closeness=5, helps=1, harder=3, uses=True, used_together="still", harder_how="drinks at home"
            ),
        ),
        ("Old crowd", "group", dict(closeness=3, helps=0, harder=3, uses=True, used_together="still")),
        ("GP", "gp", dict(closeness=2, helps=1, harder=0)),
        knows=(("Mum", "Stevie"), ("Mum", "Nan"), ("Stevie", "Nan"), ("Jay", "Old crowd")),
    )
    lou.met(
        391,
        "Drew who is around her. She was surprised how much of the help is two people. Mum may come next time, Lou's idea.",
        "To ask Mum to come along",
    )
    lou.met(
        377,
        "Mum came. They talked about what helps on a bad evening and what does not. Stevie came up; Lou would like him to be asked what he wants.",
        "Mum holds the tablets",
        how="joint",
        there=("Mum",),
    )
    lou.met(
        356,
        "At home, with Mum and Nan. Naloxone shown to all three; kits left. Nan wants a number to ring.",
        "Nan keeps the number by the phone",
        how="home",
        there=("Mum", "Nan"),
    )
    lou.plans(
        370, "Get my Sundays with him to be whole weekends, and not feel I need something to get through them.",
        ("See my son every Sunday, then whole weekends", "social", [
            ("Ask about contact at the next review meeting", "person", None, 20, "Asked. Every Sunday from now."),
            ("Bring him to Nan's after football", "someone", "Nan", 60, "Most weeks."),
        ]),
        ("Not drink", "human", [
            ("Tablet each morning, with Mum", "someone", "Mum", 7, "Every day but two."),
            ("Something to do on Friday nights", "person", None, 30, "Football, in the end."),
        ]),
    )  # fmt: skip
    for ago, text in (
        (340, "Detox finished on Tuesday. Tired, sleeping, eating at Nan's."),
        (312, "Six weeks. Friday nights are the worst. Talked through the last two."),
        (284, "Went to the Tuesday group once, did not speak, would go again if somebody went with her."),
    ):
        lou.met(ago, text, "The Tuesday group, not alone")
    lou.looked_back(
        276,
        "Mum and Nan, most days. Jay less. Someone from the Tuesday group rang.",
        "Sundays happen. Twelve weeks without a drink, two evenings that were close.",
        "Go to the Tuesday group with Del. See Jay outside the house.",
        ("Mum", "Nan"),
    )
    lou.draw(
        276,
        ("Mum", "parent", dict(helps=3, harder=1)),
        ("Jay", "partner", dict(closeness=3, used_together="yes")),
        (
            "Del",
            "recovery",
            dict(closeness=3, helps=2, harder=0, in_recovery=True, uses=False, real_friend=True),
        ),
        ("Tues group", "mutual_aid", dict(closeness=2, helps=2, harder=0, in_recovery=True)),
        ("Key worker", "keyworker", dict(closeness=3, helps=2, harder=0)),
        knows=(("Del", "Tues group"),),
    )
    for ago, state, text in (
        (255, "came", "Del went along both times. She spoke at the second."),
        (232, "missed", ""),
        (228, "came", "Missed because the bus did not come. Sees Del on Fridays now."),
        (199, "came", "A hard week: Stevie overdosed, Mum used the kit, he is all right. Lou did not drink."),
        (171, "came", "Saw her son for a whole weekend at Nan's."),
        (140, "came", "Football on Thursdays with people from the group."),
        (112, "came", "Six months. Brought a photograph of the three of them."),
    ):
        lou.met(
            ago,
            text,
            "" if state == "missed" else "Same time next month",
            state=state,
            how="phone" if ago == 228 else "in_person",
        )
    lou.looked_back(
        168,
        "Mum, Nan, Del, the group. Jay moved out in the spring.",
        "Whole weekends with him since May. Del is a friend now, not only someone from the group.",
        "Talk to Nan about the meeting in December. Keep Thursdays.",
        ("Mum", "Nan", "Del"),
    )
    lou.draw(
        168,
        ("Jay", "former_partner", dict(closeness=2, helps=0, harder=2)),
        ("Football", "sport", dict(closeness=3, helps=2, harder=0)),
        ("Old crowd", "group", dict(closeness=1, used_together="yes")),
        knows=(("Del", "Football"),),
    )
    for ago, text in (
        (84, "Going well. Worried about December: his birthday, and the anniversary."),
        (49, "Planned December week by week, with who she is with on each evening."),
        (14, "Nan has agreed to come to the review meeting."),
    ):
        lou.met(ago, text, "Ask Nan about the meeting")
    lou.looked_back(
        82,
        "Mum, Nan, Del. Stevie, on good days.",
        "Whole weekends, every second week. Nine months.",
        "December is coming: his birthday, and the anniversary.",
        ("Nan", "Del"),
        next_in=93,
    )
    lou.adds(
        14, 0, ("Ask about contact at the next review meeting", "someone", "Nan", 19, None),
        ("Plan his birthday with Nan", "someone", "Nan", 24, None),
    )  # fmt: skip
    lou.adds(49, 1, ("Tuesday group in December, with Del", "someone", "Del", 54, None))
    lou.draw(
        18,
        ("Del", "recovery", dict(closeness=4)),
        ("Stevie", "sibling", dict(helps=1, harder=1, in_recovery=True, used_together="yes")),
    )
    assessments.lou(lou)
    lou.booked(0, 9, 30)
    lou.booked(7, 9, 30)
    # What was agreed a year ago is too old to write by: it is held, and says to ask again.
    lou.texts(0, "reminder", about_in=7, at=(9, 30))
    lou.also_opened_by(14, "Dev Anand", "Prescribes the daily tablet", ("line", "treatment"))


def maureen(told: Told) -> None:
    mother = somebody(
        told, "Maureen", "Ellis Grant", 402, kind="family", pronouns="she/her", born_on="1963-09-02",
        phone="07700 900456", may_contact="yes", when="times", since="18:00", leave_message="yes",
    )  # fmt: skip
    mother.came(
        402,
        "self",
        "Rang in tears. One of her children drinks, the other uses. Not sleeping. Has told nobody at work.",
    )
    mother.draw(
        395,
        ("Our Lou", "child", dict(closeness=5, helps=1, harder=3, uses=True)),
        ("Our Steven", "child", dict(closeness=5, helps=1, harder=3, uses=True)),
        ("My mum", "parent", dict(closeness=5, helps=3, harder=0)),
        ("Bernie", "friend", dict(closeness=4, helps=2, harder=0, real_friend=True)),
        ("Work", "work", dict(closeness=2, helps=1, harder=1)),
        knows=(("Our Lou", "Our Steven"), ("My mum", "Our Lou"), ("My mum", "Our Steven")),
    )
    mother.met(
        395,
        "Listened. Talked about what she does when the phone goes at night. She has not been to her own GP for two years.",
        "Her own GP, about sleep",
    )
    mother.plans(
        388, "To sleep. To stop waiting for the phone.",
        ("Sleep through", "human", [("See my own GP", "person", None, 14, "Went. Has something for sleep and a number for talking."), ("Phone in the kitchen after ten", "person", None, 7, "Most nights")]),
        ("Something that is mine", "social", [("Tell Bernie", "someone", "Bernie", 21, "Told her. She knew."), ("The Wednesday families group", "worker", None, 28, "Goes most weeks.")]),
    )  # fmt: skip
    for ago, how, text in (
        (370, "home", "At home. Showed her the kit; she wanted to do it twice."),
        (330, "in_person", "Fourth session. Found words for saying no without a row."),
        (290, "group", "First Wednesday group."),
        (240, "in_person", "Angry, and glad to say so here."),
        (198, "phone", "Used the kit on Sunday night. He lived. She shook for two days. Rang Bernie."),
        (150, "in_person", "Back at choir."),
        (90, "in_person", "Sleeps six hours."),
        (30, "phone", "Would like to speak at the families group."),
    ):
        mother.met(ago, text, "Same again in a month", how=how)
    mother.looked_back(
        150,
        "Bernie, the Wednesday group, her own mother.",
        "Sleeps, sings, says no.",
        "Come off the sleeping tablets with the GP.",
        ("Bernie", "My mum"),
        next_in=170,
    )
    mother.draw(
        148,
        ("Bernie", "friend", dict(closeness=5)),
        ("Wednesday group", "group", dict(closeness=4, helps=3, harder=0)),
        ("Choir", "sport", dict(closeness=3, helps=2, harder=0)),
    )
    mother.booked(3, 18)


def stevie(told: Told) -> None:
    brother = somebody(
        told,
        "Stevie",
        "Bo Lindqvist",
        350,
        pronouns="he/him",
        born_on="1994-11-23",
        phone="07700 900789",
        may_contact="text",
        leave_message="no",
        when="any",
    )
    brother.came(
        349, "self", "Heroin, ten years, smoked then injected. Wants a script. Does not want groups."
    )
    brother.choose(349, "preference", "safer", "A script that holds me. I am not promising more.")
    brother.choose(342, "offer", "less", "Start in clinic, go up in steps, once a week to begin with.")
    brother.choose(342, "agreement", "less", "Clinic start, weekly, text the day before.")
    brother.draw(
        342, ("Mum", "parent", dict(closeness=5, helps=3, harder=1, lives_with=True)), ("Sis", "sibling", dict(closeness=4, helps=1, harder=1)),
        ("Kev", "used_with", dict(closeness=4, helps=1, harder=3, uses=True, used_together="still")), ("Chemist", "pharmacist", dict(closeness=2, helps=2, harder=0)),
        knows=(("Mum", "Sis"),),
    )  # fmt: skip
    brother.plans(
        335,
        "Wake up and not be ill.",
        (
            "Stay on the script",
            "human",
            [
                ("Collect every day for a month", "person", None, 30, "Missed two."),
                ("Talk to the nurse about doses", "worker", None, 14, "Went up once."),
            ],
        ),
    )
    for ago, state, text in (
        (328, "came", "Second week. Still using on top, less."),
        (300, "came", "Holding."),
        (262, "missed", ""),
        (258, "came", "Came late, came."),
        (210, "came", "Talked about being alone when using."),
        (
            197,
            "came",
            "After the overdose. Mum had the kit. He cried, then laughed about it. Wants a second kit for Kev's.",
        ),
        (160, "came", "Stable dose."),
        (120, "came", "Four weeks of clear tests."),
        (75, "came", "Take-home from Monday."),
        (33, "came", "Asks what work there is."),
    ):
        brother.met(ago, text, "" if state == "missed" else "Next week, same time", state=state)
    brother.looked_back(
        155,
        "Mum. Sis again, since June.",
        "Stable. No injecting since the summer.",
        "Take-home doses. See about the building course.",
        ("Mum", "Chemist"),
        next_in=160,
    )
    brother.draw(
        110,
        ("Kev", "used_with", dict(closeness=2, harder=2, used_together="yes")),
        ("Sis", "sibling", dict(closeness=4, helps=2, in_recovery=True)),
    )
    brother.adds(33, 0, ("Ask about the building course", "worker", None, 40, None))
    brother.booked(1, 11)
