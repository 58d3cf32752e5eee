"""Weights clipped at the majority's, and bonds that remember who was right early."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from mechanisms.consensus.weights import Matrix, by_column, share, supported, weights, whole
from sim.effects.judgement import Publish
from sim.seams.consensus import Consensus, ConsensusView
from sim.seams.rule import Ruling

Bonds: TypeAlias = tuple[tuple[str, str, int], ...]
"""(validator, subject, bond in 0..65535), sorted, zeros left out."""
FULL = 2**16 - 1
"""A bond of one, as it is stored."""


@dataclass(frozen=True)
class Yuma(Consensus):
    """Clip every weight at what a share kappa of the stake supports; score subjects by clipped weights, and let validators
    earn dividends by bonds to those whom they weighed.

    C_j = stake-weighted median of column j; W' = min(W, C); I ~ S W'; bonds: delta ~ S ((1 - b) W + b W') with columns that
    sum to one, B = alpha delta + (1 - alpha) B_old; D ~ B I. Half of the emission goes to I, half to D; where there is no
    consensus on anything it goes by stake. Source: opentensor/subtensor, docs/consensus.md (Yuma-1: bonds are kept as u16,
    the largest of a column at 65535). Publishes incentive, consensus and dividends in 1e-6, emission in 1e-9, and scores in
    the unit of the reports: proportional to the incentive, as high as nobody's score exceeds what somebody reported. A
    validator that did not report has no weight, and its bonds fade. Known weaknesses: a majority kappa of the stake takes
    everything; whoever copies the last consensus earns nearly what work does.
    """

    kappa: int = 500
    """Parts per thousand of the reporting stake that must stand behind a weight."""
    penalty: float = 1.0
    """Share of the clipping that bonds suffer too (b), 0 to 1."""
    alpha: float = 0.1
    """Weight of the newest epoch in the moving average of bonds."""

    def __post_init__(self) -> None:
        if not 0 < self.kappa <= 1000:
            raise ValueError(f"kappa={self.kappa}; allowed: 1 to 1000 parts per thousand")
        if not 0 <= self.penalty <= 1 or not 0 < self.alpha <= 1:
            raise ValueError(f"penalty={self.penalty}, alpha={self.alpha}; allowed: penalty 0 to 1, alpha above 0 to 1")

    def begin(self) -> Bonds:
        return ()

    def from_state(self, old: Any) -> Bonds:
        """Take over the bonds of another Yuma; what a rule of another kind remembered is none."""
        return old if isinstance(old, tuple) and all(map(_is_bond, old)) else ()

    def decide(self, view: ConsensusView, state: Bonds) -> Ruling:
        subjects = sorted(view.subjects)
        validators = sorted({*view.reports, *(validator for validator, _, _ in state)})
        staked = [view.stakes.get(validator, 0) for validator in validators]
        stake = share(np.array(staked, dtype=np.float64))
        weight = weights(view.reports, validators, subjects)
        consensus = np.array([supported(staked, column.tolist(), self.kappa) for column in weight.T])
        clipped = np.minimum(weight, consensus)
        incentive = share(stake @ clipped)
        kept = {(validator, subject): bond for validator, subject, bond in state}
        # Bonds to subjects that were not scored this time wait; all others are bought and sold anew.
        old = np.array([[kept.pop((v, s), 0) for s in subjects] for v in validators], dtype=np.float64)
        bondable = (1 - self.penalty) * weight + self.penalty * clipped
        held, owned = self._bond(old.reshape(clipped.shape), stake, bondable, consensus)
        dividends = share(self._dividends(owned, stake, incentive))
        stored = {(v, s): int(held[i, j] * FULL) for i, v in enumerate(validators) for j, s in enumerate(subjects)}
        bonds = tuple(sorted((v, s, bond) for (v, s), bond in {**kept, **stored}.items() if bond))
        incentives = dict(zip(subjects, incentive.tolist(), strict=True))
        earned = [*incentives.items(), *zip(validators, dividends.tolist(), strict=True)]
        if not incentive.any() and not dividends.any():
            earned = [*zip(validators, stake.tolist(), strict=True)]
        total = sum(part for _, part in earned) or 1.0
        return [
            Publish("scores", in_reported_units(view.reports, incentives)),
            Publish("incentive", whole(incentives.items(), 10**6)),
            Publish("consensus", whole(zip(subjects, consensus.tolist(), strict=True), 10**6)),
            Publish("dividends", whole(zip(validators, dividends.tolist(), strict=True), 10**6)),
            Publish("emission", whole(((who, part / total) for who, part in earned), 10**9)),
        ], bonds

    def _bond(self, old: Matrix, stake: Matrix, weight: Matrix, consensus: Matrix) -> tuple[Matrix, Matrix]:
        """Bonds as they are kept (the largest of a column at one) and as shares of a column, both (validators, subjects)."""
        bought = by_column(stake[:, None] * weight)
        owned = by_column(self.alpha * bought + (1 - self.alpha) * by_column(old))
        top = owned.max(axis=0, initial=0.0)
        return np.divide(owned, top, out=np.zeros_like(owned), where=top > 0), owned

    def _dividends(self, owned: Matrix, stake: Matrix, incentive: Matrix) -> Matrix:
        """Before normalisation, (validators,); stake is in these bonds already."""
        return owned @ incentive


def in_reported_units(reports: Mapping[str, Mapping[str, int]], incentive: Mapping[str, float]) -> dict[str, int]:
    """Scores in the proportions of the incentive, scaled so that none exceeds the most that somebody reported."""
    most = {subject: max((report.get(subject, 0) for report in reports.values()), default=0) for subject in incentive}
    scale = min((most[subject] / part for subject, part in incentive.items() if part), default=0.0)
    return {subject: min(round(part * scale), most[subject]) if part else 0 for subject, part in incentive.items()}


def _is_bond(value: object) -> bool:
    match value:
        case (str(), str(), int(bond)):
            return 0 < bond <= FULL
    return False
