"""Gate 5: a cut arrow takes away exactly what lies downstream.

Free entry in whole members: tests/factory/test_free_entry.py. The threshold at which rational cheats turn honest:
tests/factory/test_deterrence.py. The speed at which followers make a bubble: tests/experiments/test_token_market.py.
"""

from __future__ import annotations

import numpy as np
import pytest

from tests.validation.economy.arrows import alike, cut, heedless, silent, whole
from tests.validation.economy.phases import played
from tests.validation.economy.settings import SEEDS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

FEW = SEEDS[:3]


def test_where_quality_does_not_matter_an_attack_costs_no_fees() -> None:
    """The model is as bad, and nothing after it changes."""
    found = heedless(FEW)
    assert found.change("true").mean < -0.05
    for what in ("fees", "fundamental"):
        assert np.abs(found.gaps(what)).max() < 1e-9


def test_without_emission_supply_stands_still() -> None:
    for run, other in zip(cut("emission", FEW), whole(FEW), strict=True):
        assert np.diff(run.supply).max() <= 0
        assert np.diff(other.supply).min() > 0


def test_a_price_from_outside_is_moved_by_nothing() -> None:
    for run in cut("price", FEW):
        assert np.ptp(run.price) == 0


@pytest.mark.parametrize("arrow", ["price", "speculation"])
def test_what_the_token_does_reaches_no_model_and_no_user(arrow: str) -> None:
    for run, other in zip(cut(arrow, FEW), whole(FEW), strict=True):
        moved = alike(run, other, "inside")
        assert alike(run, other, "true") >= moved
        assert alike(run, other, "fees") >= moved


def test_without_proposals_nothing_is_different_until_there_would_have_been_one() -> None:
    for run, other in zip(silent(FEW), played(FEW), strict=True):
        assert "Proposed" not in run.first
        assert min(alike(run, other, what) for what in ("true", "fees", "price", "inside")) >= int(
            other.first["Proposed"]
        )
