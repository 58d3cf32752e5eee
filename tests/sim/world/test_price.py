"""What a token is worth: what the scenario says, or what the pool pays."""

from __future__ import annotations

import pytest

from sim.world.price import ConstantPrice, PoolPrice, quoted

RESERVES = {("exchange", "token"): 4_000_000, ("exchange", "usd"): 17_160}


def balance(account: str, asset: str) -> int:
    return RESERVES.get((account, asset), 0)


def test_a_pool_quotes_dollars_over_tokens() -> None:
    assert quoted(PoolPrice(), 0.0, balance) == 0.00429
    assert quoted(PoolPrice(dollars=7.0, pool="empty"), 0.0, balance) == 7.0
    assert quoted(ConstantPrice(3.0), 0.0, balance) == 3.0


def test_a_price_is_above_zero() -> None:
    with pytest.raises(ValueError, match="dollars=0; allowed: above 0"):
        PoolPrice(dollars=0)
