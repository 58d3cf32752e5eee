"""Somebody's business, day by day: what came in, what it cost, and what was left."""

from __future__ import annotations

from dataclasses import dataclass

from sim.factory import Factory

TABLE = "books"
COLUMNS = {
    "time": "float",
    "account": "str",
    "role": "str",
    "inside": "bool",
    "price": "float",
    "tokens": "int",
    "sold": "int",
    "dollars": "int",
    "taken": "int",
    "unpaid": "int",
    "staked": "int",
    "revenue": "float",
    "hardware": "float",
    "fixed": "float",
    "capital": "float",
    "profit": "float",
}
"""Seconds at the closing; account; its role; whether it took part since the one before; dollars per token; base units:
earned net of fees and slashes, sold on the pool (below zero: bought), dollars earned, dollars taken out of the factory,
bills unpaid, at stake; then dollars: revenue, rented hardware, fixed cost, what the stake would have earned elsewhere, and
what is left."""


@dataclass(frozen=True, slots=True)
class Books:
    """What an account knows of its own business."""

    cost: float
    """Dollars a day that taking part costs it, on average."""
    price: float
    """Dollars per token at the last closing."""
    inside: bool = True
    """Whether it means to take part from the beginning."""
    profits: tuple[float, ...] = ()
    """Dollars, one for each day on which it took part, oldest first."""
    solvent: bool = True
    """Whether it could pay its last bill."""


def record(factory: Factory, row: tuple[object, ...]) -> None:
    """Write a day, in the order of the columns. The table is there as soon as anybody keeps books."""
    if not factory.recorder.has(TABLE):
        factory.recorder.declare(TABLE, COLUMNS)
    factory.recorder.row(TABLE, row)
