"""KA50: agents who hand single units to each other end up with geometric wealth (Dragulescu and Yakovenko 2000).

The ledger refuses debt and the clock orders the meetings; nothing else shapes the distribution. A geometric distribution
of mean m has Gini (1 + m) / (1 + 2m) and leaves 1 / (1 + m) of the agents with nothing.
"""

from __future__ import annotations

from collections.abc import Generator
from statistics import fmean

import numpy as np
import pytest
import simpy

from experiments.metrics.gini import gini_coefficient
from sim.chain.assets import Asset
from sim.chain.journal import Journal
from sim.chain.ledger import ISSUANCE, Ledger, Overdraft
from sim.streams import Streams

AGENTS, MEAN = 200, 10
BURN_IN, MEETINGS, EVERY = 300_000, 1_000_000, 1_000
# Wealth forgets its beginning at rate (1 - sqrt(10 / 11)) ** 2 / 200 a meeting, in about 90,000 of them.


def test_random_exchange_without_debt_makes_wealth_geometric() -> None:
    journal = Journal()
    ledger = Ledger(journal)
    ledger.declare(Asset("token"))
    names = [f"agent{i}" for i in range(AGENTS)]
    for name in names:
        ledger.move("token", ISSUANCE, name, MEAN, cause=0)
    env = simpy.Environment()
    env.process(meetings(env, ledger, names, Streams(50).of("test", "meetings")))
    gini, broke = [], []
    for until in range(EVERY, MEETINGS, EVERY):
        env.run(until=until + 0.5)
        journal.settle()
        assert ledger.supply() == AGENTS * MEAN
        assert ledger.residual() == {"token": 0}
        if until > BURN_IN:
            held = [ledger.balance(name) for name in names]
            gini.append(gini_coefficient(held))
            broke.append(held.count(0) / AGENTS)
    # Four standard deviations of either average, over seeds.
    assert fmean(gini) == pytest.approx(0.5238, abs=0.02)
    assert fmean(broke) == pytest.approx(1 / 11, abs=0.01)


def meetings(
    env: simpy.Environment, ledger: Ledger, names: list[str], stream: np.random.Generator
) -> Generator[simpy.Event, None, None]:
    """One pair a second: the first gives the second one unit, if it has one."""
    for payer, payee in stream.integers(AGENTS, size=(MEETINGS, 2)).tolist():
        yield env.timeout(1.0)
        try:
            ledger.move("token", names[payer], names[payee], 1, cause=0)
        except Overdraft:
            continue
