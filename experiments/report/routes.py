"""Which way the money went, by group and purpose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from experiments.report.cast import Member
from experiments.report.movement import Movement, slot


@dataclass(frozen=True)
class Route:
    """All entries from one party to another for one purpose: how many, and base units together."""

    source: str
    target: str
    purpose: str
    entries: int
    amount: int


def routes(moved: Sequence[Movement], asset: str) -> list[Route]:
    """Every route but the issue at genesis, largest first."""
    found: dict[tuple[str, str, str], list[int]] = {}
    names: dict[str, str] = {}
    for move in moved:
        if move.asset == asset and move.purpose != "genesis":
            for account, member in ((move.payer, move.giver), (move.payee, move.taker)):
                if account not in names:
                    names[account] = _party(account, member)
            found.setdefault((names[move.payer], names[move.payee], move.purpose), []).append(move.amount)
    every = [Route(*key, len(amounts), sum(amounts)) for key, amounts in found.items()]
    return sorted(every, key=lambda route: (-route.amount, route.source, route.target, route.purpose))


def _party(account: str, member: Member | None) -> str:
    """An agent by its group, what a contract keeps for it by group and slot, anything else by its own name."""
    if member is None:
        return _unnumbered(account)
    return member.group if account == member.account else f"{member.group} ({_unnumbered(slot(account, member))})"


def _unnumbered(purse: str) -> str:
    """A contract's purses of one kind together: model_market/fees of model_market/fees/1, vesting of vesting/1072.0."""
    return "/".join(part for part in purse.split("/") if not re.fullmatch(r"[0-9.]+", part))
