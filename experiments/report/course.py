"""How a run went, in the few lines by which two futures are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeAlias

from experiments.report.balances import holdings
from experiments.report.market import fees_by_day
from sim.durations import DAY
from sim.world.worlds import MAIN

if TYPE_CHECKING:
    from experiments.report.record import Record

Line: TypeAlias = tuple[tuple[float, float], ...]
"""(simulated seconds, value), in order."""


@dataclass(frozen=True)
class Course:
    """Lines over time until the horizon; () where a run does not tell."""

    accuracy: Line
    """Share of held-out rows that the model gets right, after each round."""
    price: Line
    """Dollars per token: every hour where a pool makes the price, else at each look at the wallets."""
    fees: Line
    """Dollars that users paid, at the end of each day."""
    inside: Line
    """How many took part in the day that ends: by the books that they close, where there are books, else those who have a
    stake."""
    holdings: Mapping[str, Line]
    """By group, mean tokens in wallet and stake."""

    @classmethod
    def of(cls, record: Record) -> Course:
        rounds = [row for row in record.during("rounds") if row["task"] == MAIN]
        held = holdings(record.during("agents"), record.evidence.cast)
        usage = record.rows("usage")
        fees = fees_by_day(usage, record.horizon) if usage else []
        return cls(
            accuracy=tuple((row["time"], row["accuracy"]) for row in rounds if isfinite(row["accuracy"])),
            price=tuple((row["time"], row["price"]) for row in record.during("prices")) or _looked(record),
            fees=tuple((min((day + 1) * DAY, record.horizon), each) for day, each in enumerate(fees)),
            inside=_inside(record),
            holdings={
                group: tuple((time, sum(each) / len(each)) for time, each in looks) for group, looks in held.items()
            },
        )

    def plain(self) -> dict[str, Any]:
        """As JSON can say it."""
        return dict(vars(self))

    @classmethod
    def of_plain(cls, content: Mapping[str, Any]) -> Course:
        """Back from `plain`. Raises KeyError or TypeError for anything else."""
        lines = {each.name: _line(content[each.name]) for each in fields(cls) if each.name != "holdings"}
        return cls(**lines, holdings={group: _line(line) for group, line in content["holdings"].items()})


def _line(points: Iterable[Iterable[float]]) -> Line:
    return tuple((time, value) for time, value in points)


def _looked(record: Record) -> Line:
    """Prices at the looks at the wallets."""
    return tuple({row["time"]: row["price"] for row in record.during("agents")}.items())


def _inside(record: Record) -> Line:
    books = record.during("books")
    if not books:
        looks = [(row["time"], row["staked"] > 0) for row in record.during("agents")]
        return _counted(looks)
    days = -int(-record.horizon // DAY)
    closed = [(min((min(int(row["time"] // DAY), days - 1) + 1) * DAY, record.horizon), row["inside"]) for row in books]
    return _counted(closed)


def _counted(found: Iterable[tuple[float, bool]]) -> Line:
    """How many of those that were looked at, by time."""
    many: dict[float, int] = {}
    for time, inside in found:
        many[time] = many.get(time, 0) + inside
    return tuple(many.items())
