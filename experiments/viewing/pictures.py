"""What the page shows of a factory, drawn anew after every step."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from experiments.report.drawing import STYLE, direct_label
from experiments.report.palette import CALM, FAINT, INK, colours
from experiments.report.wording import short
from experiments.viewing import ring
from experiments.viewing.flow import by_group, flow
from experiments.viewing.watched import Line, Watched

SIZE, DOTS = (6.0, 4.2), 160
"""Inches, and dots an inch: sharp on a screen of twice the usual number."""


def network(watched: Watched) -> Figure:
    """Agents in a ring, contracts within, and a wedge for the tokens that moved between two in the last step."""
    return _figure(watched, "Who paid whom in this step", ring.paint)


def accuracy(watched: Watched) -> Figure:
    """The referee's own measurement of every model that was settled."""
    return _figure(
        watched,
        "Accuracy of the model, on the referee's test",
        lambda axes, seen: _line(axes, seen.accuracy, seen.days, "share of right answers", "no model is settled yet"),
    )


def price(watched: Watched) -> Figure:
    """Dollars per token after every step."""
    return _figure(
        watched,
        "Price of a token",
        lambda axes, seen: _line(axes, seen.price, seen.days, "dollars", "no price yet"),
    )


def money(watched: Watched) -> Figure:
    """What each group and each contract received and paid in the last step."""
    return _figure(watched, "Who received and who paid in this step", _money)


def _figure(watched: Watched, title: str, paint: Callable[[Axes, Watched], None]) -> Figure:
    with style.context(["default", STYLE]):
        figure = Figure(figsize=SIZE, dpi=DOTS, layout="constrained")
        axes = figure.subplots()
        axes.set_title(title)
        paint(axes, watched)
    return figure


def _line(axes: Axes, line: Line, days: float, unit: str, none: str) -> None:
    days_seen, values = [day for day, _ in line], [value for _, value in line]
    axes.plot(days_seen, values, marker="o", markersize=3, color=CALM[0], clip_on=False)
    axes.set_xlim(0, days or 1)
    axes.set_xlabel("day")
    axes.set_ylabel(unit)
    axes.ticklabel_format(axis="y", useOffset=False)
    if line:
        direct_label(axes, days_seen[-1], values[-1], short(values[-1]), CALM[0])
    else:
        _nothing(axes, none)


def _money(axes: Axes, watched: Watched) -> None:
    """Groups above, in their colours, and contracts below them."""
    sums, shades = by_group(flow(watched.moved, watched.cast), watched.cast), colours(watched.cast)
    names = sorted(sums, key=lambda name: (name in shades, sum(sums[name])))
    received, paid = ([sums[name][side] for name in names] for side in (0, 1))
    axes.barh(names, received, color=CALM[1])
    axes.barh(names, [-amount for amount in paid], color=CALM[0])
    axes.axvline(0, color=INK, linewidth=0.6)
    axes.set_xlabel("tokens: paid to the left, received to the right")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short(abs(value))))
    axes.grid(visible=False)
    for label in axes.get_yticklabels():
        label.set_color(shades.get(label.get_text(), INK))
    for place, name in enumerate(names):
        for amount, side in zip(sums[name], ("left", "right"), strict=True):
            if amount:
                at, shift = (amount, 3) if side == "left" else (-amount, -3)
                axes.annotate(
                    short(amount), (at, place), (shift, 0), textcoords="offset points", ha=side, va="center", fontsize=6
                )
    axes.margins(x=0.12)
    if not sums:
        _nothing(axes, "no tokens moved")


def _nothing(axes: Axes, words: str) -> None:
    """Instead of a scale that nothing is measured by."""
    axes.set_yticks([])
    axes.text(0.5, 0.5, words, transform=axes.transAxes, ha="center", color=FAINT)
