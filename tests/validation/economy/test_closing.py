"""Gate 1: honest, it closes for 60 and for 180 days."""

from __future__ import annotations

import numpy as np
import pytest

from tests.validation.economy.closing import (
    CERTIFIED_AGAIN,
    GROWTH,
    LONG,
    SHORT,
    emitted,
    honest,
    spread,
    standard_error,
    trend,
    within,
)
from tests.validation.economy.settings import HONEST, SEEDS
from tests.validation.readings.course import courses

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


def test_a_run_of_sixty_days_is_the_beginning_of_a_longer_one() -> None:
    """So that the short horizon is read from the runs of the long one."""
    (short,) = courses(HONEST, [1], SHORT)
    (beginning,) = honest([1], SHORT)
    assert short.plain() == beginning.plain()


HORIZONS = pytest.mark.parametrize("days", [SHORT, LONG])


@HORIZONS
def test_it_closes(days: int) -> None:
    """At least 95 of 100 runs stay within a fifth of seventy members and within a factor of two of $.00429."""
    bands = [within(run, days) for run in honest(SEEDS, days)]
    assert np.mean([population for population, _ in bands]) >= 0.95
    assert np.mean([price for _, price in bands]) >= 0.95


@HORIZONS
def test_the_price_follows_what_the_token_is_worth(days: int) -> None:
    assert 0.05 <= np.mean([spread(run, days) for run in honest(SEEDS, days)]) <= 0.08


def test_the_price_grows_as_fees_do_less_supply() -> None:
    """Within two standard errors, once the second certificate has told users what was learnt under the first."""
    slopes = [trend(run, "price", CERTIFIED_AGAIN, LONG) for run in honest(SEEDS, LONG)]
    assert abs(np.mean(slopes) - GROWTH) <= 2 * standard_error(slopes)


@HORIZONS
def test_new_tokens_are_never_worth_more_than_what_holders_get(days: int) -> None:
    assert max(emitted(run, days) for run in honest(SEEDS, days)) <= 1
