"""A market for the token alone: its price is made by what traders do to a pool."""

from __future__ import annotations

import json
from itertools import pairwise
from math import log
from statistics import mean
from typing import Any

import pytest

from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from sim.durations import DAY
from sim.factory import Factory
from sim.money import TOKEN

MILLION = 10**6 * TOKEN
EVERYBODY = ("liquidity", "fundamentalists", "followers", "noise", "arbitrageurs", "market", "earners")


def only(*groups: str) -> list[str]:
    return [f"population.{group}=null" for group in EVERYBODY if group not in groups]


def record(*overrides: str) -> list[dict[str, Any]]:
    """The hourly record of the pool."""
    factory = Factory(blueprint(composed(overrides)))
    factory.run()
    assert factory.chain.ledger.residual() == {"token": 0, "usd": 0}
    rows: list[dict[str, Any]] = factory.recorder.tables()["prices"].to_pylist()
    return rows


def gaps(rows: list[dict[str, Any]], since: float, until: float) -> list[float]:
    """ln(P/P*) hour by hour, from one day until before another."""
    return [log(row["price"] / row["fundamental"]) for row in rows if since * DAY <= row["time"] < until * DAY]


def test_the_price_moves_about_what_the_token_is_worth() -> None:
    """A price that returns by a fifth a day and is pushed by 4 % a day stands .04 / sqrt(2 * .2) = .063 off on average."""
    found = [gaps(record("scenario=token_market", f"seed={seed}"), 5, 60) for seed in range(4)]
    assert 0.045 < mean(mean(gap**2 for gap in run) for run in found) ** 0.5 < 0.085
    assert all(abs(gap) < 0.35 for run in found for gap in run)


def test_without_noise_those_who_know_bring_the_price_to_its_worth() -> None:
    cheap = "contracts.exchange.endowment={token: 4_000_000_000_000_000, usd: 14_000_000_000_000}"
    rows = record("scenario=token_market", "horizon_days=20", *only("fundamentalists", "arbitrageurs"), cheap)
    daily = [-gaps(rows, day, day + 1)[0] for day in range(1, 20)]
    # 2 K_f a_f / R = 2 * 34300 * .05 / 14000 a day at first, less as the pool grows.
    assert 0.10 < daily[0] < 0.17
    assert all(later < earlier for earlier, later in pairwise(daily))
    assert 0 < daily[-1] < 0.02


def test_what_chance_wants_does_not_depend_on_who_else_trades() -> None:
    def bought(*overrides: str) -> list[int]:
        factory = Factory(blueprint(composed(["scenario=token_market", "horizon_days=10", *overrides])))
        factory.run()
        facts = factory.recorder.tables()["facts"].to_pylist()
        said = [json.loads(row["body"]) for row in facts if row["subject"] == "noise.0" and "calls" in row["body"]]
        return [call["amount"] for body in said for _, call in body["calls"] if call["give"] == "usd"]

    paired = bought(*only("noise", "followers", "market", "earners"))
    assert len(paired) > 10
    assert bought() == paired
    assert bought("seed=1") != paired


@pytest.mark.parametrize(("fee", "least", "most"), [(5, 16_300, 17_300), (3, 9_400, 10_600)])
def test_a_pool_is_as_deep_as_its_fees_pay_for(fee: int, least: int, most: int) -> None:
    """$940 change hands a day: 5 % on $17,155 at half a percent, 5 % on $10,293 at .3 %; the protocol's half stays."""
    rows = record("scenario=liquidity", f"exchange.fee={fee}", "horizon_days=90")
    depth = mean(row["dollars"] / TOKEN for row in rows if row["time"] > 60 * DAY)
    assert least < depth < most
    assert rows[1]["dollars"] == pytest.approx(17_160 * TOKEN, rel=0.05)
    assert min(row["dollars"] for row in rows) >= 8_400 * TOKEN


def dumped(seed: int, *overrides: str) -> list[dict[str, Any]]:
    """Half of the float, 14 of the 28 million tokens that are neither in the pool nor locked, sold at once on day 10."""
    leavers = f"{{role: trader, behaviour: {{name: unwinding, at_days: 10, over_days: 0}}, tokens: {14 * MILLION}}}"
    fewer = f"population.others.tokens={12 * MILLION}"
    return record(
        "scenario=token_market", "horizon_days=32", f"seed={seed}", f"population.leavers={leavers}", fewer, *overrides
    )


@pytest.mark.slow
def test_half_of_the_float_is_bought_back_by_those_who_know_what_it_is_worth() -> None:
    """A pool of 4M tokens that takes 14M more quotes (4/18)^2 of what it did; less than 5 % of that gap is left in the
    mean after twenty days, and all of it when nobody knows better."""
    runs = [dumped(seed) for seed in range(5)]
    falls = [min(gaps(rows, 10, 10.25)) for rows in runs]
    assert all(-3.2 < fall < -2.3 for fall in falls)
    left = [mean(gaps(rows, 29.5, 30.5)) / fall for rows, fall in zip(runs, falls, strict=True)]
    assert abs(mean(left)) < 0.05
    ignorant = [dumped(seed, "population.fundamentalists=null", "population.arbitrageurs=null") for seed in range(5)]
    stayed = [mean(gaps(rows, 29.5, 30.5)) / min(gaps(rows, 10, 10.25)) for rows in ignorant]
    assert mean(stayed) > 0.8


@pytest.mark.slow
def test_followers_make_a_bubble_above_a_threshold() -> None:
    """Stable if and only if 2 K_c a_c / R < 2 K_f a_f / R + 1 / L: a_c < .1714 a day here (Chiarella 1992), to 30 %."""

    def grows(speed: float) -> bool:
        """Whether a price 1 % off its worth swings wider in the fourth month than in the second; wallets are large."""
        purse = f"tokens: {4 * MILLION}, dollars: 17150000000000"
        followers = f"{{role: trader, behaviour: {{name: momentum, speed: {speed}}}, {purse}}}"
        pool = f"contracts.exchange.endowment={{token: {4 * MILLION}, usd: 17_330_000_000_000}}"
        alone = [*only("fundamentalists", "followers"), f"population.followers={followers}", pool]
        rows = record("scenario=token_market", "horizon_days=120", *alone)
        return max(map(abs, gaps(rows, 90, 120))) > max(map(abs, gaps(rows, 30, 60)))

    speeds = [0.12, 0.14, 0.16, 0.18, 0.2, 0.22]
    unstable = [speed for speed in speeds if grows(speed)]
    assert unstable == speeds[speeds.index(unstable[0]) :]
    assert 0.17 * 0.7 < unstable[0] < 0.17 * 1.3
