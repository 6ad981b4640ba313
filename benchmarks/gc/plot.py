"""A bar plot as SVG: groups of bars side by side, one colour for each series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

COLOURS: Final = ("#555555", "#9a9a9a", "#c9a227", "#1b6ca8", "#3c9d5d", "#b5483a", "#8a5fb0", "#4fb3bf", "#d98cb3")
BAR: Final = 11
GAP: Final = 26
LEFT: Final = 50
TOP: Final = 46
HEIGHT: Final = 240


@dataclass(frozen=True, slots=True)
class Bars:
    """A group: its title, and a value for each series (None: no bar)."""

    title: str
    values: Sequence[float | None]


def bar_plot(groups: Sequence[Bars], series: Sequence[str], unit: float, highest: float) -> str:
    """Return the SVG; a line is drawn at `unit`; bars end at `highest`, with their value written on top."""
    group_width = BAR * len(series)
    width = LEFT + sum(group_width + GAP for _ in groups) + 10
    bottom = TOP + HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{bottom + 40}" '
        'font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
        *_legend(series),
        *_scale(width, unit, highest),
    ]
    left = LEFT + GAP // 2
    for group in groups:
        for place, value in enumerate(group.values):
            if value is not None:
                parts += _bar(left + place * BAR, value, highest, COLOURS[place % len(COLOURS)])
        centre = left + group_width // 2
        parts += [
            f'<text x="{centre}" y="{bottom + 16 + 13 * line}" text-anchor="middle">{escape(words)}</text>'
            for line, words in enumerate(_two_lines(group.title))
        ]
        left += group_width + GAP
    return "\n".join([*parts, "</svg>", ""])


def _two_lines(title: str) -> list[str]:
    """Split a long title near its middle."""
    if len(title) < 16:
        return [title]
    words = title.split()
    middle = min(range(1, len(words) + 1), key=lambda n: abs(len(title) - 2 * len(" ".join(words[:n]))))
    return [line for line in (" ".join(words[:middle]), " ".join(words[middle:])) if line]


def _legend(series: Sequence[str]) -> list[str]:
    parts = []
    left = LEFT
    for place, name in enumerate(series):
        parts.append(f'<rect x="{left}" y="10" width="10" height="10" fill="{COLOURS[place % len(COLOURS)]}"/>')
        parts.append(f'<text x="{left + 14}" y="19">{escape(name)}</text>')
        left += 34 + 7 * len(name)
    return parts


def _scale(width: int, unit: float, highest: float) -> list[str]:
    parts = []
    for half in range(int(2 * highest) + 1):
        value = half / 2
        y = TOP + HEIGHT - HEIGHT * value / highest
        colour = "#333333" if value in (0.0, unit) else "#dddddd"
        parts.append(f'<line x1="{LEFT}" y1="{y:.1f}" x2="{width - 10}" y2="{y:.1f}" stroke="{colour}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{value:.1f}</text>')
    return parts


def _bar(left: int, value: float, highest: float, colour: str) -> list[str]:
    shown = min(value, highest)
    size = HEIGHT * shown / highest
    y = TOP + HEIGHT - size
    parts = [
        f'<rect x="{left}" y="{y:.1f}" width="{BAR - 2}" height="{size:.1f}" fill="{colour}">'
        f"<title>{value:.2f}</title></rect>"
    ]
    if value > highest:
        parts.append(f'<text x="{left + 4}" y="{y - 3:.1f}" text-anchor="middle" font-size="8">{value:.1f}</text>')
    return parts
