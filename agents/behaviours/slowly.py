"""A large order in small ones: what is sold over a fortnight moves a pool less than what is sold at once."""

from __future__ import annotations

from math import ceil

from sim.durations import DAY

FORTNIGHT = 14 * DAY
"""Seconds over which bonds are bought and exits sold; proposal. A bond of 2.9 % of a pool, in one day, moves its price by
6 %."""


def instalment(remaining: int, now: float, deadline: float, step: float) -> int:
    """Base units of `remaining` to trade now, so that equal parts, one every `step` seconds, are done before `deadline`.

    The time-weighted average price of Bertsimas and Lo 1998: with a price that answers each order alike, equal parts cost
    least. Asked again with what is then left it catches up on parts that were missed, and the last part is all of it; at
    the deadline or after it, everything is due. Raises ValueError for a `remaining` below 0 and a `step` of 0 or less.
    """
    if remaining < 0 or not step > 0:
        raise ValueError(f"remaining={remaining}, step={step}; allowed: 0 or more base units, above 0 seconds")
    # A clock of many steps is not exact in binary: a hair beyond a whole number of them is no further step.
    steps = max(ceil((deadline - now) / step - 1e-6), 1)
    return -(-remaining // steps)
