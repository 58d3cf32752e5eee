"""Between whom the money of a window moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from experiments.report.cast import Cast, Member
from sim.chain.ledger import Entry
from sim.money import TOKEN

Flow = dict[tuple[str, str], float]
"""Tokens by payer and payee."""


def flow(moved: Iterable[Entry], cast: Cast) -> Flow:
    """Between agents and contracts. A stake is its agent's, wherever it is kept; what stays with its owner does not move."""
    members, found = cast.by_account, Counter[tuple[str, str]]()
    for entry in moved:
        ends = _owner(entry.payer, members), _owner(entry.payee, members)
        if entry.asset == "token" and ends[0] != ends[1]:
            found[ends] += entry.amount
    return {ends: amount / TOKEN for ends, amount in sorted(found.items())}


def by_group(moved: Flow, cast: Cast) -> dict[str, tuple[float, float]]:
    """By group and contract: tokens received and tokens paid, where there are any."""
    members, found = cast.by_account, dict[str, tuple[float, float]]()
    for ends, amount in moved.items():
        payer, payee = (members[end].group if end in members else end for end in ends)
        received, paid = found.get(payer, (0.0, 0.0))
        found[payer] = received, paid + amount
        received, paid = found.get(payee, (0.0, 0.0))
        found[payee] = received + amount, paid
    return dict(sorted(found.items()))


def _owner(account: str, members: Mapping[str, Member]) -> str:
    """`registry/stake/trainers.0` is the trainer's, `training_round/pot` the contract's."""
    last = account.rpartition("/")[2]
    return last if last in members else account.partition("/")[0]
