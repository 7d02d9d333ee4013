"""Whom the page may offer when it asks who should come closer."""

from alongside.ties import scales
from alongside.ties.queries.around import Around, Someone


def could_come_closer(around: Around) -> list[Someone]:
    """Those who are not closest yet. Never anybody of whom the person is afraid, and no worker: theirs is a job. People first."""
    offered = [
        someone
        for someone in around.people
        if someone.feared is not True
        and someone.shape != "professional"
        and (someone.closeness is None or someone.closeness < scales.CLOSENESS[-1])
    ]
    return sorted(offered, key=lambda someone: scales.SHAPES.index(someone.shape))
