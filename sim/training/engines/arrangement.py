"""How the compiled kernels lay a network out: widths rounded up to whole vector registers, channels side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.training.layers import Layer

LANES = 8
"""Widths are multiples of this many float32, what a register of AVX2 holds. The extra weights are zero and stay so."""


@dataclass(frozen=True)
class Arrangement:
    """`table` (layers, 7) is what the kernels read, see `kernels.COLUMNS`; `places` (P,) says where each parameter stands
    in the kernels' own vector, which is longer."""

    table: NDArray[np.int64]
    places: NDArray[np.int64]

    @classmethod
    def of(cls, layers: Sequence[Layer]) -> Arrangement:
        """Inputs keep their width; every output is widened, and with it the input of the next layer.

        In a patch the channel runs slowest among the parameters, as torch has it, and fastest in the kernels, where a
        pixel's channels are then copied in one go.
        """
        table, places, begin = [], [], 0
        deep = wide = layers[0].channels or layers[0].fan_in
        for layer in layers:
            copies, out = layer.fan_in // deep, -(-layer.fan_out // LANES) * LANES
            row = np.arange(layer.fan_in)
            place, channel = (row % copies, row // copies) if layer.side else (row // deep, row % deep)
            weight = begin + ((place * wide + channel) * out)[:, None] + np.arange(layer.fan_out)
            end = begin + copies * wide * out
            places += [weight.ravel(), end + np.arange(layer.fan_out)]
            image = wide if layer.side else 0
            table.append((layer.pixels, copies * wide, out, layer.fan_out, begin, layer.side, image))
            deep, wide, begin = layer.fan_out, out, end + out
        return cls(np.array(table, dtype=np.int64), np.concatenate(places).astype(np.int64))
