"""A desk for tests: a lead and a deputy; Lou, with whom Ash works; Kit, with whom Hal of another team works."""

from tests.ground import folders_for

from alongside.desk import actions, queries
from alongside.people.models import Line

LOU, KIT = "K7-4QX-9", "C7-4QX-9"
CANARY = "quillwort"
"""What Lou told, and nobody but the desk and whom it names may read or work out."""


def desk_of(tellers):
    """Dee leads the desk and Fay is her deputy; Kit's record is kept by the South, and Eve of the South is on duty there."""
    house = tellers.house
    tellers.dee, tellers.fay = house.staff("Dee"), house.staff("Fay")
    tellers.seat = house.seat("desk", None, "Safeguarding desk", tellers.dee)
    tellers.deputy = house.seat("desk", None, "Safeguarding desk, deputy", tellers.fay)
    tellers.south = house.team("South")
    tellers.hal = house.staff("Hal", tellers.south)
    tellers.eve = house.staff("Eve", tellers.south)
    tellers.boss = house.staff("Kerry", administrator=True)
    tellers.duty = house.seat("duty", tellers.south, "South duty", tellers.eve)
    tellers.kit = folders_for(house, tellers.hal, team=tellers.south)
    named(house, tellers.ash, tellers.one, "Lou", LOU)
    named(house, tellers.hal, tellers.kit, "Kit", KIT)
    return tellers


def named(house, staff, who, name, reference):
    with house.viewer(staff) as by:
        Line.add(
            by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference=reference
        )


def pass_on(desk, staff=None, **more):
    """Ash passes on what Lou told of Kit."""
    with desk.house.viewer(staff or desk.ash, "none") as by:
        return actions.pass_on(by=by, **{
            "kind": "disclosure", "danger": "soon", "words": f"Lou says that Kit has a {CANARY} and means it.",
            "about": f"Lou {LOU}", "other": f"Kit {KIT}", **more,
        })  # fmt: skip


def worry_of(desk, worry, staff=None):
    with desk.house.viewer(staff or desk.dee, "none") as by:
        return queries.worry(by, worry)


def tell(desk, worry, by=None, **more):
    """The desk tells Hal to see Kit with two workers, without its reason."""
    with desk.house.viewer(by or desk.dee, "none") as who:
        return actions.tell(by=who, worry=worry, **{
            "seen": 0, "staff": [desk.hal], "person": desk.kit.id, "about": "Kit", "words": "Two workers. Not at home.",
            "may_say": "That two of us come, as we do for many.", "never_say": "That anybody told us anything.",
            "until": who.today, "why": f"{CANARY}: a threat that Lou takes to be meant.", **more,
        })  # fmt: skip


def asked_of(desk, staff):
    """What the desk asks of somebody."""
    with desk.house.viewer(staff, "none") as by:
        return queries.instructions(by)


def at(desk, moment):
    """It is another time; everybody has signed in again since."""
    desk.house.at(moment)
    desk.house.tokens.clear()


def later(desk, **delta):
    """Time passes."""
    desk.house.pass_time(**delta)
    desk.house.tokens.clear()
