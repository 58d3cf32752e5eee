"""A fixed issue, up to a cap."""

from __future__ import annotations

import pytest

from mechanisms.supply.fixed import Fixed
from sim.effects.money import Mint
from sim.seams.supply import SupplyView


@pytest.mark.parametrize(
    ("rule", "issued", "minted"),
    [
        (Fixed(), 0, []),
        (Fixed(per_period=10), 10**18, [Mint("treasury", 10)]),
        (Fixed(per_period=10, cap=25), 0, [Mint("treasury", 10)]),
        (Fixed(per_period=10, cap=25), 20, [Mint("treasury", 5)]),
        (Fixed(per_period=10, cap=25), 25, []),
        (Fixed(per_period=10, cap=5), 20, []),
    ],
)
def test_the_same_is_issued_each_period_until_the_cap(rule: Fixed, issued: int, minted: list[Mint]) -> None:
    view = SupplyView(period=7, supply=1000, issued=issued, to="treasury", purse=0)
    assert rule.decide(view, None) == (minted, None)


@pytest.mark.parametrize(
    ("per_period", "cap", "error"), [(-1, None, "^per_period=-1; allowed"), (0, -1, "^cap=-1; allowed")]
)
def test_a_negative_amount_is_refused(per_period: int, cap: int | None, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        Fixed(per_period, cap)
