"""A network map as a picture: where everybody stands, which marks they carry, where each name finds room.

Pure Python, no Django. `draw(map, width)` answers a `Picture` that the macro `ties/map.svg` paints; the
drawing page's `assets/js/picture.js` holds the same arithmetic, and a test compares the two.

The data
--------
``Map(alters, links, centre)``; ``Alter(id, name, shape, kind, closeness, angle, distance, helps, …)``:

- ``closeness`` as in `scales.py`: 5 is closest, 1 stands furthest out, None was not asked (or not placed
  yet). The five steps lie on three rings: 5 is the ring *closest*, 4 and 3 the inner and outer half of
  *close*, 2 and 1 of *further*.
- ``angle`` in degrees, 0 at the top, clockwise; ``distance`` from 0 (the centre) to 1 (the edge of the last
  ring). Both belong to the rings, not to the screen, so a map keeps its shape at any width. Where the person
  dragged somebody they are stored, and win.
- ``helps`` and ``harder`` 0 to 3 (not at all, a little, quite a bit, a lot), or None where it was not asked.
  Both may be above 0.

A ring is a superellipse, as of a table that many can sit round: it uses the corners that a circle wastes, is
wide on a wide screen and tall on a phone. A `distance` means the same share of the way from the centre in
every direction.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

SHAPES = ("person", "professional", "group", "place")
MARKS = ("helps", "harder", "in_recovery", "uses")
TOLD = (*MARKS, "helps_how", "harder_how", "used_together", "lives_with", "willing", "real_friend")

TELLING_KINDS = frozenset({"used_with", "recovery", "mentor", "mutual_aid"})
"""Kinds (codes of `kinds.py`) that say by themselves that somebody used or is in recovery."""

BEND = 2.5
"""How square a ring is: 2 is an ellipse, more is squarer."""
STEPS = (0.15, 0.44, 0.585, 0.73, 0.865, 1.0)
"""The borders of the five steps of closeness, as distances from the centre."""
RINGS = (("closest", 0.44), ("close", 0.73), ("further", 1.0))
RING_WORDS = ("closest", "close", "further", "not placed yet")

# Widths of Atkinson Hyperlegible Next 400 for the characters 32 to 126, in thousandths of the size; others
# are taken as 600.
_WIDTHS = (
    280, 286, 301, 651, 592, 919, 731, 160, 299, 299, 485, 606, 210, 362, 210, 387, 648, 407, 548, 576,
    614, 588, 598, 510, 615, 595, 210, 210, 553, 628, 553, 480, 778, 626, 613, 645, 669, 569, 552, 694,
    694, 392, 512, 631, 541, 824, 693, 714, 592, 724, 614, 592, 558, 690, 593, 856, 623, 575, 607, 317,
    387, 344, 552, 372, 243, 525, 566, 485, 564, 538, 314, 558, 550, 252, 245, 492, 262, 845, 550, 548,
    566, 574, 349, 471, 326, 540, 461, 684, 481, 449, 460, 344, 237, 344, 555,
)  # fmt: skip
_LONGEST = 40


@dataclasses.dataclass(frozen=True, slots=True)
class Alter:
    """Someone (or a group, or a place) in the person's life, as the person tells it."""

    id: str
    name: str
    shape: str = "person"
    kind: str = ""
    closeness: int | None = None
    angle: float | None = None
    distance: float | None = None
    helps: int | None = None
    harder: int | None = None
    helps_how: str = ""
    harder_how: str = ""
    in_recovery: bool | None = None
    uses: bool | None = None
    used_together: str = ""
    """``no``, ``yes`` (in the past), ``still``, or empty where it was not asked."""
    lives_with: bool | None = None
    willing: bool | None = None
    real_friend: bool | None = None
    version: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Map:
    """All that is on one map; `links` are pairs of ids of who know each other, `centre` is in the middle."""

    alters: Sequence[Alter] = ()
    links: Sequence[tuple[str, str]] = ()
    centre: str = "You"

    def only(self, keep: Callable[[Alter], bool]) -> Map:
        """The same map with only some of the people, and the links among them."""
        alters = tuple(alter for alter in self.alters if keep(alter))
        ids = {alter.id for alter in alters}
        return Map(
            alters, tuple(pair for pair in self.links if pair[0] in ids and pair[1] in ids), self.centre
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Label:
    """Words in the picture: lines of text, the baseline of the first, and the box that they fill."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str
    box: tuple[float, float, float, float]
    short: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Ring:
    """One ring: its code, its radii, its outline as an SVG path, and its name with a place of its own."""

    code: str
    rx: float
    ry: float
    path: str
    label: Label | None


@dataclasses.dataclass(frozen=True, slots=True)
class Symbol:
    """One alter in the picture, its outline and arcs as SVG paths round its own middle."""

    alter: Alter
    x: float
    y: float
    placed: bool
    outline: str
    helps: str
    harder: str
    label: Label | None


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """All that the macro needs to paint a map: sizes in pixels of the view box."""

    width: float
    height: float
    cx: float
    cy: float
    size: float
    reach: float
    stroke: float
    font: float
    rings: tuple[Ring, ...]
    symbols: tuple[Symbol, ...]
    lines: tuple[str, ...]
    middle: Label
    tray: Label | None
    marks: bool
    loose: bool
    links: tuple[tuple[str, str], ...]

    @property
    def unnamed(self) -> int:
        """How many names found no room in the picture; the table beside has them."""
        return sum(1 for symbol in self.symbols if symbol.label is None)

    def knows(self, id: str) -> list[Alter]:
        """Whom somebody knows among those on the map, in the map's order."""
        ids = {b if a == id else a for a, b in self.links if id in (a, b)}
        return [symbol.alter for symbol in self.symbols if symbol.alter.id in ids]


# --- the rings' geometry
# ---------------------------------------------------------------------------------------------


def steps_out(closeness: int) -> int:
    """Steps from the inside out, 1 to 5, for a closeness (and the other way)."""
    return 6 - closeness


def ring_of(closeness: int | None) -> str | None:
    """The ring on which a step of closeness lies."""
    return (
        None
        if closeness is None
        else ("closest", "close", "close", "further", "further")[steps_out(closeness) - 1]
    )


def closeness_at(distance: float) -> int:
    """The closeness that a distance from the centre means."""
    return steps_out(_step_at(distance))


def middle_of(closeness: int) -> float:
    """The distance in the middle of the step of a closeness."""
    return _middle(steps_out(closeness))


def _step_at(distance: float) -> int:
    return next((step for step in range(1, 5) if distance < STEPS[step]), 5)


def _middle(step: int) -> float:
    return (STEPS[step - 1] + STEPS[step]) / 2


def direction(angle: float) -> tuple[float, float]:
    """Where a ring of radius 1 stands at an angle."""
    a = math.radians(angle)
    x, y = math.sin(a), -math.cos(a)
    s = (abs(x) ** BEND + abs(y) ** BEND) ** (-1 / BEND)
    return x * s, y * s


def from_middle(nx: float, ny: float) -> tuple[float, float]:
    """The angle and distance of a point given in radii from the middle."""
    return math.degrees(math.atan2(nx, -ny)) % 360, (abs(nx) ** BEND + abs(ny) ** BEND) ** (1 / BEND)


def text_width(text: str, font: float) -> float:
    """About how wide a text is, in pixels."""
    total = 0.0
    for char in text:
        code = ord(char)
        total += _WIDTHS[code - 32] if 32 <= code <= 126 else (1000 if code >= 0x2E80 else 600)
    return total * font * 0.00102


def _ring_path(cx: float, cy: float, rx: float, ry: float) -> str:
    k = (8 * 2 ** (-1 / BEND) - 4) / 3
    kx, ky = rx * k, ry * k
    return (
        f"M{cx:.1f} {cy - ry:.1f}"
        f"C{cx + kx:.1f} {cy - ry:.1f} {cx + rx:.1f} {cy - ky:.1f} {cx + rx:.1f} {cy:.1f}"
        f"C{cx + rx:.1f} {cy + ky:.1f} {cx + kx:.1f} {cy + ry:.1f} {cx:.1f} {cy + ry:.1f}"
        f"C{cx - kx:.1f} {cy + ry:.1f} {cx - rx:.1f} {cy + ky:.1f} {cx - rx:.1f} {cy:.1f}"
        f"C{cx - rx:.1f} {cy - ky:.1f} {cx - kx:.1f} {cy - ry:.1f} {cx:.1f} {cy - ry:.1f}Z"
    )


# --- marks
# -----------------------------------------------------------------------------------------------------------


def outline(shape: str, r: float) -> str:
    """The symbol's outline round its own middle: circle, hexagon, or rounded square."""
    if shape == "professional":
        r *= 1.05
        h, w = r * 0.866, r / 2
        return f"M{-r:.2f} 0L{-w:.2f} {-h:.2f}H{w:.2f}L{r:.2f} 0L{w:.2f} {h:.2f}H{-w:.2f}Z"
    if shape in ("group", "place"):
        s, c = r * 0.88, r * 0.32
        i = s - c
        turn = f"A{c:.2f} {c:.2f} 0 0 1"
        return (
            f"M{-i:.2f} {-s:.2f}H{i:.2f}{turn} {s:.2f} {-i:.2f}V{i:.2f}{turn} {i:.2f} {s:.2f}"
            f"H{-i:.2f}{turn} {-s:.2f} {i:.2f}V{-i:.2f}{turn} {-i:.2f} {-s:.2f}Z"
        )
    return f"M0 {-r:.2f}A{r:.2f} {r:.2f} 0 1 1 0 {r:.2f}A{r:.2f} {r:.2f} 0 1 1 0 {-r:.2f}Z"


def arc(thirds: int | None, radius: float, clockwise: bool) -> str:
    """An arc of one to three thirds of a half circle from the foot, clockwise or not; empty for none."""
    if not thirds:
        return ""
    span = (0, 56, 114, 171)[thirds]
    start, end = (185, 185 + span) if clockwise else (175, 175 - span)
    a, b = math.radians(start), math.radians(end)
    return (
        f"M{radius * math.sin(a):.2f} {-radius * math.cos(a):.2f}"
        f"A{radius:.2f} {radius:.2f} 0 0 {1 if clockwise else 0} "
        f"{radius * math.sin(b):.2f} {-radius * math.cos(b):.2f}"
    )


def sizes(width: float, height: float, count: int, marks: bool) -> dict[str, float]:
    """Sizes for so many people in so much room: a symbol's `size`, arcs' `stroke` and `reach`, the `font`."""
    narrow = width < 520
    share = math.sqrt(width * height * 0.85 / max(count, 1))
    size = max(5.5 if narrow else 7.0, min(14.5 if narrow else 22.0, share * 0.17))
    stroke = max(1.8, size * 0.23)
    if narrow:
        font = 13.5 if count <= 16 else 12.0 if count <= 40 else 11.0
    else:
        font = 16.0 if count <= 20 else 15.0 if count <= 30 else 13.0 if count <= 80 else 12.0
    return {
        "size": size,
        "stroke": stroke,
        "radius": size * 1.06 + stroke / 2 + 1.5,
        "reach": size * 1.06 + stroke + 2.0 if marks else size * 1.06 + 2.0,
        "font": font,
    }


def default_height(width: float) -> float:
    """A height that suits a width: tall on a phone, wide on a desk."""
    return round(width * max(0.74, min(1.14, 1.14 - (width - 340) / 420 * 0.4)))


# --- finding a place for those who have none yet
# -----------------------------------------------------------------------


_ASPECT = 0.76


def _arc_table() -> tuple[list[float], list[float]]:
    angles = [i * 2.0 for i in range(181)]
    lengths = [0.0]
    last = direction(0)
    for angle in angles[1:]:
        here = direction(angle)
        lengths.append(lengths[-1] + math.hypot(here[0] - last[0], (here[1] - last[1]) * _ASPECT))
        last = here
    return angles, [length / lengths[-1] for length in lengths]


_ANGLES, _SHARES = _arc_table()


def _angle_at(share: float) -> float:
    """The angle at a share of the way round a ring (so that people sit evenly, not bunched at the sides)."""
    low, high = 0, 180
    while high - low > 1:
        mid = (low + high) // 2
        low, high = (mid, high) if _SHARES[mid] <= share else (low, mid)
    part = (share - _SHARES[low]) / (_SHARES[high] - _SHARES[low])
    return _ANGLES[low] + 2.0 * part


def _share_at(angle: float) -> float:
    at = (angle % 360) / 2
    low = int(at)
    return _SHARES[low] + (_SHARES[low + 1] - _SHARES[low]) * (at - low)


def _seats(taken: list[float], count: int) -> list[float]:
    """Angles for `count` more people on a ring where some sit already; the top is for the ring's name."""
    fixed = sorted({0.0, *(_share_at(angle) for angle in taken)})
    gaps = [(b - a, a) for a, b in zip(fixed, [*fixed[1:], 1.0], strict=True)]
    filled = [0] * len(gaps)
    for _ in range(count):
        best = max(range(len(gaps)), key=lambda i: (gaps[i][0] / (filled[i] + 1), -i))
        filled[best] += 1
    return [
        _angle_at(start + length * (j + 1) / (n + 1))
        for (length, start), n in zip(gaps, filled, strict=True)
        for j in range(n)
    ]


def _apart(count: int, distance: float, others: list[tuple[float, float]]) -> list[float]:
    """Angles evenly round an empty ring, turned so that nobody stands before others or the rings' names."""
    points = []
    for angle, far in [*others, (0.0, distance)]:
        x, y = direction(angle)
        points.append((x * far, y * far * _ASPECT))
    best: list[float] = []
    most = -1.0
    for turn in range(1, 9) if len(others) <= 80 else (4,):
        seats = [_angle_at(((j + turn / 9) / count) % 1) for j in range(count)]
        nearest = math.inf
        for angle in seats:
            x, y = direction(angle)
            x, y = x * distance, y * distance * _ASPECT
            for px, py in points:
                # Names are written across, so room to the side counts less than room above and below.
                far = ((x - px) * 0.8) ** 2 + ((y - py) * 1.25) ** 2
                nearest = min(nearest, far)
        if nearest > most + 1e-9:
            best, most = seats, nearest
    return sorted(best)


def settle(map: Map) -> Map:
    """The same map with an angle and a distance for everybody who can have one.

    Deterministic, at any size alike, and near those whom one knows or is like: whoever was dragged stays; the
    others sit down evenly on their step. Without closeness (and without a distance) one has no place, unless
    that is so for everybody.
    """
    loose = all(alter.closeness is None and alter.distance is None for alter in map.alters)
    steps: dict[str, int] = {}
    if loose:
        room = (2, 3, 4, 5, 4, 5, 3, 5)
        steps = {alter.id: room[i % 8] for i, alter in enumerate(map.alters)}
    else:
        for alter in map.alters:
            if alter.closeness is not None:
                steps[alter.id] = steps_out(alter.closeness)
            elif alter.distance is not None:
                steps[alter.id] = _step_at(alter.distance)
    if not any(alter.id in steps and (alter.angle is None or alter.distance is None) for alter in map.alters):
        return map

    knows: dict[str, list[str]] = {}
    for a, b in map.links:
        knows.setdefault(a, []).append(b)
        knows.setdefault(b, []).append(a)
    groups: dict[tuple[str, str], int] = {}
    for alter in map.alters:
        if alter.id not in steps:
            continue
        key = (alter.shape, alter.kind)
        groups[key] = groups.get(key, 0) + 1
    sector, before = {}, 0
    for key in sorted(groups, key=lambda k: (SHAPES.index(k[0]) if k[0] in SHAPES else 9, k[1])):
        sector[key] = (before + groups[key] / 2) / len(steps) * 360
        before += groups[key]

    found: dict[str, tuple[float, float]] = {}
    for alter in map.alters:
        if alter.id in steps and alter.angle is not None:
            distance = alter.distance if alter.distance is not None else _middle(steps[alter.id])
            found[alter.id] = (alter.angle % 360, distance)

    def wish(alter: Alter) -> float:
        x = y = 0.0
        for other in knows.get(alter.id, ()):
            if other in found:
                x += math.sin(math.radians(found[other][0]))
                y += math.cos(math.radians(found[other][0]))
        if math.hypot(x, y) > 0.3:
            return math.degrees(math.atan2(x, y)) % 360
        return sector[(alter.shape, alter.kind)]

    for step in range(1, 6):
        free = [alter for alter in map.alters if steps.get(alter.id) == step and alter.id not in found]
        if not free:
            continue
        taken = [
            found[alter.id][0] for alter in map.alters if steps.get(alter.id) == step and alter.id in found
        ]
        seats = _seats(taken, len(free)) if taken else _apart(len(free), _middle(step), list(found.values()))
        wishes = sorted((wish(alter), i) for i, alter in enumerate(free))
        best, least = 0, math.inf
        for turn in range(len(free)):
            cost = sum(
                1 - math.cos(math.radians(seats[(j + turn) % len(seats)] - w[0]))
                for j, w in enumerate(wishes)
            )
            if cost < least - 1e-9:
                best, least = turn, cost
        room_for = 40.0 * _middle(step)
        rows = (
            1
            if len(free) + len(taken) <= room_for * 0.55
            else 2
            if len(free) + len(taken) <= room_for * 1.3
            else 3
        )
        low, high = STEPS[step - 1], STEPS[step]
        for j, (_wish, i) in enumerate(wishes):
            seat = (j + best) % len(seats)
            row = (0.5,) if rows == 1 else (0.22, 0.78) if rows == 2 else (0.12, 0.5, 0.88)
            distance = low + (high - low) * row[seat % rows]
            found[free[i].id] = (seats[seat], distance)

    return dataclasses.replace(
        map,
        alters=tuple(
            dataclasses.replace(
                alter, angle=round(found[alter.id][0], 2), distance=round(found[alter.id][1], 4)
            )
            if alter.id in found
            else alter
            for alter in map.alters
        ),
    )


def beside(then: Map, now: Map) -> tuple[Map, Map]:
    """Two dates of one map to be compared: who had no place of their own then stands where they do now."""
    now = settle(now)
    angles = {alter.id: alter.angle for alter in now.alters}
    then = dataclasses.replace(
        then,
        alters=tuple(
            dataclasses.replace(alter, angle=angles.get(alter.id))
            if alter.angle is None and alter.closeness
            else alter
            for alter in then.alters
        ),
    )
    return settle(then), now


# --- room for symbols
# ------------------------------------------------------------------------------------------------


@dataclasses.dataclass(slots=True)
class _Spot:
    x: float
    y: float
    low: float
    high: float
    home: tuple[float, float]


def place(
    angle: float,
    distance: float,
    cx: float,
    cy: float,
    rx: float,
    ry: float,
    reach: float,
    middle: tuple[float, float],
) -> tuple[float, float]:
    """The point of an angle and a distance, kept inside the last ring and clear of the word in the middle."""
    ux, uy = direction(angle)
    ux, uy = ux * rx, uy * ry
    length = math.hypot(ux, uy)
    low = (max(middle[1], middle[0] * abs(ux) / length) + reach + 2) / length
    high = 1 - (reach + 1) / length
    d = min(max(distance, low), high)
    return cx + ux * d, cy + uy * d


def _nudge(
    spots: list[_Spot], reach: float, cx: float, cy: float, rx: float, ry: float, middle: tuple[float, float]
) -> None:
    """Move those that lie on top of one another apart, a little, never off their step; the same each time."""
    gap = reach * 2 + 1
    for _round in range(16):
        moved = False
        order = sorted(range(len(spots)), key=lambda i: (spots[i].x, i))
        for at, i in enumerate(order):
            a = spots[i]
            for j in order[at + 1 :]:
                b = spots[j]
                dx = b.x - a.x
                if dx >= gap:
                    break
                dy = b.y - a.y
                if abs(dy) >= gap:
                    continue
                dist = math.sqrt(dx * dx + dy * dy)
                if dist >= gap - 0.01:
                    continue
                moved = True
                if dist < 0.5:
                    turn = (min(i, j) * 137.5) % 360
                    dx, dy, dist = math.sin(math.radians(turn)), -math.cos(math.radians(turn)), 1.0
                    push = gap / 2
                else:
                    push = (gap - dist) / 2
                px, py = dx / dist * push, dy / dist * push
                _shift(a, -px, -py, reach, cx, cy, rx, ry, middle)
                _shift(b, px, py, reach, cx, cy, rx, ry, middle)
        if not moved:
            return


def _shift(
    spot: _Spot,
    dx: float,
    dy: float,
    reach: float,
    cx: float,
    cy: float,
    rx: float,
    ry: float,
    middle: tuple[float, float],
) -> None:
    x, y = spot.x + dx, spot.y + dy
    hx, hy = x - spot.home[0], y - spot.home[1]
    far = math.sqrt(hx * hx + hy * hy)
    most = reach * 2.4
    if far > most:
        x, y = spot.home[0] + hx / far * most, spot.home[1] + hy / far * most
    angle, distance = from_middle((x - cx) / rx, (y - cy) / ry)
    spot.x, spot.y = place(angle, min(max(distance, spot.low), spot.high), cx, cy, rx, ry, reach, middle)


# --- room for names
# --------------------------------------------------------------------------------------------------

_Box = tuple[float, float, float, float]


_APART = (5.0, 2.0)
"""Between two names: so much room to the side, so much above and below."""
_OVER_A_LINE, _OVER_A_RING = 2.2, 2.4
"""How much worse a place for a name is for a line that runs under it; the sides of a symbol cost 0 to 7."""


def _meet(a: _Box, b: _Box, side: float = 0.0, over: float = 0.0) -> bool:
    return a[0] - side < b[2] and b[0] - side < a[2] and a[1] - over < b[3] and b[1] - over < a[3]


def _rings_under(box: _Box, cx: float, cy: float, rx: float, ry: float) -> int:
    """How many rings run through a box or touch it: those between its nearest and its furthest point."""
    left, top, right, foot = box[0] - 2 - cx, box[1] - 1 - cy, box[2] + 2 - cx, box[3] + 1 - cy
    near = (max(left, -right, 0.0) / rx) ** BEND + (max(top, -foot, 0.0) / ry) ** BEND
    far = (max(-left, right) / rx) ** BEND + (max(-top, foot) / ry) ** BEND
    return sum(1 for _code, share in RINGS if near < share**BEND < far)


def _covers(box: _Box, x: float, y: float, r: float) -> bool:
    dx = x - min(max(x, box[0]), box[2])
    dy = y - min(max(y, box[1]), box[3])
    return dx * dx + dy * dy < r * r


def _crosses(box: _Box, line: _Box) -> bool:
    """Whether a line runs through a box (by clipping it to the box's sides)."""
    x1, y1, x2, y2 = line
    dx, dy = x2 - x1, y2 - y1
    start, end = 0.0, 1.0
    for p, q in ((-dx, x1 - box[0]), (dx, box[2] - x1), (-dy, y1 - box[1]), (dy, box[3] - y1)):
        if p == 0:
            if q < 0:
                return False
        elif p < 0:
            start = max(start, q / p)
        else:
            end = min(end, q / p)
        if start > end:
            return False
    return True


def _shorten(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _wordings(name: str, font: float) -> list[tuple[tuple[str, ...], bool]]:
    """Ways to write a name, the best first: on one line, on two, shortened; and whether each is cut."""
    whole = _shorten(name.strip(), _LONGEST)
    cut = whole != name.strip()
    words = whole.split()
    one: tuple[tuple[str, ...], bool] = ((whole,), cut)
    two: list[tuple[tuple[str, ...], bool]] = []
    if len(words) > 1:
        lines = min(
            ((" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))),
            key=lambda pair: max(text_width(pair[0], font), text_width(pair[1], font)),
        )
        two.append((lines, cut))
    ways = [*two, one] if two and text_width(whole, font) > font * 5.5 else [one, *two]
    if len(whole) > 9:
        ways.append(((_shorten(whole, 8),), True))
    return ways


_SIDES = ("below", "above", "right", "left", "below right", "below left", "above right", "above left")


def _label_at(
    side: str, lines: tuple[str, ...], wide: float, x: float, y: float, reach: float, font: float, short: bool
) -> Label:
    tall = font * (1.02 if len(lines) == 1 else 2.1)
    diagonal = reach * 0.72
    if side == "below" or side == "above":
        left, anchor = x - wide / 2, "middle"
    elif side == "right":
        left, anchor = x + reach + 4, "start"
    elif side == "left":
        left, anchor = x - reach - 4 - wide, "end"
    elif side.endswith("right"):
        left, anchor = x + diagonal, "start"
    else:
        left, anchor = x - diagonal - wide, "end"
    if side == "below":
        top = y + reach + 0.5
    elif side == "above":
        top = y - reach - 0.5 - tall
    elif side == "right" or side == "left":
        top = y - tall / 2
    elif side.startswith("below"):
        top = y + diagonal - font * 0.2
    else:
        top = y - diagonal + font * 0.2 - tall
    at = left if anchor == "start" else left + wide if anchor == "end" else x
    return Label(lines, at, top + font * 0.8, anchor, (left, top, left + wide, top + tall), short)


def _name_all(
    names: list[str],
    spots: list[tuple[float, float]],
    reach: float,
    font: float,
    width: float,
    height: float,
    blocked: list[_Box],
    lines: list[_Box],
    rings: tuple[float, float, float, float],
) -> list[Label | None]:
    """A place for each name: free of symbols and of other names, off lines and rings where that can be."""
    count = len(names)

    def ways_for(i: int) -> Iterator[list[tuple[float, Label]]]:
        x, y = spots[i]
        for lines_of, short in _wordings(names[i], font):
            wide = max(text_width(line, font) for line in lines_of) + 2
            span, tall = wide + reach * 2 + 4, reach * 2 + font * 3 + 4
            near = [
                p for j, p in enumerate(spots) if j != i and abs(p[0] - x) < span and abs(p[1] - y) < tall
            ]
            close = [box for box in blocked if box[0] - x < span and x - box[2] < span]
            passing = [
                line
                for line in lines
                if min(line[0], line[2]) - x < span
                and x - max(line[0], line[2]) < span
                and min(line[1], line[3]) - y < tall
                and y - max(line[1], line[3]) < tall
            ]
            good = []
            for rank, side in enumerate(_SIDES):
                label = _label_at(side, lines_of, wide, x, y, reach, font, short)
                box = label.box
                if box[0] < 2 or box[1] < 2 or box[2] > width - 2 or box[3] > height - 2:
                    continue
                if any(_covers(box, p[0], p[1], reach) for p in near) or any(
                    _meet(box, other) for other in close
                ):
                    continue
                under = _OVER_A_LINE * sum(1 for line in passing if _crosses(box, line))
                good.append((rank + under + _OVER_A_RING * _rings_under(box, *rings), label))
            if good:
                good.sort(key=lambda pair: pair[0])
                yield good

    spare = [ways_for(i) for i in range(count)]
    choices = [next(ways, []) for ways in spare]
    done: list[Label | None] = [None] * count

    def clear(box: _Box, but: int) -> bool:
        return not any(
            label is not None and j != but and _meet(box, label.box, *_APART) for j, label in enumerate(done)
        )

    def settle_name(i: int, options: list[tuple[float, Label]]) -> bool:
        for _cost, label in options:
            if clear(label.box, i):
                done[i] = label
                return True
        for _cost, label in options:
            blockers = [
                j
                for j, other in enumerate(done)
                if other is not None and _meet(label.box, other.box, *_APART)
            ]
            if len(blockers) != 1:
                continue
            j = blockers[0]
            before = done[j]
            done[i] = label
            for _other_cost, other in choices[j]:
                if not _meet(other.box, label.box, *_APART) and clear(other.box, j):
                    done[j] = other
                    return True
            done[i], done[j] = None, before
        return False

    for i in sorted(range(count), key=lambda i: (len(choices[i]), i)):
        if settle_name(i, choices[i]):
            continue
        for more in spare[i]:
            choices[i] = more
            if settle_name(i, more):
                break
    return done


# --- the whole picture
# -----------------------------------------------------------------------------------------------


def draw(
    map: Map,
    width: float,
    height: float | None = None,
    labels: bool = True,
    safe: bool = False,
    *,
    marks: bool = True,
    ring_words: Sequence[str] = RING_WORDS,
) -> Picture:
    """The picture of a map.

    - `safe` is what may be carried home: no professionals, no help or hindrance, no use or recovery.
    - `marks=False` leaves out the same marks but nobody: for when somebody else is in the room.
    - `labels=False` draws no names (for a very small picture).
    - `ring_words` are the rings' names and "not placed yet", translated.
    """
    if safe:
        map, marks = map.only(lambda alter: alter.shape != "professional"), False
    map = settle(map)
    loose = bool(map.alters) and all(
        alter.closeness is None and alter.angle is not None for alter in map.alters
    )
    placed = [alter for alter in map.alters if alter.angle is not None and alter.distance is not None]
    waiting = [alter for alter in map.alters if alter.angle is None or alter.distance is None]

    tall = height or default_height(width)
    of = sizes(width, tall, len(map.alters), marks)
    size, reach, font, radius = of["size"], of["reach"], of["font"], of["radius"]
    cell = max(reach * 2 + 10, min(110.0, font * 6.5))
    columns = max(1, int((width - 8) // cell))
    row = reach * 2 + font * 2.4
    rows = -(-len(waiting) // columns) if waiting else 0
    tray_height = rows * row + font * 1.9 if rows else 0.0
    total = tall if height is None else max(tall - tray_height, tall * 0.5)
    cx, cy, rx, ry = width / 2, tray_height + total / 2, width / 2 - 3, total / 2 - 3
    full = total + tray_height

    narrow = width < 520
    middle_font = font + 0.0
    word = _shorten(map.centre.strip() or "You", 12)
    half_high = 17.0 if narrow else 23.0
    middle = (max(half_high, text_width(word, middle_font) * 1.06 / 2 + 8), half_high)

    spots = []
    for alter in placed:
        x, y = place(alter.angle or 0.0, alter.distance or 0.0, cx, cy, rx, ry, reach, middle)
        step = _step_at(alter.distance or 0.0)
        low, high = (STEPS[1], 1.0) if loose else (STEPS[step - 1], STEPS[step])
        spots.append(_Spot(x, y, low + 0.004, high - 0.004, (x, y)))
    _nudge(spots, reach, cx, cy, rx, ry, middle)
    points = [(spot.x, spot.y) for spot in spots]
    for n in range(len(waiting)):
        in_row = min(columns, len(waiting) - n // columns * columns)
        left = cx - in_row * cell / 2
        points.append((left + (n % columns + 0.5) * cell, font * 1.7 + n // columns * row + reach))

    where = {alter.id: point for alter, point in zip([*placed, *waiting], points, strict=True)}
    centre_box = (cx - middle[0], cy - middle[1], cx + middle[0], cy + middle[1])
    pairs = [(where[a], where[b]) for a, b in map.links if a != b and a in where and b in where]
    room = (width, total)
    joined = [
        joint
        for a, b in pairs
        if (joint := _between(a, b, size, points if len(pairs) <= _BENT else [], centre_box, room))
    ]
    lines = [line for _path, parts in joined for line in parts]

    blocked: list[_Box] = [centre_box]
    ring_font = min(font, 13.5)
    rings = []
    for i, (code, share) in enumerate(RINGS):
        label = None
        if not loose and labels:
            label = _ring_label(ring_words[i], share, ring_font, points, reach, cx, cy, rx, ry)
            blocked.append(label.box)
        rings.append(Ring(code, rx * share, ry * share, _ring_path(cx, cy, rx * share, ry * share), label))
    tray = None
    if rows:
        wide = text_width(ring_words[3], ring_font)
        box = (cx - wide / 2, 2.0, cx + wide / 2, font * 1.4)
        tray = Label((ring_words[3],), cx, font * 1.15, "middle", box)
        blocked.append(tray.box)

    everyone = [*placed, *waiting]
    named: list[Label | None] = [None] * len(everyone)
    if labels:
        named = _name_all(
            [alter.name for alter in everyone],
            points,
            reach,
            font,
            width,
            full,
            blocked,
            lines,
            (cx, cy, rx, ry),
        )
    symbols = {
        alter.id: Symbol(
            unmarked(alter) if not marks else alter,
            point[0],
            point[1],
            n < len(placed),
            outline(alter.shape, size),
            arc(alter.helps, radius, True) if marks else "",
            arc(alter.harder, radius, False) if marks else "",
            label,
        )
        for n, (alter, point, label) in enumerate(zip(everyone, points, named, strict=True))
    }
    return Picture(
        width=width,
        height=full,
        cx=cx,
        cy=cy,
        size=size,
        reach=reach,
        stroke=of["stroke"],
        font=font,
        rings=tuple(rings),
        symbols=tuple(symbols[alter.id] for alter in map.alters),
        lines=tuple(path for path, _parts in joined),
        middle=Label(
            (word,),
            cx,
            cy + middle_font * 0.34,
            "middle",
            (cx - middle[0], cy - middle[1], cx + middle[0], cy + middle[1]),
        ),
        tray=tray,
        marks=marks,
        loose=loose,
        links=tuple(map.links),
    )


def unmarked(alter: Alter) -> Alter:
    """As much of somebody as others in the room may see: nothing of help or use, not by their kind either."""
    nothing: dict[str, Any] = {
        name: "" if name.endswith("_how") or name == "used_together" else None for name in TOLD
    }
    return dataclasses.replace(alter, kind="" if alter.kind in TELLING_KINDS else alter.kind, **nothing)


_BENT = 80
"""With more lines than this all are straight: bends would no longer help the eye, and cost time."""


def _between(
    a: tuple[float, float],
    b: tuple[float, float],
    size: float,
    others: Sequence[tuple[float, float]],
    middle: _Box,
    room: tuple[float, float],
) -> tuple[str, list[_Box]] | None:
    """The line from one symbol's edge to the other's, as a path and as straight parts.

    It bends round anybody who stands in its way (and round the middle), so that it never seems to lead to
    them.
    """
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.sqrt(dx * dx + dy * dy)
    if length <= size * 2:
        return None
    mx, my = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    far = length * 0.8 + size * 2
    near = [p for p in others if p != a and p != b and abs(p[0] - mx) < far and abs(p[1] - my) < far]
    straight: list[tuple[float, float]] = []
    for dev in (0.0, 0.1, -0.1, 0.18, -0.18, 0.28, -0.28, 0.4, -0.4):
        qx, qy = mx - dy * dev * 2, my + dx * dev * 2
        steps = 12
        way = [
            (
                (1 - t) ** 2 * a[0] + 2 * t * (1 - t) * qx + t * t * b[0],
                (1 - t) ** 2 * a[1] + 2 * t * (1 - t) * qy + t * t * b[1],
            )
            for t in [i / steps for i in range(1, steps)]
        ]
        straight = straight or way
        if not others or _free(way, near, size + 4, middle, room):
            break
    else:
        qx, qy, way = mx, my, straight
    ends = []
    for end in (a, b):
        ux, uy = qx - end[0], qy - end[1]
        out = math.sqrt(ux * ux + uy * uy)
        ends.append((end[0] + ux / out * size, end[1] + uy / out * size))
    (x1, y1), (x2, y2) = ends
    if qx == mx and qy == my:
        return f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}", [(x1, y1, x2, y2)]
    parts = [way[2], way[5], way[8]]
    corners = [(x1, y1), *parts, (x2, y2)]
    return (
        f"M{x1:.1f} {y1:.1f}Q{qx:.1f} {qy:.1f} {x2:.1f} {y2:.1f}",
        [(p[0], p[1], q[0], q[1]) for p, q in zip(corners, corners[1:], strict=False)],
    )


def _free(
    way: Sequence[tuple[float, float]],
    near: Sequence[tuple[float, float]],
    clear: float,
    middle: _Box,
    room: tuple[float, float],
) -> bool:
    """Whether a way keeps clear of the people near it and of the middle, and inside the picture."""
    last = way[0]
    for point in way:
        if _covers(middle, point[0], point[1], 5.0) or not (2 < point[0] < room[0] - 2 and point[1] > 2):
            return False
        # The ends of each part and its middle: parts are shorter than a symbol is wide on all but the longest
        # lines.
        half = ((point[0] + last[0]) / 2, (point[1] + last[1]) / 2)
        for p in near:
            for here in (point, half):
                ex, ey = p[0] - here[0], p[1] - here[1]
                if ex * ex + ey * ey < clear * clear:
                    return False
        last = point
    return True


def _ring_label(
    word: str,
    share: float,
    font: float,
    points: Iterable[tuple[float, float]],
    reach: float,
    cx: float,
    cy: float,
    rx: float,
    ry: float,
) -> Label:
    """The ring's name just inside its line: at the top, or at the first place from there that is free."""
    wide = text_width(word, font) + 6
    points = list(points)
    first = None
    for turn in (0, 10, -10, 20, -20, 30, -30, 180, 170, 190, 160, 200, 45, -45, 60, -60, 120, -120, 90, -90):
        ux, uy = direction(turn)
        x, y = cx + ux * rx * share, cy + uy * ry * share
        inward = font * 0.85
        if abs(math.sin(math.radians(turn))) > 0.6:
            x -= math.copysign(wide / 2 + 4, ux)
        y -= math.copysign(inward, uy) if abs(uy) > 0.2 else 0.0
        box = (x - wide / 2, y - font * 0.55, x + wide / 2, y + font * 0.55)
        label = Label((word,), x, y + font * 0.33, "middle", box)
        first = first or label
        if not any(_covers(box, p[0], p[1], reach) for p in points):
            return label
    assert first is not None
    return first


# --- words and data
# --------------------------------------------------------------------------------------------------


def counts(picture: Picture) -> dict[str, int]:
    """How many stand on each ring and carry each mark."""
    alters = [symbol.alter for symbol in picture.symbols]
    by_ring = {code: sum(1 for alter in alters if ring_of(alter.closeness) == code) for code, _share in RINGS}
    return by_ring | {
        "all": len(alters),
        "helps": sum(1 for alter in alters if alter.helps),
        "harder": sum(1 for alter in alters if alter.harder),
        "in_recovery": sum(1 for alter in alters if alter.in_recovery),
        "uses": sum(1 for alter in alters if alter.uses),
        "links": len(picture.links),
    }


def _plural(one: str, many: str, n: int) -> str:
    return one if n == 1 else many


def describe(
    picture: Picture,
    gettext: Callable[[str], str] = lambda text: text,
    ngettext: Callable[[str, str, int], str] = _plural,
) -> str:
    """A sentence or two that say what the picture shows, true by count; the same for eye and ear."""
    of = counts(picture)
    if not of["all"]:
        return gettext("Nobody is on the map yet.")
    parts = []
    if of["closest"]:
        parts.append(ngettext("%(n)d closest", "%(n)d closest", of["closest"]) % {"n": of["closest"]})
    if of["close"]:
        parts.append(ngettext("%(n)d close", "%(n)d close", of["close"]) % {"n": of["close"]})
    if of["further"]:
        parts.append(ngettext("%(n)d further", "%(n)d further", of["further"]) % {"n": of["further"]})
    rest = of["all"] - of["closest"] - of["close"] - of["further"]
    if rest:
        parts.append(ngettext("%(n)d not placed yet", "%(n)d not placed yet", rest) % {"n": rest})
    said = (
        ngettext("%(n)d on the map", "%(n)d on the map", of["all"]) % {"n": of["all"]}
        + (": " + ", ".join(parts) if parts else "")
        + "."
    )
    marks = []
    if of["helps"]:
        marks.append(ngettext("%(n)d helps", "%(n)d help", of["helps"]) % {"n": of["helps"]})
    if of["harder"]:
        marks.append(
            ngettext("%(n)d makes it harder", "%(n)d make it harder", of["harder"]) % {"n": of["harder"]}
        )
    if of["in_recovery"]:
        marks.append(
            ngettext("%(n)d is in recovery", "%(n)d are in recovery", of["in_recovery"])
            % {"n": of["in_recovery"]}
        )
    if of["uses"]:
        marks.append(ngettext("%(n)d uses", "%(n)d use", of["uses"]) % {"n": of["uses"]})
    return said + (" " + ", ".join(marks) + "." if marks else "")


def as_data(map: Map, *, marks: bool = True) -> dict[str, Any]:
    """The map for the drawing page's JSON block; with `marks=False` nothing but kind, closeness, place."""
    settled = settle(map)
    alters = []
    for alter in settled.alters:
        row = dataclasses.asdict(alter if marks else unmarked(alter))
        if not marks:
            for name in TOLD:
                del row[name]
        alters.append(row)
    return {"centre": map.centre, "alters": alters, "links": [list(pair) for pair in map.links]}
