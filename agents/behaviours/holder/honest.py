"""The honest holder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agents.behaviours.behaviour import Behaviour
from agents.behaviours.payloads import is_contract, payee, put_to_vote
from sim.effects.effect import Effect
from sim.effects.law import SetParameter
from sim.messages.governor import Propose
from sim.messages.host import Asked
from sim.view import View


@dataclass(frozen=True)
class Honest(Behaviour):
    """Read every proposal and vote on it: no to what pays a private account, no to a figure changed by more than a factor of
    `step` or switched on or off, yes to the rest. Propose nothing, delegate to nobody. A proposal, not a finding: what is
    good for the protocol nobody knows from a payload alone."""

    step: float = 2.0

    def __post_init__(self) -> None:
        if not self.step >= 1:
            raise ValueError(f"Honest.step={self.step}; allowed: 1 or more")

    def proposes(self, view: View) -> Propose | None:
        return None

    def delegates(self, view: View) -> str:
        return ""

    def answer(self, view: View, asked: Asked) -> Any:
        payload = put_to_vote(view, asked)
        return None if payload is None else all(self._fair(view, effect) for effect in payload)

    def _fair(self, view: View, effect: Effect) -> bool:
        if isinstance(effect, SetParameter):
            rule, _ = view.chain.rule(effect.contract, effect.family)
            return self._near(getattr(rule, effect.field, None), effect.value)
        to = payee(effect)
        return not to or is_contract(view, to)

    def _near(self, before: Any, after: Any) -> bool:
        numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in (before, after))
        if not numbers or before == after:
            return True
        return bool(before * after > 0) and 1 / self.step <= after / before <= self.step
