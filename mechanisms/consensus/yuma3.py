"""Yuma with bonds that each validator grows and sheds at its own pace."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mechanisms.consensus.weights import Matrix, by_column
from mechanisms.consensus.yuma import FULL, Yuma


@dataclass(frozen=True)
class Yuma3(Yuma):
    """Let each bond move by itself, at a pace between `alpha` and `fast`: the faster, the further a weight stands above the
    consensus or a bond above its weight.

    a = alpha + (fast - alpha) / (1 + exp(-steepness (d - 1/2))), d = W - C when buying and B - W when selling;
    B = B_old (1 - a) + min(a W, 1 - B_old (1 - a)); D ~ S (B, columns summing to one) I; all else as in Yuma. Source:
    opentensor/subtensor, Yuma-3 with liquid alpha (its steepness of 1000 is 10 here). Known weakness: as Yuma's, but
    whoever moves first to what becomes the consensus gains, and copiers come too late.
    """

    penalty: float = 0.0
    fast: float = 0.3
    """Weight of the newest epoch where a bond moves fastest."""
    steepness: float = 10.0
    """How sharply the pace turns from slow to fast."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.alpha <= self.fast <= 1 or not 0 < self.steepness < float("inf"):
            raise ValueError(f"fast={self.fast}, steepness={self.steepness}; allowed: alpha to 1, and above 0, finite")

    def _bond(self, old: Matrix, stake: Matrix, weight: Matrix, consensus: Matrix) -> tuple[Matrix, Matrix]:
        held = old / FULL
        distance = np.clip(np.where(weight >= held, weight - consensus, held - weight), 0.0, 1.0)
        pace = self.alpha + (self.fast - self.alpha) / (1 + np.exp(-self.steepness * (distance - 0.5)))
        faded = held * (1 - pace)
        grown = faded + np.minimum(pace * weight, 1 - faded)
        return grown, by_column(grown)

    def _dividends(self, owned: Matrix, stake: Matrix, incentive: Matrix) -> Matrix:
        return stake * (owned @ incentive)
