"""KA27 and KA28: Shapley values and leave-one-out of games that everybody knows, as values and as payments."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mechanisms.reward.coalitions import shapley_values
from mechanisms.reward.leave_one_out import LeaveOneOut
from mechanisms.reward.shapley import Shapley
from sim.jobs import Score
from sim.requests import Draw
from sim.seams.reward import Reward
from tests.known_answers.games import Game, airport, anybody, glove, project, replayed, unanimity, view, worths


@pytest.mark.parametrize(
    ("game", "values"),
    [
        (glove, (Fraction(1, 6), Fraction(1, 6), Fraction(2, 3))),
        (airport((40, 50, 60, 70, 80, 90)), [Fraction(sixths, 6) for sixths in (40, 52, 67, 87, 117, 177)]),
        (airport((100, 160, 200)), [Fraction(thirds, 3) for thirds in (100, 190, 310)]),
        (project, (17, 8, 11)),
        (anybody, (Fraction(1, 3),) * 3),
        (unanimity, (Fraction(1, 2), Fraction(1, 2), 0)),
        (lambda coalition: sum(3 + 2 * player for player in coalition), (3, 5, 7, 9)),
    ],
    ids=["glove", "airport of six", "airport of three", "project", "replicas", "unanimity", "without synergies"],
)
def test_shapley_values_of_known_games(game: Game, values: Sequence[Fraction]) -> None:
    assert shapley_values(worths(game, len(values))) == list(values)


def test_a_missing_worth_is_refused() -> None:
    with pytest.raises(ValueError, match="3 worths; allowed: one for each coalition, a power of two"):
        shapley_values([0, 1, 2])


WORTHS = st.integers(1, 5).flatmap(lambda n: st.lists(st.integers(-(10**9), 10**9), min_size=2**n, max_size=2**n))


@given(WORTHS)
def test_shapley_values_share_out_what_all_are_worth(worth: list[int]) -> None:
    assert sum(shapley_values(worth)) == worth[-1] - worth[0]


@given(WORTHS)
def test_who_adds_nothing_is_worth_nothing(worth: list[int]) -> None:
    """A player more, who changes no coalition: the others keep their values."""
    assert shapley_values(worth + worth) == [*shapley_values(worth), 0]


@given(WORTHS, st.data())
def test_values_follow_the_players_when_these_change_places(worth: list[int], data: st.DataObject) -> None:
    """So two who can change places without a change are worth the same."""
    n = len(worth).bit_length() - 1
    places = data.draw(st.permutations(range(n)))
    moved = [worth[sum(1 << places[p] for p in range(n) if c >> p & 1)] for c in range(2**n)]
    assert shapley_values(moved) == [shapley_values(worth)[places[p]] for p in range(n)]


@given(WORTHS, st.integers(-99, 99))
def test_values_of_two_games_add_up(worth: list[int], slope: int) -> None:
    other = [slope * c.bit_count() for c in range(len(worth))]
    both = [one + two for one, two in zip(worth, other, strict=True)]
    assert shapley_values(both) == [value + slope for value in shapley_values(worth)]


@given(st.lists(st.integers(0, 10**6), min_size=2**3 - 1, max_size=2**3 - 1), st.integers(0, 2**61))
def test_the_pot_is_paid_out_to_the_base_unit_or_not_at_all(worth: list[int], pot: int) -> None:
    def game(coalition: frozenset[int]) -> int:
        return [0, *worth][sum(1 << player for player in coalition)]

    earned = paid(Shapley(exact=3), game, 3, pot)
    gains = [max(value, 0) for value in shapley_values([0, *worth])]
    assert sum(earned.values()) == (pot if any(gains) else 0)
    for place, gain in enumerate(gains):
        assert abs(earned.get(f"t{place}", 0) - pot * gain / (sum(gains) or 1)) <= 1


def paid(rule: Reward, game: Game, players: int, pot: int) -> dict[str, int]:
    return replayed(rule, game, view(players, pot)).paid


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
