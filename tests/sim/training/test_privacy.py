"""Clipping and noise, on literal vectors."""

import numpy as np
import pytest

from sim.jobs import Training
from sim.training.privacy import released

JOB = Training("m", "s", "d", (0,), 1)


def job(**change: float) -> Training:
    return Training("m", "s", "d", (0,), 1, **change)


def test_without_clip_nothing_changes() -> None:
    delta = np.float32([3, 4])
    assert released(delta, JOB) is delta


@pytest.mark.parametrize(("clip", "expected"), [(1, [0.6, 0.8]), (5, [3, 4]), (50, [3, 4])])
def test_the_norm_is_bounded(clip: float, expected: list[float]) -> None:
    np.testing.assert_allclose(released(np.float32([3, 4]), job(clip=clip)), expected, rtol=1e-7)


def test_noise_has_the_promised_deviation_and_its_own_seed() -> None:
    quiet = np.zeros(40_000, np.float32)
    noisy = released(quiet, job(clip=2.0, noise=1.5, noise_seed=8))
    assert noisy.dtype == np.float32
    assert noisy.std() == pytest.approx(3.0, rel=0.02)
    assert abs(noisy.mean()) < 0.06  # four standard errors
    np.testing.assert_array_equal(noisy, released(quiet, job(clip=2.0, noise=1.5, noise_seed=8, seed=99)))
    assert not np.array_equal(noisy, released(quiet, job(clip=2.0, noise=1.5, noise_seed=9)))
