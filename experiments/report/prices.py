"""What the token cost, what it was worth, and who held on to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from experiments.report.drawing import drawn, label_ends
from experiments.report.markup import Html, paragraph, section
from experiments.report.palette import INK
from experiments.report.wording import dollars, percent
from sim.durations import DAY
from sim.money import TOKEN

WORTH, STAKED, SUPPLY, DEPTH = "#0072b2", "#009e73", "#8a7a00", "#56b4e9"


def prices(rows: Sequence[Mapping[str, Any]], horizon: float) -> Html:
    """Price and worth, supply and stakes, and the depth of the pool; nothing where no pool makes the price."""
    if not rows:
        return Html()
    days, first, last = [row["time"] / DAY for row in rows], rows[0], rows[-1]
    worth = [row["fundamental"] or float("nan") for row in rows]
    staked = [row["staked"] / row["supply"] for row in rows]
    supply = [row["supply"] / first["supply"] for row in rows]
    depth = [row["dollars"] / TOKEN for row in rows]

    def paint(figure: Figure) -> None:
        above, middle, below = figure.subplots(3, 1, sharex=True, height_ratios=[2.2, 1.2, 1.0])
        above.plot(days, worth, color=WORTH)
        above.plot(days, [row["price"] for row in rows], color=INK)
        above.set_title("Price, and what its income is worth ($ per token)")
        above.margins(y=0.1)
        ends = [(last["price"], f"price {last['price']:.4g}", INK)]
        ends += [(worth[-1], f"worth {worth[-1]:.4g}", WORTH)] if last["fundamental"] else []
        label_ends(above, days[-1], ends)
        for shares, name, colour in ((staked, "at stake", STAKED), (supply, "supply", SUPPLY)):
            middle.plot(days, shares, color=colour)
            middle.annotate(
                f"{name} {percent(shares[-1])}", (days[-1], shares[-1]), (6, 0), textcoords="offset points",
                va="center", color=colour, annotation_clip=False,
            )  # fmt: skip
        middle.set_title("Supply (of that at genesis), and the part of it that is at stake")
        middle.yaxis.set_major_formatter(PercentFormatter(1, 0))
        middle.set_ylim(0, 1.15 * max(*supply, *staked))
        below.fill_between(days, depth, color=DEPTH, alpha=0.5, linewidth=0)
        below.set_title("Depth of the pool ($ on one side)")
        below.set_ylim(0)
        below.set_xlim(0, horizon / DAY)
        below.set_xlabel("day")

    traded = sum(row["volume"] for row in rows) / TOKEN
    told = (
        f"The token went from ${first['price']:.4g} to ${last['price']:.4g}; {dollars(traded)} were traded on the pool."
    )
    about = f"{told} Supply and stakes beneath, then the depth of the pool."
    note = "One seed's price is one draw. What its income is worth: that of a year over required return less growth."
    return section(
        "What the token was worth", paragraph(told), drawn("prices", about, 4.4, paint), paragraph(note, css="note")
    )
