"""How the compiled kernels lay a network out: widths rounded up to whole registers, channels side by side, and images within
a margin of zeros, where every patch can be read as it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.training.kernels.net import Net
from sim.training.kernels.tile import LANES
from sim.training.layers import Layer
from sim.training.models.cnn import KERNEL, PADDING, STRIDE

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Placed:
    """A layer with `out` columns, of which `layer.fan_out` are in use; `deep` channels enter it, which take `wide` places;
    its weight begins at `begin` in the kernels' own vector."""

    layer: Layer
    deep: int
    wide: int
    out: int
    begin: int

    @property
    def fan_in(self) -> int:
        """Rows of its weight."""
        return self.layer.fan_in // self.deep * self.wide

    @property
    def end(self) -> int:
        """Where the next layer's weight begins: after this one's bias."""
        return self.begin + (self.fan_in + 1) * self.out

    @property
    def line(self) -> int:
        """Numbers in a row of the image within its margin."""
        return (self.layer.side + 2 * PADDING) * self.wide

    @property
    def width(self) -> int:
        """Numbers that one example takes in the input."""
        return self.line * (self.layer.side + 2 * PADDING) if self.layer.side else self.fan_in

    @property
    def run(self) -> int:
        """How many terms of a sum lie one after the other."""
        return KERNEL * self.wide if self.layer.side else self.fan_in

    def strips(self, theirs: int) -> Ints:
        """Rows of the weight, then the bias: where each begins in the parameters and in the kernels' vector, its length.

        In a patch the channel runs slowest among the parameters, as torch has it, and fastest in the kernels, where what a
        patch takes of a row of the image then lies in one piece.
        """
        fan_in, fan_out, row = self.layer.fan_in, self.layer.fan_out, np.arange(self.layer.fan_in)
        copies = fan_in // self.deep
        place, channel = (row % copies, row // copies) if self.layer.side else (row // self.deep, row % self.deep)
        ours = self.begin + np.append(place * self.wide + channel, self.fan_in) * self.out
        return np.stack([theirs + np.arange(fan_in + 1) * fan_out, ours, np.full(fan_in + 1, fan_out)], axis=1)

    def taps(self) -> Ints:
        """Where each term of a sum lies, counted from the first one (fan_in,)."""
        term = np.arange(self.fan_in)
        return term // self.run * self.line + term % self.run

    def spots(self) -> Ints:
        """Where the first term of each output pixel lies (pixels,)."""
        pixel, after = np.arange(self.layer.pixels), (self.layer.side + 2 * PADDING - KERNEL) // STRIDE + 1
        return (
            pixel // after * STRIDE * self.line + pixel % after * STRIDE * self.wide if self.layer.side else pixel * 0
        )

    def doors(self, pixels: int) -> Ints:
        """Where each of the pixels (pixels,) that enter lies."""
        pixel, side = np.arange(pixels), self.layer.side
        return (pixel // side + 1) * self.line + (pixel % side + 1) * self.wide if side else pixel * self.wide


def arranged(layers: Sequence[Layer], rows: int, lanes: int = LANES) -> Net:
    """The network for at most this many examples at once. Inputs keep their width; every output is widened to whole
    registers of `lanes` numbers, and with it the input of the next layer. The extra weights are zero and stay so."""
    placed: list[Placed] = []
    deep = wide = layers[0].channels or layers[0].fan_in
    for layer in layers:
        out = -(-layer.fan_out // lanes) * lanes
        placed.append(Placed(layer, deep, wide, out, placed[-1].end if placed else 0))
        deep, wide = layer.fan_out, out
    theirs = np.cumsum([0] + [(layer.fan_in + 1) * layer.fan_out for layer in layers])
    example, first = np.arange(rows)[:, None], placed[0]
    spots = [(example * own.width + own.spots()).ravel() for own in placed]
    homes = [(example * after.width + after.doors(own.layer.pixels)).ravel() for own, after in pairwise(placed)]
    longest = max(*map(len, spots), *(own.fan_in for own in placed), *(own.out for own in placed))
    tables = (
        [(p.layer.pixels, p.fan_in, p.out, p.layer.fan_out, p.begin, p.width, p.run) for p in placed],
        np.concatenate([own.strips(begin) for own, begin in zip(placed, theirs, strict=False)]),
        [first.doors(first.layer.side**2)[:: first.layer.side] if first.layer.side else [0]],
        _table([*(own.taps() for own in placed), np.arange(longest)]),
        _table(spots),
        _table([*homes, example.ravel() * placed[-1].out]),
        np.arange(longest) * np.array([[own.out] for own in placed]),
    )
    return Net(*map(_fixed, tables))


def _table(lines: Sequence[Ints]) -> Ints:
    """Lines of different lengths, filled up with zeros."""
    return np.stack([np.pad(line, (0, max(map(len, lines)) - len(line))) for line in lines])


def _fixed(table: object) -> Ints:
    fixed = np.ascontiguousarray(table, dtype=np.int64)
    fixed.setflags(write=False)
    return fixed
