"""The pages about staff: my access, who can open a record, the lead's team, and what administrators do."""

from alongside.staff.pages import (  # noqa: F401
    administering,
    duty,
    emergency,
    here,
    known,
    my_access,
    seats,
    team,
    week,
    who_can_open,
    who_opened,
)
