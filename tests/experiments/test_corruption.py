"""What it costs to command a tenth of all tokens, and which way is the cheapest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from experiments.composing.compose import composed
from experiments.metrics.corruption import Route, cheapest, routes
from experiments.metrics.evidence import Evidence
from experiments.metrics.terrain import Terrain
from sim.money import TOKEN

OPEN = Terrain(supply=40e6, tokens=4e6, dollars=17_160.0, lent=40e6, votes_for_sale=5e6, bribe=0.0001)
"""40M tokens at $.00429, a tenth of them in the pool, and a lender without a limit."""


def way(name: str, terrain: Terrain = OPEN, share: float = 0.1, **terms: float) -> Route | None:
    return next((route for route in routes(terrain, share, **terms) if route.name == name), None)


def test_a_tenth_of_the_supply_is_all_that_is_in_the_pool_and_cannot_be_had() -> None:
    assert way("pool") is None
    # Half of the pool costs as many dollars as it holds, and half a percent on top.
    half = way("pool", share=0.05)
    assert half is not None
    assert half.outlay == pytest.approx(17_160 / 0.995)
    assert half.lost == pytest.approx(17_160 / 0.995 - 8_580)


def test_over_the_counter_it_costs_a_fifth_more_than_it_is_worth() -> None:
    """4M * .00429 * 1.2 = $20,592, of which $3,432 are gone for good."""
    found = way("over the counter")
    assert found == Route("over the counter", pytest.approx(20_592.0), pytest.approx(3_432.0))
    after = way("over the counter", fall=0.5)
    assert after is not None
    assert after.lost == pytest.approx(20_592 - 8_580)


@pytest.mark.parametrize(("days", "times"), [(14, 2.79), (60, 1.18)])
def test_buying_slowly_costs_more_than_the_price_the_faster_the_more(days: float, times: float) -> None:
    """Times the price of today that another integration of the same dynamics gave; the two agree to a tenth."""
    found = way("slow buying", days=days)
    assert found is not None
    assert found.outlay / 17_160 == pytest.approx(times, rel=0.1)
    assert found.lost == pytest.approx(found.outlay - 17_160)


def test_nobody_sells_more_than_there_is() -> None:
    assert way("slow buying", replace(OPEN, response=0.0), days=14) is None
    assert way("slow buying", replace(OPEN, response=0.0), share=0.01, days=14) is not None


def test_ten_days_on_loan_cost_211_dollars() -> None:
    """$17,160 * .45 * 10 / 365 = $211.56, and half as much again as collateral, which comes back."""
    assert way("borrowing") == Route(
        "borrowing", pytest.approx(25_740 + 211.56, abs=0.01), pytest.approx(211.56, abs=0.01)
    )
    assert way("borrowing", replace(OPEN, lent=800_000.0)) is None


def test_votes_can_be_bought_as_far_as_they_are_for_sale() -> None:
    assert way("bribing") == Route("bribing", pytest.approx(400.0), pytest.approx(400.0))
    assert way("bribing", replace(OPEN, votes_for_sale=3.9e6)) is None


def test_a_loan_makes_every_other_defence_decoration() -> None:
    found = cheapest(routes(OPEN, 0.1))
    assert found is not None
    assert found.name == "borrowing"
    capped = cheapest(routes(replace(OPEN, lent=800_000.0, votes_for_sale=0.0), 0.1))
    assert capped is not None
    assert capped.name == "over the counter"
    assert cheapest(()) is None


def test_the_terrain_is_read_from_a_run_and_its_config() -> None:
    last = {"time": 9.0, "tokens": 4_000_000 * TOKEN, "dollars": 17_160 * TOKEN, "supply": 40_000_000 * TOKEN}
    wound_up = {**last, "time": 11.0, "dollars": 1}
    prices = pa.Table.from_pylist([{**last, "dollars": 0}, last, wound_up])
    evidence = Evidence({"prices": prices, "measured": pa.table({"begin": [0.0], "end": [10.0]})})
    lender = "contracts.lending={endowment: 500000000000000, cap: 20}"
    seller = (
        "population.sold={role: holder, behaviour: {name: vote_seller, price: 100000000000, inner: {name: apathetic}}"
    )
    seller += ", count: 20, stake: 18000000000000}"
    config: Any = composed(["scenario=token_market", "exchange.fee=3", lender, seller]).config
    found = Terrain.of(evidence, config)
    assert found == Terrain(
        supply=40e6,
        tokens=4e6,
        dollars=17_160.0,
        fee=0.003,
        response=pytest.approx(0.05 * 34_300),
        lent=500_000.0,
        votes_for_sale=360_000.0,
        bribe=pytest.approx(0.00429 * 100 / 18_000),
    )
    assert Terrain.of(Evidence({}), config) is None
    assert Terrain.of(Evidence({"prices": pa.Table.from_pylist([{**last, "dollars": 0}])}), config) is None


@pytest.mark.parametrize(
    "wrong", [{"share": 0.0}, {"share": 1.5}, {"share": 0.1, "days": 0.0}, {"share": 0.1, "fall": 2.0}]
)
def test_a_question_out_of_range_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="allowed: above 0 to 1, 0 to 1, above 0"):
        routes(OPEN, **wrong)
