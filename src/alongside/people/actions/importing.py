"""Bringing in a list of people."""

from typing import Any

from django.db import transaction

from alongside.access.viewer import Person, Viewer
from alongside.people.actions.adding import add_people
from alongside.people.models import ContactWay, Details, Name
from alongside.people.names import fold

PARTS = {"treatment": ("treatment",), "family": ("family",), "both": ("treatment", "family")}
SAID = ("pronouns", "born_on", "nhs_number", "language", "address", "postcode")
BATCH = 1000


@transaction.atomic
def import_people(*, by: Viewer, rows: list[dict[str, Any]], team: int | None = None) -> list[Person]:
    """Open a record for each row that `importing.reading` kept; all of them or, where anything fails, none.

    Each becomes a person with the parts that the row says, granted to whoever imports, in their team. Whether
    somebody is here already is not looked for. Answers the persons in the order of the rows.
    """
    made: dict[int, Person] = {}
    for part, kinds in PARTS.items():
        places = [n for n, row in enumerate(rows) if row["part"] == part]
        people = add_people(by=by, call_names=[rows[n]["call_name"] for n in places], parts=kinds, team=team)
        made.update(zip(places, people, strict=True))
    contact = {n: person.folder("contact") for n, person in made.items()}
    details, names, ways = [], [], []
    for n, row in enumerate(rows):
        common = {"folder": contact[n], "made_by": by.staff}
        said = {name: row[name] for name in SAID if name in row}
        details.append(Details(**common, **said, other_number=row.get("id", "")))
        for kind in (Name.Kind.PAPERS, Name.Kind.FORMER):
            if text := row.get(f"{kind.value}_name"):
                names.append(Name(**common, kind=kind, text=text, sort_key=fold(text)))
        ways += _ways(row, common)
    Details.objects.bulk_create(details, batch_size=BATCH)
    Name.objects.bulk_create(names, batch_size=BATCH)
    ContactWay.objects.bulk_create(ways, batch_size=BATCH)
    return [made[n] for n in range(len(rows))]


def _ways(row: dict[str, Any], common: dict[str, Any]) -> list[ContactWay]:
    """The ways of one row. What the file does not answer was not asked."""
    ways = []
    if row.get("phone"):
        answers = {name: row[name] for name in ("may_contact", "leave_message") if name in row}
        ways.append(
            ContactWay(**common, kind=ContactWay.Kind.PHONE, value=row["phone"], first=True, **answers)
        )
    if row.get("email"):
        ways.append(ContactWay(**common, kind=ContactWay.Kind.EMAIL, value=row["email"]))
    return ways
