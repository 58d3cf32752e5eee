"""Gate 3: half of the float is dumped, or the token is found to be worth half: security falls, operation does not."""

from __future__ import annotations

import numpy as np
import pytest

from tests.validation.economy.dumped import IGNORANT, devalued, dumped, falls, left
from tests.validation.economy.settings import SEEDS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

FEW = SEEDS[:5]


def test_those_who_know_what_it_is_worth_buy_it_back() -> None:
    found = dumped(FEW)
    assert np.mean(falls(found)) < -1.5
    assert abs(np.mean(left(found))) < 0.05


def test_nobody_else_does() -> None:
    assert np.mean(left(dumped(FEW, *IGNORANT))) > 0.8


@pytest.mark.parametrize("changed", [(), IGNORANT], ids=["traders", "no traders"])
def test_nobody_leaves(changed: tuple[str, ...]) -> None:
    found = dumped(FEW, *changed)
    assert abs(found.change("inside").mean) < 0.03
    assert abs(found.change("true").mean) < 0.01


def test_a_token_worth_half_secures_half_and_works_as_well() -> None:
    found = devalued(FEW)
    assert found.change("price").mean == pytest.approx(-0.5, abs=0.05)
    assert abs(found.change("inside").mean) < 0.03
    assert abs(found.change("fees").mean) < 0.01
