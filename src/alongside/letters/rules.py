"""What a letter about somebody may hold, by whom it goes to, and what stays out and why. No database and no words here."""

TOPICS: dict[str, tuple[str, ...]] = {
    "gp": ("attendance", "plan", "using", "medicines", "health", "safe"),
    # Whether they came, and nothing of why they come: what the order asks about is kept apart from care.
    "probation": ("attendance",),
    "court": ("attendance",),
}
"""The topics that a letter to each sort of body may be made of."""
BY_ORDER = ("probation", "court")
"""Who may ask by an order, without a consent."""
MONTHS = (3, 6, 12)
"""Over how many months attendance is said; the first is the one that is offered first. Ours: the law names no period."""
OPINION = "other"
"""The topic under which a worker's opinion has to be agreed to; it always stands apart."""
WORDS_MOST = 10_000
TOPIC_MOST = 4_000


def why_out(body: str, topic: str, source: str, agreed: tuple[str, ...] | None) -> str:
    """Why a statement stays out of a letter to this sort of body, or nothing. `agreed` is None where an order asks."""
    if topic not in TOPICS.get(body, ()):
        return "kind"
    if agreed is not None and topic not in agreed:
        return "consent"
    return {"told": "told", "opinion": "opinion"}.get(source, "")


def opinion_out(opinion: str, agreed: tuple[str, ...] | None) -> bool:
    """Is there an opinion that they did not agree to send?"""
    return bool(opinion.strip()) and agreed is not None and OPINION not in agreed
