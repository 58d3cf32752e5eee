"""Whether taking part paid, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from experiments.metrics.marks import Marked
from experiments.report.cast import Cast
from experiments.report.drawing import drawn, label_ends
from experiments.report.marked import marked
from experiments.report.markup import Html, paragraph, section, table
from experiments.report.palette import FAINT
from experiments.report.wording import dollars
from sim.durations import DAY

COSTS = ("hardware", "fixed", "capital")
Books = Sequence[Mapping[str, Any]]


def profits(
    books: Books,
    marks: Mapping[tuple[str, str], Marked],
    cast: Cast,
    colours: Mapping[str, str],
    horizon: float,
) -> Html:
    """Profit a day and how many took part, by group, where it came from, and what it is by three `marks`, by role and
    behaviour; nothing where nobody keeps books."""
    days = by_day(books, cast)
    if not days:
        return Html()

    def paint(figure: Figure) -> None:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=[2.2, 1.2])
        gains, heads = list[tuple[float, str, str]](), list[tuple[float, str, str]]()
        for group, found in days.items():
            style = "-" if all(member.honest for member in cast.groups[group]) else (0, (4, 1.6))
            paid = [(day, profit) for day, (profit, count) in found.items() if count]
            if paid:
                above.plot(
                    [day for day, _ in paid], [profit for _, profit in paid], color=colours[group], linestyle=style
                )
                gains.append((paid[-1][1], group, colours[group]))
            many = [(day, count) for day, (_, count) in found.items()]
            if not paid:
                continue
            below.step(
                [day for day, _ in many],
                [count for _, count in many],
                where="post",
                color=colours[group],
                linestyle=style,
            )
            heads.append((many[-1][1], f"{group} {many[-1][1]}", colours[group]))
        above.axhline(0, color=FAINT, linewidth=0.8)
        above.set_title("Profit of those who take part ($ a day each: mean of the group)")
        below.set_title("How many take part")
        below.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        below.set_xlim(0, horizon / DAY)
        below.set_xlabel("day")
        above.set_ylim(*usual([profit for found in days.values() for profit, count in found.values() if count]))
        label_ends(above, horizon / DAY, gains)
        label_ends(below, horizon / DAY, heads, least=0.13)

    heads = ["group", "member-days", "revenue", *COSTS, "profit"]
    rows, total = statement(books, cast)
    note = (
        "Dollars, over the whole run: tokens at the price of the day on which they came in. Capital is what the stake "
    )
    note += "would have earned elsewhere, which nobody pays. Days far outside what is usual are cut off in the plot."
    note += " Dashed: groups whose behaviour was not honest." if cast.deviants else ""
    about = f"Profit a day and number of members, by group: {', '.join(days)}."
    return section(
        "Whether it paid to take part",
        drawn("profits", about, 4.2, paint),
        table(heads, rows, 1, total),
        paragraph(note, css="note"),
        marked(marks, cast),
    )


def usual(profits: Sequence[float]) -> tuple[float, float]:
    """Dollars between which nine of ten lie, and a fifth more: one day's audit must not flatten everybody's year."""
    low, high = (float(edge) for edge in np.quantile(profits, (0.05, 0.95))) if profits else (0.0, 0.0)
    room = 0.2 * (high - low) or 1.0
    return low - room, high + room


def by_day(books: Books, cast: Cast) -> dict[str, dict[int, tuple[float, int]]]:
    """By group and day, mean dollars of profit of those inside, and how many these are."""
    members, found = cast.by_account, dict[str, dict[int, list[float]]]()
    for row in books:
        group = found.setdefault(members[row["account"]].group, {})
        group.setdefault(int(row["time"] // DAY), []).extend([row["profit"]] if row["inside"] else [])
    return {
        group: {day: (sum(each) / len(each) if each else 0.0, len(each)) for day, each in sorted(found[group].items())}
        for group in cast.groups
        if group in found
    }


def statement(books: Books, cast: Cast) -> tuple[list[list[str]], list[str]]:
    """Rows of what each group took in, what that cost, and what was left; then their sum."""
    members = cast.by_account
    rows = {group: [row for row in books if members[row["account"]].group == group] for group in cast.groups}
    cells = [[group, *_sums(kept)] for group, kept in rows.items() if kept]
    return cells, ["all", *_sums(books)]


def _sums(books: Books) -> list[str]:
    days = sum(row["inside"] for row in books)
    return [f"{days:,}", *(dollars(sum(row[name] for row in books)) for name in ("revenue", *COSTS, "profit"))]
