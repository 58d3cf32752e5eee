"""A factory that cannot exist is refused before it is opened, by the name of what is too much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from experiments.bad_input import BadInput
from experiments.building.limits import within_limits


@dataclass(frozen=True)
class People:
    count: int
    tokens: int = 0
    usd: int = 0

    def endowment(self, inside: bool = True) -> Mapping[str, int]:
        return {"token": self.tokens, "usd": self.usd}


@dataclass(frozen=True)
class Till:
    endowment: int | Mapping[str, int]


def test_a_million_agents_make_the_largest_group() -> None:
    within_limits({"many": People(10**6)}, {})
    with pytest.raises(BadInput, match=r"^population\.many\.count=1000001; allowed: 0 to 1000000$"):
        within_limits({"many": People(10**6 + 1)}, {})


def test_supply_at_genesis_stays_below_its_limit_for_each_asset() -> None:
    half = 2**61
    within_limits({"rich": People(1, half, half), "poor": People(1, half - 1, half - 1)}, {})
    with pytest.raises(BadInput, match=r"^population\.last\.tokens=1 for each of 1: with 4611686018427387903 before"):
        within_limits({"rich": People(1, half), "poor": People(1, half - 1), "last": People(1, 1)}, {})
    with pytest.raises(BadInput, match=r"^population\.rich\.usd=2305843009213693952 for each of 2: "):
        within_limits({"rich": People(2, 0, half)}, {})


@pytest.mark.parametrize("held", [2**62, {"token": 2**62}])
def test_what_a_contract_begins_with_counts_too(held: int | Mapping[str, int]) -> None:
    with pytest.raises(BadInput, match=r"^contracts\.till\.endowment=4611686018427387904: with 0 before it"):
        within_limits({}, {"till": Till(held)})
