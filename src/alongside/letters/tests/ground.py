"""What the tests begin from: Lou with Ash, who wrote down what a letter could be made of; and Drew, who may look at it."""

import datetime as dt
from typing import Any

from alongside.access import folders
from alongside.care.models import Episode, Goal, Plan, Session
from alongside.keeping.models import Medicine
from alongside.letters import actions, queries
from alongside.outbox import actions as outbox
from alongside.outbox.models import Message
from alongside.sharing import actions as sharing
from alongside.sharing.tests.test_sharing import lou_of

GP, SURGERY = "Dr Adams", "Mill Street Surgery\n2 Mill Street\nNorthtown"
MEDICINE, GOAL, NOTE, TOLD = "Brimstone linctus", "Sleep through the night", "quillwort note", "Hearsay drops"


def clinic_of(tellers: Any) -> Any:
    """Two appointments came to, one missed, a medicine, one that somebody else told of, and a goal."""
    lou = lou_of(tellers)
    with lou.house.viewer(lou.ash) as by:
        for days, state in ((20, "came"), (13, "missed"), (6, "came")):
            Session.add(
                by=by,
                folder=lou.part,
                at=by.now - dt.timedelta(days=days),
                how="in_person",
                state=state,
                note=NOTE,
            )
        Medicine.add(by=by, folder=lou.part, called=MEDICINE, dose="8 mg", taken="supervised")
        Medicine.add(by=by, folder=lou.part, called=TOLD, taken="home", source="told")
        episode = Episode.add(by=by, folder=lou.part, began_on=by.today)
        plan = Plan.add(by=by, folder=lou.part, episode=episode)
        Goal.add(by=by, folder=lou.part, plan=plan, words=GOAL)
        lou.drew = lou.house.staff("Drew", lou.team)
        for kind in ("line", "contact", "dates", "treatment"):
            folders.give(
                by=by,
                folder=lou.one.folders[kind],
                staff=lou.drew,
                purpose="works_with",
                reason="covers",
            )
    lou.house.tokens.clear()
    return lou


def agreed(
    lou: Any, body: str = "gp", topics: Any = ("attendance", "medicines"), to_whom: str = GP, days: int = 30
) -> Any:
    """What Lou agreed to."""
    with lou.house.viewer(lou.ash) as by:
        return sharing.agree(
            by=by, folder=lou.part, to_whom=to_whom, topics=topics, purpose="to prescribe safely", body=body,
            until=by.today + dt.timedelta(days=days), how="said", address=SURGERY,
        )  # fmt: skip


def codes(lou: Any, body: str = "gp", topics: Any = None) -> dict[str, Any]:
    """The statements of Lou's part by what they are of, as Ash is offered them."""
    with lou.house.viewer(lou.ash) as by:
        return {one.code.split(".")[0]: one for one in queries.statements(by, lou.part, body, topics)}


def full(lou: Any, *short: str) -> list[str]:
    """What is ticked for these."""
    known = codes(lou)
    return [known[code].code if code in known else code for code in short]


def code_of(lou: Any, words: str) -> str:
    """The code of the statement that says this."""
    return next(code for code, one in codes(lou).items() if words in one.words)


def make(lou: Any, consent: Any, chosen: Any = ("came:3",), **more: Any) -> Any:
    """A letter by this consent."""
    ticked = full(lou, *chosen)
    with lou.house.viewer(lou.ash) as by:
        return actions.make(
            by=by, folder=lou.part, consent=consent, chosen=ticked,
            **{"address": SURGERY, "about_name": "Lou Lark", **more},
        )  # fmt: skip


def letter(lou: Any) -> Message:
    """The one letter of Lou's part, as it stands."""
    with lou.house.viewer(lou.ash):
        return Message.objects.get(folder=lou.part)


def does(lou: Any, staff: int, *deeds: Any) -> Message:
    """Somebody does these with the letter, one after another."""
    with lou.house.viewer(staff) as by:
        row = Message.objects.get(folder=lou.part)
        for deed in deeds:
            if deed is outbox.print_letters:
                deed(by=by, letters=[row])
            else:
                deed(by=by, letter=row)
    return letter(lou)


def waits(lou: Any, **more: Any) -> Any:
    """A letter to the GP that Ash wrote and Drew has still to look at; with the consent that it rests on."""
    consent = agreed(lou, **more)
    make(lou, consent)
    does(lou, lou.ash, outbox.ask_to_look)
    return consent
