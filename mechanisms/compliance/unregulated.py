"""Everything is allowed to everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.seams.compliance import Compliance, ComplianceView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class Unregulated(Compliance):
    """Object to nothing. Proposal: the control that every other compliance is held against.

    Known weakness: none inside the protocol; outside it, whoever is answerable for it.
    """

    def decide(self, view: ComplianceView, state: Any) -> Ruling:
        return (), state
