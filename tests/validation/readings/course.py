"""The economy of a run, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from experiments.composing.compose import Composed
from experiments.running.run import simulate
from sim.durations import DAY
from sim.money import TOKEN
from tests.validation.readings.reading import json_of, of_json, readings

Series = NDArray[np.float64]
QUOTED = {
    "price": ("price", 1),
    "fundamental": ("fundamental", 1),
    "depth": ("dollars", TOKEN),
    "supply": ("supply", TOKEN),
    "staked": ("staked", TOKEN),
}
"""Figure -> column of the hourly record of the pool, and its units."""


@dataclass(frozen=True, eq=False)
class Course:
    """One run by the day, (days,) each; NaN where there was nothing to measure."""

    members: Mapping[str, Series]
    """Who take part, by role."""
    price: Series
    """Dollars per token in the last hour of the day. Where no pool makes it, the next six are NaN."""
    low: Series
    """The lowest of the day's hours."""
    fundamental: Series
    """Dollars per token that its income makes it worth, in the last hour, as the next three."""
    depth: Series
    """Dollars in the pool."""
    supply: Series
    """Tokens."""
    staked: Series
    """Tokens locked."""
    volume: Series
    """Dollars that changed hands on the pool."""
    fees: Series
    """Dollars that users paid."""
    true: Series
    """Share of right answers of what is on sale, as the referee measures it."""
    perceived: Series
    """The same as users see it."""
    unpaid: Series
    """Bills in dollars that members could not pay."""
    first: Mapping[str, float]
    """Kind of fact -> day on which the first one came on record."""

    @property
    def inside(self) -> Series:
        """Members of all roles."""
        total: Series = np.sum(list(self.members.values()), axis=0)
        return total

    def until(self, day: int) -> Course:
        """The same run if it had been broken off before that day: what happened earlier does not depend on it."""
        series = {name: value[:day] for name, value in vars(self).items() if isinstance(value, np.ndarray)}
        members = {role: inside[:day] for role, inside in self.members.items()}
        first = {kind: time for kind, time in self.first.items() if time < day}
        return replace(self, **series, members=members, first=first)

    @classmethod
    def of(cls, found: Composed) -> Self:
        return cls.read(simulate(found), int(found.config["horizon_days"]))

    @classmethod
    def read(cls, tables: Mapping[str, pa.Table], days: int) -> Self:
        books, facts = tables["books"], tables["facts"]
        inside = books.filter(books["inside"])
        roles = sorted(set(books["role"].to_pylist()))
        began = facts.group_by("kind").aggregate([("time", "min")]).to_pylist()
        return cls(
            members={role: by_day(inside.filter(pc.equal(inside["role"], role)), days) for role in roles},
            unpaid=by_day(books, days, "unpaid") / TOKEN,
            first={row["kind"]: row["time_min"] / DAY for row in began},
            **quoted(tables, days),
            **sold(tables, days),
        )

    def plain(self) -> Any:
        return json_of(vars(self))

    @classmethod
    def again(cls, plain: Mapping[str, Any]) -> Self:
        return cls(**of_json(plain))


def courses(overrides: Sequence[str], seeds: Sequence[int], days: float) -> list[Course]:
    """The same settings once for each seed, broken off at the horizon."""
    lasting = (f"horizon_days={days}", "settle_days=0")
    return readings(Course, [(*overrides, f"seed={seed}", *lasting) for seed in seeds])


def by_day(table: pa.Table, days: int, column: str | None = None) -> Series:
    """The sum of a column over the rows of each day, or how many rows there are."""
    day = (table["time"].to_numpy() // DAY).astype(np.int64)
    weights = np.ones(len(day)) if column is None else table[column].to_numpy().astype(np.float64)
    return np.bincount(day, weights, minlength=days)[:days].astype(np.float64)


def quoted(tables: Mapping[str, pa.Table], days: int) -> dict[str, Series]:
    """The price, and what the pool's hourly record says beside it."""
    if "prices" not in tables:
        nothing = dict.fromkeys(("low", "volume", *QUOTED), np.full(days, np.nan))
        return nothing | {"price": last(tables["agents"], days, "price")}
    prices = tables["prices"]
    day = prices["time"].to_numpy() // DAY
    low = np.array([prices["price"].to_numpy()[day == today].min() for today in range(days)])
    found = {what: last(prices, days, column) / unit for what, (column, unit) in QUOTED.items()}
    return found | {"low": low, "volume": by_day(prices, days, "volume") / TOKEN}


def last(table: pa.Table, days: int, column: str) -> Series:
    """The last value of a column on each day."""
    row = {int(time // DAY): place for place, time in enumerate(table["time"].to_pylist())}
    values: Series = table[column].to_numpy()[[row[day] for day in range(days)]].astype(np.float64)
    return values


def sold(tables: Mapping[str, pa.Table], days: int) -> dict[str, Series]:
    """Fees, and what was on sale as it is and as it seems, in the mean of the settlements of a day."""
    if "usage" not in tables:
        nothing = np.full(days, np.nan)
        return {"fees": np.zeros(days), "true": nothing, "perceived": nothing}
    ours = tables["usage"].filter(pc.greater(tables["usage"]["version"], 0))
    with np.errstate(invalid="ignore"):
        true, perceived = (by_day(ours, days, what) / by_day(ours, days) for what in ("accuracy", "perceived"))
    return {"fees": by_day(ours, days, "fees") / TOKEN, "true": true, "perceived": perceived}
