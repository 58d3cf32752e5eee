"""One attempt at a job, second by second, once it is known where it runs."""

from __future__ import annotations

from dataclasses import dataclass

ROUNDING = 1e-9
"""Part of a step that sums of floating-point seconds may be short of a whole one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`setup` seconds, `steps` of `step` seconds with a checkpoint of `cost` seconds after each `every`, then `upload`.

    No checkpoint follows the last step. `every` is None when none is written.
    """

    setup: float
    steps: int
    step: float
    every: int | None
    cost: float
    upload: float

    @property
    def computing(self) -> float:
        """Seconds from the first step to the last, checkpoints included."""
        return self.steps * self.step + self._checkpoints * self.cost

    @property
    def seconds(self) -> float:
        """Length of the whole attempt."""
        return self.setup + self.computing + self.upload

    def computed(self, elapsed: float) -> float:
        """Seconds spent computing among the first `elapsed`."""
        return min(max(elapsed - self.setup, 0.0), self.computing)

    def saved_steps(self, elapsed: float) -> int:
        """Steps that a checkpoint had kept after `elapsed` seconds."""
        if self.every is None:
            return 0
        block = self.every * self.step + self.cost
        return self.every * min(self._checkpoints, int(self.computed(elapsed) / block + ROUNDING))

    def whole_steps(self, elapsed: float) -> int:
        """Steps finished after `elapsed` seconds, saved or not."""
        if elapsed < self.setup:
            return 0
        if self.step == 0:
            return self.steps
        saved = self.saved_steps(elapsed)
        chunk = min(self.every or self.steps, self.steps - saved)
        since = self.computed(elapsed) - (saved // self.every * self.cost if self.every else 0.0) - saved * self.step
        return saved + min(chunk, int(since / self.step + ROUNDING))

    @property
    def _checkpoints(self) -> int:
        return (self.steps - 1) // self.every if self.every and self.steps else 0
