"""What was issued, where it is, and that none is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from experiments.report.movement import Movement, slot
from sim.chain.ledger import BURNED, ISSUANCE

Line: TypeAlias = tuple[str, int]
"""What it is called, and base units."""
OBSERVED = "token"
"""The asset that the referee's looks at wallets are about."""
BURNS = {"gas": "burned as gas", "slashed": "burned by slashing"}


def sources(moved: Sequence[Movement], asset: str) -> list[Line]:
    """What was issued of an asset, by occasion and receiver."""
    found: dict[str, int] = {}
    for move in moved:
        if move.payer == ISSUANCE and move.asset == asset:
            to = move.taker.group if move.taker else move.payee
            label = f"issued at genesis to {to}" if move.purpose == "genesis" else f"emission to {to}"
            found[label] = found.get(label, 0) + move.amount
    return list(found.items())


def places(moved: Sequence[Movement], looks: Sequence[Mapping[str, Any]], asset: str) -> list[Line]:
    """Where an asset is at the end.

    What agents hold in tokens is taken from the referee's last look at their wallets, so that the residual compares two
    records of the same money; everything else is what the ledger's entries add up to.
    """
    lines: list[Line] = []
    if asset == OBSERVED:
        last = {look["account"]: look for look in looks}.values()
        lines = [("in wallets of agents", sum(look["wallet"] for look in last))]
        lines += [("staked by agents", sum(look["staked"] for look in last))]
    balances: dict[str, int] = {}
    burned: dict[str, int] = {}
    for move in moved:
        if move.asset == asset:
            for account, member, amount in (
                (move.payer, move.giver, -move.amount),
                (move.payee, move.taker, move.amount),
            ):
                kept = slot(account, member)
                if account not in (ISSUANCE, BURNED) and not (
                    member and asset == OBSERVED and kept in ("wallet", "stake")
                ):
                    label = f"kept for agents ({kept})" if member else f"held by {account}"
                    balances[label] = balances.get(label, 0) + amount
            if move.payee == BURNED:
                label = BURNS.get(move.purpose, "burned otherwise")
                burned[label] = burned.get(label, 0) + move.amount
    return [*lines, *((label, held) for label, held in sorted(balances.items()) if held), *burned.items()]


def residual(moved: Sequence[Movement], looks: Sequence[Mapping[str, Any]], asset: str) -> int:
    """Base units that were issued and are nowhere: 0, or something is wrong."""
    return sum(amount for _, amount in sources(moved, asset)) - sum(amount for _, amount in places(moved, looks, asset))
