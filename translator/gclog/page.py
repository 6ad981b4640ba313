"""The page of a log: tables and plots as one HTML file without scripts: `render_page`."""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from weft.gc.watch import KINDS
from weft.translator.gclog.reading import Collection, GCLog
from weft.translator.gclog.summary import Summary, changes, size_text, table, time_text

WIDTH: Final = 900
HEIGHT: Final = 260
LEFT, RIGHT, TOP, BOTTOM = 80, 15, 12, 32
_MOST_POINTS: Final = 4000
"""Of a line: more cannot be told apart."""
_COLOURS: Final = {"minor": "#2a78b5", "step": "#e08a1e", "full": "#b8323a", "used": "#2a78b5", "heap": "#888888"}

_STYLE: Final = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 920px; margin: 2em auto; padding: 0 1em; color: #222; }
table { border-collapse: collapse; } td, th { padding: .15em 1.2em .15em 0; text-align: left; vertical-align: top; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 2em; } svg { width: 100%; height: auto; }
svg text { font: 12px system-ui, sans-serif; fill: #555; } .key { margin-right: 1.5em; white-space: nowrap; }
@media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd; } svg text { fill: #aaa; } }
"""


@dataclass(frozen=True, slots=True)
class Axis:
    """Maps values to a range of pixels; logarithmic if that is asked for."""

    low: float
    high: float
    start: float
    end: float
    text: Callable[[float], str]
    logarithmic: bool = False

    def place(self, value: float) -> float:
        """Return the pixel of a value."""
        if self.logarithmic:
            share = math.log(max(value, self.low) / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self) -> list[float]:
        """Return round values to write at the axis."""
        if self.logarithmic:
            first, last = math.ceil(math.log10(self.low)), math.floor(math.log10(self.high))
            return [10.0**e for e in range(first, last + 1)]
        step = _round_step((self.high - self.low) / 5)
        return [step * i for i in range(math.ceil(self.low / step), math.floor(self.high / step) + 1)]


def _round_step(rough: float) -> float:
    """Return a round number not much larger than this one."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)


def _time_axis(summary: Summary) -> Axis:
    return Axis(0, max(summary.log.end, 1), LEFT, WIDTH - RIGHT, time_text)


def _frame(x: Axis, y: Axis, drawn: list[str], title: str) -> str:
    """Return the SVG of a plot, with its axes."""
    lines = []
    for value in y.ticks():
        at = y.place(value)
        lines.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at}" y2="{at}" stroke="#8884" />')
        lines.append(f'<text x="{LEFT - 8}" y="{at + 4}" text-anchor="end">{html.escape(y.text(value))}</text>')
    for value in x.ticks():
        at = x.place(value)
        lines.append(f'<text x="{at}" y="{HEIGHT - 10}" text-anchor="middle">{html.escape(x.text(value))}</text>')
    label = html.escape(title)
    start = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
    return "\n".join([start, f"<title>{label}</title>", *lines, *drawn, "</svg>"])


def _line(points: Sequence[tuple[float, float]], colour: str) -> str:
    text = " ".join(f"{x},{y}" for x, y in dict.fromkeys(points))
    return f'<polyline points="{text}" fill="none" stroke="{colour}" stroke-width="1.3" />'


def _thinned(values: Sequence[Collection], weight: Callable[[Collection], int]) -> list[Collection]:
    """Return at most `_MOST_POINTS` of them in their order: of neighbours, the one of the greatest weight."""
    group = -(-len(values) // _MOST_POINTS)
    return [max(values[i : i + group], key=weight) for i in range(0, len(values), group)] if group > 1 else list(values)


def heap_plot(summary: Summary, most: int) -> str:
    """Return the plot of bytes in use and held over time; `most`: where the axis ends."""
    x, y = _time_axis(summary), Axis(0, max(most, 1), HEIGHT - BOTTOM, TOP, size_text)
    used, heap = [(x.place(0), y.place(0))], []
    for c in _thinned(summary.log.collections, lambda c: c.before):
        used += [(x.place(c.start), y.place(c.before)), (x.place(c.start + c.took), y.place(c.after))]
        heap.append((x.place(c.start + c.took), y.place(c.heap)))
    drawn = [_line(used, _COLOURS["used"]), _line(heap, _COLOURS["heap"])]
    return _keys(("used", "in use"), ("heap", "held by the collector")) + _frame(x, y, drawn, "heap over time")


def pause_plot(summary: Summary, longest: int) -> str:
    """Return the plot of pauses over time, as dots; the axis is logarithmic."""
    x, y = _time_axis(summary), Axis(1, max(longest, 10) * 1.2, HEIGHT - BOTTOM, TOP, time_text, logarithmic=True)
    drawn = []
    for kind in KINDS:
        for c in _thinned([c for c in summary.log.collections if c.kind == kind], lambda c: c.took):
            place = f'cx="{x.place(c.start)}" cy="{y.place(c.took)}"'
            drawn.append(f'<circle {place} r="2" fill="{_COLOURS[kind]}" fill-opacity="0.7" />')
    return _keys(*((kind, kind) for kind in KINDS if kind in summary.pauses)) + _frame(x, y, drawn, "pauses")


def share_plot(summary: Summary, slices: int = 60) -> str:
    """Return the plot of the share of time that collections took, in slices of the run."""
    x, y = _time_axis(summary), Axis(0, 100, HEIGHT - BOTTOM, TOP, lambda v: f"{v:.0f} %")
    drawn = []
    for index, share in enumerate(shares(summary.log, slices)):
        left, right = (x.place(summary.log.end * i / slices) for i in (index, index + 1))
        top, bottom = y.place(100 * share), y.place(0)
        size = f'width="{max(right - left - 1, 0.5):.1f}" height="{bottom - top:.1f}"'
        drawn.append(f'<rect x="{left}" y="{top}" {size} fill="{_COLOURS["minor"]}" />')
    return _frame(x, y, drawn, "share of time spent collecting")


def shares(log: GCLog, slices: int) -> list[float]:
    """Return, for each slice of the run, the share of it that collections took."""
    width = max(log.end, 1) / slices
    spent = [0.0] * slices
    for c in log.collections:
        at, end = float(c.start), float(c.start + c.took)
        while at < end:
            index = min(int(at / width), slices - 1)
            until = end if index == slices - 1 else min(end, (index + 1) * width)
            spent[index] += until - at
            at = until if until > at else end
    return [min(time / width, 1.0) for time in spent]


def _keys(*keys: tuple[str, str]) -> str:
    found = [f'<span class="key"><span style="color: {_COLOURS[c]}">■</span> {html.escape(t)}</span>' for c, t in keys]
    return f"<p>{''.join(found)}</p>\n"


def render_page(summaries: Sequence[Summary]) -> str:
    """Return the page of one run, or of two; the plots of both have the same scale."""
    names = " and ".join(summary.log.name for summary in summaries)
    parts = [f"<h1>Collections of {html.escape(names)}</h1>", _table(table(summaries))]
    found = changes(summaries)
    if found:
        title = f"{summaries[1].log.name} against {summaries[0].log.name}"
        parts += [f"<h2>{html.escape(title)}</h2>", "<ul>", *(f"<li>{html.escape(t)}</li>" for t in found), "</ul>"]
    most = max(max(s.peak_heap, s.peak_used) for s in summaries)
    longest = max(s.pauses["all"].longest for s in summaries)
    plots: list[tuple[str, Callable[[Summary], str]]] = [
        ("Heap over time", lambda s: heap_plot(s, most)),
        ("Pauses", lambda s: pause_plot(s, longest)),
        ("Share of time spent collecting", share_plot),
    ]
    for title, plot in plots:
        for summary in summaries:
            name = f"{title}: {summary.log.name}" if len(summaries) > 1 else title
            parts += [f"<h2>{html.escape(name)}</h2>", plot(summary)]
    body = "\n".join(parts)
    head = f'<meta charset="utf-8"><title>{html.escape(names)}: collections</title><style>{_STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def _table(cells: list[list[str]]) -> str:
    lines = []
    for index, line in enumerate(cells):
        tag = "th" if index == 0 else "td"
        lines.append("<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in line) + "</tr>")
    return "\n".join(["<table>", *lines, "</table>"])
