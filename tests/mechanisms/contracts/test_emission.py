"""What is issued, period after period, and what the supply rule is told of it."""

from __future__ import annotations

from typing import Any

import pytest
import simpy

from mechanisms.contracts.emission import Emission
from mechanisms.supply.fee_burn import FeeBurn
from mechanisms.supply.fixed import Fixed
from sim.chain.chain import Chain
from sim.chain.profile import ChainProfile
from sim.durations import DAY
from sim.recorder import Recorder
from sim.streams import Streams
from sim.training.stub import StubLab


def supplies(rule: Any, days: int, emission: Emission | None = None, held: int = 0, closing_on: int = 99) -> list[int]:
    """Base units in circulation after each day; Ann has 100 of them and the contract itself `held`; it closes on a day."""
    env = simpy.Environment()
    contracts = {"emission": emission or Emission(to="ann")}
    chain = Chain(env, ChainProfile(), Streams(0), Recorder(), contracts, StubLab(), lambda f, n: rule)  # type: ignore[arg-type]
    chain.genesis({"ann": {"token": 100}, "emission": {"token": held}}, {"emission": {"supply": rule}})
    found = []
    for day in range(1, days + 1):
        chain.closing = day >= closing_on
        env.run(until=day * DAY + 60)
        found.append(chain.ledger.supply())
    return found


def test_the_cap_binds_over_all_periods() -> None:
    """25 after genesis: 10, 10, 5, and no more."""
    assert supplies(Fixed(per_period=10, cap=25), days=5) == [110, 120, 125, 125, 125]


def test_without_a_cap_it_goes_on() -> None:
    assert supplies(Fixed(per_period=10), days=4) == [110, 120, 130, 140]


def test_a_period_may_be_another_than_a_day() -> None:
    half = Emission(period=DAY / 2, to="ann")
    assert supplies(Fixed(per_period=10, cap=25), days=3, emission=half) == [120, 125, 125]


def test_what_is_burned_is_what_the_contract_holds() -> None:
    """140 less the 40 that were paid in, once; 9 are issued a day."""
    assert supplies(FeeBurn(), days=3, held=40) == [100, 100, 100]
    assert supplies(FeeBurn(per_period=9), days=3, held=40) == [109, 118, 127]


def test_what_is_left_at_the_end_is_burned_and_nothing_is_issued() -> None:
    assert supplies(FeeBurn(per_period=9), days=3, held=40, closing_on=1) == [100, 100, 100]
    assert supplies(Fixed(per_period=9), days=3, held=40, closing_on=1) == [100, 100, 100]


def test_a_period_lasts() -> None:
    with pytest.raises(ValueError, match="period=0; allowed: above 0 seconds"):
        Emission(period=0)
