"""What metrics are computed from: the tables of a run, read once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from experiments.report.cast import Cast, Member
from experiments.report.movement import Movement, movements, totals
from sim.durations import DAY
from sim.world.measured import TABLE as MEASURED


class Told(NamedTuple):
    """A fact: its kind, simulated seconds, whom it is about, and its fields."""

    kind: str
    time: float
    subject: str
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Evidence:
    """The tables of a run, and what several metrics need of them."""

    tables: Mapping[str, pa.Table]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_rows", {})

    def __contains__(self, table: str) -> bool:
        return table in self.tables

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Rows in order; none when the run has no such table."""
        found: dict[str, list[dict[str, Any]]] = self.__dict__["_rows"]
        if table not in found:
            found[table] = self.tables[table].to_pylist() if table in self else []
        return found[table]

    def facts(self, *kinds: str) -> list[Told]:
        """Facts of these kinds, in order."""
        table = self.tables["facts"]
        chosen = table.filter(pc.is_in(table["kind"], pa.array(kinds, pa.string())))
        columns = (chosen[name].to_pylist() for name in Told._fields)
        return [Told(kind, time, who, json.loads(body)) for kind, time, who, body in zip(*columns, strict=True)]

    @cached_property
    def cast(self) -> Cast:
        return Cast.of(self.rows("truth"))

    @property
    def deviants(self) -> tuple[Member, ...]:
        """Those who do not behave honestly, and began within the time of the run."""
        return tuple(member for member in self.cast.members if member.deviates(self.days))

    @cached_property
    def moved(self) -> list[Movement]:
        """Every entry of the ledger with its purpose."""
        return movements(self.tables, self.cast)

    @cached_property
    def totals(self) -> list[Movement]:
        """The same added up over the whole run, by asset, accounts and purpose."""
        return totals(self.moved)

    @cached_property
    def last(self) -> dict[str, dict[str, Any]]:
        """The last look at each wallet until the end, by account."""
        return {row["account"]: row for row in self.rows("agents") if row["time"] <= self.end}

    @cached_property
    def begin(self) -> float:
        """Seconds at which the burn-in is over; 0 without one."""
        return float(next((row["begin"] for row in self.rows(MEASURED)), 0.0))

    @cached_property
    def end(self) -> float:
        """Seconds after which a factory is wound up; infinite where it is not."""
        return float(next((row["end"] for row in self.rows(MEASURED)), inf))

    def measured(self, time: float) -> bool:
        """Whether a second is neither burn-in nor winding up."""
        return self.begin <= time <= self.end

    @cached_property
    def days(self) -> float:
        """Simulated days until the last look at the wallets."""
        return max((row["time"] for row in self.last.values()), default=0.0) / DAY

    @property
    def measured_days(self) -> float:
        """Simulated days that a mean over time is about."""
        return self.days - self.begin / DAY

    @cached_property
    def prices(self) -> list[tuple[float, float]]:
        """(seconds, dollars per token) at each time at which wallets were looked at, until the end."""
        return list({row["time"]: row["price"] for row in self.rows("agents") if row["time"] <= self.end}.items())

    @property
    def price(self) -> float | None:
        """Dollars per token at the end; None when there is nobody who could hold one."""
        return self.prices[-1][1] if self.prices else None
