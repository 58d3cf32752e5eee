"""What taking part brought, in three ways of counting tokens: as cash, at a day's mean price, and as the pool would pay.

The books that members keep tell what they earned, sold and spent; the ledger tells what they got for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from experiments.metrics.evidence import Evidence
from experiments.metrics.marker import Marker
from sim.money import TOKEN

Row = Mapping[str, Any]
COSTS = ("hardware", "fixed", "capital")


@dataclass(frozen=True, slots=True)
class Marked:
    """Days on which somebody took part, and dollars of profit over all of them by three marks."""

    days: int = 0
    cash: float = 0.0
    average: float = 0.0
    liquidation: float = 0.0

    def __add__(self, other: Marked) -> Marked:
        return Marked(
            self.days + other.days,
            self.cash + other.cash,
            self.average + other.average,
            self.liquidation + other.liquidation,
        )

    @property
    def daily(self) -> dict[str, float]:
        """Dollars a day by mark."""
        return {mark: float(getattr(self, mark)) / self.days for mark in MARKS}

    @property
    def contested(self) -> bool:
        """Whether it depends on the mark if taking part paid."""
        return min(self.daily.values()) < 0 < max(self.daily.values())


MARKS = ("cash", "average", "liquidation")


def marks(evidence: Evidence) -> dict[str, Marked]:
    """By account, of all who keep books and took part in the measured time, from the first day on which they did.

    Cash: dollars that came in, those for tokens that were sold included as long as these had been earned. The other two:
    all dollars that came in, and by how much the tokens held (stakes included) were worth more at the end than at the
    beginning. All three less hardware, fixed cost, and what the stake would have earned elsewhere.
    """
    books, registering = dict[str, list[Row]](), set[str]()
    for row in evidence.rows("books"):
        if row["time"] <= evidence.end:
            books.setdefault(row["account"], []).append(row)
            registering |= {row["role"]} if row["inside"] else set()
    if not books:
        return {}
    marker, held, purses = Marker.of(evidence), _endowed(evidence), _purses(evidence, frozenset(books))
    average = cache(marker.average)
    found = {}
    for account, rows in books.items():
        days = [row["inside"] or row["role"] not in registering for row in rows]
        since = next((n for n, row in enumerate(rows) if days[n] and row["time"] >= evidence.begin), None)
        if since is not None:
            holdings = list(accumulate((row["tokens"] - row["sold"] for row in rows), initial=held.get(account, 0)))
            times = [0.0, *(row["time"] for row in rows)]
            cash = list(_cash(rows, purses[account]))
            spent = sum(row[cost] for row in rows[since:] for cost in COSTS)
            came = sum(dollars for dollars, _ in cash[since:]) - spent
            ends = ((times[since], holdings[since], -1), (times[-1], holdings[-1], 1))
            found[account] = Marked(
                sum(days[since:]),
                sum(earned for _, earned in cash[since:]) - spent,
                came + sum(sign * amount / TOKEN * average(time) for time, amount, sign in ends),
                came + sum(sign * marker.liquidation(amount, time) for time, amount, sign in ends),
            )
    return found


def by_behaviour(evidence: Evidence) -> dict[tuple[str, str], Marked]:
    """The same added up by role and behaviour, each in alphabetical order."""
    members, found = evidence.cast.by_account, dict[tuple[str, str], Marked]()
    for account, marked in marks(evidence).items():
        kind = (members[account].role, members[account].deviation.partition("(")[0])
        found[kind] = found.get(kind, Marked()) + marked
    return dict(sorted(found.items()))


def cash(evidence: Evidence) -> dict[str, float] | None:
    """Dollars a day as cash, by role and behaviour; None where nobody keeps books."""
    return _told(evidence, "cash")


def average(evidence: Evidence) -> dict[str, float] | None:
    """The same with tokens at the mean price of a day."""
    return _told(evidence, "average")


def liquidation(evidence: Evidence) -> dict[str, float] | None:
    """The same with tokens at what the pool would pay."""
    return _told(evidence, "liquidation")


def contested(evidence: Evidence) -> str | None:
    """Whose profit is above or below zero by mark; None where nobody keeps books."""
    found = by_behaviour(evidence)
    return ", ".join(".".join(kind) for kind, each in found.items() if each.contested) or "nobody" if found else None


def _told(evidence: Evidence, mark: str) -> dict[str, float] | None:
    return {".".join(kind): each.daily[mark] for kind, each in by_behaviour(evidence).items()} or None


def _endowed(evidence: Evidence) -> dict[str, int]:
    """Base units of token in wallet and stake at the first look."""
    rows = evidence.rows("agents")
    return {row["account"]: row["wallet"] + row["staked"] for row in rows if row["time"] == rows[0]["time"]}


def _purses(evidence: Evidence, accounts: frozenset[str]) -> dict[str, list[tuple[float, int]]]:
    """By account, (seconds, base units of dollars held from then on), in order."""
    found: dict[str, list[tuple[float, int]]] = {account: [(0.0, 0)] for account in accounts}
    for move in evidence.moved:
        if move.asset == "usd":
            for account, amount in ((move.payer, -move.amount), (move.payee, move.amount)):
                if account in accounts:
                    found[account].append((move.time, found[account][-1][1] + amount))
    return found


def _cash(rows: Sequence[Row], purse: Sequence[tuple[float, int]]) -> Iterator[tuple[float, float]]:
    """By closing, dollars that came in, and those of them that were earned: no more than what was earned and not yet sold
    counts of what was sold; a slash or a fee lowers what was earned, and what was bought is not earned."""

    def at(time: float) -> int:
        return purse[max(bisect_right(purse, time, key=lambda each: each[0]) - 1, 0)][1]

    before, unsold = at(0.0), 0
    for row in rows:
        now = at(row["time"])
        came, before, unsold = now - before + row["taken"], now, unsold + row["tokens"]
        counted = min(max(unsold, 0), max(row["sold"], 0))
        unsold -= counted
        earned = row["dollars"] + ((came - row["dollars"]) * counted / row["sold"] if counted else 0.0)
        yield came / TOKEN, earned / TOKEN
