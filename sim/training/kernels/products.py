"""Products of matrices whose entries lie where a network has them.

Every entry of the left matrix is found at the sum of two offsets, one for the row of the result and one for the term of the
sum. A dense layer and a convolution differ in these offsets only, so a patch is read where it lies in its image.

Every element of a result is one sum in one fixed order by one thread, whatever stands beside it in the batch: it cannot
depend on neighbours. Only a product and the sum that takes it are fused (`contract`).
"""

from __future__ import annotations

import numpy as np

from sim.training.kernels.compiled import Floats, Ints, helper
from sim.training.kernels.tile import ABREAST, LANES, TILE, add_narrow, add_wide, write_narrow, write_wide

BLOCK = 64
"""Terms of a sum that are added to it at once, to stay in the nearest cache."""


@helper
def product(
    left: Floats, rows: Ints, terms: Ints, weight: Floats, bias: Floats, least: np.float32, out: Floats, homes: Ints
) -> None:
    """out = left @ weight + bias, but not below `least`; entry (r, k) of left lies at rows[r] + terms[k], row r of out at
    homes[r]."""
    width = len(bias)
    for row in range(0, len(rows), TILE):
        at = 0
        while at + ABREAST * LANES <= width:
            write_wide(left, rows, terms, weight, out, homes, bias, least, row, at, at, 0, len(terms), width)
            at += ABREAST * LANES
        while at < width:
            write_narrow(left, rows, terms, weight, out, homes, bias, least, row, at, at, 0, len(terms), width)
            at += LANES


@helper
def add_product(
    left: Floats, rows: Ints, terms: Ints, right: Floats, out: Floats, homes: Ints, shifts: Ints, run: int
) -> None:
    """out += left @ right; entry (r, c) of out lies at homes[r] + shifts[c], `run` of them one after the other."""
    nil, width = np.float32(0), len(shifts)
    for first in range(0, len(terms), BLOCK):
        last = min(first + BLOCK, len(terms))
        for row in range(0, len(rows), TILE):
            at = 0
            while at < width:
                shift = shifts[at]
                if at % run + ABREAST * LANES <= run:
                    add_wide(left, rows, terms, right, out, homes, out, nil, row, at, shift, first, last, width)
                    at += ABREAST * LANES
                else:
                    add_narrow(left, rows, terms, right, out, homes, out, nil, row, at, shift, first, last, width)
                    at += LANES
