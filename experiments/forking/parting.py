"""How a fork parts from its parent: not before the day, and then by the change that was asked for."""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import simpy

from experiments.bad_input import BadInput
from experiments.forking.origin import Origin
from experiments.forking.past import parted_early
from sim.chain.referee import REFEREE
from sim.durations import DAY
from sim.factory import Factory

SLOTS = 2
"""Within so many blocks whatever falls due has been done, or refused."""


@dataclass(frozen=True)
class Parting:
    """A fork while it is run: what its result will say of its origin, and what its parent wrote."""

    origin: Origin
    parent: Mapping[str, pa.Table]

    @property
    def at(self) -> float:
        """Simulated seconds."""
        return self.origin.at_days * DAY

    def watch(self, factory: Factory) -> Generator[simpy.Event, Any, None]:
        """A process that lets the run go on when it has parted as it should. Raises `BadInput` when its past is not its
        parent's, for then it is no fork of it, and when the change was refused, for then there is no other future."""
        yield factory.env.timeout(self.at + SLOTS * factory.blueprint.chain.block_seconds)
        tables = factory.recorder.tables()
        if place := parted_early(self.parent, tables, self.at):
            raise BadInput(
                f"RUN: run here it has another past than it had ({place}), so nothing after it would be due to a change; "
                "run it anew with this program on this machine, and fork that"
            )
        for body in sorted(_refusals(tables, self.at) - _refusals(self.parent, self.at)):
            reason = json.loads(body)["reason"]
            raise BadInput(f"{', '.join(self.origin.changes)}: refused on day {self.origin.at_days:g}: {reason}")


def _refusals(tables: Mapping[str, pa.Table], since: float) -> set[str]:
    """What was refused the referee from a second on, as it stands on the record."""
    columns = (tables["facts"].column(name).to_pylist() for name in ("time", "kind", "subject", "body"))
    return {
        body
        for time, kind, subject, body in zip(*columns, strict=True)
        if (kind, subject) == ("Refused", REFEREE) and time >= since
    }
