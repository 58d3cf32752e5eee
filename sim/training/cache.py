"""Results by job digest, the least recently used leaving first."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

import numpy as np

from sim.jobs import Result

OVERHEAD = 200
"""Bytes counted for a result beside its vector: key, entry, scores."""


@dataclass(slots=True)
class Cache:
    """At most `limit` bytes of results. Losing one costs time, never a different answer."""

    limit: int
    bytes: int = 0
    _results: OrderedDict[str, Result] = field(default_factory=OrderedDict)

    def get(self, key: str) -> Result | None:
        """The result under `key`, now the most recently used, or None."""
        if key in self._results:
            self._results.move_to_end(key)
        return self._results.get(key)

    def put(self, key: str, result: Result) -> None:
        """Remember `result`; a result larger than `limit` is not kept."""
        if key in self._results:
            return
        self._results[key] = result
        self.bytes += _weight(result)
        while self.bytes > self.limit:
            self.bytes -= _weight(self._results.popitem(last=False)[1])


def _weight(result: Result) -> int:
    match result:
        case np.ndarray():
            return OVERHEAD + result.nbytes
        case tuple():
            return OVERHEAD * (1 + len(result))
        case _:
            return OVERHEAD
