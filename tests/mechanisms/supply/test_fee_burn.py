"""What is burned and what is issued."""

from __future__ import annotations

import pytest

from mechanisms.supply.fee_burn import FeeBurn
from mechanisms.supply.fixed import Fixed
from sim.effects.effect import Effect
from sim.effects.money import Burn, Mint
from sim.seams.supply import SupplyView


@pytest.mark.parametrize(
    ("rule", "purse", "effects"),
    [
        (FeeBurn(), 70, [Burn(70)]),
        (FeeBurn(per_period=9), 71, [Burn(71), Mint("treasury", 9)]),
        (FeeBurn(per_period=9), 0, [Mint("treasury", 9)]),
        (FeeBurn(), 0, []),
    ],
)
def test_what_came_in_is_burned(rule: FeeBurn, purse: int, effects: list[Effect]) -> None:
    assert rule.decide(SupplyView(3, 1000, 0, "treasury", purse), None) == (effects, None)


def test_a_share_of_the_fees_is_taken() -> None:
    assert (FeeBurn(share=300).takes, Fixed(per_period=9).takes) == (300, 0)


@pytest.mark.parametrize("given", [{"share": 1001}, {"share": -1}, {"per_period": -1}])
def test_what_makes_no_sense_is_refused(given: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(given))}=.*allowed: "):
        FeeBurn(**given)
