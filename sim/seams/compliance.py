"""The seam of compliance: who is allowed to take part at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sim.effects.effect import Effect
from sim.effects.judgement import Reject
from sim.effects.membership import Deregister, Register
from sim.seams.rule import Deliberation, Rule, Ruling


@dataclass(frozen=True)
class ComplianceView:
    """An account and what it wants to do: `join` the register, or `stay` on it when its attestation was taken back."""

    account: str
    act: str
    attributes: Mapping[str, Any]
    now: float


class Compliance(Rule):
    """A rule of compliance."""

    family: ClassVar[str] = "compliance"
    emits: ClassVar[frozenset[type[Effect]]] = frozenset({Register, Deregister, Reject})

    def decide(self, view: ComplianceView, state: Any) -> Ruling | Deliberation:
        """Judge one case. See `ComplianceView` for what may be looked at."""
        raise TypeError(f"{type(self).__name__} decides nothing: define decide(view, state)")
