"""Stake that earns in proportion to itself: KA38 (Fanti et al. 2018, Compounding of wealth in proof-of-stake).

A block's reward goes to one holder, drawn by stake: shares are a martingale, a Polya urn. Var(share after T blocks) =
v0 (1 - v0) (1 - prod(1 - (c / N_t)^2)), N_t the total after block t; the literals are those of the formula.
"""

from __future__ import annotations

from math import prod

import numpy as np
import pytest

from sim.chain.assets import Asset
from sim.chain.beacon import draw
from sim.chain.journal import Journal
from sim.chain.ledger import ISSUANCE, Ledger
from sim.requests import Draw

RUNS = 3000


def shares(start: tuple[int, int], reward: int, blocks: int, runs: int = RUNS) -> np.ndarray:
    """The first holder's share at the end of each run: lots drawn by the chain's draw, rewards paid by its ledger."""
    ended = []
    for run in range(runs):
        journal, stream = Journal(), np.random.default_rng([38, run])
        ledger = Ledger(journal)
        ledger.declare(Asset("token"))
        for name, amount in zip("ab", start, strict=True):
            ledger.move("token", ISSUANCE, name, amount, 0)
        for _ in range(blocks):
            weights = {name: ledger.balance(name) for name in "ab"}
            (winner,) = draw(Draw(1, ("a", "b"), weights), stream)
            ledger.move("token", ISSUANCE, winner, reward, 0)
        ended.append(ledger.balance("a") / ledger.supply())
    return np.array(ended)


def variance(v0: float, start: int, reward: int, blocks: int) -> float:
    return v0 * (1 - v0) * (1 - prod(1 - (reward / (start + reward * t)) ** 2 for t in range(1, blocks + 1)))


def test_the_formula_gives_the_published_figures() -> None:
    """v0 = 1/3; one block as large as the whole stake; 100 blocks that double it; for ever: a Beta distribution."""
    assert variance(1 / 3, 1, 1, 1) == pytest.approx(0.0555556, abs=1e-7)
    assert variance(1 / 3, 100, 1, 100) == pytest.approx(0.00110011, abs=1e-8)
    assert variance(1 / 3, 1, 1, 200_000) == pytest.approx(2 / 9 / 2, rel=1e-4)


@pytest.mark.parametrize(
    ("start", "reward", "blocks", "expected"), [((1, 2), 3, 1, 0.0555556), ((100, 200), 30, 10, 0.0101010)]
)
def test_shares_stay_where_they_were_on_average_and_spread_as_the_formula_says(
    start: tuple[int, int], reward: int, blocks: int, expected: float
) -> None:
    ended = shares(start, reward, blocks)
    assert ended.mean() == pytest.approx(1 / 3, abs=4 * (expected / RUNS) ** 0.5)
    assert ended.var() == pytest.approx(expected, rel=0.12)
