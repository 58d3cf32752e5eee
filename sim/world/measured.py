"""The part of a run that metrics are about, where it is not all of it: after the burn-in, before the winding up."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.factory import Factory

TABLE = "measured"
COLUMNS = {"begin": "float", "end": "float"}
"""Seconds; one row."""


def record(factory: Factory) -> None:
    """Write down what is measured, if it is not everything. The end stands on the record only when it is over."""
    blueprint = factory.blueprint
    if blueprint.burn_in_days or blueprint.settle_days:
        factory.recorder.declare(TABLE, COLUMNS)
        factory.recorder.row(TABLE, (blueprint.burn_in, blueprint.horizon))
