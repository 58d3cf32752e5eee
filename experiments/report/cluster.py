"""What the machines did, for whom, and what it cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from experiments.report.capacity import cards
from experiments.report.cast import Cast
from experiments.report.drawing import drawn
from experiments.report.lanes import OUT, Lane, lanes, spans
from experiments.report.load import busy_cards, utilisation
from experiments.report.markup import Html, paragraph, section
from experiments.report.palette import RULE
from experiments.report.record import Record
from experiments.report.wording import counted, days, dollars, percent
from sim.durations import DAY, HOUR

MOST_LANES, MOST_SPANS = 24, 900
"""What can be drawn on one page and still be read."""
BINS = 240
"""Steps of the load over the whole run: with more, rounds become a thicket of needles."""


def cluster(record: Record, cast: Cast, colours: Mapping[str, str]) -> Html:
    """Load over the whole run, the cards one by one over its first days, and the bill."""
    title, jobs = "What the machines did", record.rows("jobs")
    every = spans(record.rows("timeline"))
    if not every:
        return section(title, paragraph("No job ran on the cluster."))
    group_of = {member.account: member.group for member in cast.members}
    busy, horizon = lanes(every), record.horizon
    number = cards(record.config, cast, busy)
    shown, until = _window(busy, horizon)
    width = max(ceil(horizon / BINS / HOUR), 1) * HOUR
    edges = np.arange(0.0, horizon + width, width)
    load = busy_cards(every, edges, group_of)

    def paint(figure: Figure) -> None:
        above, below = figure.subplots(2, 1, height_ratios=[1.5, 0.16 * len(shown) + 0.2])
        bottom = np.zeros(len(edges) - 1)
        for group, held in load.items():
            above.stairs(bottom + held, edges / DAY, baseline=bottom, fill=True, color=colours[group])
            bottom = bottom + held
        above.set_title(f"Cards in use (mean of {counted(width / HOUR, 'hour')}, of {number})")
        above.set_xlim(0, horizon / DAY)
        above.set_ylim(0, min(1.3 * max(bottom), number))
        above.set_xlabel("day")
        for place, lane in enumerate(shown):
            for group, bars in _bars(lane, group_of, until).items():
                below.broken_barh(bars, (place - 0.4, 0.8), color=colours.get(group, RULE), linewidth=0)
        below.set_yticks(range(len(shown)), _names(shown), fontsize=6.5)
        below.set_ylim(len(shown) - 0.4, -0.6)
        below.set_xlim(0, until / HOUR)
        below.set_xlabel("hour")
        below.grid(False)
        below.set_title(_title(shown, busy, until, horizon))
        keys = [Patch(color=colours[group], label=group) for group in load]
        if any(span.owner == OUT for span in every):
            keys.append(Patch(color=RULE, label="out of service"))
        above.legend(handles=keys, loc="lower right", bbox_to_anchor=(1, 1), ncols=8, frameon=False, borderpad=0)

    about = f"Cards in use by group of the submitter, and what each card did in the first {until / HOUR:g} hours."
    figure = drawn("cluster", about, 2.6 + 0.16 * len(shown), paint)
    return section(title, paragraph(_bill(jobs, utilisation(every, number, horizon))), figure)


def _bill(jobs: Sequence[Mapping[str, Any]], used: float) -> str:
    """One sentence with every total."""
    ends = Counter(job["outcome"] for job in jobs)
    ended = ", ".join(f"{number:,} {outcome}" for outcome, number in sorted(ends.items()))
    hours, energy = (sum(job[name] for job in jobs) / unit for name, unit in (("gpu_seconds", HOUR), ("joules", 3.6e6)))
    cost = dollars(sum(job["dollars"] for job in jobs))
    text = f"{counted(len(jobs), 'job')} ({ended}), {hours:,.1f} GPU hours, {energy:,.0f} kWh, {cost} at the machines' "
    return f"{text}hourly prices; cards in service were in use {percent(used)} of the time."


def _window(busy: Sequence[Lane], horizon: float) -> tuple[list[Lane], float]:
    """The busiest cards and the first days, so many that the bars can still be told apart."""
    worked = sorted(busy, key=lambda lane: -sum(s.end - s.start for s in lane.spans if s.owner != OUT))[:MOST_LANES]
    shown = [lane for lane in busy if lane in worked]
    until = min(2 * DAY, horizon)
    while until > HOUR and sum(span.start < until for lane in shown for span in lane.spans) > MOST_SPANS:
        until /= 2
    return shown, until


def _bars(lane: Lane, group_of: Mapping[str, str], until: float) -> dict[str, list[tuple[float, float]]]:
    """(start, length) in hours by group, a hair apart so that neighbours can be told from each other."""
    found: dict[str, list[tuple[float, float]]] = {}
    for span in lane.spans:
        if span.start < until:
            length = min(span.end, until) - span.start
            bar = (span.start / HOUR, max(length - 0.0012 * until, 0.5 * length) / HOUR)
            found.setdefault(group_of.get(span.owner, OUT), []).append(bar)
    return found


def _names(shown: Sequence[Lane]) -> list[str]:
    """Every node once, at its first card."""
    nodes = [lane.node for lane in shown]
    first = [lane.node not in nodes[:place] for place, lane in enumerate(shown)]
    return [f"{lane.node}  card {lane.card}" if new else f"{lane.card}" for new, lane in zip(first, shown, strict=True)]


def _title(shown: Sequence[Lane], busy: Sequence[Lane], until: float, horizon: float) -> str:
    every = len(shown) == len(busy)
    which = f"The {counted(len(shown), 'card')} that worked" if every else f"The {len(shown)} busiest cards"
    span = f", first {until / HOUR:g} hours of {days(horizon)}" if until < horizon else ""
    return f"{which}{span}, by who submitted the job"
