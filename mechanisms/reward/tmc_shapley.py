"""Pay for what you add on average, measured only until it is known well enough."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from mechanisms.reward.coalitions import Coalition, joined, marginals, measured, panel, players
from sim.effects.money import pay_in_proportion
from sim.requests import Draw, Request
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import INDIVIDUAL_UPDATES, Deliberation


@dataclass(frozen=True)
class TmcShapley(Reward):
    """Pay accepted updates in proportion to Shapley values that are sampled until their standard errors are small.

    Formula: phi_i = mean over orders drawn by lot of v(those before i, and i) - v(those before i), v(S) the loss that the
    mean of the updates in S removes; pot * max(phi_i, 0) / sum_j max(phi_j, 0). Orders are walked `batch` at a time,
    `stride` players in one job; one is cut off, and who comes later in it adds nothing, where |v(N) - v(S)| is at most
    `gap` of the gain |v(N) - v(nobody)|. It ends after the second batch or a later one, when the largest standard error of
    a phi_i is at most `error` of the gain, or when the `jobs` that are left might not do for another batch. Each job has
    an equal part of the time and of the check fee; where one is not delivered, the batches before it decide, and without
    any the pot rolls over. Source: truncated Monte Carlo (Ghorbani and Zou 2019, algorithm 1), which stops on
    the change of the estimates instead. Known weaknesses: cutting off takes up to `gap` of the gain from who comes late, and
    the estimate of an error from few orders is itself unsure; data that a verifier replaces between two jobs are one more
    noise; k copies of an update earn more than one, as by exact values. Needs individual updates and verifiers who own
    data.
    """

    needs = frozenset({INDIVIDUAL_UPDATES})

    error: float = 0.05
    """Standard error of every value at which sampling ends, as a part of the gain."""
    gap: float = 0.02
    """What may be left to gain where an order is cut off, as a part of the gain."""
    batch: int = 3
    """Orders that are walked side by side, at least 2."""
    stride: int = 3
    """Players who join in one job; as many more as `jobs` jobs need to walk one batch."""
    jobs: int = 3
    """Jobs that are ordered of each evaluator at most."""
    evaluators: int = 1
    """Verifiers who evaluate, each for a fee; of several the lower median counts."""

    def __post_init__(self) -> None:
        for name in ("error", "gap"):
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(f"{name}={getattr(self, name)}; allowed: 0 up to, but not, 1")
        for name, least in (("batch", 2), ("stride", 1), ("jobs", 1), ("evaluators", 1)):
            if getattr(self, name) < least:
                raise ValueError(f"{name}={getattr(self, name)}; allowed: {least} or more")

    def decide(self, view: RewardView, state: Any) -> Deliberation:
        owners = tuple(player.owner for player in players(view))
        walks = Walks(view, (yield from panel(view, self.evaluators)), len(owners), self)
        while walks.by and walks.left >= walks.longest and not walks.sure():
            drawn = yield tuple(Draw(len(owners), owners) for _ in range(self.batch))
            if not (yield from walks.batch([joined(order, owners) for order in drawn])):
                break
        earned = [(owner, max(value, 0)) for owner, value in zip(owners, walks.sums(), strict=True)]
        return pay_in_proportion(view.pot, earned), state


@dataclass
class Walks:
    """The orders that one case has walked, and what it has measured on the way."""

    view: RewardView
    by: Sequence[str]
    size: int
    """Players."""
    rule: TmcShapley
    worth: dict[Coalition, int] = field(default_factory=dict)
    added: list[list[int]] = field(default_factory=list)
    """What each player added, 1e-6 nats, for each order walked."""
    left: int = field(init=False)
    """Jobs that may still be ordered."""

    def __post_init__(self) -> None:
        self.left = self.rule.jobs
        # Whoever comes last makes it everybody, which is always known.
        self.stride = max(self.rule.stride, -(-(self.size - 1) // self.rule.jobs))
        self.longest = max(-(-(self.size - 1) // self.stride), 1)
        """Jobs in which any order is walked to its end."""

    def batch(self, orders: Sequence[Sequence[Coalition]]) -> Generator[Any, Any, bool]:
        """Walk orders side by side and keep what was added; False, and nothing kept, when an answer is missing."""
        going, ended, end = list(orders), list[Sequence[Coalition]](), 0
        while going:
            self.left -= 1
            end += self.stride
            if not (yield from self._measure({0, (1 << self.size) - 1, *(c for o in going for c in o[: end + 1])})):
                return False
            if end >= self.size - 1:
                ended, going = [*ended, *going], []
            ended += [order[: end + 1] for order in going if self._cut_off(order[end])]
            going = [order for order in going if not self._cut_off(order[end])]
        self.added += [marginals(order, self.worth, self.size) for order in ended]
        return True

    def sure(self) -> bool:
        """Whether there is a second batch, and the largest standard error is small enough."""
        n = len(self.added)
        if n < 2 * self.rule.batch:
            return False
        # Squared, and times n^2 (n - 1), these are whole numbers: n times the sum of squares less the square of the sum.
        largest = max(n * sum(x * x for x in of_one) - sum(of_one) ** 2 for of_one in zip(*self.added, strict=True))
        return bool(largest <= (Fraction(self.rule.error) * self.gain) ** 2 * n * n * (n - 1))

    def sums(self) -> list[int]:
        """What each player added over all orders walked."""
        return [sum(of_one) for of_one in zip(*self.added, strict=True)] or [0] * self.size

    @property
    def gain(self) -> int:
        """What everybody together changed, 1e-6 nats."""
        return abs(self.worth[(1 << self.size) - 1] - self.worth[0])

    def _cut_off(self, so_far: Coalition) -> bool:
        left = abs(self.worth[(1 << self.size) - 1] - self.worth[so_far])
        return bool(left <= Fraction(self.rule.gap) * self.gain)

    def _measure(self, wanted: set[Coalition]) -> Generator[Request | tuple[Request, ...], Any, bool]:
        """Learn the worth of what is not known yet, in one job."""
        if unknown := wanted - self.worth.keys():
            heard = yield from measured(self.view, self.by, unknown, self.rule.jobs)
            if heard is None:
                return False
            self.worth |= heard
        return True
