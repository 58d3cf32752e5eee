"""An agent's wallet and stake in one asset: what it had, everything that came and went by cause, and what it had then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from experiments.explaining.reasons import Reasons
from experiments.explaining.span import Span
from experiments.tracing.sources import Entry


@dataclass(frozen=True)
class Item:
    """All that came or went for one reason: base units, below zero for what went, and where that stands."""

    why: str
    amount: int
    entries: tuple[int, ...]
    """Numbers of the ledger's entries."""
    rounds: tuple[int, ...]
    """Rounds that these were about, in order; () for what belongs to none."""


@dataclass(frozen=True)
class Statement:
    """Base units of one asset. `after` is what the ledger says of the end, so `before` and the items add up to it."""

    asset: str
    before: int
    """When the days begin; at genesis, what it was given to begin with."""
    items: tuple[Item, ...]
    after: int
    staked: int
    """Of these, at stake."""
    moved: int
    """What was moved between wallet and stake, both ways together: that changes neither sum."""

    @property
    def change(self) -> int:
        return self.after - self.before


def own(account: str, agent: str) -> bool:
    """Whether an account of the ledger is an agent's wallet or a stake that a contract keeps for it."""
    return account == agent or is_stake(account, agent)


def is_stake(account: str, agent: str) -> bool:
    return account.partition("/stake/")[1:] == ("/stake/", agent)


def statements(
    entries: Sequence[Entry], times: Sequence[float], agent: str, span: Span, reasons: Reasons
) -> list[Statement]:
    """One for each asset that the agent ever had, in the order in which it came to have them."""
    mine = [entry for entry in entries if own(entry.payer, agent) or own(entry.payee, agent)]
    found = []
    for asset in dict.fromkeys(entry.asset for entry in mine):
        of_it = [entry for entry in mine if entry.asset == asset]
        early = {entry.number for entry in of_it if times[entry.number] < span.since or reasons.at_genesis(entry)}
        before = [entry for entry in of_it if entry.number in early]
        within = [entry for entry in of_it if entry.number not in early and times[entry.number] in span]
        held = _held([*before, *within])
        found.append(
            Statement(
                asset,
                sum(_change(entry, agent) for entry in before),
                tuple(_items(within, agent, reasons)),
                sum(amount for account, amount in held.items() if own(account, agent)),
                sum(amount for account, amount in held.items() if is_stake(account, agent)),
                sum(entry.amount for entry in within if own(entry.payer, agent) and own(entry.payee, agent)),
            )
        )
    return found


def _items(within: Iterable[Entry], agent: str, reasons: Reasons) -> list[Item]:
    """By reason, what came first and the largest of each first."""
    by_reason: dict[tuple[bool, str], list[Entry]] = {}
    for entry in within:
        came, went = own(entry.payee, agent), own(entry.payer, agent)
        if came != went:
            why = reasons.came(entry) if came else reasons.went(entry)
            by_reason.setdefault((went, why), []).append(entry)
    items = [
        (
            went,
            Item(why, sum(_change(e, agent) for e in group), tuple(e.number for e in group), _rounds(group, reasons)),
        )
        for (went, why), group in by_reason.items()
    ]
    return [item for _, item in sorted(items, key=lambda each: (each[0], -abs(each[1].amount)))]


def _rounds(entries: Iterable[Entry], reasons: Reasons) -> tuple[int, ...]:
    found = {number for entry in entries if (number := reasons.round(entry)) is not None}
    return tuple(sorted(found))


def _change(entry: Entry, agent: str) -> int:
    return entry.amount * (own(entry.payee, agent) - own(entry.payer, agent))


def _held(entries: Iterable[Entry]) -> dict[str, int]:
    """What each account that these entries name holds after them."""
    held: dict[str, int] = {}
    for entry in entries:
        held[entry.payer] = held.get(entry.payer, 0) - entry.amount
        held[entry.payee] = held.get(entry.payee, 0) + entry.amount
    return held
