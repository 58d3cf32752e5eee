"""What the page shows of a factory, drawn anew after every step."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import numpy as np
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from experiments.report.drawing import STYLE
from experiments.report.palette import CALM, FAINT, INK, colours
from experiments.viewing.flow import by_group, flow
from experiments.viewing.watched import Line, Watched

SIZE = (6.0, 4.2)
"""Inches."""
NAMED = 40
"""More agents than this are not named one by one."""


def network(watched: Watched) -> Figure:
    """Agents in a ring, contracts within, and a line for the tokens that moved between two in the last step."""
    return _figure(watched, "Who paid whom in this step", _network)


def accuracy(watched: Watched) -> Figure:
    """The referee's own measurement of every model that was settled."""
    return _figure(watched, "Accuracy", lambda axes, seen: _line(axes, seen.accuracy, seen.days))


def price(watched: Watched) -> Figure:
    """Dollars per token after every step."""
    return _figure(watched, "Price of a token, dollars", lambda axes, seen: _line(axes, seen.price, seen.days))


def money(watched: Watched) -> Figure:
    """What each group and each contract received and paid in the last step."""
    return _figure(watched, "Tokens received (right) and paid (left) in this step", _money)


def _figure(watched: Watched, title: str, paint: Callable[[Axes, Watched], None]) -> Figure:
    with style.context(["default", STYLE]):
        figure = Figure(figsize=SIZE, layout="constrained")
        axes = figure.subplots()
        axes.set_title(title)
        paint(axes, watched)
    return figure


def _line(axes: Axes, line: Line, days: float) -> None:
    days_seen, values = [day for day, _ in line], [value for _, value in line]
    axes.plot(days_seen, values, marker="o", markersize=3, color=CALM[0])
    axes.set_xlim(0, days or 1)
    axes.set_xlabel("day")
    axes.ticklabel_format(axis="y", useOffset=False)


def _network(axes: Axes, watched: Watched) -> None:
    members = [member for group in watched.cast.groups.values() for member in group]
    moved = flow(watched.moved, watched.cast)
    agents = [member.account for member in members]
    others = sorted({*watched.contracts, *(end for ends in moved for end in ends)} - {*agents})
    places = nx.shell_layout(nx.empty_graph([*others, *agents]), [others, agents] if others else [agents])
    widest = max(moved.values(), default=1.0)
    axes.add_collection(
        LineCollection(
            [[tuple(places[payer]), tuple(places[payee])] for payer, payee in moved],
            linewidths=[0.4 + 3 * np.sqrt(amount / widest) for amount in moved.values()],
            colors=FAINT,
            alpha=0.6,
        )
    )
    shades = colours(watched.cast)
    for group, those in watched.cast.groups.items():
        points = np.array([places[member.account] for member in those])
        axes.scatter(points[:, 0], points[:, 1], s=45, color=shades[group], label=group, zorder=2)
    for other in others:
        x, y = places[other]
        axes.scatter(x, y, s=30, marker="s", color=INK, zorder=2)
    for name in [*others, *(agents if len(agents) <= NAMED else ())]:
        axes.annotate(name, places[name], (0, 6), textcoords="offset points", ha="center", fontsize=6)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
    axes.set_axis_off()


def _money(axes: Axes, watched: Watched) -> None:
    sums = by_group(flow(watched.moved, watched.cast), watched.cast)
    axes.barh(list(sums), [received for received, _ in sums.values()], color=CALM[1])
    axes.barh(list(sums), [-paid for _, paid in sums.values()], color=CALM[0])
    axes.axvline(0, color=INK, linewidth=0.6)
    if not sums:
        axes.text(0.5, 0.5, "no tokens moved", transform=axes.transAxes, ha="center", color=FAINT)
