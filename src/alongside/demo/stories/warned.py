"""What was passed to the safeguarding desk about the two couples, what it decided, and what Robin agreed to share."""

import datetime as dt

from alongside.access import folders
from alongside.demo.telling import Somebody, Told
from alongside.desk import actions as desk
from alongside.desk import queries
from alongside.sharing import actions as sharing
from alongside.subject import actions as subject
from alongside.subject.queries import asked_of


def tell_of(told: Told, *, noor: Somebody, sam: Somebody, grey: Somebody, robin: Somebody) -> None:
    """Bo is warned of Sam without being told why; of Grey and Robin the desk has still to decide."""
    called = {who.name: f"{who.name} {who.reference()}" for who in (noor, sam, grey, robin)}
    with told.by("Gwen Pryce") as by:
        worry = desk.pass_on(
            by=by, kind="life", danger="soon",
            words="He says that if I take my things to my sister he will come to where I get my help, and that nobody will stop him.",
            about=called["Noor"], told_by="Noor, to me, on the telephone. Only she rings.",
            other=f"Her husband. She has seen his appointment card: {called['Sam']}",
        )  # fmt: skip
    with told.by("Kerry Walsh") as by:
        people = (queries.worry(by, worry) or {})["people"]
        person = next(p["person"] for p in people if any(w["name"] == "Bo Lindqvist" for w in p["workers"]))
        desk.tell(
            by=by, worry=worry, seen=0, way="duty", staff=[told.staff["Bo Lindqvist"]], person=person, about="Sam",
            words="See him with two workers, and in the room beside reception. Ring the desk before you book.",
            may_say="That two of us see people at the moment, as we often do.",
            never_say="That anything was passed on, or by whom.",
            until=by.today + dt.timedelta(days=60), why="A threat that she takes to be meant. She asks that he is not told that she spoke.",
        )  # fmt: skip
    with told.by("Ellis Grant") as by:
        nobody = desk.pass_on(
            by=by, kind="other", danger="no", words="I think I saw my neighbour's boy going in to you. Should somebody not tell his mother?",
            about="A neighbour's son, no name given", told_by="A caller, no name, number withheld.",
        )  # fmt: skip
    with told.by("Kerry Walsh") as by:
        desk.tell_nobody(
            by=by, worry=nobody, seen=0,
            why="Nobody is in danger, and who comes here is nobody's to tell. Ellis said so to the caller and offered help for herself.",
        )  # fmt: skip
    with told.by("Gwen Pryce") as by:
        desk.pass_on(
            by=by, kind="disclosure", danger="unsure",
            words="She knows my codes and reads what I get. On Sunday she stood in front of the door until I gave her the telephone.",
            about=called["Grey"], other="His partner, whom he calls R. He thinks that she comes here too.",
            told_by="Grey, in the room, alone.",
        )  # fmt: skip

    with robin.on(60) as by:
        consent = sharing.agree(
            by=by, folder=robin.folder, to_whom="Northtown housing office", topics=["attendance", "home"], how="signed",
            purpose="so that the flat is kept while the rent is made up", until=by.today + dt.timedelta(days=180),
            said="Tell them I come. Not why.",
        )  # fmt: skip
    with robin.on(59) as by:
        sharing.share(
            by=by, folder=robin.folder, way="consent", consent=consent, topic="attendance", text="Robin has kept every appointment since May.",
            source="seen", told_on=by.today, purpose="so that the flat is kept while the rent is made up", body="Northtown housing office",
            until=by.today + dt.timedelta(days=90), they_know=True,
        )  # fmt: skip
    with robin.on(0) as by:
        to_carmen = sharing.agree(
            by=by, folder=robin.folder, to_whom="Carmen Reyes", topics=["plan"], how="said", purpose="to see the plan through while Ash is away",
            until=by.today + dt.timedelta(days=30),
        )  # fmt: skip
        sharing.share(
            by=by, folder=robin.folder, way="consent", consent=to_carmen, topic="plan", text="Robin wants to keep the flat, and would like to be rung on rent day.",
            source="said", told_on=by.today, purpose="to see the plan through while Ash is away", staff=told.staff["Carmen Reyes"],
            about=called["Robin"], until=by.today + dt.timedelta(days=30), they_know=True,
        )  # fmt: skip

    # Robin asks for a copy twice: the first is ready and waits for Robin to come, the second has still to be looked through.
    for ago, answer in ((20, "no"), (2, "unsure")):
        with robin.on(ago) as by:
            subject.ask(by=by, folder=robin.folder, on=by.today, how="said")
            person = folders.whose(by, robin.folder)
            asked = next(one for one in asked_of(person) if one.asked_on == by.today)
            subject.ask_alone(
                by=by,
                folder=robin.folder,
                number=asked.id,
                answer=answer,
                wants="whole" if answer == "no" else "together",
            )
            if answer == "no":
                subject.seal(by=by, held=person.held, asked=asked)
