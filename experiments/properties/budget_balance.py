"""A mechanism pays out of what it took in."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.metrics.evidence import Evidence
from experiments.properties.finding import Finding, exact
from experiments.properties.parts import overpaid
from experiments.properties.played import Played
from experiments.properties.setting import AS_GIVEN, Setting, World
from sim.chain.ledger import ISSUANCE
from sim.money import TOKEN

OVERDRAWN = re.compile(r"\S+ holds \d+ \S+, asked for \d+")
"""What the chain says when a purse is asked for more than is in it."""


@dataclass(frozen=True)
class BudgetBalance:
    """No ruling asks for more than its purse holds, and purses are not filled faster than they are emptied.

    Exact. The chain pays a list of effects whole or not at all, so a rule that asks for too much makes no debt: it pays
    nobody, or it takes what others were to be paid out of the same purse. FAIL on the first list of effects that was
    refused because a purse holds less, and on the first ruling of reward that pays more than the trainers' share of its
    round (no deficit, the weak budget balance of mechanism design: Green and Laffont 1979). FAIL as well on the first run
    after which the purses that rulings of reward paid from still hold more than `left` of what they ever took in (a surplus
    that goes to nobody: with `left` near 0 the strong one). PASS when there is none of this in any run.
    """

    left: float = 1.0
    """Part of what purses took in that may be left in them at the end, 0 to 1; 1: any surplus is allowed. What the last
    round has not paid out yet is in it, so 0 is met only by a factory that is wound up."""

    def __post_init__(self) -> None:
        if not 0 <= self.left <= 1:
            raise ValueError(f"left={self.left}; allowed: 0 to 1")

    def worlds(self, setting: Setting) -> Sequence[World]:
        return (AS_GIVEN,)

    def read(self, world: str, played: Played) -> tuple[str, int, int]:
        """The first flaw, base units of token that purses took in, and what is left of them."""
        came, left = _purses(played.evidence)
        return _deficit(played) or self._surplus(came, left), came, left

    def judge(self, readings: Mapping[str, Mapping[int, tuple[str, int, int]]]) -> Finding:
        found = {(world, seed): text for world, runs in readings.items() for seed, (text, *_) in runs.items()}
        came = sum(took for runs in readings.values() for _, took, _ in runs.values())
        left = sum(kept for runs in readings.values() for *_, kept in runs.values())
        share = (
            f"{left / came:.1%} of {came / TOKEN:,.0f} tokens left in purses" if came else "no ruling of reward paid"
        )
        return exact(found, f"{share}, {len(found)} runs")

    def _surplus(self, came: int, left: int) -> str:
        if left > self.left * came:
            return f"ledger.parquet: purses of reward took in {came} and hold {left}; allowed: {self.left:.0%} of it"
        return ""


def _deficit(played: Played) -> str:
    for row in played.evidence.rows("facts"):
        if row["kind"] == "Refused":
            body = json.loads(row["body"])
            # A message by which somebody overdraws his own purse is his fault, and has a hash.
            if not body["hash"] and OVERDRAWN.search(body["reason"]):
                return f"facts.parquet, row {row['fact']}: {row['subject']} pays nobody, for {body['reason']}"
    for each in overpaid(played.evidence, played.config):
        return f"facts.parquet, row {each.fact}: {each.contract} rewards with {each.paid}; its part is {each.part}"
    return ""


def _purses(evidence: Evidence) -> tuple[int, int]:
    """Base units of token that the purses of reward took in, and what is left in them at the last entry."""
    ruled = {
        row["fact"] for row in evidence.rows("facts") if row["kind"] == "Ruled" and '"family":"reward"' in row["body"]
    }
    entries = [row for row in evidence.rows("ledger") if row["asset"] == "token"]
    purses = {row["payer"] for row in entries if row["cause"] in ruled and row["payer"] != ISSUANCE}
    balance: defaultdict[str, int] = defaultdict(int)
    came = 0
    for row in entries:
        balance[row["payer"]] -= row["amount"]
        balance[row["payee"]] += row["amount"]
        came += row["amount"] if row["payee"] in purses else 0
    return came, sum(balance[purse] for purse in purses)
