"""The Gaussian mechanism on an update: bounded in L2, then noised (Abadi et al. 2016, arXiv:1607.00133)."""

from __future__ import annotations

import numpy as np

from sim.jobs import Training, Vector


def released(delta: Vector, job: Training) -> Vector:
    """`delta` (P,) as the job releases it: L2 norm at most `clip`, plus N(0, (noise * clip)^2) in each entry.

    The noise is drawn from `noise_seed` alone. Without `clip` the vector is returned as it is.
    """
    if job.clip is None:
        return delta
    wide = delta.astype(np.float64)
    norm = float(np.sqrt(np.sum(np.square(wide))))  # np.sum, not BLAS: its order does not depend on threads
    if norm > job.clip:
        wide *= job.clip / norm
    if job.noise:
        wide += job.noise * job.clip * np.random.default_rng(job.noise_seed).standard_normal(wide.shape)
    return wide.astype(np.float32)
