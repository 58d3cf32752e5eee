"""Gate 1: honest, it stays what it was for 60 and for 180 days, and its price follows what the token is worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tests.validation.economy.estimate import Estimate
from tests.validation.economy.settings import BURN_IN, HONEST
from tests.validation.readings.course import Course, Series, courses

SHORT, LONG = 60, 180
CERTIFIED_AGAIN = 35
"""By then the second certificate has told users what was learnt under the first."""
MEMBERS = (56, 84)
"""A fifth around seventy."""
PRICE = (0.00429 / 2, 0.00429 * 2)
"""A factor of two around the price at genesis, dollars."""
GROWTH = 0.10 - 0.05
"""Of what a token is worth, a year: of fees, less that of supply."""
EMITTED, HOLDERS = 5_479, 0.2
"""Tokens a day, and the part of the fees that holders get."""


def honest(seeds: Sequence[int], days: int) -> list[Course]:
    """The honest default for so many days: the beginning of a run of 180, which every gate begins with."""
    return [run.until(days) for run in courses(HONEST, seeds, LONG)]


def within(run: Course, days: int) -> tuple[bool, bool]:
    """Whether population and price stay in their bands on every day until `days`."""
    bands = ((run.inside, MEMBERS), (run.price, PRICE))
    population, price = (bool(np.all((low <= s[BURN_IN:days]) & (s[BURN_IN:days] <= high))) for s, (low, high) in bands)
    return population, price


def trend(run: Course, what: str, since: int, until: int) -> float:
    """Slope of the logarithm of a figure, a year, by least squares."""
    values: Series = getattr(run, what)[since:until]
    return float(np.polyfit(np.arange(len(values)), np.log(values), 1)[0]) * 365


def spread(run: Course, days: int) -> float:
    """Standard deviation of ln(P/P*)."""
    return float(np.log(run.price[BURN_IN:days] / run.fundamental[BURN_IN:days]).std())


def emitted(run: Course, days: int) -> float:
    """The most that the new tokens of a day were worth, as a part of what holders got on it."""
    return float(np.max(EMITTED * run.price[BURN_IN:days] / (HOLDERS * run.fees[BURN_IN:days])))


def standard_error(values: Sequence[float]) -> float:
    return float(np.std(values, ddof=1) / np.sqrt(len(values)))


def told(seeds: Sequence[int]) -> Iterator[str]:
    for days in (SHORT, LONG):
        found = honest(seeds, days)
        bands = [within(run, days) for run in found]
        members, price = (np.array([getattr(run, what)[BURN_IN:] for run in found]) for what in ("inside", "price"))
        yield f"{days} days, {len(found)} runs"
        yield f"  population within a fifth in {sum(p for p, _ in bands)}: {members.min():.0f} to {members.max():.0f}"
        yield f"  price within a factor of two in {sum(p for _, p in bands)}: {price.min():.5f} to {price.max():.5f}"
        yield f"  sd of ln(P/P*) {Estimate.of([spread(run, days) for run in found])}"
        yield f"  new tokens worth at most {max(emitted(run, days) for run in found):.3f} of what holders got that day"
        yield f"  fees a day {Estimate.of([run.fees[BURN_IN:].mean() for run in found])}"
        yield f"  accuracy {Estimate.of([float(np.nanmean(run.true[BURN_IN:])) for run in found])}"
        for what in ("price", "fundamental", "fees"):
            for since in (BURN_IN, CERTIFIED_AGAIN):
                slopes = [trend(run, what, since, days) for run in found]
                sure = f"{np.mean(slopes):.3f}, standard error {standard_error(slopes):.3f}"
                yield f"  trend of ln {what} a year from day {since} on: {sure}"
