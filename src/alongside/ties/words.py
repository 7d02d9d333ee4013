"""What a map says in plain words: "What do you notice?" and what changed between two dates.

Pure: the sentences are English sources with a form for one and for many; a page translates them with
``ngettext(said.one, said.many, said.count) % said.values`` or takes `said.english`. Each is true by count.
None advises, none says who should come or go, none says how much anybody is worth. *What do you notice?*
never names anybody; *what changed* names those who moved, on the person's own map.

They take anything that has the attributes of `Known` (the picture's alters do). What was not asked is None
(or an empty word) and is never counted as no.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from alongside.ties import scales


class Known(Protocol):
    """Somebody on a map, as the person tells it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def shape(self) -> str: ...
    @property
    def closeness(self) -> int | None: ...
    @property
    def helps(self) -> int | None: ...
    @property
    def harder(self) -> int | None: ...
    @property
    def in_recovery(self) -> bool | None: ...
    @property
    def uses(self) -> bool | None: ...
    @property
    def used_together(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence by its key, with the count that chooses its form and the values that fill it."""

    key: str
    one: str
    many: str
    count: int
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def english(self) -> str:
        return (self.one if self.count == 1 else self.many) % self.values


Forms = tuple[str, str]


def ngettext(one: str, many: str) -> Forms:
    """Mark both forms for the translators; the page translates."""
    return one, many


NOTICED: Final[dict[str, Forms]] = {
    "close_and_helps": ngettext(
        "%(count)d person is close to you and helps.", "%(count)d people are close to you and help."
    ),
    "in_recovery": ngettext(
        "%(count)d person here is in recovery.", "%(count)d people here are in recovery."
    ),
    "helps_from_further_out": ngettext(
        "%(count)d person who helps stands further out.", "%(count)d people who help stand further out."
    ),
    "used_with_and_close": ngettext(
        "%(count)d person you have used with is close to you.",
        "%(count)d people you have used with are close to you.",
    ),
    "helps_and_makes_it_harder": ngettext(
        "%(count)d person helps and also makes it harder.", "%(count)d people help and also make it harder."
    ),
    "does_not_use": ngettext("%(count)d person here does not use.", "%(count)d people here do not use."),
    "knows_many": ngettext(
        "One person here knows %(count)d of the others.", "One person here knows %(count)d of the others."
    ),
    "circles": ngettext(
        "There is %(count)d circle of people who know each other.",
        "There are %(count)d separate circles of people who know each other.",
    ),
    "all_know": ngettext(
        "All %(count)d people here are linked, directly or through each other.",
        "All %(count)d people here are linked, directly or through each other.",
    ),
    "knows_nobody_else": ngettext(
        "%(count)d person knows nobody else here.", "%(count)d people know nobody else here."
    ),
    "workers": ngettext(
        "%(count)d of the %(all)d people here is there through their work.",
        "%(count)d of the %(all)d people here are there through their work.",
    ),
    "groups_and_places": ngettext(
        "%(count)d group or place is part of your map.", "%(count)d groups or places are part of your map."
    ),
    "people": ngettext("There is %(count)d person on your map.", "There are %(count)d people on your map."),
}
"""What can be noticed, the most useful first: who is there comes before how it hangs together."""

AT_MOST: Final = 3
KNOWS_MANY_FROM: Final = 3


def notice(
    alters: Sequence[Known], links: Iterable[tuple[str, str]] = (), at_most: int | None = AT_MOST
) -> list[Said]:
    """Up to three sentences that are true of a map, the most useful first; the same map gives the same.

    Parameters
    ----------
    alters : everybody and everything on the map
    links : pairs of ids of those who know each other
    at_most : how many sentences; None says all that can be said
    """
    counts = dict(_noticed(alters, links))
    chosen = [key for key in NOTICED if counts.get(key, 0) > 0][:at_most]
    people = sum(alter.shape in scales.PEOPLE for alter in alters)
    return [_say(NOTICED, key, counts[key], all=people) for key in chosen]


def _noticed(alters: Sequence[Known], links: Iterable[tuple[str, str]]) -> Iterator[tuple[str, int]]:
    people = [alter for alter in alters if alter.shape in scales.PEOPLE]
    ids = {alter.id for alter in people}
    knows: dict[str, set[str]] = {one: set() for one in ids}
    for one, other in links:
        if one in ids and other in ids and one != other:
            knows[one].add(other)
            knows[other].add(one)

    def count(true: Callable[[Known], bool]) -> int:
        return sum(map(true, people))

    yield "close_and_helps", count(lambda alter: _close(alter) is True and _helps(alter) is True)
    yield "in_recovery", count(lambda alter: alter.in_recovery is True)
    yield "helps_from_further_out", count(lambda alter: _close(alter) is False and _helps(alter) is True)
    yield "used_with_and_close", count(lambda alter: _close(alter) is True and _used_with(alter))
    yield "helps_and_makes_it_harder", count(lambda alter: _helps(alter) is True and _harder(alter) is True)
    yield "does_not_use", count(lambda alter: alter.uses is False)
    most = max((len(known) for known in knows.values()), default=0)
    if most >= KNOWS_MANY_FROM and sum(len(known) == most for known in knows.values()) == 1:
        yield "knows_many", most
    circles = _circles(knows)
    wider = sum(size > 1 for size in circles)
    if wider > 1:
        yield "circles", wider
    if len(circles) == 1 and len(people) > 2:
        yield "all_know", len(people)
    if wider:  # with no links drawn at all, nothing is known of who knows whom
        yield "knows_nobody_else", circles.count(1)
    yield "workers", count(lambda alter: alter.shape == "professional")
    yield "groups_and_places", len(alters) - len(people)
    yield "people", len(people)


def _circles(knows: dict[str, set[str]]) -> list[int]:
    """How many people each circle has: those who reach one another through who knows whom."""
    left, sizes = set(knows), []
    while left:
        reached, ahead = set(), [left.pop()]
        while ahead:
            one = ahead.pop()
            reached.add(one)
            ahead += knows[one] & left
            left -= knows[one]
        sizes.append(len(reached))
    return sizes


CHANGED: Final[dict[str, Forms]] = {
    "new_in_recovery": ngettext("%(count)d new person in recovery.", "%(count)d new people in recovery."),
    "new": ngettext("%(names)s is new on the map.", "%(count)d are new on the map: %(names)s."),
    "gone": ngettext("%(names)s is no longer on the map.", "%(count)d are no longer on the map: %(names)s."),
    "now_in_recovery": ngettext(
        "%(names)s is in recovery now.", "%(count)d people are in recovery now: %(names)s."
    ),
    "moved_inwards": ngettext("%(names)s moved closer.", "%(count)d moved closer: %(names)s."),
    "moved_outwards": ngettext("%(names)s moved outwards.", "%(count)d moved outwards: %(names)s."),
    "helps_more": ngettext("%(names)s helps more.", "%(count)d help more: %(names)s."),
    "helps_less": ngettext("%(names)s helps less.", "%(count)d help less: %(names)s."),
    "harder_less": ngettext(
        "%(names)s makes it less hard than before.", "%(count)d make it less hard than before: %(names)s."
    ),
    "harder_more": ngettext(
        "%(names)s makes it harder than before.", "%(count)d make it harder than before: %(names)s."
    ),
    "stopped_using_together": ngettext(
        "You and %(names)s no longer use together.",
        "You no longer use together with %(count)d people: %(names)s.",
    ),
    "using_together": ngettext(
        "You and %(names)s use together now.", "You use together with %(count)d people now: %(names)s."
    ),
    "stopped_using": ngettext("%(names)s does not use now.", "%(count)d people do not use now: %(names)s."),
    "using": ngettext("%(names)s uses now.", "%(count)d people use now: %(names)s."),
    "new_links": ngettext(
        "%(count)d new pair of people know each other.", "%(count)d new pairs of people know each other."
    ),
}
"""What can have changed, in the order in which it is said."""


def changed(
    before: Sequence[Known],
    after: Sequence[Known],
    links_before: Iterable[tuple[str, str]] = (),
    links_after: Iterable[tuple[str, str]] = (),
) -> list[Said]:
    """What changed from one dated map to a later one, a sentence for each kind of change.

    Somebody is the same by id. A change counts only where both maps were told it: what was first asked
    later is not a change. `values["names"]` joins the names in the order of the map that has them.
    """
    was, now = {alter.id: alter for alter in before}, {alter.id: alter for alter in after}
    new = [alter for alter in after if alter.id not in was]
    gone = [alter for alter in before if alter.id not in now]
    found: dict[str, list[Known]] = {"new": new, "gone": gone}
    found["new_in_recovery"] = [a for a in new if a.in_recovery is True and a.shape in scales.PEOPLE]
    for alter in after:
        if alter.id in was:
            for key in _moves(was[alter.id], alter):
                found.setdefault(key, []).append(alter)
    counts = {key: len(alters) for key, alters in found.items()}
    pairs_before = {frozenset(link) for link in links_before}
    counts["new_links"] = sum(
        len(link) == 2 and link <= was.keys() & now.keys() and link not in pairs_before
        for link in {frozenset(link) for link in links_after}
    )
    return [
        _say(CHANGED, key, counts[key], names=", ".join(alter.name for alter in found.get(key, ())))
        for key in CHANGED
        if counts.get(key)
    ]


def _moves(was: Known, now: Known) -> Iterator[str]:
    for less, more, before, after in (
        ("moved_outwards", "moved_inwards", was.closeness, now.closeness),
        ("helps_less", "helps_more", was.helps, now.helps),
        ("harder_less", "harder_more", was.harder, now.harder),
    ):
        if before is not None and after is not None and before != after:
            yield more if after > before else less
    if was.in_recovery is False and now.in_recovery is True:
        yield "now_in_recovery"
    if was.uses is not None and now.uses is not None and was.uses != now.uses:
        yield "using" if now.uses else "stopped_using"
    if was.used_together and now.used_together:
        still = [told.used_together == "still" for told in (was, now)]
        if still == [True, False]:
            yield "stopped_using_together"
        elif still == [False, True]:
            yield "using_together"


def _say(forms: dict[str, Forms], key: str, count: int, **values: Any) -> Said:
    one, many = forms[key]
    return Said(key, one, many, count, {"count": count, **values})


def _close(alter: Known) -> bool | None:
    return None if alter.closeness is None else alter.closeness >= scales.CLOSE_FROM


def _helps(alter: Known) -> bool | None:
    return None if alter.helps is None else alter.helps >= scales.HELPS_FROM


def _harder(alter: Known) -> bool | None:
    return None if alter.harder is None else alter.harder >= scales.HELPS_FROM


def _used_with(alter: Known) -> bool:
    return alter.used_together in scales.USED_TOGETHER[1:]
