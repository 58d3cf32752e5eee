"""Where the wall time of a run goes."""

from __future__ import annotations

from collections.abc import Mapping
from time import perf_counter
from types import MappingProxyType


class Laps:
    """A stopwatch: every lap ends what came before it. `since` is where it begins, a reading of `perf_counter`."""

    def __init__(self, since: float | None = None) -> None:
        self._phases: dict[str, float] = {}
        self._last = perf_counter() if since is None else since

    @property
    def phases(self) -> Mapping[str, float]:
        """Seconds by phase, in order."""
        return MappingProxyType(self._phases)

    def lap(self, phase: str, within: Mapping[str, float] | None = None) -> None:
        """What passed since the last lap was `phase`, but for what passed `within` it under names of its own."""
        now, parts = perf_counter(), dict(within or {})
        for name, seconds in {**parts, phase: now - self._last - sum(parts.values())}.items():
            self._phases[name] = self._phases.get(name, 0.0) + seconds
        self._last = now
