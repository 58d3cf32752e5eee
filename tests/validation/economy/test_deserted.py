"""Gate 4: without users it ends."""

from __future__ import annotations

import pytest

from tests.validation.economy.deserted import EMPTY, FIRST, ON_CREDIT, first_exit, left, played
from tests.validation.economy.settings import SEEDS
from tests.validation.readings.course import Course

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


@pytest.fixture(scope="module")
def found() -> list[Course]:
    return played(SEEDS)


def test_nobody_pays(found: list[Course]) -> None:
    assert all(run.fees.sum() == 0 for run in found)


def test_the_first_leave_in_the_second_week(found: list[Course]) -> None:
    """Members expect to break even, bear a quarter of their costs, and wait for a week."""
    assert all(FIRST[0] <= first_exit(run) <= FIRST[1] for run in found)


def test_on_day_34_one_is_left_at_most(found: list[Course]) -> None:
    assert all(run.inside[-1] <= 1 for run in found)


def test_who_lives_by_the_day_is_gone_on_day_25(found: list[Course]) -> None:
    assert all(set(left(run, EMPTY)) <= set(ON_CREDIT) for run in found)
