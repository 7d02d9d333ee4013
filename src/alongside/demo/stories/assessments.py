"""What four of the demo's people were asked: one long done, one brief and going on, one begun anew after a return."""

from alongside.demo.telling import Somebody

CHILD = {"child-name": ["Amy"], "child-age": [7], "child-lives": ["part"], "child-school": ["St Jude’s"]}


def lou(who: Somebody) -> None:
    """A year ago, in three visits; closed."""
    who.assessed(396, "full")
    who.asked(396, "substances", {
        "substance": [
            {"substance-what": ["alcohol"], "substance-much": ["a bottle of vodka"], "substance-days": [26],
             "substance-route": ["oral"], "substance-since": [15]},
        ],
        "alcohol-days": [26], "alcohol-units": [28], "injecting": ["never"], "use-good": ["It turns the noise down."],
        "use-hard": ["Mornings. My liver. Stevie’s face."],
    })  # fmt: skip
    who.asked(
        396,
        "withdrawal",
        {"missed-day": ["ill"], "fits": ["no"], "morning": ["most"], "detox-before": ["more"]},
    )
    who.asked(394, "children", {"children-asked": ["asked"], "children-any": ["none"]})
    who.asked(391, "home", {"home-tonight": ["own"], "home-with": ["parents", "others"], "home-keep": ["no"]})
    who.asked(
        391,
        "wants",
        {
            "want-words": ["Not a drop, and my own front door."],
            "want-drinking": ["abstinence"],
            "want-sure": [4],
        },
    )
    who.assessment_closed(384)


def bronagh(who: Somebody) -> None:
    """Done in the spring, under way again: some of it still holds, some has changed."""
    who.assessed(238, "full")
    who.asked(
        238,
        "children",
        {"children-asked": ["asked"], "children-any": ["own"], "child": [CHILD], "children-parent": ["all"]},
    )
    who.asked(
        238,
        "home",
        {
            "home-tonight": ["for-now"],
            "home-words": ["With a friend since the move."],
            "home-with": ["others"],
        },
    )
    who.asked(236, "work", {"work-now": ["seeking"], "driving": ["yes"]})
    who.asked(
        236,
        "mind",
        {"mind-words": ["Flat."], "thoughts-now": ["before"], "mind-keeps": ["Ringing my sister."]},
    )
    who.assessment_closed(236)
    who.assessed(20, "full")
    who.asked(
        20,
        "home",
        {"home-tonight": ["own"], "home-words": ["My own flat, since May."], "home-with": ["children"]},
    )
    who.asked(20, "people", {"someone": [{"someone-name": ["Sinéad"], "someone-kind": ["sibling"], "someone-words": ["rings on Sundays"]}],
                             "ring-first": ["Sinéad"], "lonely": ["some"]})  # fmt: skip
    who.asked(6, "substances", {"substance": [{"substance-what": ["alcohol"], "substance-much": ["half a bottle of wine"]}],
                                "alcohol-days": [12]}, done=False)  # fmt: skip


def fran(who: Somebody) -> None:
    """The first things, on the first day."""
    who.assessed(29, "brief")
    who.asked(29, "brief", {
        "substance": [{"substance-what": ["opioid"], "substance-called": ["codeine"], "substance-much": ["16 tablets"],
                       "substance-days": [28], "substance-route": ["oral"], "substance-since": [44]}],
        "injecting": ["never"], "overdose-ever": ["never"], "naloxone": ["no"], "thoughts-now": ["no"], "pregnant": ["not-theirs"],
        "home-tonight": ["own"], "children-asked": ["asked"], "children-any": ["none"],
        "want-words": ["To get through a day without counting tablets."], "want-using": ["abstinence"],
    })  # fmt: skip


def ren(who: Somebody) -> None:
    """Asked the first time round; the second time confirmed in one press, but for what had changed."""
    who.assessed(536, "full")
    who.asked(536, "children", {"children-asked": ["asked"], "children-any": ["none"]})
    who.asked(536, "home", {"home-tonight": ["own"], "home-with": ["partner"]})
    who.asked(536, "work", {"work-now": ["employed"], "work-hours": ["nights"], "driving": ["no"]})
    who.assessment_closed(530)
    who.assessed(60, "full")
    who.still_holds(60, "children")
    who.still_holds(60, "home")
    who.asked(60, "work", {"work-now": ["employed"], "work-hours": ["changing"], "driving": ["no"]})
