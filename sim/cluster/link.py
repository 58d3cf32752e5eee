"""The network between a node and the rest of the world."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """`latency` in seconds, `bandwidth` in bits per second, the same in both directions."""

    latency: float
    bandwidth: float

    def __post_init__(self) -> None:
        if not 0 <= self.latency < float("inf"):
            raise ValueError(f"Link.latency={self.latency}; allowed: finite seconds >= 0")
        if not self.bandwidth > 0:
            raise ValueError(f"Link.bandwidth={self.bandwidth}; allowed: bits per second > 0")

    def transfer(self, size: float) -> float:
        """Seconds to move `size` bytes: latency + size / bandwidth, and nothing at all for no bytes."""
        return self.latency + 8 * size / self.bandwidth if size else 0.0
