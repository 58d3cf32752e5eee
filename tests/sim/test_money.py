"""Shares of integer money add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.money import TOKEN, part, split

WEIGHTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 2**70), max_size=8)


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        (100, {"a": 1, "b": 1, "c": 1}, {"a": 34, "b": 33, "c": 33}),
        (100, {"c": 1, "b": 1, "a": 1}, {"a": 34, "b": 33, "c": 33}),
        (10, {"a": 1, "b": 2, "c": 4}, {"a": 1, "b": 3, "c": 6}),  # quotas 1.43, 2.86, 5.71
        (7, {"a": 53, "b": 24, "c": 23}, {"a": 4, "b": 2, "c": 1}),  # 3.71, 1.68, 1.61: two units over
        (1, {"a": 0, "b": 1}, {"a": 0, "b": 1}),
        (0, {"a": 5}, {"a": 0}),
        (5, {}, {}),
        (5, {"a": 0, "b": 0}, {}),
        (2**62 - 1, {"a": 1, "b": 2}, {"a": 1537228672809129301, "b": 3074457345618258602}),
    ],
)
def test_the_largest_remainder_decides(amount: int, weights: dict[str, int], parts: dict[str, int]) -> None:
    assert split(amount, weights) == parts


def test_a_key_given_twice_has_both_weights() -> None:
    assert split(8, [("a", 1), ("b", 2), ("a", 1)]) == {"a": 4, "b": 4}


@given(st.integers(0, 2**62), WEIGHTS)
def test_nothing_is_lost_and_nobody_is_a_unit_off(amount: int, weights: dict[str, int]) -> None:
    parts = split(amount, weights)
    whole = sum(weights.values())
    assert sum(parts.values()) == (amount if whole else 0)
    assert all(abs(got * whole - amount * weights[key]) < whole for key, got in parts.items())


@given(st.integers(0, 2**62), WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(amount: int, weights: dict[str, int], shuffler: object) -> None:
    shuffled = list(weights.items())
    shuffler.shuffle(shuffled)  # type: ignore[attr-defined]
    assert split(amount, shuffled) == split(amount, weights)


@pytest.mark.parametrize(
    ("amount", "weights", "error"),
    [
        (-1, {"a": 1}, r"^amount=-1; allowed: an integer >= 0$"),
        (1, {"a": -1}, r"^weight of 'a'=-1; allowed: an integer >= 0$"),
    ],
)
def test_negative_money_is_refused(amount: int, weights: dict[str, int], error: str) -> None:
    with pytest.raises(ValueError, match=error):
        split(amount, weights)


@pytest.mark.parametrize(
    ("amount", "share", "kept"), [(10 * TOKEN, 0.25, 2_500_000_000), (3, 0.5, 1), (2**62, 1.0, 2**62), (7, 0.0, 0)]
)
def test_a_part_is_rounded_down(amount: int, share: float, kept: int) -> None:
    assert part(amount, share) == kept


def test_a_part_of_much_money_is_not_rounded_twice() -> None:
    """A float product would give 4611686018427387904, one unit more than there is."""
    assert part(2**62 - 1, 1.0) == 2**62 - 1
