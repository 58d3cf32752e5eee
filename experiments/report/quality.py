"""How good the model was, round by round, and when somebody was caught."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from experiments.report.drawing import attack, direct_label, drawn
from experiments.report.markup import Html, paragraph, section
from experiments.report.offences import Offence
from experiments.report.palette import FAINT, INK
from sim.durations import DAY

MARKED = 100
"""Rounds of which each has a dot of its own."""
MOST = 12
"""Accounts that get a row of their own; with more, groups do."""


def quality(
    rounds: Sequence[Mapping[str, Any]],
    offences: Sequence[Offence],
    onset: float | None,
    colours: Mapping[str, str],
    horizon: float,
    error: float | None = None,
) -> Html:
    """Accuracy, loss and slashes over the same days, with a line at `onset`, the second at which the first cheat began.
    `error` is that of a curve that stands for training."""
    title = "How good the model became"
    if not rounds:
        return section(title, paragraph("No round was settled, so there is no model to measure."))
    slashed = _rows(offences)
    about = f"Accuracy after each of {len(rounds)} rounds, loss beneath, and the days on which stakes were slashed."

    def paint(figure: Figure) -> None:
        heights = [3.0, 1.4] + ([0.22 * len(slashed) + 0.1] if slashed else [])
        panels = figure.subplots(len(heights), 1, sharex=True, height_ratios=heights, squeeze=False)[:, 0]
        days = [row["time"] / DAY for row in rounds]
        _line(
            panels[0],
            days,
            [100 * row["accuracy"] for row in rounds],
            "Accuracy (% of held-out rows that the model gets right)",
            "{:.1f} %",
        )
        _line(panels[1], days, [row["loss"] for row in rounds], "Loss (mean cross-entropy, nats)", "{:.4g}")
        if error is not None:
            for side in (-100, 100):
                bound = [100 * row["accuracy"] + side * error for row in rounds]
                panels[0].plot(days, bound, color=FAINT, linewidth=0.8)
        if onset is not None:
            attack(panels[0], onset)
        if slashed:
            _marks(panels[2], slashed, colours)
        panels[-1].set_xlim(0, horizon / DAY)
        panels[-1].set_xlabel("day")

    height = 3.6 + (0.5 + 0.22 * len(slashed) if slashed else 0)
    note = "Measured by the referee after every round on rows that no participant holds. "
    note += "A tick marks the moment a stake was slashed." if slashed else "Nobody was slashed."
    return section(title, drawn("quality", about, height, paint), *_doubt(error), paragraph(note, css="note"))


def _doubt(error: float | None) -> list[Html]:
    """What a reader must know where nothing was trained."""
    if error is None:
        return []
    missed = f"it misses runs that it was not fitted on by {100 * error:.1f} points (root mean square; the grey lines)"
    return [
        paragraph(
            f"Nothing was trained: a learning curve says what training would have come to, and {missed}. Fees, prices and "
            "pay rest on it."
        )
    ]


def _line(axes: Axes, days: Sequence[float], values: Sequence[float], title: str, form: str) -> None:
    known = [(day, value) for day, value in zip(days, values, strict=True) if isfinite(value)]
    marker = "o" if len(known) <= MARKED else ""
    axes.plot([day for day, _ in known], [value for _, value in known], color=INK, marker=marker, markersize=2.6)
    axes.set_title(title)
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.margins(y=0.12)
    if known:
        direct_label(axes, *known[-1], form.format(known[-1][1]), INK)


def _rows(offences: Sequence[Offence]) -> list[tuple[str, str, list[float]]]:
    """(label, group, times) of everybody who was slashed, by account or, where there are too many, by group."""
    caught = [offence for offence in offences if offence.caught]
    rows: dict[tuple[str, str], list[float]] = {}
    for offence in caught:
        member = offence.member
        label = member.account if len(caught) <= MOST else member.group
        rows.setdefault((f"{label} (honest)" if member.honest else label, member.group), []).extend(offence.times)
    return [(label, group, times) for (label, group), times in rows.items()]


def _marks(axes: Axes, rows: Sequence[tuple[str, str, list[float]]], colours: Mapping[str, str]) -> None:
    for place, (_, group, times) in enumerate(rows):
        axes.vlines([time / DAY for time in times], place - 0.36, place + 0.36, color=colours[group], linewidth=1.8)
    axes.set_yticks(range(len(rows)), [label for label, _, _ in rows])
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_title("Caught and slashed")
    axes.grid(False)
    axes.spines["left"].set_visible(False)
    axes.hlines(range(len(rows)), 0, 1, transform=axes.get_yaxis_transform(), color=FAINT, linewidth=0.3, zorder=0)
