"""What users thought they bought, what they got, and what they paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.report.drawing import attack, drawn, label_ends
from experiments.report.markup import Html, paragraph, section
from experiments.report.offences import Offence
from experiments.report.palette import FAINT, INK, WARM
from experiments.report.wording import day, dollars, percent
from sim.durations import DAY
from sim.money import TOKEN

SEEN = {"accuracy": ("true", INK), "perceived": ("perceived", "#0072b2"), "certified": ("certified", "#009e73")}
"""Columns of `usage` that are drawn: what they are called, and their colour."""


def market(
    usage: Sequence[Mapping[str, Any]], onset: float | None, offences: Sequence[Offence], horizon: float
) -> Html:
    """Quality as it was, seemed and was certified, and the fees of each day; nothing where there are no users.

    `onset` are the seconds at which the first cheat began, None when nobody cheats.
    """
    if not usage:
        return Html()
    title, bought = "What users bought", [row for row in usage if row["version"]]
    if not bought:
        return section(title, paragraph("Users came, and nothing was for sale that they wanted."))
    lines, fees = seen(bought), fees_by_day(usage, horizon)
    caught = sorted(time for offence in offences for time in offence.times if not offence.member.honest)

    def paint(figure: Figure) -> None:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=[2.2, 1.2])
        ends = []
        for column, (name, colour) in SEEN.items():
            above.plot(
                [time / DAY for time, _ in lines[column]], [100 * share for _, share in lines[column]], color=colour
            )
            end = lines[column][-1][1]
            ends.append((100 * end, f"{name} {percent(end)}", colour))
        above.set_title("Quality of what was bought (% of answers that are right)")
        above.margins(y=0.1)
        _marks(above, onset, caught)
        label_ends(above, lines["accuracy"][-1][0] / DAY, ends)
        below.bar([place + 0.5 for place in range(len(fees))], fees, width=0.85, color=FAINT)
        below.set_title("Fees ($ a day)")
        below.set_xlim(0, horizon / DAY)
        below.set_xlabel("day")

    requests = sum(row["requests"] for row in usage)
    ours = sum(row["requests"] for row in bought)
    rival = sum(row["requests"] for row in usage if row["seller"] == "rival")
    told = f"Of {requests:,} requests {percent(ours / requests)} were bought here for {dollars(sum(fees))}, "
    told += f"{percent(rival / requests)} from the centralised rival; the others were done without."
    about = f"True, perceived and certified quality over {day(horizon)} days, and the fees of each day."
    note = "True: on rows that nobody holds. Perceived: certificate and users' reports together; users choose by it."
    return section(title, paragraph(told), drawn("market", about, 3.8, paint), paragraph(note, css="note"))


def seen(bought: Sequence[Mapping[str, Any]]) -> dict[str, list[tuple[float, float]]]:
    """By column of `SEEN`, (seconds, mean share of right answers of all that was bought then), by requests."""
    visits: dict[float, list[Mapping[str, Any]]] = {}
    for row in bought:
        visits.setdefault(row["time"], []).append(row)
    return {
        column: [
            (time, sum(row["requests"] * row[column] for row in rows) / sum(row["requests"] for row in rows))
            for time, rows in visits.items()
        ]
        for column in SEEN
    }


def fees_by_day(usage: Sequence[Mapping[str, Any]], horizon: float) -> list[float]:
    """Dollars that were paid on each day until the horizon."""
    days = [0.0] * max(-int(-horizon // DAY), 1)
    for row in usage:
        if row["time"] <= horizon:
            days[min(int(row["time"] // DAY), len(days) - 1)] += row["fees"] / TOKEN
    return days


def _marks(axes: Axes, onset: float | None, caught: Sequence[float]) -> None:
    """A line where the attack begins, and a tick at the foot for every cheat that was slashed."""
    if onset is not None:
        attack(axes, onset)
    if caught:
        feet = axes.get_xaxis_transform()
        axes.vlines([time / DAY for time in caught], 0, 0.06, transform=feet, color=WARM[0], linewidth=1.6)
        axes.annotate(
            "slashed", (caught[-1] / DAY, 0.03), (5, 0), feet, textcoords="offset points", va="center", color=WARM[0]
        )
