"""Whoever weighs what a cheat gains against what it would lose."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from agents.behaviours.any.choice import Choice
from sim.facts import Fact
from sim.view import View


def gains(gain: float | Fraction, chance: float | Fraction, loss: float | Fraction) -> bool:
    """Whether a cheat is expected to gain, (1 - p) * g > p * S, when it is found out with probability p, forfeits its gain g
    then, and loses S: Becker, Crime and punishment, 1968. A draw deters."""
    p = Fraction(chance)
    return bool((1 - p) * Fraction(gain) > p * Fraction(loss))


@dataclass(frozen=True)
class Weighing(Choice):
    """Be `otherwise` where that is expected to gain, else `inner`: (1 - p) * g > p * S.

    p is the chance of being found out, S what the published staking rule would take of its own stake, g what the cheat is
    ahead by if it passes, and which it forfeits if it is caught: Becker, Crime and punishment, 1968. So a stake deters when
    p * S >= (1 - p) * g, for p = .1 and g = 10 when S >= 90. It makes up its mind when it hears of a task and keeps to it
    until the next, so that what is planned and what is submitted come from one mind.
    """

    gain: int = 0
    """g in base units."""
    chance: float | None = None
    """p, 0 to 1; None: as the rules in force publish it, 0 where none does."""
    registry: str = "registry"
    """The contract that keeps its stake."""

    def __post_init__(self) -> None:
        name = type(self).__name__
        if self.gain < 0:
            raise ValueError(f"{name}.gain={self.gain}; allowed: 0 or more base units")
        if self.chance is not None and not 0 <= self.chance <= 1:
            raise ValueError(f"{name}.chance={self.chance}; allowed: 0 to 1, or null")

    def at_issue(self, fact: Fact) -> int | None:
        """g in the task that this fact sets; None: it sets none."""
        return None

    def published(self, view: View, fact: Fact) -> Fraction:
        """p as anybody can read it."""
        return Fraction(0)

    def at_stake(self, view: View) -> int:
        """S in base units: of its stake, the part that one fault costs; all of it where the rule does not say."""
        staked = view.chain.balance(f"{self.registry}/stake/{view.account}")
        rule, _ = view.chain.rule(self.registry, "staking")
        return staked * int(getattr(rule, "slash", 1000)) // 1000

    def pays(self, view: View, gain: int, published: Fraction) -> bool:
        """Whether cheating is expected to gain. A draw deters."""
        return gains(gain, published if self.chance is None else self.chance, self.at_stake(view))

    def note(self, view: View, fact: Fact) -> Any:
        gain = self.at_issue(fact)
        return view.memory.own if gain is None else self.pays(view, gain, self.published(view, fact))

    def turns(self, view: View, decision: str) -> bool:
        return bool(view.memory.own)
