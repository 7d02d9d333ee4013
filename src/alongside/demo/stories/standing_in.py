"""A woman whose worker is away when she comes, and a cousin on the staff who must not see her record."""

from alongside.access import folders
from alongside.demo.telling import Told, somebody
from alongside.staff import actions as staff
from alongside.staff import duty, emergency, here, known


def tell(told: Told) -> None:
    """Tell of Tam: somebody on duty helps with her script, a nurse looks in an emergency, and Jules is her cousin."""
    tam = somebody(
        told, "Tam", "Ash Okafor", 75, pronouns="she/her", born_on="1988-02-11", phone="07700 900481",
        may_contact="text", leave_message="no",
    )  # fmt: skip
    tam.came(74, "gp", "Methadone for two years, moved here in the autumn.")
    with tam.on(74) as by:
        folders.keep_close(by=by, folder=tam.parts["line"], close=False)
        staff.give(
            by=by, parts=[tam.parts["line"]], staff=told.staff["Carmen Reyes"], purpose="supervision",
            reason="Supervision of Ash", writes=False, days=90,
        )  # fmt: skip
    with told.by("Jules Martin") as by:
        known.tell(
            by=by, name="Tamsin or Tam, my cousin", why="family", words="About 38, lives near the mill."
        )
    with told.person("Carmen Reyes", tam.parts["line"]) as by:
        known.record(
            by=by, person=by.person(by.held[0].person), staff=told.staff["Jules Martin"], why="family"
        )
    with told.person("Bo Lindqvist", tam.parts["line"]) as by:
        duty.open_part(by=by, person=by.person(by.held[0].person), kind="treatment", reason="medicine")
    reference = tam.reference()
    with told.by("Gwen Pryce") as by:
        emergency.open_part(
            by=by, token=told.tokens["Gwen Pryce"], who=reference, kind="contact",
            reason="She rang from a locked bathroom and the line went dead. Her safe number was needed at once.",
        )  # fmt: skip
    with told.by("Ellis Grant") as by:
        here.ask(
            by=by, who=reference, called="Tam", parts=["contact"],
            reason="Tam came with her aunt to the family evening, and would like me to know how to ring her.",
        )  # fmt: skip
    wren = somebody(
        told, "Wren", "Ash Okafor", 25, phone="07700 900482", may_contact="they_ring", leave_message="no"
    )
    wren.came(24, "self", "Works in a shop two doors from here; asks who can see this.")
    with wren.on(24) as by:
        folders.keep_close(by=by, folder=wren.parts["line"], close=True)
