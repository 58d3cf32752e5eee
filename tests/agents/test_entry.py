"""Entry and exit: known answers."""

from __future__ import annotations

from typing import Any

import pytest

from agents.entry import Entry, Outlook, Patience, free_entry

FREE = Entry(barrier_days=0)


@pytest.mark.parametrize(("pot", "cost", "members"), [(100, 7, 14), (100, 10, 10), (97, 3.1, 31)])
@pytest.mark.parametrize("inside", [0, 5, 14, 200])
def test_free_entry_ends_at_the_floor_of_pot_over_cost(pot: float, cost: float, members: int, inside: int) -> None:
    """floor(R / c), from above and from below: the textbook's zero-profit condition in whole firms."""
    assert free_entry(pot, cost, inside, FREE) == members


@pytest.mark.parametrize(("pot", "cost", "members"), [(100, 7, 12), (100, 10, 8), (97, 3.1, 26)])
def test_ten_days_of_cost_to_earn_back_in_sixty_keep_some_outside(pot: float, cost: float, members: int) -> None:
    """floor(R / (c (1 + 10 / 60))): 12.24, 8.57, 26.82."""
    assert free_entry(pot, cost, 0, Entry()) == members


def test_what_entry_cost_keeps_nobody_from_leaving_and_nobody_out_who_is_in() -> None:
    """From above the barrier does not count: whoever is in stays while R / N covers c."""
    assert free_entry(100, 7, 200, Entry()) == 14


def test_nobody_comes_for_nothing() -> None:
    assert free_entry(0, 7, 3, FREE) == 0


def daily(profits: list[float], patience: Patience, cost: float = 10) -> int | None:
    """The day, from 1, on which it gives up; None when it does not."""
    outlook = Outlook()
    for day, profit in enumerate(profits, start=1):
        outlook = patience.after(outlook, profit, cost)
        if patience.over(outlook):
            return day
    return None


def test_nine_days_without_income_are_borne() -> None:
    """The belief is -10 (1 - 2^(-k/7)): below -2.5 from the third day on (2^(-k/7) < .75, k > 2.9)."""
    assert daily([-10.0] * 30, Patience()) == 9


def test_good_years_are_remembered() -> None:
    """After profits of 10 the belief is 20 * 2^(-k/7) - 10 on the k-th day without income: below -2.5 from the tenth day on
    (2^(-k/7) < .375, k > 9.9), and for the seventh time on the sixteenth."""
    assert daily([10.0] * 200 + [-10.0] * 30, Patience()) == 216


def test_a_loss_within_tolerance_is_borne_for_ever() -> None:
    assert daily([-2.5] * 500, Patience()) is None
    # 2.51 (1 - 2^(-k/7)) > 2.5 from k = 56 on.
    assert daily([-2.51] * 500, Patience()) == 62


def test_one_good_day_starts_the_count_anew() -> None:
    """Half-life of a day: after six bleak days at -10, a day of 20 lifts the belief to 5."""
    assert daily([-10.0] * 6 + [20.0] + [-10.0] * 20, Patience(half_life_days=1)) == 7 + 1 + 7


@pytest.mark.parametrize(
    "bad", [{"half_life_days": 0.0}, {"tolerance": -0.1}, {"tolerance": float("nan")}, {"days": 0}]
)
def test_bad_patience(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"{next(iter(bad))}=.*allowed"):
        Patience(**bad)


@pytest.mark.parametrize("bad", [{"barrier_days": -1.0}, {"horizon_days": 0.0}])
def test_bad_entry(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"{next(iter(bad))}=.*allowed"):
        Entry(**bad)
