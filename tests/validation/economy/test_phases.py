"""Gate 6: every phase arises."""

from __future__ import annotations

import pytest

from tests.validation.economy.phases import PHASES, arises, played
from tests.validation.economy.settings import SEEDS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


@pytest.mark.parametrize("phase", PHASES)
def test_it_arises_in_nine_of_ten_runs(phase: str) -> None:
    assert arises(phase, played(SEEDS)) >= 0.9 * len(SEEDS)
