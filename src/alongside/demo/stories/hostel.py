"""A man in a hostel whose ties are mostly professionals."""

from alongside.demo.stories import safe
from alongside.demo.telling import Told, somebody


def tell(told: Told) -> None:
    """Tell of Pat, and of how one friend came onto a map of people who are paid to be there."""
    pat = somebody(
        told,
        "Pat",
        "Hal Brennan",
        180,
        pronouns="he/him",
        born_on="1971-05-27",
        phone="",
        may_contact="no",
        leave_message="not_asked",
    )
    pat.came(178, "outreach", "Met at the soup run. Strong cider, most of the day. A bad chest.")
    pat.choose(178, "preference", "safer", "Not giving up. Fewer falls would do.")
    pat.choose(160, "offer", "less", "Small steps, a drink diary on paper.")
    pat.choose(160, "agreement", "safer")
    pat.draw(
        170, ("Hostel night staff", "hostel_staff", dict(closeness=4, helps=2, harder=0)), ("Key worker", "keyworker", dict(closeness=4, helps=2, harder=0)), ("Nurse at the hostel", "nurse", dict(closeness=3, helps=2, harder=0)),
        ("Probation", "probation", dict(closeness=2, helps=0, harder=1)), ("Chemist", "pharmacist", dict(closeness=3, helps=1, harder=0)), ("GP", "gp", dict(closeness=2, helps=1, harder=0)),
        ("Big Dave", "used_with", dict(closeness=4, helps=1, harder=2, uses=True, used_together="still")), ("Daughter", "child", dict(closeness=1, helps=0, harder=0)),
    )  # fmt: skip
    pat.plans(
        160,
        "To see my daughter before I am sixty.",
        (
            "Write to my daughter",
            "social",
            [
                (
                    "A card at Christmas, with the hostel staff",
                    "someone",
                    "Hostel night staff",
                    30,
                    "Sent. She wrote back.",
                ),
                ("Chest clinic", "worker", None, 21, "Went together."),
            ],
        ),
        ("Fewer falls", "physical", [("Eat before the first can", "person", None, 14, "Most days.")]),
    )
    for ago, how, text in (
        (150, "home", "In his room. Showed the photograph."),
        (122, "in_person", "Chest clinic, together."),
        (95, "home", "Three falls fewer."),
        (61, "in_person", "A man at the allotment has asked him back twice."),
        (27, "home", "Goes to the allotment on Mondays."),
    ):
        pat.met(ago, text, "Monday at the allotment", how=how)
    pat.looked_back(
        70,
        "The hostel staff, the nurse. Arthur from the allotment.",
        "A letter from his daughter. Fewer falls.",
        "Answer the letter. Mondays with Arthur.",
        ("Hostel night staff", "Nurse at the hostel"),
    )
    pat.draw(
        61,
        ("Arthur", "friend", dict(closeness=4, helps=2, harder=0, real_friend=True, uses=False)),
        ("Allotment", "sport", dict(closeness=3, helps=2, harder=0)),
        ("Daughter", "child", dict(closeness=2, helps=1)),
        knows=(("Arthur", "Allotment"),),
    )
    pat.booked(0, 15)
    safe.pat(pat)
