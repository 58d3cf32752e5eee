"""The handful of numbers at the top."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.report.balance_sheet import residual
from experiments.report.cast import Cast
from experiments.report.earnings import ASSET, paid_out
from experiments.report.markup import Html, element
from experiments.report.movement import Movement
from experiments.report.offences import Offence
from experiments.report.record import Record
from experiments.report.wording import counted, dollars, tokens
from sim.money import TOKEN


def figures(record: Record, cast: Cast, moved: Sequence[Movement], found: Sequence[Offence]) -> Html:
    """Who was caught, what work was paid for, what the machines cost, and whether the money adds up."""
    jobs, paid = record.rows("jobs"), paid_out(moved)
    guilty = [offence for offence in found if not offence.member.honest]
    pairs = [
        (counted(len(cast.members), "agent"), f"in {counted(len(cast.groups), 'group')}"),
        (f"{sum(offence.caught for offence in guilty)} of {len(guilty)}", "cheats caught"),
        (str(len(found) - len(guilty)), "honest agents slashed"),
        *([(tokens(paid, 0), f"tokens paid for work ({dollars(paid * record.price / TOKEN)})")] if paid else []),
        (dollars(sum(job["dollars"] for job in jobs)), "of compute, at machine prices"),
        (f"{residual(moved, record.rows('agents'), ASSET)} base units", "issued and unaccounted for"),
    ]
    return element(
        "div", *(element("div", element("b", value), element("span", name)) for value, name in pairs), css="figures"
    )
