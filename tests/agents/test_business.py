"""What taking part costs, who begins inside, and what is taken home."""

from __future__ import annotations

from math import log
from typing import Any

import numpy as np
import pytest

from agents.behaviours.behaviour import Behaviour
from agents.business import Business, Enterprise
from agents.population import Group
from sim.money import TOKEN

LUCK = np.array([log(3), log(1), log(6), log(2)])
"""With a spread of 1: factors of 3, 1, 6 and 2 before they are scaled."""


def test_the_cheapest_begin_inside_and_their_factors_are_one_on_average() -> None:
    """The cheapest two are at 1 and 2, on average 1.5: everybody's factor is divided by that."""
    made = Business(fixed=3.0, hardware=1.5, spread=1.0, inside=2).enterprises(LUCK)
    assert [enterprise.inside for enterprise in made] == [False, True, False, True]
    assert [enterprise.factor for enterprise in made] == pytest.approx([2.0, 2 / 3, 4.0, 4 / 3])
    assert [enterprise.cost for enterprise in made] == pytest.approx([9.0, 3.0, 18.0, 6.0])


@pytest.mark.parametrize(("inside", "scale"), [(None, 3.0), (4, 3.0), (3, 2.0), (1, 1.0), (0, 1.0)])
def test_the_scale_is_the_mean_of_those_inside(inside: int | None, scale: float) -> None:
    made = Business(spread=1.0, inside=inside).enterprises(LUCK)
    assert [enterprise.factor * scale for enterprise in made] == pytest.approx([3.0, 1.0, 6.0, 2.0])
    assert sum(enterprise.inside for enterprise in made) == (4 if inside is None else inside)


def test_without_a_spread_all_cost_the_same_and_the_first_begin() -> None:
    made = Business(spread=0.0, inside=1).enterprises(LUCK)
    assert [(enterprise.factor, enterprise.inside) for enterprise in made] == [(1.0, True), *[(1.0, False)] * 3]


def test_nobody_is_no_enterprise() -> None:
    assert Business(inside=0).enterprises(np.array([])) == []


@pytest.mark.parametrize(
    ("held", "bill", "taken"),
    [
        (200, 10, 80),  # the bill, and what is beyond the reserve of 120
        (130, 10, 10),  # the bill, and exactly the reserve is left
        (129, 10, 10),
        (5, 10, 5),
        (0, 10, 0),
        (121, 0, 1),
    ],
)
def test_the_bill_and_what_is_beyond_the_reserve_leave_the_factory(held: int, bill: int, taken: int) -> None:
    """Ten days of cost at $12, by a factor of 2 from $6, are kept."""
    keeper = Enterprise(Business(fixed=4.0, hardware=2.0, reserve_days=10.0), factor=2.0)
    assert keeper.home(held * TOKEN, bill * TOKEN) == taken * TOKEN


def test_more_inside_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError, match=r"business.inside=5; allowed: at most count=4"):
        Group("trainer", Behaviour(), count=4, business=Business(inside=5))


@pytest.mark.parametrize(
    "bad",
    [
        *({name: -1.0} for name in ("fixed", "hardware", "spread", "capital", "reserve_days", "exit_days")),
        {"fixed": float("nan")},
        {"capital": float("inf")},
        {"gas": -1},
        {"inside": -1},
    ],
)
def test_bad_terms(bad: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"business.{next(iter(bad))}=.*allowed: 0 or more"):
        Business(**bad)
