"""What a data set has earned: for its uses in rounds, from whoever bought uses, and from the fees of models made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from experiments.bad_input import BadInput
from experiments.tracing.payout import Payouts
from experiments.tracing.rounds import Round
from experiments.tracing.royalties import Sold, sold
from experiments.tracing.sources import Entry
from sim.durations import DAY
from sim.money import TOKEN, split


class Part(NamedTuple):
    """What a data set got of a payment to its provider, in base units, and for what."""

    entry: int
    data: str
    asset: str
    amount: int
    what: str


@dataclass(frozen=True)
class Earnings:
    """Payments to providers, each divided among those of their data sets that it was for.

    A round pays a provider for all its data at once: each data set has its part by updates handed in, times its price where
    it is listed at one. Of the fees of a version each has its part by what it earned in the rounds that made it; what the
    provider gets as a holder of tokens in the same payment counts with that.
    """

    payouts: Payouts

    @cached_property
    def parts(self) -> Mapping[str, Sequence[Part]]:
        """Everything that each data set has earned, by its key, in order."""
        found = defaultdict[str, list[Part]](list)
        for part in sorted([*self._of_rounds, *self._bought(), *self._of_fees()]):
            found[part.data].append(part)
        return found

    def story(self, data: str) -> Iterator[str]:
        """Lines about a data set: whose it is, what it was used for and what it earned. Raises `BadInput` if unknown."""
        rounds = self.payouts.rounds
        if data not in rounds.data:
            raise BadInput(f"WHAT={data}: neither the number of a ledger entry nor the key of a data set of this run")
        offer = rounds.data[data].body
        works = [work for found in rounds.all.values() for work in found.works if work.data == data]
        handed_in, accepted = [work for work in works if work.update], sum(work.accepted for work in works)
        yield f"data {data}: {offer['rows']} rows offered by {offer['provider']}"
        yield f"  given out {len(works)} times, {len(handed_in)} updates handed in, {accepted} accepted"
        for work in handed_in:
            yield f"    round {work.round}: job {work.job} of {work.trainer}, update {work.update}"
        earned = defaultdict[str, int](int)
        for part in self.parts.get(data, ()):
            earned[part.asset] += part.amount
            day = self._times[part.entry] / DAY
            yield f"  day {day:.3f}  entry {part.entry}  {part.amount / TOKEN:.9f} {part.asset}  {part.what}"
        yield "  earned " + (", ".join(f"{a / TOKEN:.9f} {asset}" for asset, a in sorted(earned.items())) or "nothing")

    @cached_property
    def _times(self) -> Sequence[float]:
        return self.payouts.told.disk.column("ledger", "time")

    @cached_property
    def _of_rounds(self) -> Sequence[Part]:
        told, rounds, found = self.payouts.told, self.payouts.rounds, list[Part]()
        for entry in self._paid:
            if made := rounds.behind(entry.payer, list(told.causes(entry.cause))):
                weights = self._used(made, entry.payee)
                what = f"for uses in round {made.number}"
                found += (Part(entry.number, d, entry.asset, n, what) for d, n in split(entry.amount, weights).items())
        return found

    def _used(self, made: Round, provider: str) -> Mapping[str, int]:
        """Updates that were made in a round on each data set of a provider, times the price of a use."""
        used = defaultdict[str, int](int)
        for work in made.works:
            if work.update and work.provider == provider:
                used[work.data] += self._price(work.data, made.facts[0].number)
        return used

    def _price(self, data: str, at: int) -> int:
        """Base units for a use at a fact, 1 where it has no price."""
        prices = [number_price for number_price in self._prices.get(data, ()) if number_price[0] <= at]
        return max(prices[-1][1] if prices else 1, 1)

    @cached_property
    def _prices(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        found = defaultdict[str, list[tuple[int, int]]](list)
        for fact in self.payouts.told.of("Listed", "Repriced"):
            price = fact.body["licence"]["price"] if fact.kind == "Listed" else fact.body["price"]
            found[fact.body["data"]].append((fact.number, price))
        return found

    def _bought(self) -> Iterator[Part]:
        told, rounds = self.payouts.told, self.payouts.rounds
        by_cause = defaultdict[int, list[Entry]](list)
        for entry in self.payouts.sources.entries:
            by_cause[entry.cause].append(entry)
        for fact in told.of("UseBought"):
            body = fact.body
            provider, due = rounds.data[body["data"]].body["provider"], body["paid"] - body["kept"]
            for entry in by_cause[told.cause(fact.number)]:
                if (entry.payer, entry.payee, entry.amount) == (body["buyer"], provider, due):
                    what = f"for {body['times']} uses bought by {entry.payer}"
                    yield Part(entry.number, body["data"], entry.asset, due, what)
                    break

    def _of_fees(self) -> Iterator[Part]:
        """Fees of a version are divided out of its purse, or out of the market's account when they have bought tokens."""
        settled = self.payouts.told.of("FeesSettled")
        for entry in self._paid:
            market = entry.payer.partition("/")[0]
            last = [f for f in settled if f.subject == market and f.number < entry.cause]
            if last and entry.payer in (market, purse := f"{market}/fees/{last[-1].body['version']}"):
                version = sold(self.payouts.rounds, purse, entry.cause)
                if version is not None:
                    what = f"of the fees of version {version.version}"
                    shares = split(entry.amount, self._credited(version, entry.payee)).items()
                    yield from (Part(entry.number, d, entry.asset, n, what) for d, n in shares)

    def _credited(self, version: Sold, provider: str) -> Mapping[str, int]:
        """What each data set of a provider has earned in the rounds that made a version."""
        made, earned = {(found.contract, found.number) for found in version.rounds}, defaultdict[str, int](int)
        for contract, number, part in self._by_round.get(provider, ()):
            if (contract, number) in made:
                earned[part.data] += part.amount
        return earned

    @cached_property
    def _by_round(self) -> Mapping[str, Sequence[tuple[str, int, Part]]]:
        found = defaultdict[str, list[tuple[str, int, Part]]](list)
        entries = self.payouts.sources.entries
        for part in self._of_rounds:
            entry = entries[part.entry]
            found[entry.payee].append((entry.payer.partition("/")[0], int(part.what.split()[-1]), part))
        return found

    @cached_property
    def _paid(self) -> Sequence[Entry]:
        """Payouts to those who have offered data."""
        providers = {fact.body["provider"] for fact in self.payouts.rounds.data.values()}
        entries = self.payouts.sources.entries
        return [entries[number] for number in self.payouts.numbers if entries[number].payee in providers]
