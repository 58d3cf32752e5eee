"""An urn of lots with integer weights."""

from __future__ import annotations

from collections.abc import Sequence


class Urn:
    """Lots are drawn without replacement. Sums of weights are kept as a binary indexed tree (Fenwick 1994), so that drawing
    one of n lots takes about log n steps."""

    def __init__(self, weights: Sequence[int]) -> None:
        self.whole = sum(weights)
        """Sum of the weights of the lots that are in it."""
        self._weights = weights
        self._sums = [0, *weights]
        for place in range(1, len(self._sums)):
            if (above := place + (place & -place)) < len(self._sums):
                self._sums[above] += self._sums[place]

    def take(self, point: int) -> int:
        """The place of the lot that lies at `point`, 0 <= point < whole, when all lots lie end to end. It is out now."""
        sums, found, step = self._sums, 0, 1 << (len(self._weights).bit_length() - 1)
        while step:
            if found + step < len(sums) and sums[found + step] <= point:
                found += step
                point -= sums[found]
            step >>= 1
        weight, above = self._weights[found], found + 1
        self.whole -= weight
        while above < len(sums):
            sums[above] -= weight
            above += above & -above
        return found
