"""Gate 2: a lasting attack travels from the model to the token, and what does not last heals."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.validation.economy.arrows import alike
from tests.validation.economy.lasting import FIGURES, elasticity, lasting, one_off, shared
from tests.validation.economy.settings import FOUR, ONE, TURNED

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


def test_until_they_turn_nothing_differs() -> None:
    found = lasting(FOUR)
    for struck, spared in zip(found.struck, found.spared, strict=True):
        assert min(alike(struck, spared, what) for what in FIGURES) >= TURNED


def test_it_reaches_one_thing_after_another() -> None:
    """True quality < perceived <= fees < P* < price < exits."""
    found = lasting(FOUR)
    names = ("true", "perceived", "fees", "fundamental", "price", "inside")
    true, perceived, fees, fundamental, price, exits = (found.half_time(what) for what in names)
    assert true < perceived <= fees < fundamental < price < exits


def test_fees_follow_what_users_perceive_and_the_price_follows_fees() -> None:
    """By the elasticity of demand, 1.93 at v = 1, to a tenth; and the whole way, to three points."""
    found = lasting(FOUR)
    assert found.change("true").high < -0.01
    assert elasticity(found) == pytest.approx(1.93, rel=0.1)
    assert found.change("price").mean == pytest.approx(found.change("fees").mean, abs=0.03)


def test_the_more_trainers_flip_the_more_it_costs_and_half_of_them_kill_it() -> None:
    """Of .2, .4 and .5: three, fifteen and eighty hundredths of the fees within 60 days."""
    costs = [shared(share, ONE).change("fees").mean for share in (0.2, 0.4, 0.5)]
    assert all(worse < better for better, worse in pairwise(costs))
    assert costs[-1] < -0.7


def test_a_loss_that_does_not_last_heals() -> None:
    """Fees are back to within two hundredths when eight weeks have passed."""
    found = one_off(ONE)
    assert found.gaps("true").mean(axis=0).min() < -0.03
    assert found.change("true").mean > -0.01
    assert found.change("fees").mean > -0.02
