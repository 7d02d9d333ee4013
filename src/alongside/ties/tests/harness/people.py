"""Made-up maps of 0, 12, 25, 60 and 200 people."""

import dataclasses
import random

from alongside.ties.picture import STEPS, Alter, Map, steps_out

KINDS = {
    "family": "family",
    "partner": "partner",
    "friend": "friend",
    "used_with": "someone I used with",
    "recovery": "someone in recovery",
    "worker": "professional",
    "group": "group or place",
}

LOU = Map(
    (
        Alter(
            "mum",
            "Mum",
            "person",
            "family",
            5,
            helps=3,
            helps_how="childcare, rings every day",
            harder=1,
            version="1",
        ),
        Alter("sis", "Sis", "person", "family", 5, helps=2, harder=0, version="1"),
        Alter("nan", "Nan", "person", "family", 4, helps=2, harder=0, lives_with=True, version="1"),
        Alter(
            "jay",
            "Jay",
            "person",
            "partner",
            3,
            helps=1,
            helps_how="cooks, listens",
            harder=3,
            harder_how="uses at home",
            uses=True,
            used_together="yes",
            version="1",
        ),
        Alter(
            "del", "Del", "person", "recovery", 3, helps=2, in_recovery=True, real_friend=True, version="1"
        ),
        Alter("key", "Key worker", "professional", "worker", 3, helps=3, version="1"),
        Alter("gp", "GP", "professional", "worker", 1, helps=1, version="1"),
        Alter("hostel", "Hostel staff", "professional", "worker", 2, helps=1, version="1"),
        Alter("tues", "Tues group", "group", "group", 2, helps=2, in_recovery=True, version="1"),
        Alter("football", "Football", "group", "group", 2, helps=2, version="1"),
        Alter("crowd", "Old crowd", "group", "used_with", 1, helps=0, harder=2, uses=True, version="1"),
    ),
    (("mum", "sis"), ("mum", "nan"), ("sis", "nan"), ("tues", "del"), ("jay", "crowd")),
    "Lou",
)

_NAMES = [
    "Mum",
    "Dad",
    "Nan",
    "Sis",
    "Jay",
    "Del",
    "Amir",
    "Bola",
    "Chen",
    "Dawn",
    "Ed",
    "Fay",
    "Gus",
    "Hana",
    "Ivo",
    "Jo",
    "Kim",
    "Lena",
    "Moss",
    "Nia",
    "Oz",
    "Pat",
    "Quin",
    "Rae",
    "Sol",
    "Tess",
    "Uma",
    "Vic",
    "Wes",
    "Xan",
    "Yas",
    "Zed",
    "Auntie Jean",
    "Uncle Ray",
    "Dr Okafor",
    "Old crowd",
    "Hostel staff",
    "Key worker",
    "Tues group",
    "Football",
    "Food bank",
    "Probation",
    "J from the hostel",
    "Big Dave",
    "Little Dave",
]


def many(count: int, dragged: bool = False) -> Map:
    """A map of so many; the same each time. `dragged`: everybody has a place of their own, near others."""
    chance = random.Random(count)
    alters = []
    for i in range(count):
        name = _NAMES[i % len(_NAMES)] + ("" if i < len(_NAMES) else " " + chr(65 + i // len(_NAMES)))
        closeness = chance.choice([5, 4, 4, 3, 3, 2, 2, 2, 1, 1, 1])
        step = steps_out(closeness)
        shape = chance.choice(["person"] * 5 + ["professional", "group"])
        kind = {"professional": "worker", "group": "group"}.get(shape) or chance.choice(
            ["family", "friend", "used_with"]
        )
        alter = Alter(
            f"a{i}",
            name,
            shape,
            kind,
            closeness,
            helps=chance.choice([None, 0, 1, 2, 3]),
            harder=chance.choice([None, 0, 0, 0, 1, 2, 3]),
            in_recovery=chance.random() < 0.2 or None,
            uses=chance.random() < 0.15 or None,
            version="1",
        )
        if dragged:
            angle, distance = chance.uniform(0, 360), chance.uniform(STEPS[step - 1], STEPS[step])
            alter = dataclasses.replace(alter, angle=round(angle, 2), distance=round(distance, 4))
        alters.append(alter)
    links = {
        (f"a{i}", f"a{j}")
        for i in range(count)
        for j in range(i + 1, min(count, i + 6))
        if alters[i].kind == alters[j].kind and chance.random() < 0.45
    }
    return Map(tuple(alters), tuple(sorted(links)), "Lou")


MAPS = {
    "lou": LOU,
    "empty": Map((), (), "Lou"),
    "waiting": Map((*LOU.alters, *(Alter(f"w{i}", f"Waiting {i}") for i in range(5))), LOU.links, "Lou"),
    "25": many(25),
    "60": many(60),
    "60-dragged": many(60, dragged=True),
    "200": many(200),
}
