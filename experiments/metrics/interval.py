"""How sure a share is."""

from __future__ import annotations

from math import sqrt

Z = 1.959963984540054
"""97.5 % quantile of the normal distribution."""


def wilson(hits: int, among: int) -> tuple[float, float]:
    """95 % interval of a share, `hits` of `among`: Wilson 1927. Raises ValueError unless 0 <= hits <= among, among > 0."""
    if not 0 <= hits <= among or among < 1:
        raise ValueError(f"hits={hits} among={among}; allowed: 0 to among, and among 1 or more")
    share, spread = hits / among, Z**2 / among
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / among + spread / (4 * among)) / (1 + spread)
    # At the ends the formula gives 0 and 1 but for the last digit.
    return (middle - half if hits else 0.0), (middle + half if hits < among else 1.0)
