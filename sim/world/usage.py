"""What was used, hour by hour, and how good it really was: the referee's record of demand, which no rule can read."""

from __future__ import annotations

from sim.factory import Factory

TABLE = "usage"
COLUMNS = {
    "time": "float",
    "buyer": "str",
    "seller": "str",
    "version": "int",
    "requests": "int",
    "price": "float",
    "fees": "int",
    "perceived": "float",
    "certified": "float",
    "accuracy": "float",
}
"""Seconds; account; account of the seller, `rival` or `nobody`; number of the version, 0 for those two; dollars a request;
base units of the stable coin; shares of right answers as perceived, as certified, and as the referee measures it."""


def record(factory: Factory, row: tuple[object, ...]) -> None:
    """Write a row, in the order of the columns. The table is there as soon as anybody uses anything."""
    if not factory.recorder.has(TABLE):
        factory.recorder.declare(TABLE, COLUMNS)
    factory.recorder.row(TABLE, row)


def accuracy(factory: Factory, model: str) -> float:
    """Share of right answers that a user of this model really gets today: the referee's probe."""
    return factory.observer.met(model)
