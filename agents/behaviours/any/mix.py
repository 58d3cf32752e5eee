"""Now one behaviour, now another, by chance."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.any.choice import Choice
from sim.canonical import contents
from sim.streams import name_key
from sim.view import View


@dataclass(frozen=True)
class Mix(Choice):
    """Be `otherwise` with probability `share`, else `inner`: one coin for each task, so that what is planned, shared and
    submitted for it comes from one mind; where there is no task, one coin for each decision.

    A mixed strategy in the sense of von Neumann (1928): what a check catches with probability p, it catches here with
    share * p.
    """

    share: float = 0.5

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise ValueError(f"Mix.share={self.share}; allowed: 0 to 1")

    def turns(self, view: View, decision: str) -> bool:
        if view.task is None:
            return bool(view.draws(f"mix {decision}").random() < self.share)
        # The stream's seed instead of its next draw: asked again about the same task, the coin must not have moved.
        seed = view.draws("mix").bit_generator.seed_seq.generate_state(4)
        return name_key(seed.tobytes().hex(), contents(view.task)) < self.share * 2.0**128
