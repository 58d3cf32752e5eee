"""Gate 2: a lasting attack travels from the model to the token, and what does not last heals."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.validation.economy.arrows import alike
from tests.validation.economy.lasting import FIGURES, SHARES, elastic, lasting, one_off, shared
from tests.validation.economy.settings import SEEDS, TURNED

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

FEW = SEEDS[:5]


def test_until_they_turn_nothing_differs() -> None:
    found = lasting(SEEDS)
    for struck, spared in zip(found.struck, found.spared, strict=True):
        assert min(alike(struck, spared, what) for what in FIGURES) >= TURNED


def test_it_reaches_one_thing_after_another() -> None:
    """True quality < perceived <= fees < P* < price < exits."""
    found = lasting(SEEDS)
    names = ("true", "perceived", "fees", "fundamental", "price", "inside")
    true, perceived, fees, fundamental, price, exits = (found.half_time(what) for what in names)
    assert true < perceived <= fees < fundamental < price < exits


def test_after_120_days_fees_and_price_are_down_by_a_quarter() -> None:
    found = lasting(SEEDS)
    assert -0.30 <= found.change("fees").mean <= -0.18
    assert -0.30 <= found.change("price").mean <= -0.18


def test_the_more_users_heed_quality_the_more_an_attack_costs() -> None:
    """Half or double that at an elasticity of 1 or 4, within a quarter."""
    usual = lasting(FEW).change("fees").mean
    assert 0.375 <= elastic(1, FEW).change("fees").mean / usual <= 0.625
    assert 1.5 <= elastic(4, FEW).change("fees").mean / usual <= 2.5


def test_the_more_trainers_flip_the_more_it_costs_and_half_of_them_kill_it() -> None:
    costs = [shared(share, FEW).change("fees").mean for share in SHARES]
    assert all(worse < better for better, worse in pairwise(costs))
    assert costs[-1] < -0.9


def test_a_loss_that_does_not_last_heals() -> None:
    """Fees are back to within two hundredths when eight weeks have passed."""
    found = one_off(FEW)
    assert found.gaps("true").mean(axis=0).min() < -0.03
    assert found.change("true").mean > -0.01
    assert found.change("fees").mean > -0.02
