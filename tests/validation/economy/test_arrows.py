"""Gate 5: a cut arrow takes away exactly what lies downstream.

Free entry in whole members: tests/factory/test_free_entry.py. The threshold at which rational cheats turn honest:
tests/factory/test_deterrence.py. The speed at which followers make a bubble: tests/experiments/test_token_market.py.
"""

from __future__ import annotations

import numpy as np
import pytest

from tests.validation.economy.arrows import alike, cut, heedless, silent, whole
from tests.validation.economy.phases import played
from tests.validation.economy.settings import BURN_IN, ONE, TWO

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


def test_where_quality_does_not_matter_an_attack_costs_no_fees() -> None:
    """The model is as bad, and fees and what all tokens are worth are what they were. Checks end with the attack in these
    runs and burn no gas any more, a millionth of the supply; trainers who do less are billed less, so one or two go on
    other days."""
    found = heedless(TWO)
    assert found.change("true").mean < -0.03
    for struck, spared in zip(found.struck, found.spared, strict=True):
        assert np.array_equal(struck.fees, spared.fees)
        assert np.abs(struck.inside - spared.inside).max() <= 2
        assert struck.fundamental * struck.supply == pytest.approx(spared.fundamental * spared.supply, rel=1e-9)
        assert struck.supply == pytest.approx(spared.supply, rel=1e-5)


def test_without_emission_supply_stands_still() -> None:
    for run, other in zip(cut("emission", ONE), whole(ONE), strict=True):
        assert np.diff(run.supply).max() <= 0
        assert np.diff(other.supply).min() > 0


def test_where_nobody_may_come_or_go_seventy_stay() -> None:
    for run in cut("exits", ONE):
        assert set(run.inside) == {70.0}


def test_fees_that_buy_no_tokens_move_volume_and_hardly_the_price() -> None:
    """The reduced model's price ends 2 % higher; the bound leaves room for other draws."""
    for run, other in zip(cut("buying", ONE), whole(ONE), strict=True):
        assert alike(run, other, "true") == len(run.true)
        assert abs(run.inside[-1] - other.inside[-1]) <= 2
        assert run.price[BURN_IN:].mean() == pytest.approx(other.price[BURN_IN:].mean(), rel=0.1)


def test_a_price_from_outside_is_moved_by_nothing() -> None:
    for run in cut("price", ONE):
        assert np.ptp(run.price) == 0


@pytest.mark.parametrize("arrow", ["price", "emission"])
def test_what_the_token_does_reaches_no_model_and_no_user(arrow: str) -> None:
    for run, other in zip(cut(arrow, ONE), whole(ONE), strict=True):
        left = alike(run, other, "inside") - 1  # books are closed up to a day after somebody has gone
        assert alike(run, other, "true") >= left
        assert run.fees[BURN_IN:].mean() == pytest.approx(other.fees[BURN_IN:].mean(), rel=0.01)


def test_without_proposals_nothing_is_different_until_there_would_have_been_one() -> None:
    for run, other in zip(silent(ONE), played(ONE), strict=True):
        assert "Proposed" not in run.first
        assert min(alike(run, other, what) for what in ("true", "fees", "price", "inside")) >= int(
            other.first["Proposed"]
        )
