"""The data provider whose inputs are worn out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from agents.behaviours.deviation import Deviation
from sim.lab import Examples
from sim.streams import name_key
from sim.view import View


@dataclass(frozen=True)
class Noise(Deviation):
    """Offer the shard with normal noise of standard deviation `deviation` added to every input of a `share` of its rows.

    Attribute noise: Zhu and Wu, Class noise vs. attribute noise, 2004. Cheap data sold as good, rather than an attack.
    Knows: its own shard. Stopped by: pay for what the data are worth (leave-one-out). Repeating the work does not find
    it, and an average mostly swallows it. The same rows get the same noise every day, so nothing is offered anew.
    """

    deviation: float = 1.0
    """In the inputs' own units, which are standardised for the tasks of this program."""
    share: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.deviation < float("inf"):
            raise ValueError(f"Noise.deviation={self.deviation}; allowed: 0 or more, finite")
        if not 0 <= self.share <= 1:
            raise ValueError(f"Noise.share={self.share}; allowed: 0 to 1")

    def offer(self, view: View, shard: Examples) -> Examples | None:
        honest = super().offer(view, shard)
        if honest is None:
            return None
        # The stream's seed instead of its next draw: tomorrow's offer of these rows must be today's.
        own = view.draws("noise").bit_generator.seed_seq.generate_state(4)
        rng = np.random.default_rng(name_key(own.tobytes().hex(), honest.inputs.tobytes().hex()))
        noise = rng.normal(0.0, self.deviation, honest.inputs.shape)
        noisy = np.diff(np.floor(np.arange(len(honest.labels) + 1) * self.share)) > 0
        return replace(honest, inputs=np.asarray(honest.inputs + noise * noisy[:, None], dtype=np.float32))
