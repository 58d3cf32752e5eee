"""Where the money of a payout came from: the incomes of whoever paid it, theirs, and so on to where money begins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from experiments.tracing.told import Told
from sim.chain.ledger import ISSUANCE
from sim.money import TOKEN

ENDOWMENT, EMISSION, BRIDGE = "endowment", "emission", "bridge"
PAID, BOND, SEIZED, EXCHANGED, ROUND = "paid", "bond", "seized", "exchanged", "round"
BEGINNINGS = (ENDOWMENT, EMISSION, BRIDGE, PAID, BOND, SEIZED, EXCHANGED, ROUND)
"""Where money begins: issued at genesis, issued later, brought in over a bridge, paid by a member, put at stake by one,
taken from one by a shock, or given for something of the payee's own; or it had been in the same hands before, so that its
sources are told already."""
LEAST = 0.0005
"""Share of an income below which a line is left out of what is shown."""


class Entry(NamedTuple):
    """A row of the ledger."""

    number: int
    asset: str
    payer: str
    payee: str
    amount: int
    cause: int


@dataclass(frozen=True)
class Source:
    """What an account took in of an asset from one payer, up to a payout. `kind` says how it begins, or is "" where it goes
    on to what the payer took in; `what` says for what a member paid."""

    payer: str
    asset: str
    amount: int
    kind: str
    what: str = ""
    behind: tuple[Source, ...] = ()

    def beginnings(self) -> Iterator[Source]:
        """Where this money begins; a source that goes on to nothing is one whose kind is not among `BEGINNINGS`."""
        if not self.behind:
            yield self
        for source in self.behind:
            yield from source.beginnings()

    def all(self) -> Iterator[Source]:
        """This one and everything behind it."""
        yield self
        for source in self.behind:
            yield from source.all()


class Sources:
    """The ledger of a run, by who took in what."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self._known: dict[tuple[str, str, int, frozenset[tuple[str, str]]], tuple[Source, ...]] = {}

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """The ledger, in order."""
        rows = self.told.disk.rows("ledger", "asset", "payer", "payee", "amount", "cause")
        return [Entry(number, *row) for number, row in enumerate(rows)]

    def of(self, account: str, asset: str, before: int) -> tuple[Source, ...]:
        """What an account had taken in of an asset before an entry, largest first. Money has no colour: whatever came in
        until then is behind whatever goes out, in proportion."""
        return self._of(account, asset, before, frozenset())

    def behind(self, entry: Entry) -> tuple[Source, ...]:
        """Where the money of a payout came from; where the payout itself issues it or is one side of an exchange, that
        alone."""
        if entry.payer == ISSUANCE:
            return (Source(ISSUANCE, entry.asset, entry.amount, *self.begins(entry)),)
        if given := self.given(entry):
            return (Source(entry.payer, entry.asset, entry.amount, EXCHANGED, f"{given} of {entry.payee}"),)
        return self.of(entry.payer, entry.asset, entry.number)

    def _of(self, account: str, asset: str, before: int, seen: frozenset[tuple[str, str]]) -> tuple[Source, ...]:
        taken = [entry for entry in self._incomes.get((account, asset), ()) if entry.number < before]
        key = (account, asset, len(taken), seen)
        if key in self._known:
            return self._known[key]
        groups = defaultdict[tuple[str, str, str, str], list[Entry]](list)
        for entry in taken:
            groups[(entry.payer, *self.begins(entry), self.given(entry))].append(entry)
        seen |= {(account, asset)}
        found = []
        for (payer, kind, what, given), entries in groups.items():
            behind: tuple[Source, ...] = ()
            # Whoever took it in exchange has it from what it gave; else it is the payer's, which goes on with its own.
            onto = (account, given) if given else (payer, asset)
            if not kind and onto not in seen:
                behind = self._of(*onto, entries[-1].number, seen)
            amount = sum(entry.amount for entry in entries)
            found.append(Source(payer, asset, amount, ROUND if not kind and onto in seen else kind, what, behind))
        found.sort(key=lambda source: (-source.amount, source.payer, source.what))
        self._known[key] = tuple(found)
        return self._known[key]

    def begins(self, entry: Entry) -> tuple[str, str]:
        """How the money of an entry begins with it, and for what it was paid; ("", "") when it was on its way before."""
        told = self.told
        if entry.payer == ISSUANCE:
            if entry.cause == 0:
                return ENDOWMENT, ""
            return (EMISSION, "") if told.kind(entry.cause) != "Included" else (BRIDGE, told.subject(entry.cause))
        if entry.payer not in told.members:
            return "", ""
        if entry.payee.count("/") == 2 and entry.payee.endswith(f"/{entry.payer}"):
            return BOND, entry.payee.split("/")[1]
        said = next((fact for fact in told.causes(entry.cause) if fact.kind == "Included"), None)
        if said is None or said.subject != entry.payer:
            return SEIZED, told.kind(entry.cause)
        calls, to = said.body["calls"], entry.payee.partition("/")[0]
        about = [message for contract, message in calls if contract == to] or [message for _, message in calls]
        return PAID, ", ".join(sorted({message["kind"] for message in about}))

    def given(self, entry: Entry) -> str:
        """The asset that the payee gave the payer for this, in the same act; "" when it gave nothing."""
        for number in self._acts[entry.cause]:
            other = self.entries[number]
            if (other.payer, other.payee) == (entry.payee, entry.payer) and other.asset != entry.asset:
                return other.asset
        return ""

    @cached_property
    def _incomes(self) -> dict[tuple[str, str], list[Entry]]:
        found = defaultdict[tuple[str, str], list[Entry]](list)
        for entry in self.entries:
            found[entry.payee, entry.asset].append(entry)
        return found

    @cached_property
    def _acts(self) -> dict[int, list[int]]:
        found = defaultdict[int, list[int]](list)
        for entry in self.entries:
            found[entry.cause].append(entry.number)
        return found


def told_as(sources: tuple[Source, ...], depth: int = 1) -> Iterator[str]:
    """Lines about where money came from, each with its share of what was taken in."""
    whole = sum(source.amount for source in sources)
    for source in sources:
        if source.amount < LEAST * whole:
            continue
        names = {
            ENDOWMENT: "endowment, issued at genesis",
            EMISSION: "emission, issued since",
            BRIDGE: f"brought in over a bridge by {source.what}",
            PAID: f"paid by {source.payer} ({source.what})",
            BOND: f"put at {source.what} by {source.payer}",
            EXCHANGED: f"in exchange for {source.what}",
            ROUND: f"from {source.payer}, as above",
            SEIZED: f"taken from {source.payer} ({source.what})",
        }
        exchanged = source.behind and source.behind[0].asset != source.asset
        onward = f"from {source.payer}" + (f", for {source.behind[0].asset}" if exchanged else "")
        share, amount = source.amount / whole, f"{source.amount / TOKEN:,.3f} {source.asset}"
        yield f"{'  ' * depth}{share:6.1%}  {amount}  {names.get(source.kind, onward)}"
        yield from told_as(source.behind, depth + 1)
