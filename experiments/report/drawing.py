"""Figures as inline SVG: the same figure gives the same bytes, on any machine and whatever style its user prefers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from io import StringIO
from math import log10
from typing import Any

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.markup import Html, element
from experiments.report.palette import FAINT, INK, RULE, WARM
from sim.durations import DAY

WIDTH = 9.6
"""Inches; the page scales a figure to its own width."""
STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 8.5,
    "axes.titleweight": "bold",
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": RULE,
    "grid.linewidth": 0.6,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "lines.linewidth": 1.6,
    "lines.solid_capstyle": "butt",
    "svg.fonttype": "none",
    "svg.hashsalt": "aifactory",
}


def drawn(name: str, about: str, height: float, paint: Callable[[Figure], None]) -> Html:
    """A figure of `height` inches that `paint` fills, as a <figure>; `about` says in words what it shows."""
    with style.context(["default", STYLE]):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        paint(figure)
        written = StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return element("figure", _inlined(written.getvalue(), name, about))


def direct_label(axes: Axes, x: float, y: float, label: str, colour: str) -> None:
    """Name a line at its right end, so that no legend has to be decoded."""
    axes.annotate(label, (x, y), (6, 0), textcoords="offset points", va="center", color=colour, annotation_clip=False)


def label_ends(axes: Axes, x: float, ends: Sequence[tuple[float, str, str]], least: float = 0.065) -> None:
    """Name several lines at their right ends: (y, label, colour) each, moved apart by `least` of the height of the panel,
    so that they can be read."""
    ordered, limits = sorted(ends), axes.get_ylim()
    inside = [min(max(end, limits[0]), limits[1]) for end, _, _ in ordered]
    if axes.get_yscale() == "log":
        heights = [10**at for at in apart([log10(end) for end in inside], (log10(limits[0]), log10(limits[1])), least)]
    else:
        heights = apart(inside, limits, least)
    for at, (_, label, colour) in zip(heights, ordered, strict=True):
        direct_label(axes, x, at, label, colour)


def attack(axes: Axes, onset: float) -> None:
    """A line where the first of those who cheat began to, at a time in seconds."""
    moment(axes, onset, "attack begins", WARM[0])


def moment(axes: Axes, at: float, what: str, colour: str) -> None:
    """A line where something happened, at a time in seconds, and what; "" says it in no words."""
    day, top = at / DAY, axes.get_ylim()[1]
    axes.axvline(day, color=colour, linewidth=1, linestyle=(0, (3, 2)))
    if what:
        axes.annotate(what, (day, top), (4, -2), textcoords="offset points", va="top", color=colour)


def apart(values: Sequence[float], limits: tuple[float, float], least: float = 0.065) -> list[float]:
    """Ascending values moved just enough that labels written there do not touch: upwards, and down again from the top."""
    step, placed = least * (limits[1] - limits[0]), list[float]()
    for value in values:
        placed.append(max(value, placed[-1] + step) if placed else value)
    ceiling = max(limits[1], limits[0] + step * (len(placed) - 1))
    for place in reversed(range(len(placed))):
        placed[place] = min(placed[place], ceiling)
        ceiling = placed[place] - step
    return placed


def _inlined(svg: str, name: str, about: str) -> Html:
    """The <svg> element alone, its ids made unique on the page, its size left to the page."""
    svg = svg[svg.index("<svg") :].strip()
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{name}-", svg)
    svg = re.sub(r'^<svg[^>]*?(viewBox="[^"]*")[^>]*>', r"<svg \1>", svg)
    title = element("title", about)
    opening = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
    return Html(svg.replace("<svg ", opening, 1).replace(">", f">{title}", 1))
