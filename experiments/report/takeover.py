"""What it would cost to take the factory over, and what there is to be had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.metrics.corruption import Route, cheapest, routes
from experiments.metrics.evidence import Evidence
from experiments.metrics.prize import power, prize
from experiments.metrics.terrain import Terrain
from experiments.report.markup import Html, paragraph, section, table
from experiments.report.wording import dollars, percent

DAYS, USUAL = 10.0, 0.1
"""For how long it is held, and the part of the supply where nobody votes. Proposals."""


def takeover(evidence: Evidence, config: Mapping[str, Any]) -> Html:
    """Every way to command as many tokens as all others have in votes, the cheapest named, and its cost over the most that
    it can bring; nothing where no pool makes a price."""
    terrain = Terrain.of(evidence, config)
    if terrain is None:
        return Html()
    voting = power(evidence)
    share = min(voting / terrain.supply, 1.0) if voting else USUAL
    ways = routes(terrain, share, DAYS)
    best = cheapest(ways)
    aim = "as many as all others vote with" if voting else "nobody votes here"
    told = f"To command {percent(share)} of all tokens ({aim}) for {DAYS:g} days, "
    told += (
        f"the cheapest way is {best.name}: {dollars(best.outlay)} to lay out, {dollars(best.lost)} of it lost for good."
        if best
        else "there is no way: nobody sells, lends or is for sale."
    )
    if voting and best:
        purses = [name for name, each in config["contracts"].items() if str(each["_target_"]).endswith(".Treasury")]
        gain = prize(evidence, purses, DAYS)
        told += f" The most that it can bring is {dollars(gain)}, the treasury and the fees of these days. "
        told += _verdict(best, gain)
    rows = [[way.name, dollars(way.outlay), dollars(way.lost)] for way in ways]
    note = (
        "At the prices and in the pool of the end, if the attack itself leaves the price alone. What was bought is sold "
        "again at the price before; a large holder asks a fifth above it. Slow buying moves the price against those "
        "who know its worth. Ways that are not listed are closed: not enough is in the pool, to borrow, or for sale."
    )
    heads = ["way", "outlay", "lost for good"]
    return section(
        "What a takeover would cost",
        paragraph(told),
        table(heads, rows, 1) if rows else Html(),
        paragraph(note, css="note"),
    )


def _verdict(best: Route, gain: float) -> str:
    if gain <= 0:
        return "So there is nothing to be had."
    ratio = best.lost / gain
    pays = "does not pay" if ratio > 1 else "pays, unless it is stopped first"
    return f"Cost over profit is {ratio:.2g}: corruption {pays}."
