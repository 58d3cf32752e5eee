"""Quality as it is perceived: a certificate, and what users have reported since."""

from __future__ import annotations

from dataclasses import dataclass

from sim.durations import DAY


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Reported and verified outcomes, `tried` of which `succeeded`, both fading alike; as of a time in seconds."""

    succeeded: float = 0.0
    tried: float = 0.0
    at: float = 0.0

    def faded(self, now: float, half_life: float) -> Outcomes:
        """The same outcomes at a later time."""
        kept = 0.5 ** ((now - self.at) / half_life)
        return Outcomes(self.succeeded * kept, self.tried * kept, now)

    def after(self, succeeded: int, tried: int, now: float, half_life: float) -> Outcomes:
        """With some more of them."""
        old = self.faded(now, half_life)
        return Outcomes(old.succeeded + succeeded, old.tried + tried, now)


@dataclass(frozen=True)
class Perception:
    """How a certificate and outcomes add up: q_hat = (n0 certified + succeeded) / (n0 + tried).

    A Beta prior of `prior` trials centred on the certificate (Laplace 1774). Proposal: 500 trials, half-life 7 days. With
    every request counted, and not only verified reports, the certificate would weigh nothing.
    """

    prior: float = 500.0
    half_life: float = 7 * DAY
    """Seconds."""

    def __post_init__(self) -> None:
        if not (self.prior > 0 and self.half_life > 0):
            raise ValueError(f"prior={self.prior}, half_life={self.half_life}; allowed: above 0")

    def of(self, certified: float, outcomes: Outcomes, now: float) -> float:
        """Perceived share of right answers, 0 to 1."""
        faded = outcomes.faded(now, self.half_life)
        return (self.prior * certified + faded.succeeded) / (self.prior + faded.tried)
