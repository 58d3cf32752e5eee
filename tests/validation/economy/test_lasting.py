"""Gate 2: a lasting attack travels from the model to the token, and what does not last heals."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.validation.economy.arrows import alike
from tests.validation.economy.lasting import (
    FIGURES,
    closed,
    elastic,
    elasticity,
    kept,
    lasting,
    one_off,
    ruined,
    shared,
)
from tests.validation.economy.settings import FOUR, ONE, TURNED, TWO

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


def test_until_they_turn_nothing_differs() -> None:
    found = lasting(FOUR)
    for struck, spared in zip(found.struck, found.spared, strict=True):
        assert min(alike(struck, spared, what) for what in FIGURES) >= TURNED


def test_it_reaches_one_thing_after_another() -> None:
    """True quality < perceived <= fees < P* < price < exits, where the developer stays."""
    found = kept(FOUR)
    true, perceived, fees, fundamental, price, inside = (found.half_time(what) for what in FIGURES)
    assert true < perceived <= fees < fundamental < price < inside


def test_fees_and_price_fall_by_a_quarter_and_by_the_elasticity_of_demand() -> None:
    """Asked: 24 hundredths within 6. Fees follow what users perceive by 1.93, the elasticity at v = 1, to a tenth."""
    found = kept(FOUR)
    assert found.change("fees").mean == pytest.approx(-0.24, abs=0.06)
    assert found.change("price").mean == pytest.approx(-0.24, abs=0.06)
    assert elasticity(found) == pytest.approx(1.93, rel=0.1)


def test_half_the_elasticity_halves_the_fall_and_twice_as_much_nearly_doubles_it() -> None:
    usual = closed(TWO).change("fees").mean
    half, double = (elastic(e, TWO).change("fees").mean / usual for e in (1, 4))
    assert half == pytest.approx(0.5, abs=0.1)
    assert 1.5 < double < 2.2


def test_where_the_developer_may_leave_some_worlds_lose_the_model_and_where_it_stays_none_does() -> None:
    assert any(ruined(lasting(FOUR)))
    assert not any(ruined(kept(FOUR)))


def test_the_more_trainers_flip_the_more_it_costs_and_half_of_them_kill_it() -> None:
    """Of .2, .4 and .5: two, twelve and eighty hundredths of the fees within 60 days."""
    costs = [shared(share, ONE).change("fees").mean for share in (0.2, 0.4, 0.5)]
    assert all(worse < better for better, worse in pairwise(costs))
    assert costs[-1] < -0.7


def test_a_loss_that_does_not_last_heals() -> None:
    """When eight weeks have passed quality is back, and fees are to within two hundredths: in the mean of four worlds, for
    chance moves a single one by three."""
    found = one_off(FOUR)
    assert found.gaps("true").mean(axis=0).min() < -0.03
    assert found.change("true").mean > -0.01
    assert found.change("fees").mean > -0.02
