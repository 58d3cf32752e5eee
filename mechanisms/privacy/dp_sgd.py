"""Updates that are clipped and noised before anybody sees them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sim.effects.privacy import Release
from sim.jobs import Training
from sim.seams.privacy import Privacy, PrivacyView
from sim.seams.rule import Ruling
from sim.streams import name_key


@dataclass(frozen=True)
class DpSgd(Privacy):
    """Have every update clipped to an L2 norm and Gaussian noise added to it, as part of the job that makes it.

    Formula: u min(1, clip / |u|) + N(0, (noise * clip)^2) in each entry; one release is alpha / (2 noise^2) in Renyi
    divergence of order alpha, and releases add up: `mechanisms.privacy.accounting` says to what. Source: Abadi et al. 2016,
    applied to whole updates as in McMahan et al. 2018, with the noise of each participant its own (local). It protects one
    data set's presence in one update, not each of its rows. Known weaknesses: noise enough for a small epsilon drowns
    an update; the noise seed is part of the job, so that a check can repeat it, and whoever knows the job can take the
    noise off again: here it stands for a secret between the trainer and the referee. A trainer that leaves out the
    noise is caught by repetition alone.
    """

    clip: float = 1.0
    """L2 norm of an update at the most."""
    noise: float = 0.5
    """Standard deviation in each entry, as a multiple of `clip`."""

    def __post_init__(self) -> None:
        if not 0 < self.clip < float("inf"):
            raise ValueError(f"clip={self.clip}; allowed: above 0, finite")
        if not 0 <= self.noise < float("inf"):
            raise ValueError(f"noise={self.noise}; allowed: 0 or more, finite")

    def protected(self, job: Training) -> Training:
        return replace(job, clip=self.clip, noise=self.noise, noise_seed=name_key("noise", job.seed) >> 64)

    def decide(self, view: PrivacyView, state: Any) -> Ruling:
        return [Release(submission.owner, submission.vector) for submission in view.submissions], state
