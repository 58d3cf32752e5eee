"""Clipping and noise are part of the job; the control changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mechanisms.privacy.dp_sgd import DpSgd
from mechanisms.privacy.in_the_open import InTheOpen
from sim.jobs import Training
from sim.seams.privacy import Privacy, PrivacyView
from sim.seams.submission import Submission
from sim.training.privacy import released

JOB = Training(model="m", start="s", data="d", rows=(0,), steps=1, seed=11)


def test_a_job_carries_its_clip_its_noise_and_a_seed_of_its_own() -> None:
    job, other = (DpSgd(clip=2.0, noise=0.5).protected(replace(JOB, seed=seed)) for seed in (11, 12))
    assert (job.clip, job.noise) == (2.0, 0.5)
    assert replace(job, clip=None, noise=0.0, noise_seed=0) == JOB
    assert len({job.noise_seed, other.noise_seed, 11, 0}) == 4


def test_the_noise_of_a_protected_job_is_what_was_asked_for() -> None:
    """An update far outside is clipped to norm 2; the noise has standard deviation .5 * 2 in each of 10,000 entries."""
    job = DpSgd(clip=2.0, noise=0.5).protected(JOB)
    away = np.full(10_000, 5.0, np.float32)
    noise = released(away, job) - 2.0 / 100
    assert float(noise.std()) == pytest.approx(1.0, abs=0.035)
    assert float(np.linalg.norm(released(away, replace(job, noise=0.0)))) == pytest.approx(2.0, rel=1e-6)


@pytest.mark.parametrize("rule", [DpSgd(), InTheOpen()], ids=repr)
def test_updates_are_released_as_they_were_handed_in(rule: Privacy) -> None:
    handed_in = (Submission("t0", "", np.array([1.0, 2.0], np.float32), JOB),)
    ((effect,), state) = rule.decide(PrivacyView(0, handed_in), None)  # type: ignore[misc]
    assert (effect.account, effect.value.tolist(), state) == ("t0", [1.0, 2.0], None)  # type: ignore[attr-defined]


def test_the_control_leaves_a_job_alone() -> None:
    assert InTheOpen().protected(JOB) == JOB


@pytest.mark.parametrize("given", [{"clip": 0.0}, {"clip": float("inf")}, {"noise": -1.0}, {"noise": float("nan")}])
def test_what_makes_no_sense_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(given))}=.*allowed: "):
        DpSgd(**given)
