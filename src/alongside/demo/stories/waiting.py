"""Three who came lately and wait: one who cannot, one for a month, and a father who rang about somebody else."""

from alongside.demo.telling import Told, telephone
from alongside.intake import actions as intake


def tell(told: Told) -> None:
    """Tell how they came, what the worker decided, and what happened meanwhile."""
    with told.by("Ash Okafor", days_ago=33) as by:
        opal = intake.first_contact(
            by=by, how="professional", call_name="Opal", team=told.teams["Ash Okafor"], who="Dr Bell’s surgery, ring after two",
            words="Sleeping tablets and wine since the redundancy. Asks for evenings.",
            way={"kind": "phone", "value": telephone("07700 900611"), "may_contact": "text", "when": "any"},
        )  # fmt: skip
    for ago, line in (
        (26, "Rang to ask how it goes; the evening group was offered"),
        (9, "Came to the drop-in, stayed an hour"),
    ):
        with told.by("Ash Okafor", days_ago=ago) as by:
            intake.add_meanwhile(by=by, folder=opal.folder("treatment") or 0, line=line)
    with told.by("Ash Okafor") as by:
        intake.first_contact(
            by=by, how="walk_in", call_name="Rory", team=told.teams["Ash Okafor"], signs=["released", "no_script"], today=True,
            words="Came out on Friday. The prescription did not come with me.",
        )  # fmt: skip
    with told.by("Ellis Grant", days_ago=6) as by:
        father = intake.take_call(
            by=by, call_name="Gareth", words="It is my girl. I sit in the car outside her flat. I do not know what I am waiting for.",
            way={"kind": "phone", "value": telephone("07700 900612"), "may_contact": "ring", "when": "any"},
            team=told.teams["Ellis Grant"], wants="yes",
        )  # fmt: skip
        assert father is not None
    with told.by("Ellis Grant", days_ago=3) as by:
        intake.add_meanwhile(
            by=by,
            folder=father.folder("family") or 0,
            line="Rang. He has told his brother. The Wednesday group is next.",
        )
