"""Pairwise masks: they hide each update, cancel in the sum, and come off when somebody drops out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mechanisms.privacy.masks import decoded, encoded, mask, masked, pair_seed, unmasked
from mechanisms.privacy.secure_sum import SecureSum
from sim.effects.privacy import Release
from sim.jobs import Training
from sim.seams.privacy import PrivacyView
from sim.seams.rule import INDIVIDUAL_UPDATES
from sim.seams.submission import Submission

JOB = Training(model="m", start="s", data="d", rows=(0,), steps=1)
NAN = float("nan")


def released(
    vectors: Sequence[Sequence[float]], expected: tuple[str, ...] = (), **given: int
) -> list[tuple[str, list[float]]]:
    handed_in = tuple(Submission(f"t{n}", "", np.array(v, np.float32), JOB) for n, v in enumerate(vectors))
    effects, _ = SecureSum(**given).decide(PrivacyView(4, handed_in, expected), None)  # type: ignore[misc]
    assert all(isinstance(effect, Release) and effect.value.dtype == np.float32 for effect in effects)
    return [(effect.account, effect.value.tolist()) for effect in effects]  # type: ignore[attr-defined]


def test_everybody_is_read_as_the_mean() -> None:
    assert released([[0, 3], [0, 6], [3, 9]]) == [("t0", [1, 6]), ("t1", [1, 6]), ("t2", [1, 6])]


def test_the_masks_of_those_who_dropped_out_come_off() -> None:
    gone = ("t0", "t1", "t2", "t9")
    assert released([[0, 3], [0, 6], [3, 9]], gone) == [("t0", [1, 6]), ("t1", [1, 6]), ("t2", [1, 6])]


def test_what_is_not_finite_has_dropped_out() -> None:
    assert released([[0, 3], [NAN, 6], [3, 9], [0, 0]]) == [("t0", [1, 4]), ("t2", [1, 4]), ("t3", [1, 4])]


@pytest.mark.parametrize(
    ("handed_in", "expected", "given", "read"),
    [
        (3, 4, {"threshold": 750}, 3),
        (3, 4, {"threshold": 751}, 0),
        (3, 5, {}, 0),  # two thirds of five are more than three
        (4, 6, {"threshold": 667}, 0),
        (4, 6, {"threshold": 666}, 4),
        (2, 2, {}, 0),
        (2, 2, {"least": 2}, 2),
        (0, 3, {}, 0),
    ],
)
def test_enough_must_survive(handed_in: int, expected: int, given: dict[str, int], read: int) -> None:
    names = tuple(f"t{n}" for n in range(expected))
    assert len(released([[1.0]] * handed_in, names, **given)) == read


UPDATES = st.integers(3, 6).flatmap(lambda n: arrays(np.float32, (n, 5), elements=st.floats(-1000, 1000, width=32)))


@given(UPDATES, st.integers(0, 5))
def test_masks_cancel_to_the_last_bit(updates: np.ndarray, gone: int) -> None:
    everybody = [f"t{n}" for n in range(len(updates))]
    dropped = everybody[: min(gone, len(everybody) - 1)]
    survivors = everybody[len(dropped) :]
    total, plain = np.zeros(5, np.uint64), np.zeros(5, np.uint64)
    for owner in survivors:
        vector = updates[int(owner[1:])]
        total, plain = total + masked(vector, owner, everybody, 7), plain + encoded(vector)
    assert unmasked(total, survivors, dropped, 7).tolist() == plain.tolist()


def test_what_is_handed_in_tells_nothing_and_another_round_has_other_masks() -> None:
    """Of 4,096 masked zeros about half of the bits are set: 5 standard deviations of the share are .005."""
    zeros = np.zeros(4096, np.float32)
    first, second = (masked(zeros, "a", ("a", "b", "c"), number) for number in (1, 2))
    for words in (first, second, first ^ second):
        assert np.bitwise_count(words).sum() / (64 * 4096) == pytest.approx(0.5, abs=0.005)


def test_a_pair_shares_a_seed_and_nobody_else_has_it() -> None:
    assert pair_seed(1, "a", "b") == pair_seed(1, "b", "a")
    assert len({pair_seed(1, "a", "b"), pair_seed(1, "a", "c"), pair_seed(2, "a", "b")}) == 3
    assert mask(5, 3).tolist() == mask(5, 3).tolist()


def test_fixed_point_is_exact_to_a_part_in_two_to_the_24th_and_bounded() -> None:
    values = np.array([0.5, -0.25, 2.0**-24, 3e38, -3e38], np.float32)
    assert decoded(encoded(values)).tolist() == [0.5, -0.25, 2.0**-24, 2.0**30, -(2.0**30)]


def test_it_hides_individual_updates() -> None:
    assert SecureSum.hides == {INDIVIDUAL_UPDATES}


@pytest.mark.parametrize("given", [{"threshold": 0}, {"threshold": 1001}, {"least": 1}])
def test_what_makes_no_sense_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(given))}=.*allowed: "):
        SecureSum(**given)
