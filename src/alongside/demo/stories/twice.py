"""A man who comes to a second door after a year, with a new last name, and so has two records; the records officer is to decide."""

from alongside.demo.telling import Told, somebody
from alongside.people import actions as people
from alongside.records import actions as records


def tell(told: Told) -> None:
    """Tell of Maren twice: with Hal on the street, and with Ash after his wedding; and of a neighbour who is very like."""
    first = somebody(
        told,
        "Maren",
        "Hal Brennan",
        420,
        born_on="1991-04-07",
        phone="07700 900491",
        may_contact="text",
        leave_message="no",
    )
    first.came(419, "outreach", "Cider, under the bridge; went north with the fair.")
    with first.on(419) as by:
        people.add_name(by=by, folder=first.parts["contact"], kind="papers", text="Maren Holt")
    second = somebody(
        told, "Maren", "Ash Okafor", 18, born_on="1991-04-07", phone="07700 900492", may_contact="yes"
    )
    second.came(
        17, "self", "Drinks again since the wedding; was with us once, he says, and cannot think with whom."
    )
    with second.on(17) as by:
        people.add_name(by=by, folder=second.parts["contact"], kind="papers", text="Maren Adeyemi")
    other = somebody(
        told, "Marin", "Bo Lindqvist", 50, born_on="1991-07-04", phone="07700 900493", may_contact="text"
    )
    other.came(49, "gp", "Tramadol after an accident at work.")
    with other.on(49) as by:
        people.add_name(by=by, folder=other.parts["contact"], kind="papers", text="Marin Holt")
    with told.by("Leo Marsh") as by:
        records.look_again(by=by)
