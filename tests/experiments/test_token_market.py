"""A market for the token alone: its price is made by what traders do to a pool."""

from __future__ import annotations

from itertools import pairwise
from math import log

from experiments.blueprint import blueprint
from experiments.compose import composed
from sim.durations import DAY
from sim.factory import Factory


def prices(*overrides: str) -> list[float]:
    """The price at the end of each day."""
    factory = Factory(blueprint(composed(["scenario=token_market", "horizon_days=20", *overrides])))
    factory.run()
    assert factory.chain.ledger.residual() == {"token": 0, "usd": 0}
    looks = factory.recorder.tables()["agents"].to_pylist()
    return [row["price"] for row in looks if row["account"] == looks[0]["account"] and row["time"] >= DAY]


def test_the_price_moves_about_what_the_token_is_worth() -> None:
    quoted = prices()
    assert len(set(quoted)) > 15
    assert all(abs(log(price / 0.00428875)) < 0.25 for price in quoted)


def test_without_noise_those_who_know_bring_the_price_to_its_worth() -> None:
    cheap = "contracts.exchange.endowment={token: 4_000_000_000_000_000, usd: 14_000_000_000_000}"
    alone = [f"population.{group}=null" for group in ("crowd", "followers", "providers", "buyers", "sellers")] + [cheap]
    gaps = [log(0.00428875 / price) for price in prices(*alone)]
    # 2 K_f a_f / R = 2 * 34300 * .05 / 14000 a day at first, less as the pool grows.
    assert 0.10 < gaps[0] < 0.17
    assert all(later < earlier for earlier, later in pairwise(gaps))
    assert 0 < gaps[-1] < 0.02
