"""Who gains by the factory: users, those who work, those who hold the token, and those who attack."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence

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
    """Dollars that users gained over doing without; None where the record tells of no demand. What anybody bought was on
    offer to all who came in that hour, whatever they chose: who comes with one request tells by it of one offer at most."""
    told = {m.account: Tastes.told(m.behaviour) for m in evidence.cast.members if m.role == "user"}
    came: Counter[tuple[Tastes, int]] = Counter()
    on_sale: dict[int, dict[int, Offer]] = {}
    for row in evidence.rows("usage"):
        if (tastes := told.get(row["buyer"])) and evidence.measured(row["time"]):
            hour = int(row["time"] // HOUR)
            came[tastes, hour] += row["requests"]
            if number := row["version"]:
                on_sale.setdefault(hour, {})[number] = Offer(row["price"], row["perceived"], row["accuracy"])
    if not came:
        return None
    return sum(many * tastes.surplus(tuple(on_sale.get(hour, {}).values())) for (tastes, hour), many in came.items())


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
    """Dollars by which what holders own grew: what came in, and the value of their tokens at the mean price of a day; None
    without holders."""
    accounts = {member.account for member in evidence.cast.members if member.role == HOLDER}
    looks = [row for row in evidence.rows("agents") if row["account"] in accounts and evidence.measured(row["time"])]
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
