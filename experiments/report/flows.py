"""Where the money came from, where it went, and that none is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from experiments.report.cast import Member
from experiments.report.markup import Html, element, joined, paragraph, section, table
from experiments.report.movement import Movement
from experiments.report.wording import counted, tokens
from sim.chain.ledger import BURNED, ISSUANCE

Line = tuple[str, int]
"""What it is called, and base units."""


def sources(moved: Sequence[Movement], asset: str) -> list[Line]:
    """What was issued of an asset, by occasion and receiver."""
    found: dict[str, int] = {}
    for move in moved:
        if move.payer == ISSUANCE and move.asset == asset:
            to = f"{move.taker.group}" if move.taker else move.payee
            label = f"issued at genesis to {to}" if move.purpose == "genesis" else f"emission to {to}"
            found[label] = found.get(label, 0) + move.amount
    return list(found.items())


def places(moved: Sequence[Movement], looks: Sequence[Mapping[str, Any]], asset: str) -> list[Line]:
    """Where an asset is at the end. What agents hold in tokens is the referee's last look at their wallets, a record of its
    own, so the residual compares two accounts of the same money; everything else is the ledger's."""
    balance: dict[str, int] = {}
    burned: dict[str, int] = {}
    owners: dict[str, Member] = {}
    for move in moved:
        if move.asset != asset:
            continue
        balance[move.payer] = balance.get(move.payer, 0) - move.amount
        balance[move.payee] = balance.get(move.payee, 0) + move.amount
        owners |= {account: m for account, m in ((move.payer, move.giver), (move.payee, move.taker)) if m}
        if move.payee == BURNED:
            label = {"gas": "burned as gas", "slashed": "burned by slashing"}.get(move.purpose, "burned otherwise")
            burned[label] = burned.get(label, 0) + move.amount
    lines: list[Line] = []
    if asset == "token":
        last = {look["account"]: look for look in looks}.values()
        lines = [
            ("in wallets of agents", sum(r["wallet"] for r in last)),
            ("staked by agents", sum(r["staked"] for r in last)),
        ]
        seen = {account for account in owners if account == owners[account].account or _slot(account) == "stake"}
    else:
        seen = set()
    kept: dict[str, int] = {}
    for account, held in balance.items():
        if account not in (ISSUANCE, BURNED) and account not in seen and held:
            label = f"kept for agents ({_slot(account) or 'wallet'})" if account in owners else f"held by {account}"
            kept[label] = kept.get(label, 0) + held
    return [*lines, *sorted(kept.items()), *burned.items()]


def _slot(account: str) -> str:
    """registry/stake/trainers.0 is kept in the slot stake."""
    return "/".join(account.split("/")[1:-1])


def routes(moved: Sequence[Movement], asset: str) -> list[tuple[str, str, str, int, int]]:
    """(from, to, purpose, entries, base units) of everything but the issue at genesis, largest first."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for move in moved:
        if move.asset == asset and move.purpose != "genesis":
            key = (_party(move.payer, move.giver), _party(move.payee, move.taker), move.purpose)
            found.setdefault(key, []).append(move.amount)
    every = [(*key, len(amounts), sum(amounts)) for key, amounts in found.items()]
    return sorted(every, key=lambda route: (-route[4], route[:3]))


def _party(account: str, member: Member | None) -> str:
    if member is None:
        return account
    return member.group if account == member.account else f"{member.group} ({_slot(account)})"


def flows(moved: Sequence[Movement], looks: Sequence[Mapping[str, Any]]) -> Html:
    """For every asset: what was issued, where it is now, the residual, and every route it took."""
    title = "How the money flowed"
    assets = sorted({move.asset for move in moved})
    if not assets:
        return section(title, paragraph("No money moved."))
    return section(title, *(_asset(moved, looks, asset) for asset in assets))


def residual(moved: Sequence[Movement], looks: Sequence[Mapping[str, Any]], asset: str) -> int:
    """Base units that were issued and are nowhere: 0, or something is wrong."""
    return sum(amount for _, amount in sources(moved, asset)) - sum(amount for _, amount in places(moved, looks, asset))


def _asset(moved: Sequence[Movement], looks: Sequence[Mapping[str, Any]], asset: str) -> Html:
    came, went = sources(moved, asset), places(moved, looks, asset)
    left = residual(moved, looks, asset)
    issued = [[label, tokens(amount, 4)] for label, amount in came]
    now = [[label, tokens(amount, 4)] for label, amount in went]
    sums = [
        table(["issued", asset], issued, 1, ["all that was issued", tokens(sum(a for _, a in came), 4)]),
        table(["where it is at the end", asset], now, 1, ["residual: issued, and nowhere", f"{left} base units"]),
    ]
    paths = [[a, b, why, f"{n:,}", tokens(amount)] for a, b, why, n, amount in routes(moved, asset)]
    details = element(
        "details",
        element("summary", f"Every route it took: {counted(len(paths), 'route')}"),
        table(["from", "to", "for", "entries", asset], paths, 3),
    )
    return joined([element("div", *sums, css="pair"), details])
