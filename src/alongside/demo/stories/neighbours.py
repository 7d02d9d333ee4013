"""The others on the workers' lists, told in a few lines each, so that Today and the search look as they do in a service."""

import random
from typing import Any

from alongside.demo.stories import assessments, safe
from alongside.demo.telling import Told, somebody

# name, worker, kind, days ago, came from, words, wanted
PEOPLE = (
    ("Abdi", "Ash Okafor", "treatment", 300, "gp", "Khat and sleeping tablets.", "less"),
    ("Bronagh", "Ash Okafor", "treatment", 240, "self", "Wine, every evening since the move.", "less"),
    ("Casey", "Ash Okafor", "treatment", 190, "self", "Ketamine, weekends.", "safer"),
    ("Dilys", "Ash Okafor", "treatment", 150, "family", "Drinks since her husband died.", "undecided"),
    ("Emeka", "Ash Okafor", "treatment", 90, "court", "Cannabis; a community order.", "less"),
    ("Fran", "Ash Okafor", "treatment", 30, "gp", "Codeine after an operation.", "abstinence"),
    ("Gurpreet", "Bo Lindqvist", "treatment", 330, "family", "Whisky; a shop to run.", "abstinence"),
    ("Hana", "Bo Lindqvist", "treatment", 270, "self", "Spice, sleeping out.", "safer"),
    ("Ivo", "Bo Lindqvist", "treatment", 200, "outreach", "Heroin, smoked.", "less"),
    ("Jess", "Bo Lindqvist", "treatment", 140, "self", "Chemsex, wants it to be a choice again.", "safer"),
    ("Kofi", "Bo Lindqvist", "treatment", 100, "gp", "Beer, then more beer.", "less"),
    ("Lena", "Bo Lindqvist", "treatment", 20, "peers", "A bad summer.", "undecided"),
    ("Mo", "Hal Brennan", "treatment", 160, "outreach", "Crack, on the street.", "safer"),
    ("Nia", "Hal Brennan", "treatment", 110, "outreach", "Cider and gas.", "undecided"),
    ("Omar", "Hal Brennan", "treatment", 80, "self", "Pregabalin.", "less"),
    ("Petra", "Hal Brennan", "treatment", 40, "outreach", "Lost the hostel place.", "safer"),
    ("Quin", "Ines Duarte", "treatment", 260, "peers", "Two years in recovery, wants to give something back.", "abstinence"),
    ("Ruth", "Ines Duarte", "treatment", 130, "peers", "Came with her sponsor.", "abstinence"),
    ("Shanice", "Ellis Grant", "family", 280, "self", "A son of nineteen who will not come out of his room.", ""),
    ("Tomasz", "Ellis Grant", "family", 210, "gp", "A wife who drinks, two small children.", ""),
    ("Una", "Ellis Grant", "family", 170, "self", "A grandson lives with her now.", ""),
    ("Viktor", "Ellis Grant", "family", 60, "family", "A brother, and the shop's money.", ""),
    ("Wafa", "Farida Noor", "family", 230, "self", "A father, and nobody may know.", ""),
    ("Xavier", "Farida Noor", "family", 95, "gp", "A partner in hospital again.", ""),
    ("Yasmin", "Farida Noor", "family", 45, "self", "A daughter who rings only for money.", ""),
    ("Zeb", "Farida Noor", "family", 12, "self", "Rang last week for the first time.", ""),
)  # fmt: skip
AROUND = (
    ("Mum", "parent", "family"), ("Dad", "parent", "family"), ("Sister", "sibling", "family"), ("Partner", "partner", "family"),
    ("Best mate", "friend", "friend"), ("Neighbour", "neighbour", "friend"), ("GP", "gp", "worker"), ("Thursday group", "mutual_aid", "recovery"),
    ("Someone from the group", "recovery", "recovery"), ("Old friends", "group", "using"), ("Housemate", "housemate", "using"),
)  # fmt: skip
WANTS = ("To sleep, and to wake up early.", "To be trusted with the car again.", "To see the children without somebody watching.",
         "To have money on a Friday.", "To get back to work.", "A quiet house.")  # fmt: skip

ASSESSED = {"Bronagh": assessments.bronagh, "Fran": assessments.fran}
KEPT_SAFE = {"Bronagh": safe.bronagh, "Fran": safe.fran}


def tell(told: Told) -> None:
    """Tell of each in a few deeds; the seed makes every demo the same."""
    for nth, (name, worker, kind, ago, came_from, words, wanted) in enumerate(PEOPLE):
        mind = random.Random(nth)
        who = somebody(
            told,
            name,
            worker,
            ago,
            kind=kind,
            phone=f"07700 900{800 + nth}",
            may_contact=mind.choice(("yes", "yes", "not_asked")),
            leave_message=mind.choice(("yes", "no", "not_asked")),
        )
        more = {"conditions": "Attendance is reported."} if came_from == "court" else {}
        who.came(ago - 1, came_from, words, **more)
        if wanted:
            who.choose(ago - 1, "preference", wanted)
        if ago < 15:
            continue
        rows = []
        for other, sort, group in mind.sample(AROUND, mind.randint(3, 7)):
            harder = {"using": mind.randint(1, 3), "family": mind.randint(0, 2)}.get(group, 0)
            rows.append((other, sort, dict(
                closeness=mind.randint(1, 5), helps=0 if group == "using" else mind.randint(0, 3), harder=harder,
                uses=True if group == "using" else None, in_recovery=True if group == "recovery" else None,
                used_together="still" if group == "using" and mind.random() < 0.5 else "",
            )))  # fmt: skip
        who.draw(ago - 8, *rows, knows=((rows[0][0], rows[1][0]),))
        helper = next((row[0] for row in rows if row[2]["helps"]), None)
        steps: list[tuple[Any, ...]] = [
            ("Say it to one person", "person", None, 20, True if ago > 45 else None)
        ]
        if helper:
            steps.append(
                (
                    "An evening a week together",
                    "someone",
                    helper,
                    ago - 10 + mind.randint(2, 12),
                    True if ago > 120 else None,
                )
            )
        who.plans(
            ago - 10,
            mind.choice(WANTS),
            (mind.choice(WANTS), mind.choice(("", "social", "human", "physical")), steps),
            review_in=max(20, ago - 3 + mind.randint(-9, 40)),
        )
        for day in range(ago - 12, 3, -mind.randint(17, 34)):
            missed = mind.random() < 0.15
            who.met(
                day,
                "" if missed else "Talked about the week.",
                "" if missed else mind.choice(("Ring on Friday", "Bring the letter", "Same time")),
                state="missed" if missed else "came",
                hour=mind.randint(9, 16),
            )
        if mind.random() < 0.4:
            who.booked(mind.randint(0, 6), mind.randint(9, 17))
        for told_of in (ASSESSED, KEPT_SAFE):
            if tell_more := told_of.get(name):
                tell_more(who)
