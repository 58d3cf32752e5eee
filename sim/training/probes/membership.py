"""Whether the model gives away whom it was trained on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from sim.lab import Examples
from sim.training.scoring import losses


def membership_auc(logits: NDArray[np.float32], examples: Examples) -> float:
    """Area under the curve of an attacker who calls rows of low loss members (Yeom et al. 2018, arXiv:1709.01604).

    .5 tells nothing, 1 tells everything; ties count half. Groups say who was a member (1) and who was not (0), see
    `audition`. Logits are (n, classes). Raises ValueError unless both kinds are present.
    """
    groups = examples.groups
    if groups is None or set(np.unique(groups)) != {0, 1}:
        raise ValueError("Examples.groups must hold 1 (member) and 0 (not a member), both, for the probe membership")
    ranks = rankdata(-losses(logits, examples.labels))
    members = int(groups.sum())
    others = len(groups) - members
    return float((ranks[groups == 1].sum() - members * (members + 1) / 2) / (members * others))


def audition(members: Examples, others: Examples) -> Examples:
    """Rows the model was trained on and rows it never saw, marked 1 and 0, for the probe `membership`."""
    return Examples(
        np.concatenate([members.inputs, others.inputs]),
        np.concatenate([members.labels, others.labels]),
        np.repeat(np.array([1, 0], dtype=np.int64), [len(members.labels), len(others.labels)]),
    )
