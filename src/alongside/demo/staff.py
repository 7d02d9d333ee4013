"""Who works in the demo's service: twelve people, two teams, and the seats they hold."""

from dataclasses import dataclass

SERVICE = "Riverside (made up)"


@dataclass(frozen=True)
class Worker:
    """One of the staff."""

    name: str
    job: str
    team: str
    leads: bool = False
    administrator: bool = False
    seats: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        """A made-up address that reaches nobody."""
        return f"{self.name.split()[0].lower()}@riverside.example"


TEAMS = {"North": "Mill Street", "Families": "Mill Street"}
SEATS = {
    "North duty": ("duty", "North"),
    "North team lead": ("team_lead", "North"),
    "Families team lead": ("team_lead", "Families"),
    "Prescriber": ("prescriber", "North"),
    "Reception, North": ("reception", "North"),
    "Reception, Families": ("reception", "Families"),
    "Safeguarding desk": ("desk", None),
    "Safeguarding desk, deputy": ("desk", None),
    "Privacy officer": ("privacy", None),
    "Records officer": ("records", None),
}
STAFF = (
    Worker("Ash Okafor", "Keyworker", "North"),
    Worker("Bo Lindqvist", "Keyworker", "North", seats=("North duty",)),
    Worker("Carmen Reyes", "Team lead", "North", leads=True, seats=("North team lead",)),
    Worker("Dev Anand", "Nurse prescriber", "North", seats=("Prescriber",)),
    Worker("Ellis Grant", "Family worker", "Families"),
    Worker(
        "Farida Noor",
        "Family worker, team lead",
        "Families",
        leads=True,
        seats=("Families team lead", "Safeguarding desk, deputy"),
    ),
    Worker("Gwen Pryce", "Specialist in safety in relationships", "Families"),
    Worker("Hal Brennan", "Outreach worker", "North"),
    Worker("Ines Duarte", "Peer programme worker", "North"),
    Worker("Jules Martin", "Reception", "North", seats=("Reception, North", "Reception, Families")),
    Worker("Kerry Walsh", "Service manager", "North", administrator=True, seats=("Safeguarding desk",)),
    Worker(
        "Leo Marsh",
        "Records and privacy officer",
        "Families",
        administrator=True,
        seats=("Privacy officer", "Records officer"),
    ),
)
