"""Why somebody was paid, and where the money came from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from experiments.bad_input import BadInput
from experiments.tracing.rounds import Rounds, provenance
from experiments.tracing.royalties import Sold, description, royalties, sold, version_of
from experiments.tracing.sources import EXCHANGED, Entry, Source, Sources, told_as
from experiments.tracing.told import Said, Told
from experiments.verification.disk import Disk
from sim.chain.ledger import ISSUANCE
from sim.durations import DAY
from sim.money import TOKEN


@dataclass(frozen=True)
class Payout:
    """An entry with its chain of causes, the sources of its money, and the versions whose sales are among these."""

    entry: Entry
    causes: Sequence[Said]
    sources: tuple[Source, ...]
    sold: tuple[Sold, ...]


class Payouts:
    """Every payout of a run."""

    def __init__(self, disk: Disk) -> None:
        self.told = Told(disk)
        self.rounds, self.sources = Rounds(self.told), Sources(self.told)

    @cached_property
    def numbers(self) -> Sequence[int]:
        """Entries by which somebody else than a member pays a member."""
        members = self.told.members
        return [e.number for e in self.sources.entries if e.payee in members and e.payer not in members]

    def payout(self, number: int) -> Payout:
        """Raises `BadInput` for an entry that is not there."""
        entries = self.sources.entries
        if not 0 <= number < len(entries):
            raise BadInput(f"WHAT={number}: no such ledger entry; allowed: 0 to {len(entries) - 1}")
        entry = entries[number]
        causes = list(self.told.causes(entry.cause))
        sources = self.sources.behind(entry) if entry.payer not in self.told.members else ()
        payers = {entry.payer, *(source.payer for root in sources for source in root.all())}
        purses = (payer for payer in sorted(payers) if version_of(payer))
        found = (sold(self.rounds, purse, entry.cause) for purse in purses)
        return Payout(entry, causes, sources, tuple(version for version in found if version is not None))

    def story(self, number: int) -> Iterator[str]:
        """Lines about a payout: the entry, its causes down to a root, what it was for, and where the money came from."""
        payout = self.payout(number)
        entry, time = payout.entry, self.told.disk.column("ledger", "time")[number]
        amount = f"{entry.amount / TOKEN:.9f} {entry.asset}"
        yield f"entry {number}  day {time / DAY:.3f}  {entry.payer} paid {entry.payee} {amount}"
        for fact in payout.causes:
            what = f"{fact.kind} ({fact.subject})  {_short(json.dumps(fact.body, separators=(', ', ': ')))}"
            yield f"  because of fact {fact.number}  day {fact.time / DAY:.3f}  {what}"
        yield from provenance(self.rounds, entry.payer, entry.payee, payout.causes)
        yield from royalties(self.rounds, entry.payer, entry.payee, entry.cause)
        if payout.sources:
            itself = payout.sources[0].kind == EXCHANGED or entry.payer == ISSUANCE
            yield "money:" if itself else f"money: what {entry.payer} had taken in until then"
            yield from told_as(payout.sources)
        for version in payout.sold:
            if version_of(entry.payer) is None:
                yield from description(version)


def _short(body: str, width: int = 160) -> str:
    text = body[1:-1]
    return text if len(text) <= width else text[: width - 3] + "..."
