"""How a round's pot is divided among the kinds of work that went into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.effects.money import Pay, pay_in_proportion
from sim.money import split


@dataclass(frozen=True)
class Shares:
    """Parts per thousand of a round's pot. Proposal; what is not earned stays in the pot for the next round."""

    trainers: int = 600
    validators: int = 200
    providers: int = 100
    compute: int = 100
    aggregators: int = 0

    def __post_init__(self) -> None:
        parts = (self.trainers, self.validators, self.providers, self.compute, self.aggregators)
        if min(parts) < 0 or sum(parts) != 1000:
            raise ValueError(
                f"trainers, validators, providers, compute, aggregators={parts}; allowed: 0 or more, together 1000"
            )

    def by_role(self) -> Mapping[str, int]:
        """Parts per thousand for each role."""
        workers = {"trainer": self.trainers, "validator": self.validators, "provider": self.providers}
        return {**workers, "compute": self.compute, "aggregator": self.aggregators}

    def divide(self, pot: int) -> Mapping[str, int]:
        """Base units for each kind of work, exactly `pot` together."""
        kinds = {"trainers": self.trainers, "validators": self.validators, "providers": self.providers}
        return split(pot, {**kinds, "compute": self.compute, "aggregators": self.aggregators})


def payments(
    parts: Mapping[str, int],
    reported: Mapping[str, int],
    used: Mapping[str, int],
    aggregated: Mapping[str, int],
    served: Mapping[str, int],
) -> tuple[Pay, ...]:
    """Pay validators by reports, providers by shards of theirs that were used, aggregators by aggregates, and compute owners
    by GPU-milliseconds, in this order: what is short is short at its end."""
    earned = (("validators", reported), ("providers", used), ("aggregators", aggregated), ("compute", served))
    return tuple(pay for kind, weights in earned for pay in pay_in_proportion(parts[kind], weights.items()))
