"""Every two colours that stand together can be told apart, in the light and in the dark (WCAG 2.2, AA)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[1] / "assets" / "scss" / "_tokens.scss"
TEXT, EDGE = 4.5, 3.0

# Letters on what lies behind them.
LETTERS = {
    "ink": ("ground", "paper", "field", "tint", "quiet", "now-tint", "care-tint", "good-tint"),
    "soft": ("ground", "paper", "tint", "quiet"),
    "link": ("ground", "paper", "tint", "quiet", "care-tint", "now-tint", "good-tint"),
    "link-hover": ("ground", "paper", "tint", "quiet"),
    "deed": ("ground", "paper", "tint"),
    "on-brand": ("brand", "brand-deep"),
    "on-focus": ("focus",),
    "on-ribbon": ("ribbon",),
    "now": ("ground", "paper", "now-tint"),
    "care": ("ground", "paper", "care-tint"),
    "good": ("ground", "paper", "good-tint"),
}
# Lines, marks and rings that must be seen; hairlines between rows need not be.
EDGES = {
    "edge": ("ground", "paper", "field", "quiet"),
    "deed": ("ground", "paper", "tint"),
    "now": ("ground", "paper"),
    "care": ("ground", "paper"),
    "good": ("ground", "paper"),
    "ribbon": ("ground",),
}
# A field's focus is a yellow ring on black in the light, yellow on the dark ground in the dark.
FOCUS = {"light": ("on-focus", "paper"), "dark": ("focus", "field")}


def tokens(scheme: str) -> dict[str, str]:
    """The colours of one scheme, by name."""
    body = re.search(rf"\${scheme}: \((.*?)\);", TOKENS.read_text(), re.DOTALL)
    assert body, f"no ${scheme} in {TOKENS.name}"
    return dict(re.findall(r"([\w-]+): (#[0-9a-f]{6})", body[1]))


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio between two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(LETTERS, TEXT), (EDGES, EDGE)], ids=["letters", "edges"])
def test_each_pair_can_be_told_apart(scheme, pairs, least):
    colours = tokens(scheme)
    short = {
        f"{front} on {behind}": round(contrast(colours[front], colours[behind]), 2)
        for front, grounds in pairs.items()
        for behind in grounds
        if contrast(colours[front], colours[behind]) < least
    }
    assert not short


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_seen(scheme):
    colours = tokens(scheme)
    ring, behind = FOCUS[scheme]
    assert contrast(colours[ring], colours[behind]) >= EDGE


def test_both_schemes_name_the_same_colours():
    assert tokens("light").keys() == tokens("dark").keys()


def test_every_colour_is_in_a_pair():
    paired = {*LETTERS, *EDGES, *(b for g in (*LETTERS.values(), *EDGES.values()) for b in g)}
    assert tokens("light").keys() - paired == {"line"}, (
        "a hairline between rows carries no meaning; anything else is paired"
    )


def test_colours_stand_in_one_file():
    elsewhere = [
        f"{path.name}: {line.strip()}"
        for path in TOKENS.parent.glob("*.scss")
        if path != TOKENS
        for line in path.read_text().split("@media print")[0].splitlines()
        if re.search(r"#[0-9a-fA-F]{3,8}\b", line.split("//")[0]) and "#{" not in line
    ]
    assert not elsewhere


def test_the_known_ratio_of_black_on_white():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
