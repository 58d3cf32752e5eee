"""The public beacon: randomness that everybody can check, and that its last revealer may bend a little."""

from __future__ import annotations

import numpy as np

from sim.chain.urn import Urn
from sim.requests import Draw
from sim.streams import Streams


def draw(request: Draw, stream: np.random.Generator) -> tuple[str, ...]:
    """Carry out a draw with this stream: sequential sampling without replacement by integer weights."""
    names = sorted(request.among)
    if len(set(names)) != len(names):
        raise ValueError("Draw.among names somebody twice; allowed: each name once")
    weights = [1 if request.weights is None else request.weights.get(name, 0) for name in names]
    if any(weight < 0 for weight in weights):
        raise ValueError(f"Draw.weights={weights}; allowed: integers >= 0")
    urn, picked = Urn(weights), list[str]()
    while urn.whole and len(picked) < request.n:
        picked.append(names[urn.take(_below(urn.whole, stream))])
    return tuple(picked)


def _below(bound: int, stream: np.random.Generator) -> int:
    """Uniform below `bound`, which may exceed 64 bits, without modulo bias worth a base unit (2**-64)."""
    size = bound.bit_length() // 8 + 9
    return int.from_bytes(stream.bytes(size), "big") * bound >> (8 * size)


class Beacon:
    """Draws from public randomness. With `bias_bits` = k the revealer sees 2**k outcomes and keeps the one with the most
    of `favoured` in it, the first of equals: withholding is modelled by its result, not by a story."""

    def __init__(self, streams: Streams, bias_bits: int = 0, favoured: tuple[str, ...] = ()) -> None:
        self._streams = streams
        self._outcomes = 2**bias_bits
        self._favoured = frozenset(favoured)

    def draw(self, request: Draw, block: int, label: str) -> tuple[str, ...]:
        """The draw that the beacon of `block` gives for the case `label`."""
        outcomes = [draw(request, self._streams.of("beacon", block, label, k)) for k in range(self._outcomes)]
        return max(outcomes, key=lambda picked: sum(name in self._favoured for name in picked))
