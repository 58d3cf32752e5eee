"""Dollars: where they came from, where they went, and that none is missing."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.report.markup import Html, element, paragraph, section, table
from experiments.report.movement import Movement
from experiments.report.wording import dollars
from sim.chain.ledger import BURNED, ISSUANCE
from sim.money import TOKEN

ASSET = "usd"
FEES = "/fees/"
"""What is in the name of a purse into which users pay."""
Line = tuple[str, int]


def statement(moved: Sequence[Movement]) -> Html:
    """A balance of all dollars, in base units and so exact; nothing where there are none."""
    entries = [move for move in moved if move.asset == ASSET]
    if not entries:
        return Html()
    came, went, inside = income(entries), outgo(entries), kept(entries)
    rest = sum(amount for _, amount in came) - sum(amount for _, amount in [*went, *inside])
    fees = sum(move.amount for move in entries if move.giver and FEES in move.payee)
    told = (
        f"Users paid {dollars(fees / TOKEN)} in fees; {dollars(sum(a for _, a in went) / TOKEN)} left the factory for "
    )
    told += "bills and as what people live on."
    heads = ("came in", "went out or is still inside")
    pair = [
        table([heads[0], "$"], _cells(came), 1, ["all dollars", _cell(sum(amount for _, amount in came))]),
        table([heads[1], "$"], _cells([*went, *inside]), 1, ["residual: came in, and nowhere", f"{rest} base units"]),
    ]
    return section("Where the dollars went", paragraph(told), element("div", *pair, css="pair"))


def income(entries: Sequence[Movement]) -> list[Line]:
    """Dollars that were brought in, by whom and when."""
    found: dict[str, int] = {}
    for move in entries:
        if move.payer == ISSUANCE:
            who = move.taker.group if move.taker else move.payee
            label = f"held by {who} at genesis" if move.purpose == "genesis" else f"brought by {who}"
            found[label] = found.get(label, 0) + move.amount
    return _largest(found)


def outgo(entries: Sequence[Movement]) -> list[Line]:
    """Dollars that left for good, by who handed them to a contract that burns them, or burned them."""
    gates, found = _gates(entries), dict[str, int]()
    for move in entries:
        if move.payee in gates or (move.payee == BURNED and move.payer not in gates):
            label = f"taken home by {move.giver.group}" if move.giver else f"taken out by {move.payer}"
            found[label] = found.get(label, 0) + move.amount
    return _largest(found)


def kept(entries: Sequence[Movement]) -> list[Line]:
    """Dollars that are still there, by group or contract."""
    outside, found = {ISSUANCE, BURNED, *_gates(entries)}, dict[str, int]()
    for move in entries:
        for account, member, amount in ((move.payer, move.giver, -move.amount), (move.payee, move.taker, move.amount)):
            if account not in outside:
                label = f"in wallets of {member.group}" if member else f"held by {account.partition('/')[0]}"
                found[label] = found.get(label, 0) + amount
    return _largest(found)


def _gates(entries: Sequence[Movement]) -> set[str]:
    """Contracts through which dollars leave the factory: those that burn what they are handed."""
    return {move.payer for move in entries if move.payee == BURNED and move.giver is None}


def _largest(found: dict[str, int]) -> list[Line]:
    return sorted(((label, amount) for label, amount in found.items() if amount), key=lambda line: (-line[1], line[0]))


def _cells(lines: Sequence[Line]) -> list[list[str]]:
    return [[label, _cell(amount)] for label, amount in lines]


def _cell(amount: int) -> str:
    return dollars(amount / TOKEN)
