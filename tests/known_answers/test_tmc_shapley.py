"""Sampled Shapley values: what is asked for, where it stops, and how near it comes to the values that are known."""

from __future__ import annotations

from typing import Any

import pytest

from mechanisms.reward.tmc_shapley import TmcShapley
from sim.money import split
from tests.known_answers.games import airport, anybody, replayed, view

SIX = airport((40, 50, 60, 70, 80, 90))
"""Its values are 40, 52, 67, 87, 117 and 177 sixths, 90 in all."""


def additive(coalition: frozenset[int]) -> int:
    return sum(player + 1 for player in coalition)


def test_without_synergies_every_order_says_the_same_and_two_batches_are_enough() -> None:
    replay = replayed(TmcShapley(error=0.0, gap=0.0, batch=2, stride=7, jobs=9), additive, view(7, 280))
    assert replay.paid == {"t0": 10, "t1": 20, "t2": 30, "t3": 40, "t4": 50, "t5": 60, "t6": 70}
    assert len(replay.asked) == 2


def test_orders_are_walked_side_by_side_a_stride_in_each_job_and_nothing_is_asked_twice() -> None:
    """Of five players the last makes it everybody, who is measured at the beginning, with nobody."""
    replay = replayed(TmcShapley(error=0.5, gap=0.0, batch=2, stride=2, jobs=4), additive, view(5, 15))
    assert replay.drawn[1:3] == [("t0", "t2", "t1", "t4", "t3"), ("t2", "t1", "t4", "t0", "t3")]
    assert replay.drawn[3:] == [("t4", "t1", "t0", "t3", "t2"), ("t0", "t3", "t2", "t4", "t1")]
    assert [sorted(map(sorted, job)) for job in replay.asked] == [
        [[], [0], [0, 1, 2, 3, 4], [0, 2], [1, 2], [2]],
        [[0, 1, 2], [0, 1, 2, 4], [1, 2, 4]],
        [[0, 3], [1, 4], [4]],
        [[0, 1, 3, 4], [0, 1, 4], [0, 2, 3], [0, 2, 3, 4]],
    ]


def test_where_little_is_left_to_gain_who_comes_later_adds_nothing_and_is_not_measured() -> None:
    """The first of eight brings everything, so that no order goes beyond its first two."""
    replay = replayed(TmcShapley(gap=0.02, batch=4, stride=2, jobs=8), anybody, view(8, 800))
    assert max(len(coalition) for job in replay.asked for coalition in job if len(coalition) < 8) == 2
    assert sum(replay.paid.values()) == 800


def test_a_gap_takes_from_those_who_come_last() -> None:
    """Player 0 is worth 98 of 100, the others one each, so an order that player 0 begins is cut off: a third of them. In
    the others both are measured, 2/3 each to 98, which is 67 of 10,000; without a gap it is 100."""

    def game(coalition: frozenset[int]) -> int:
        return 98 * (0 in coalition) + len(coalition - {0})

    exact, cut = (
        replayed(TmcShapley(0.0, gap, batch=40, stride=1, jobs=40), game, view(3, 10_000)).paid for gap in (0.0, 0.02)
    )
    assert exact == {"t0": 9800, "t1": 100, "t2": 100}
    assert cut["t1"] == cut["t2"] == pytest.approx(67, abs=8)


@pytest.mark.parametrize(("error", "orders"), [(0.2, 16), (0.05, 41)])
def test_it_goes_on_until_the_standard_error_is_small(error: float, orders: int) -> None:
    """The marginal of the last of six has a variance of 10230 / 6 - 29.5^2 = 834.75, a standard deviation of .321 of 90: it
    takes (.321 / .05)^2 = 41 orders, or two batches of eight, the fewest that are walked."""
    replay = replayed(TmcShapley(error, 0.0, batch=8, stride=6, jobs=400), SIX, view(6, 90))
    assert len(replay.drawn) - 1 == pytest.approx(orders, abs=16 if orders > 16 else 0)


def test_estimates_lie_within_their_stated_error_of_the_exact_values() -> None:
    """Over a hundred seeds: 95 in a hundred are to lie within 1.96 standard errors, and at least 93 do; nor is the error
    stated much too large, or more would have been measured than needed."""
    rule = TmcShapley(error=0.05, gap=0.0, batch=10, stride=6, jobs=1000)
    exact = {f"t{place}": sixths / 540 for place, sixths in enumerate((40, 52, 67, 87, 117, 177))}
    off = [
        abs(replayed(rule, SIX, view(6, 10**9), seed).paid[owner] / 10**9 - share)
        for seed in range(100)
        for owner, share in exact.items()
    ]
    assert sum(each <= 1.96 * 0.05 for each in off) >= 0.93 * len(off)
    last = off[5::6]
    assert (sum(each**2 for each in last) / 100) ** 0.5 == pytest.approx(0.05, abs=0.015)


def test_each_job_has_its_part_of_the_time_and_of_the_fee() -> None:
    replay = replayed(TmcShapley(error=0.0, gap=0.0, stride=3, jobs=4), SIX, view(6, 90))
    assert [(work.within, work.budget) for work in replay.works] == [(225.0, 2)] * 4


@pytest.mark.parametrize(
    ("jobs", "orders", "strides"), [(1, 2, [5]), (2, 2, [3, 2]), (3, 2, [2, 2, 1]), (4, 2, [2, 2, 1]), (6, 4, None)]
)
def test_no_batch_is_begun_that_the_jobs_might_not_do_for(jobs: int, orders: int, strides: list[int] | None) -> None:
    """With two at a time six take three jobs; with fewer jobs more join at once."""
    rule = TmcShapley(error=0.0, gap=0.0, batch=2, stride=2, jobs=jobs)
    replay = replayed(rule, airport((1, 9, 3, 7, 5, 8)), view(6, 90))
    assert len(replay.drawn) - 1 == orders
    sizes = [{len(coalition) for coalition in job} - {0, 6} for job in replay.asked]
    assert strides is None or [len(size) for size in sizes] == strides


@pytest.mark.parametrize(("silent", "orders"), [((0,), 0), ((1,), 0), ((2,), 2), ((3,), 2), ((), 4)])
def test_where_an_answer_is_missing_the_batches_before_it_decide(silent: tuple[int, ...], orders: int) -> None:
    """Two jobs for a batch, two batches: after one missing job no other is ordered."""
    rule = TmcShapley(error=0.0, gap=0.0, batch=2, stride=3, jobs=4)
    replay = replayed(rule, SIX, view(6, 90), silent=silent)
    assert len(replay.works) == (silent[0] + 1 if silent else 4)
    assert replay.paid == by_hand(replay.drawn[1 : 1 + orders])


def by_hand(drawn: list[tuple[str, ...]]) -> dict[str, int]:
    """What the airport pays for these orders: 90 for each, by how far each aeroplane made the runway longer."""
    costs, added = (
        dict(zip(("t0", "t1", "t2", "t3", "t4", "t5"), (40, 50, 60, 70, 80, 90), strict=True)),
        dict[str, int](),
    )
    for order in drawn:
        length = 0
        for who in order:
            added[who] = added.get(who, 0) + max(costs[who] - length, 0)
            length = max(length, costs[who])
    return {who: amount for who, amount in split(90, added).items() if amount}


@pytest.mark.parametrize("given", [{"verifiers": ()}, {"verifiers": ("t0", "t1")}, {"within": 0.0}])
def test_with_nobody_to_evaluate_the_pot_rolls_over(given: dict[str, Any]) -> None:
    assert replayed(TmcShapley(), additive, view(2, 60, **given)).paid == {}


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"error": 1.0}, r"^error=1.0; allowed: 0 up to"),
        ({"error": float("nan")}, "^error=nan; "),
        ({"gap": -0.1}, "^gap=-0.1; "),
        ({"batch": 1}, "^batch=1; allowed: 2 or more$"),
        ({"stride": 0}, "^stride=0; allowed: 1 or more$"),
        ({"jobs": 0}, "^jobs=0; "),
        ({"evaluators": 0}, "^evaluators=0; "),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, Any], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        TmcShapley(**given)
