"""Consensus on a matrix of weights, with public bonds that last from epoch to epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.effects.judgement import Publish
from sim.seams.consensus import Consensus, ConsensusView
from sim.seams.rule import Ruling

Matrix: TypeAlias = NDArray[np.float64]
Bonds: TypeAlias = tuple[tuple[str, str, int], ...]
"""(validator, subject, bond in 0..65535), sorted, zeros left out."""
WHOLE = 2**16 - 1
"""A bond of one, as it is stored."""
MILLION, BILLION = 10**6, 10**9


@dataclass(frozen=True)
class Yuma(Consensus):
    """Clip every weight at what a share kappa of the stake supports; pay subjects by clipped weights, validators by bonds.

    C_j = stake-weighted median of column j; W' = min(W, C); I ~ S W'; bonds: delta ~ S ((1 - b) W + b W') with columns that
    sum to one, B = alpha delta + (1 - alpha) B_old; D ~ B I. Half of the emission goes to I, half to D; where there is no
    consensus on anything it goes by stake. Source: opentensor/subtensor, docs/consensus.md (Yuma-1: bonds are kept as u16,
    the largest of a column at 65535). Publishes incentive, consensus and dividends in 1e-6, emission in 1e-9, and scores in
    the unit of the reports: proportional to the incentive, as high as nobody's score exceeds what somebody reported. A
    validator that did not report has no weight and its bonds fade. Known weakness: whoever copies the last consensus earns
    nearly what work does.
    """

    kappa: int = 500
    """Parts per thousand of the reporting stake that must stand behind a weight."""
    penalty: float = 1.0
    """Share of the clipping that bonds suffer too, 0 to 1."""
    alpha: float = 0.1
    """Weight of the newest epoch in the moving average of bonds."""

    def __post_init__(self) -> None:
        if not 0 < self.kappa <= 1000:
            raise ValueError(f"kappa={self.kappa}; allowed: 1 to 1000 parts per thousand")
        if not 0 <= self.penalty <= 1 or not 0 < self.alpha <= 1:
            raise ValueError(f"penalty={self.penalty}, alpha={self.alpha}; allowed: penalty 0 to 1, alpha above 0 to 1")

    def begin(self) -> Bonds:
        return ()

    def decide(self, view: ConsensusView, state: Bonds) -> Ruling:
        subjects = sorted(view.subjects)
        validators = sorted({*view.reports, *(validator for validator, _, _ in state)})
        staked = [view.stakes.get(validator, 0) for validator in validators]
        stake = _share(np.array(staked, dtype=np.float64))
        weights = _rows(_weights(view.reports, validators, subjects))
        consensus = np.array([_supported(staked, column, self.kappa) for column in weights.T])
        clipped = np.minimum(weights, consensus)
        incentive = _share(stake @ clipped)
        kept = {(validator, subject): bond for validator, subject, bond in state}
        old = np.array([[kept.pop((v, s), 0) for s in subjects] for v in validators], dtype=np.float64)
        bondable = (1 - self.penalty) * weights + self.penalty * clipped
        held, share = self._bond(old.reshape(clipped.shape), stake, bondable, consensus)
        dividends = _share(self._dividends(share, stake, incentive))
        stored = {(v, s): int(held[i, j] * WHOLE) for i, v in enumerate(validators) for j, s in enumerate(subjects)}
        bonds = tuple(sorted((v, s, bond) for (v, s), bond in {**kept, **stored}.items() if bond))
        earned = [*zip(subjects, incentive, strict=True), *zip(validators, dividends, strict=True)]
        if not incentive.any() and not dividends.any():
            earned = [*zip(validators, stake, strict=True)]
        total = sum(part for _, part in earned) or 1.0
        return [
            Publish("scores", _scores(view.reports, dict(zip(subjects, incentive, strict=True)))),
            Publish("incentive", _integers(zip(subjects, incentive, strict=True), MILLION)),
            Publish("consensus", _integers(zip(subjects, consensus, strict=True), MILLION)),
            Publish("dividends", _integers(zip(validators, dividends, strict=True), MILLION)),
            Publish("emission", _integers(((who, part / total) for who, part in earned), BILLION)),
        ], bonds

    def _bond(self, old: Matrix, stake: Matrix, weights: Matrix, consensus: Matrix) -> tuple[Matrix, Matrix]:
        """Bonds as they are kept (the largest of a column at one) and as shares of a column."""
        bought = _rows((stake[:, None] * weights).T).T
        share = _rows((self.alpha * bought + (1 - self.alpha) * _rows(old.T).T).T).T
        top = share.max(axis=0, initial=0.0)
        return np.divide(share, top, out=np.zeros_like(share), where=top > 0), share

    def _dividends(self, share: Matrix, stake: Matrix, incentive: Matrix) -> Matrix:
        """Before normalisation; stake is in the bonds already."""
        return share @ incentive


@dataclass(frozen=True)
class Yuma3(Yuma):
    """Bonds that each validator grows and sheds by itself, at a pace between `alpha` and `fast`: the faster, the further a
    weight stands above the consensus or a bond above its weight.

    a_ij = alpha + (fast - alpha) / (1 + exp(-steepness (d_ij - 1/2))), d = w - C when buying and B - w when selling;
    B = B_old (1 - a) + min(a w, 1 - B_old (1 - a)); D ~ S (B, columns summing to one) I. Source: opentensor/subtensor,
    Yuma-3 with liquid alpha (its steepness of 1000 is 10 here).
    """

    penalty: float = 0.0
    fast: float = 0.3
    steepness: float = 10.0

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.alpha <= self.fast <= 1 or not self.steepness > 0:
            raise ValueError(f"fast={self.fast}, steepness={self.steepness}; allowed: alpha to 1, and above 0")

    def _bond(self, old: Matrix, stake: Matrix, weights: Matrix, consensus: Matrix) -> tuple[Matrix, Matrix]:
        held = old / WHOLE
        distance = np.clip(np.where(weights >= held, weights - consensus, held - weights), 0.0, 1.0)
        pace = self.alpha + (self.fast - self.alpha) / (1 + np.exp(-self.steepness * (distance - 0.5)))
        faded = held * (1 - pace)
        grown = faded + np.minimum(pace * weights, 1 - faded)
        return grown, _rows(grown.T).T

    def _dividends(self, share: Matrix, stake: Matrix, incentive: Matrix) -> Matrix:
        return stake * (share @ incentive)


def _weights(reports: Mapping[str, Mapping[str, int]], validators: Sequence[str], subjects: Sequence[str]) -> Matrix:
    """Reported weights, float64 (validators, subjects); nobody weighs itself, and harm weighs nothing."""
    said = [[0 if v == s else max(reports.get(v, {}).get(s, 0), 0) for s in subjects] for v in validators]
    return np.array(said, dtype=np.float64).reshape(len(validators), len(subjects))


def _supported(stakes: Sequence[int], weights: Matrix, kappa: int) -> float:
    """The largest weight below which stands at most 1 - kappa of the stake, compared in integers; 0 without stake."""
    minority, below, supported = sum(stakes) * (1000 - kappa), 0, 0.0
    for weight, stake in sorted(zip(weights, stakes, strict=True)):
        if stake and below * 1000 <= minority:
            supported = float(weight)
        below += stake
    return supported


def _share(values: Matrix) -> Matrix:
    """Values over their sum; all zero where the sum is."""
    total = values.sum()
    return values / total if total > 0 else np.zeros_like(values)


def _rows(matrix: Matrix) -> Matrix:
    """Every row over its sum; rows of zeros stay."""
    total = matrix.sum(axis=1, keepdims=True)
    shares: Matrix = np.divide(matrix, total, out=np.zeros_like(matrix), where=total > 0)
    return shares


def _scores(reports: Mapping[str, Mapping[str, int]], incentive: Mapping[str, float]) -> dict[str, int]:
    most = {subject: max((report.get(subject, 0) for report in reports.values()), default=0) for subject in incentive}
    scale = min((most[subject] / share for subject, share in incentive.items() if share), default=0.0)
    return {subject: min(round(share * scale), most[subject]) if share else 0 for subject, share in incentive.items()}


def _integers(values: Any, scale: int) -> dict[str, int]:
    return {who: round(float(value) * scale) for who, value in values}
