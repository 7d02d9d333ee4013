"""The diagrams of what may become of a thing."""

from alongside.config import states_drawn


def test_the_diagrams_in_the_docs_are_current():
    assert states_drawn.DRAWN.read_text(encoding="utf-8") == states_drawn.drawn(), (
        "run: python -m alongside.config.states_drawn"
    )
