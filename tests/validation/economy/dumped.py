"""Gate 3: half of the float is sold at once, or the token is found to be worth half."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.validation.economy.closing import honest
from tests.validation.economy.estimate import Estimate
from tests.validation.economy.pairs import Pairs
from tests.validation.economy.settings import HONEST, Overrides
from tests.validation.readings.course import courses

DAY = 20
"""On which it happens."""
DAYS = 21
"""That are played from then on."""
LEAVERS = 9_371_452
"""Tokens: what the ten savers of the default have, half of the float of 18.8M that is neither staked nor in the pool."""
IGNORANT = ("population.fundamentalists=null", "population.arbitrageurs=null")
"""Nobody knows what a token is worth."""
HALVED = 0.45
"""Required return at which a token is worth half: .45 - .10 + .05 is twice .25 - .10 + .05."""


def factory(at_days: float) -> Overrides:
    """The default, where those who hold for the dividend sell all they have on a day."""
    unwinding = f"{{name: unwinding, at_days: {at_days}, over_days: 0}}"
    leavers = f"{{role: trader, behaviour: {unwinding}, tokens: {LEAVERS * 10**9}}}"
    return (*HONEST, "population.savers=null", f"+population.leavers={leavers}")


def dumped(seeds: Sequence[int], *changed: str) -> Pairs:
    sold, kept = (courses((*factory(day), *changed), seeds, DAY + DAYS) for day in (DAY, 10_000))
    return Pairs(sold, kept, DAY)


def _turn(group: str, name: str, kind: str) -> str:
    worth = f"{{_target_: sim.world.worth.Valuation, required: {HALVED}}}"
    behaviour = f"{{_target_: agents.behaviours.trader.{name}.{kind}, valuation: {worth}}}"
    return f"{{_target_: sim.interventions.Turn, at_days: {DAY}, group: {group}, behaviour: {behaviour}}}"


DEVALUED = (
    *HONEST,
    f"interventions=[{_turn('fundamentalists', 'fundamental', 'Fundamental')},"
    f"{_turn('arbitrageurs', 'arbitrage', 'Arbitrage')}]",
)
"""Those who know the worth of a token ask for another return from that day on."""


def devalued(seeds: Sequence[int]) -> Pairs:
    days = DAY + 2 * DAYS
    return Pairs(courses(DEVALUED, seeds, days), honest(seeds, days), DAY)


def falls(found: Pairs) -> list[float]:
    """Of ln P at its lowest within two days, seed by seed."""
    return [float(fall) for fall in found.gaps("low")[:, :2].min(axis=1)]


def left(found: Pairs) -> list[float]:
    """The part of that fall which is left after twenty days."""
    later = found.gaps("price")[:, -2:].mean(axis=1)
    return [float(gap) / fall for gap, fall in zip(later, falls(found), strict=True)]


def told(seeds: Sequence[int]) -> Iterator[str]:
    for name, found in (("traders", dumped(seeds)), ("no traders", dumped(seeds, *IGNORANT))):
        yield f"{name}: ln P falls by {Estimate.of(falls(found))}; left after 20 days {Estimate.of(left(found))}"
        yield from (f"{name}: change of {what} {found.change(what)}" for what in ("inside", "fees", "true"))
    halved = devalued(seeds)
    for what in ("price", "inside", "fees", "true", "staked"):
        yield f"worth halved: change of {what} {halved.change(what)}"
