"""How far a price strays, and whose purse runs dry."""

from __future__ import annotations

from math import e

import pytest

from experiments.metrics import pool
from tests.experiments.metrics.conftest import DAY, entry, evidence, fact, member


def test_a_price_strays_by_the_root_mean_square_of_its_logarithm_from_day_five_on() -> None:
    early = {"time": 4.9 * DAY, "price": 9.0, "fundamental": 1.0}
    late = [{"time": 5.0 * DAY, "price": e, "fundamental": 1.0}, {"time": 6.0 * DAY, "price": 1.0, "fundamental": e**7}]
    assert pool.price_gap(evidence(prices=[early, *late])) == pytest.approx(5.0)  # of 1 and 49
    assert pool.price_gap(evidence(prices=[early])) is None
    assert pool.price_gap(evidence()) is None
    assert pool.price_gap(evidence(prices=[*late, {"time": 7.0 * DAY, "price": 1.0}])) is None


def test_a_purse_with_a_hundredth_of_what_was_in_it_is_dry() -> None:
    def told(*entries: dict[str, object], **more: object) -> str | None:
        cast = [member(account, role="trader") for account in ("a.0", "b.0")]
        return pool.dry_traders(evidence(truth=[*cast, member("c.0")], ledger=list(entries), **more))  # type: ignore[arg-type]

    paid = [entry("issuance", "a.0", 1000), entry("issuance", "b.0", 1000), entry("issuance", "c.0", 1000)]
    assert told(*paid, entry("a.0", "pool", 990), entry("c.0", "pool", 1000)) == "nobody"
    spent = entry("a.0", "pool", 991)
    assert told(*paid, spent, entry("pool", "a.0", 991)) == "a.0 (token)"
    assert (
        told(*paid, spent, entry("issuance", "a.0", 5, asset="usd"), entry("b.0", "pool", 1000))
        == "a.0 (token), b.0 (token)"
    )
    assert told(*paid, spent, facts=[fact("LiquidityMoved", account="a.0", shares=1, total=1)]) == "nobody"
    assert pool.dry_traders(evidence(truth=[member("c.0")])) is None
