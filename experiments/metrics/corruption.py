"""What it costs to command a part of all tokens, by the cheapest of five ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from experiments.metrics.terrain import Terrain

HOURS = 24


@dataclass(frozen=True, slots=True)
class Route:
    """A way to command tokens for a while, in dollars: what must be laid out, and what of it does not come back."""

    name: str
    outlay: float
    lost: float


def routes(terrain: Terrain, share: float, days: float = 10.0, fall: float = 0.0) -> tuple[Route, ...]:
    """Every way to command `share` of the supply for `days` that is open on this terrain, by name.

    What was bought is worth today's price less `fall` afterwards, the part of it that the attack itself destroys. Raises
    ValueError for a share or fall outside 0 to 1 and for no days.
    """
    if not 0 < share <= 1 or not 0 <= fall <= 1 or not days > 0:
        raise ValueError(f"share={share}, fall={fall}, days={days}; allowed: above 0 to 1, 0 to 1, above 0")
    wanted = share * terrain.supply
    worth = wanted * terrain.price
    bought = {
        "pool": from_pool(terrain, wanted),
        "over the counter": worth * (1 + terrain.premium),
        "slow buying": slowly(terrain, wanted, days),
    }
    found = [
        Route(name, paid, max(paid - worth * (1 - fall), 0.0)) for name, paid in bought.items() if paid is not None
    ]
    if wanted <= terrain.lent:
        interest = worth * terrain.rate * days / 365
        found.append(Route("borrowing", worth * terrain.cover + interest, interest))
    if wanted <= terrain.votes_for_sale:
        found.append(Route("bribing", wanted * terrain.bribe, wanted * terrain.bribe))
    return tuple(sorted(found, key=lambda route: route.name))


def cheapest(found: Iterable[Route]) -> Route | None:
    """The route on which least is lost for good, of those alike the one that needs least; None when there is none."""
    return min(found, key=lambda route: (route.lost, route.outlay, route.name), default=None)


def from_pool(terrain: Terrain, wanted: float) -> float | None:
    """Dollars for `wanted` tokens out of the pool in one order, y q / (x - q) / (1 - fee) of a constant product; None for as
    many as there are in it or more."""
    left = terrain.tokens - wanted
    return terrain.dollars * wanted / left / (1 - terrain.fee) if left > 0 else None


def slowly(terrain: Terrain, wanted: float, days: float) -> float | None:
    """Dollars for `wanted` tokens in equal parts, one an hour, while those who know their worth sell a_f K_f ln(P / P*)
    dollars of them a day into the pool; None when the pool runs dry.

    The reduced dynamics of `Fundamental`, begun at P = P*; those traders are taken never to run out of tokens.
    """
    tokens, dollars, paid = terrain.tokens, terrain.dollars, 0.0
    parts = max(round(days * HOURS), 1)
    for _ in range(parts):
        part = wanted / parts
        if part >= tokens:
            return None
        cost = dollars * part / (tokens - part)
        tokens, dollars, paid = tokens - part, dollars + cost, paid + cost / (1 - terrain.fee)
        price = dollars / tokens
        sold = terrain.response * max(log(price / terrain.price), 0.0) / HOURS / price
        tokens, dollars = tokens + sold, dollars * tokens / (tokens + sold)
    return paid
