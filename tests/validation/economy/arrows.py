"""Gate 5: an arrow from cause to effect, cut in the configuration, takes away exactly what lies downstream of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tests.validation.economy import phases
from tests.validation.economy.closing import honest
from tests.validation.economy.pairs import Pairs
from tests.validation.economy.settings import DEFAULT, DEMAND, HONEST, LASTING, TURNED
from tests.validation.readings.course import Course, courses

DAYS = 60
HEEDLESS = f"{DEMAND}.b_q=0"
"""Users do not care how good an answer is."""
CUTS = {
    "buying": "contracts.model_market.in_token=0",
    "exits": "preset=closed",
    "emission": "preset=no_emission",
    "price": "preset=exogenous",
    "speculation": "preset=calm",
}
"""Arrow -> what cuts it, of the honest default. Without buying, fees stay the dollars that they were paid in."""
SILENT = "population.stewards.behaviour=honest"
"""Nobody proposes anything."""
FIGURES = ("true", "fees", "fundamental", "price", "supply", "volume", "depth", "inside")


def heedless(seeds: Sequence[int]) -> Pairs:
    """A lasting attack, and none, on a factory whose users do not care."""
    attacked, honest = (courses((*chosen, HEEDLESS), seeds, DAYS) for chosen in (LASTING, HONEST))
    return Pairs(attacked, honest, TURNED)


def cut(arrow: str, seeds: Sequence[int]) -> list[Course]:
    return courses((*HONEST, CUTS[arrow]), seeds, DAYS)


def whole(seeds: Sequence[int]) -> list[Course]:
    """The honest default."""
    return honest(seeds, DAYS)


def silent(seeds: Sequence[int]) -> list[Course]:
    """The default with its cheats, and nobody who makes a proposal."""
    return courses((*DEFAULT, SILENT), seeds, phases.DAYS)


def alike(first: Course, second: Course, what: str) -> int:
    """For how many days a figure is the same in two runs, to the last bit."""
    one, other = getattr(first, what), getattr(second, what)
    differs = np.flatnonzero((one != other) & ~(np.isnan(one) & np.isnan(other)))
    return int(differs[0]) if len(differs) else len(one)


def told(seeds: Sequence[int]) -> Iterator[str]:
    found = heedless(seeds)
    for what in FIGURES:
        yield f"b_q = 0: ln {what} off by at most {np.abs(found.gaps(what)).max():.2g}, change {found.change(what)}"
    for arrow in CUTS:
        runs = cut(arrow, seeds)
        for what in FIGURES:
            days = [alike(run, other, what) for run, other in zip(runs, whole(seeds), strict=True)]
            change = Pairs(runs, whole(seeds), 0).change(what)
            yield f"no {arrow}: {what} the same for {min(days)} to {max(days)} days, change {change}"
    for run, other in zip(silent(seeds), phases.played(seeds), strict=True):
        same = {what: alike(run, other, what) for what in FIGURES}
        proposed = other.first.get("Proposed")
        yield f"no proposals: the same for days {same}, first proposal on {proposed}, then {run.first.get('Proposed')}"
