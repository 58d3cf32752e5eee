"""Who gains by the factory: users, those who work, those who hold the token, and those who attack."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from experiments.metrics.consumer_surplus import Offer, Tastes
from experiments.metrics.evidence import Evidence
from experiments.metrics.marker import Marker
from experiments.metrics.net import gates, net
from sim.durations import HOUR
from sim.money import TOKEN

HOLDER = "holder"
OUTSIDE = ("user", "trader", HOLDER)
"""Roles that do no work for the factory."""


def surplus(evidence: Evidence) -> dict[str, float] | None:
    """Dollars a day of each of the four that there are; None in a run that measures less than a day."""
    if evidence.measured_days < 1:
        return None
    attackers = {member.account for member in evidence.deviants}
    honest = [m.account for m in evidence.cast.members if m.role not in OUTSIDE and m.account not in attackers]
    found = {
        "users": users(evidence),
        "contributors": profit(evidence, honest),
        "holders": holders(evidence),
        "attackers": profit(evidence, attackers),
    }
    return {who: dollars / evidence.measured_days for who, dollars in found.items() if dollars is not None}


def users(evidence: Evidence) -> float | None:
    """Dollars that users gained over doing without; None where the record tells of no demand."""
    rows = [row for row in evidence.rows("usage") if evidence.measured(row["time"])]
    found = served(evidence, rows, Tastes.surplus)
    return sum(found.values()) if found else None


def served(
    evidence: Evidence, rows: Iterable[Mapping[str, Any]], gain: Callable[[Tastes, Sequence[Offer]], float]
) -> dict[str, float]:
    """By account of a user that came, in these rows of `usage`, the dollars of all its requests, where one of them is `gain`
    of its tastes and what was on offer; users of whose demand the record does not tell are left out. What anybody bought was
    on offer to all who came in that hour, whatever they chose: who comes with one request tells by it of one offer at most.
    """
    told = {m.account: Tastes.told(m.behaviour) for m in evidence.cast.members if m.role == "user"}
    came: Counter[tuple[str, int]] = Counter()
    on_sale: dict[int, dict[int, Offer]] = {}
    for row in rows:
        if told.get(row["buyer"]):
            hour = int(row["time"] // HOUR)
            came[row["buyer"], hour] += row["requests"]
            if number := row["version"]:
                on_sale.setdefault(hour, {})[number] = Offer(row["price"], row["perceived"], row["accuracy"])
    worth, found = dict[tuple[Tastes, int], float](), dict[str, float]()
    for (buyer, hour), many in came.items():
        if tastes := told[buyer]:
            if (tastes, hour) not in worth:
                worth[tastes, hour] = gain(tastes, tuple(on_sale.get(hour, {}).values()))
            found[buyer] = found.get(buyer, 0.0) + many * worth[tastes, hour]
    return found


def profit(evidence: Evidence, accounts: Collection[str]) -> float | None:
    """Dollars of profit: as their books tell, and for those who keep none what came in less what went out and what their
    jobs cost; None when there is nobody, or no price to count tokens by."""
    if not accounts or evidence.price is None:
        return None
    chosen = set(accounts)
    books = [row for row in evidence.rows("books") if row["account"] in chosen]
    kept = sum(row["profit"] for row in books if row["inside"] and evidence.measured(row["time"]))
    return float(kept) + net(evidence, chosen - {row["account"] for row in books}, measured=True)


def holders(evidence: Evidence) -> float | None:
    """Dollars by which what holders own grew in the measured time; None without holders."""
    return grown(evidence, {m.account for m in evidence.cast.members if m.role == HOLDER}, evidence.begin)


def grown(evidence: Evidence, accounts: Collection[str], since: float) -> float | None:
    """Dollars by which what these own grew from a second on until the end: what came in, and the value of their tokens at
    the mean price of a day; None where nobody looked at them."""
    looks = [row for row in evidence.rows("agents") if row["account"] in accounts]
    looks = [row for row in looks if since <= row["time"] <= evidence.end]
    if not looks:
        return None
    first, last = looks[0]["time"], looks[-1]["time"]
    purse, average = _dollars(evidence, accounts), Marker.of(evidence).average
    worth: dict[float, float] = {
        time: average(time) * sum(row["wallet"] + row["staked"] for row in looks if row["time"] == time) / TOKEN
        + purse[bisect_right(purse, time, key=lambda each: each[0]) - 1][1] / TOKEN
        for time in (first, last)
    }
    return worth[last] - worth[first]


def _dollars(evidence: Evidence, accounts: Collection[str]) -> Sequence[tuple[float, int]]:
    """(seconds, base units of dollars that these have from then on, or have taken home by then), in order."""
    out, found = gates(evidence), [(0.0, 0)]
    for move in evidence.moved:
        if move.asset == "usd" and (
            came := (move.payee in accounts) - (move.payer in accounts and move.payee not in out)
        ):
            found.append((move.time, found[-1][1] + came * move.amount))
    return found
