"""KA27 and KA28: Shapley values and leave-one-out of games that everybody knows, as values and as payments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mechanisms.reward.coalitions import shapley_values
from mechanisms.reward.leave_one_out import LeaveOneOut
from mechanisms.reward.shapley import Shapley
from sim.chain.beacon import draw
from sim.effects.money import Pay
from sim.jobs import Evaluation, Score, Training
from sim.requests import Draw, Kind, Work
from sim.seams.reward import Reward, RewardView
from sim.seams.submission import Submission

Game = Callable[[frozenset[int]], int]
"""Worth of a coalition of players 0, 1, ..."""


def glove(coalition: frozenset[int]) -> int:
    """Players 0 and 1 have a right glove, player 2 a left one; a pair is worth 1."""
    return int(2 in coalition and len(coalition) > 1)


def airport(costs: Sequence[int]) -> Game:
    """The runway that the largest aeroplane needs."""
    return lambda coalition: max((costs[player] for player in coalition), default=0)


def project(coalition: frozenset[int]) -> int:
    """Three partners: 12, 6 and 9 alone; 24, 27 and 15 in pairs; 36 together."""
    worths = {(): 0, (0,): 12, (1,): 6, (2,): 9, (0, 1): 24, (0, 2): 27, (1, 2): 15, (0, 1, 2): 36}
    return worths[tuple(sorted(coalition))]


def anybody(coalition: frozenset[int]) -> int:
    """All have the same data: one is worth as much as all."""
    return int(bool(coalition))


def worths(game: Game, players: int) -> list[int]:
    return [game(frozenset(p for p in range(players) if bits >> p & 1)) for bits in range(2**players)]


@pytest.mark.parametrize(
    ("game", "values"),
    [
        (glove, (Fraction(1, 6), Fraction(1, 6), Fraction(2, 3))),
        (airport((40, 50, 60, 70, 80, 90)), [Fraction(sixths, 6) for sixths in (40, 52, 67, 87, 117, 177)]),
        (airport((100, 160, 200)), [Fraction(thirds, 3) for thirds in (100, 190, 310)]),
        (project, (17, 8, 11)),
        (anybody, (Fraction(1, 3),) * 3),
    ],
    ids=["glove", "airport of six", "airport of three", "project", "replicas"],
)
def test_shapley_values_of_known_games(game: Game, values: Sequence[Fraction]) -> None:
    assert shapley_values(worths(game, len(values))) == list(values)


def test_a_missing_worth_is_refused() -> None:
    with pytest.raises(ValueError, match="3 worths; allowed: one for each coalition, a power of two"):
        shapley_values([0, 1, 2])


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.integers(-(10**9), 10**9), min_size=2**n, max_size=2**n)))
def test_shapley_values_share_out_what_all_are_worth(worth: list[int]) -> None:
    assert sum(shapley_values(worth)) == worth[-1] - worth[0]


def view(players: int, pot: int, **given: Any) -> RewardView:
    accepted = tuple(
        Submission(f"t{n}", f"key{n}", np.zeros(1, np.float32), Training("m", "start", "d", (0,), 1, seed=n))
        for n in range(players)
    )
    return RewardView(3, pot, accepted, {}, **{"verifiers": ("t0", "v0"), "within": 900.0, "fee": 7, **given})


def paid(rule: Reward, game: Game, players: int, pot: int) -> dict[str, int]:
    """What a rule pays when evaluation finds the worth of each mixture as the game says: a loss of 100 less the worth."""
    case, answer, stream = rule.decide(view(players, pot), None), None, np.random.default_rng(5)
    assert not isinstance(case, tuple)
    while True:
        try:
            wanted = case.send(answer)
        except StopIteration as end:
            return {pay.to: pay.amount for pay in end.value[0] if isinstance(pay, Pay)}
        requests = wanted if isinstance(wanted, tuple) else (wanted,)
        answers = tuple(answered(request, game, stream) for request in requests)
        answer = answers if isinstance(wanted, tuple) else answers[0]


def answered(request: Any, game: Game, stream: np.random.Generator) -> Any:
    if isinstance(request, Draw):
        return draw(request, stream)
    assert isinstance(request, Work)
    assert (request.kind, request.by, request.within, request.budget) == (Kind.EVALUATE, "v0", 900.0, 7)
    assert isinstance(request.job, Evaluation)
    assert (request.job.data, request.job.rows) == ("", ())
    scores = []
    for start, *members in request.job.candidates:
        assert start == ("start", 1.0)
        assert {weight for _, weight in members} <= {1 / (len(members) or 1)}
        scores.append(Score(0, 1, 100 - game(frozenset(int(key.removeprefix("key")) for key, _ in members))))
    return tuple(scores)


@pytest.mark.parametrize(
    ("game", "players", "pot", "shapley", "left_out"),
    [
        (glove, 3, 6, {"t0": 1, "t1": 1, "t2": 4}, {"t2": 6}),
        (
            airport((40, 50, 60, 70, 80, 90)),
            6,
            540,
            {"t0": 40, "t1": 52, "t2": 67, "t3": 87, "t4": 117, "t5": 177},
            {"t5": 540},
        ),
        # 36 - 15 = 21, 36 - 27 = 9 and 36 - 24 = 12 are missed: 42 together, six times that is the pot.
        (project, 3, 252, {"t0": 119, "t1": 56, "t2": 77}, {"t0": 126, "t1": 54, "t2": 72}),
        (anybody, 3, 3, {"t0": 1, "t1": 1, "t2": 1}, {}),
    ],
    ids=["glove", "airport", "project", "replicas"],
)
def test_the_pot_goes_by_value(
    game: Game, players: int, pot: int, shapley: dict[str, int], left_out: dict[str, int]
) -> None:
    assert paid(Shapley(exact=12), game, players, pot) == shapley
    assert paid(LeaveOneOut(), game, players, pot) == left_out


@pytest.mark.parametrize(("copies", "share"), [(1, 30), (2, 40), (3, 45), (5, 50)])
def test_copies_of_an_update_take_k_of_k_plus_one(copies: int, share: int) -> None:
    """KA28: with one rival who has the same, k copies earn 1/2, 2/3, 3/4, 5/6 of the pot; left out, nobody is missed."""
    earned = paid(Shapley(exact=12), anybody, copies + 1, 60)
    assert sum(amount for who, amount in earned.items() if who != "t0") == share
    assert paid(LeaveOneOut(), anybody, copies + 1, 60) == {}


def test_what_does_harm_is_not_paid_and_not_charged() -> None:
    def harm(coalition: frozenset[int]) -> int:
        return 6 * (0 in coalition) - 5 * (1 in coalition)

    assert paid(Shapley(exact=2), harm, 2, 60) == paid(LeaveOneOut(), harm, 2, 60) == {"t0": 60}


def test_sampled_orders_find_the_values_of_a_game_without_synergies() -> None:
    """Then every order adds the same: 1 + 2 + ... + 7 = 28."""
    earned = paid(Shapley(exact=6, orders=2), lambda coalition: sum(p + 1 for p in coalition), 7, 280)
    assert earned == {"t0": 10, "t1": 20, "t2": 30, "t3": 40, "t4": 50, "t5": 60, "t6": 70}


def test_sampled_orders_come_near_the_airport() -> None:
    earned = paid(Shapley(exact=0, orders=2000), airport((40, 50, 60, 70, 80, 90)), 6, 540_000)
    # A marginal lies between 0 and 90: five standard errors of it are 5 * 45 / sqrt(2000) = 5 of 90, or 30,000 of the pot.
    for owner, value in zip(sorted(earned), (40, 52, 67, 87, 117, 177), strict=True):
        assert earned[owner] == pytest.approx(1000 * value, abs=30_000)


@pytest.mark.parametrize("rule", [Shapley(), LeaveOneOut()], ids=repr)
@pytest.mark.parametrize("given", [{"verifiers": ()}, {"verifiers": ("t0", "t1")}, {"within": 0.0}])
def test_with_nobody_to_evaluate_the_pot_rolls_over(rule: Reward, given: dict[str, Any]) -> None:
    case = rule.decide(view(2, 60, **given), None)
    assert not isinstance(case, tuple)
    with pytest.raises(StopIteration) as end:
        next(case)
        case.send(())
    effects, state = end.value.value
    assert (list(effects), state) == ([], None)


@pytest.mark.parametrize(
    ("answers", "earned"),
    [
        # Losses of t0 alone, t1 alone and both: t0 is missed by 30 - 10 and t1 by 20 - 10.
        (([20, 30, 10], [20, 30, 10], [900, 30, 10]), {"t0": 40, "t1": 20}),
        (([20, 900, 10], [20, 30, 10], [20, 30, 10]), {"t0": 40, "t1": 20}),
        ((None, [20, 30, 10], "no"), {"t0": 40, "t1": 20}),
        ((None, [20, 30, 10], [900, 900, 10]), {"t0": 40, "t1": 20}),  # the lower of two
        ((None, [20, 30], [Score(0, 1, True), Score(0, 1, 1), Score(0, 1, 1)]), {}),
        ((None, None, None), {}),
    ],
)
def test_of_several_evaluators_the_lower_median_counts_and_nonsense_does_not(
    answers: Any, earned: dict[str, int]
) -> None:
    def scores(said: Any) -> Any:
        return tuple(s if isinstance(s, Score) else Score(0, 1, s) for s in said) if isinstance(said, list) else said

    case = LeaveOneOut(evaluators=3).decide(view(2, 60, verifiers=("v0", "v1", "v2")), None)
    assert not isinstance(case, tuple)
    assert next(case) == Draw(3, ("v0", "v1", "v2"))
    assert len(case.send(("v0", "v1", "v2"))) == 3
    with pytest.raises(StopIteration) as end:
        case.send(tuple(map(scores, answers)))
    assert {pay.to: pay.amount for pay in end.value.value[0]} == earned


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        (Shapley, {"exact": 13}),
        (Shapley, {"orders": 0}),
        (Shapley, {"evaluators": 0}),
        (LeaveOneOut, {"evaluators": 0}),
    ],
)
def test_what_makes_no_sense_is_refused(rule: Any, given: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(given))}=.*allowed: "):
        rule(**given)
