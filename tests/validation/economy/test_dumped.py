"""Gate 3: half of the float is dumped, or the token is found to be worth half: security falls, operation does not."""

from __future__ import annotations

import numpy as np
import pytest

from tests.validation.economy.dumped import IGNORANT, devalued, dumped, falls, left
from tests.validation.economy.settings import ONE, TWO

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


def test_those_who_know_what_it_is_worth_buy_it_back() -> None:
    found = dumped(TWO)
    assert np.mean(falls(found)) < -1.5
    assert abs(np.mean(left(found))) < 0.05


def test_nobody_else_does() -> None:
    """A quarter comes back: fees go on buying, and the pool that is left is thin. The page says so."""
    assert np.mean(left(dumped(TWO, *IGNORANT))) > 0.7


@pytest.mark.parametrize(("changed", "most"), [((), 0.0), (IGNORANT, 0.05)], ids=["traders", "no traders"])
def test_hardly_anybody_leaves_and_the_model_does_not_notice(changed: tuple[str, ...], most: float) -> None:
    found = dumped(TWO, *changed)
    assert -most <= found.change("inside").mean <= 0
    assert abs(found.change("true").mean) < 0.01


def test_a_token_worth_half_secures_half_and_works_as_well() -> None:
    found = devalued(ONE)
    assert found.change("price").mean == pytest.approx(-0.5, abs=0.05)
    assert abs(found.change("inside").mean) < 0.03
    assert abs(found.change("fees").mean) < 0.01
