"""The share of fees that is paid in the token moves volume and not price: what buys it is sold again by who earned it."""

from __future__ import annotations

import json

import pytest

from experiments.composing.compose import composed
from experiments.running.run import simulate
from sim.durations import DAY
from sim.money import TOKEN

DAYS = 12


def played(in_token: int) -> tuple[float, float, int]:
    """The mean price of the last week, dollars with which fees bought tokens, and how many left by the end."""
    share = f"contracts.model_market.in_token={in_token}"
    tables = simulate(composed(["lab=stub", f"horizon_days={DAYS}", "settle_days=0", share]))
    prices = [row["price"] for row in tables["prices"].to_pylist() if row["time"] > (DAYS - 7) * DAY]
    trades = [json.loads(row["body"]) for row in tables["facts"].to_pylist() if row["kind"] == "Traded"]
    spent = sum(trade["given"] for trade in trades if trade["account"] == "model_market")
    left = sum(row["kind"] == "Left" for row in tables["facts"].to_pylist())
    return sum(prices) / len(prices), spent / TOKEN, left


@pytest.mark.slow
def test_the_share_paid_in_token_moves_volume_and_not_price() -> None:
    """Fees of some $680 a day on the stub lab. Within a tenth: traders alone move it by 4 % a day. When the dollars lay in
    the treasury and reached nobody, all but a few had left after 25 days."""
    (none, unspent, gone), (half, some, _), (whole, all_of_it, stayed) = (played(share) for share in (0, 500, 1000))
    assert unspent == 0 < 0.4 * all_of_it < some < 0.6 * all_of_it
    assert all_of_it > 5_000
    assert none == pytest.approx(whole, rel=0.1)
    assert half == pytest.approx(whole, rel=0.1)
    assert gone == stayed == 0
