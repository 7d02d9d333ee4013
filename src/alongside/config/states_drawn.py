"""The tables of states as a page of the docs, a diagram of each with its refusals.

`python -m alongside.config.states_drawn` writes docs/generated/states.md.
"""

from collections.abc import Iterator
from pathlib import Path

from alongside.access.courses import WHO, Course
from alongside.care import states
from alongside.leaving.states import COURSES as LEFT
from alongside.measures.states import COURSES as ASKED
from alongside.outbox.states import COURSES as MESSAGES

COURSES = (*states.COURSES, *LEFT, *ASKED, *MESSAGES)

DRAWN = Path(__file__).parents[3] / "docs" / "generated" / "states.md"


def lines_of(course: Course) -> Iterator[str]:
    """One course: a Mermaid diagram of what leads where, and a table of what is refused."""
    yield f"## {course.name.capitalize()}"
    yield "```mermaid"
    yield "stateDiagram-v2"
    for code, words in course.states.items():
        yield f"    {code}: {words}"
    yield f"    [*] --> {course.first}"
    for row in course.rows:
        if row.to:
            yield f"    {row.state} --> {row.to}: {course.deeds[row.deed]}"
    yield "```"
    yield "| in | deed | leads to | who | or why not |"
    yield "|---|---|---|---|---|"
    for row in course.rows:
        to = course.states[row.to] if row.to else ""
        cells = (course.states[row.state], course.deeds[row.deed], to, WHO[row.who], row.why_not)
        yield f"| {' | '.join(cells)} |"
    yield ""


def drawn() -> str:
    """The whole page."""
    head = [
        "# States",
        "",
        "Made from the `states.py` of each app by `python -m alongside.config.states_drawn`; a test holds it current.",
        "",
    ]
    return "\n".join([*head, *(line for course in COURSES for line in lines_of(course))])


if __name__ == "__main__":
    DRAWN.parent.mkdir(parents=True, exist_ok=True)
    DRAWN.write_text(drawn(), encoding="utf-8")
