"""Draws bands of money between boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from experiments.report.palette import FAINT, INK
from experiments.report.sankey import Band, Box
from experiments.report.wording import tokens
from sim.money import TOKEN

BREADTH = 0.012
"""Of a box, where the distance from the first column to the last is 1."""
THIN = 0.06
"""A box lower than a line of text has its label above its band instead of across it."""
UNITS = {"token": "tokens", "usd": "dollars"}
STEPS = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3]


def paint(
    figure: Figure, flow: Sequence[Band], placed: Mapping[str, Box], asset: str, colours: Mapping[str, str]
) -> None:
    """Bands in the colour of the group that they go to or come from, leaving and entering each box from its top."""
    axes, last = figure.subplots(), max(box.column for box in placed.values())
    out = {name: box.high for name, box in placed.items()}
    into = dict(out)
    for band in sorted(flow, key=lambda band: (-placed[band.source].high, -placed[band.target].high, band.target)):
        source, target = placed[band.source], placed[band.target]
        width = band.amount * (source.high - source.low) / source.amount
        ends = (source.column / last + BREADTH, out[band.source]), (target.column / last, into[band.target])
        out[band.source], into[band.target] = ends[0][1] - width, ends[1][1] - width
        party = next(
            (name.partition(" (")[0] for name in (band.target, band.source) if name.partition(" (")[0] in colours), ""
        )
        _band(axes, *ends, width, colours.get(party, FAINT))
    for name, box in placed.items():
        x = box.column / last
        axes.add_patch(Rectangle((x, box.low), BREADTH, box.high - box.low, color=FAINT, linewidth=0.5))
        thin = box.high - box.low < THIN
        at = (x + BREADTH, box.high if thin else (box.low + box.high) / 2)
        label, shift, align = f"{name} {_short(box.amount)}", (4, 1 if thin else 0), "bottom" if thin else "center"
        axes.annotate(label, at, shift, textcoords="offset points", va=align, color=INK, size=7.5)
    axes.set_title(
        f"What moved after genesis ({UNITS.get(asset, asset)}; neither what agents pay to contracts nor what is less than a "
        "thousandth of the widest band is drawn)"
    )
    axes.set_xlim(-0.01, 1.2)
    axes.set_ylim(min(box.low for box in placed.values()) - 0.04, 1.07)
    axes.set_axis_off()


def _short(amount: int) -> str:
    """Whole units from a hundred on."""
    return tokens(amount, 0 if amount >= 100 * TOKEN else 2)


def _band(axes: Axes, start: tuple[float, float], end: tuple[float, float], width: float, colour: str) -> None:
    (left, a), (right, b) = start, end
    middle = (left + right) / 2
    above = [(left, a), (middle, a), (middle, b), (right, b)]
    below = [(x, y - width) for x, y in reversed(above)]
    axes.add_patch(
        PathPatch(Path([*above, *below], STEPS), facecolor=colour, edgecolor=colour, alpha=0.42, linewidth=0.3)
    )
