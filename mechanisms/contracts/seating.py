"""What a round hands out: to each seat a data set and a job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mechanisms.contracts.round_book import Seat
from sim.effects.judgement import Assign
from sim.jobs import Training
from sim.messages.data_market import TRAIN
from sim.messages.training_round import Assigned
from sim.seams.privacy import Privacy
from sim.streams import name_key

if TYPE_CHECKING:
    from mechanisms.contracts.training_round import TrainingRound


@dataclass(frozen=True, slots=True)
class Lot:
    """A data set that a seat may be given, and what a use of it costs in base units."""

    provider: str
    data: str
    rows: int
    price: int = 0


def lots(contract: TrainingRound, start: float, pot: int) -> tuple[Lot, ...]:
    """What providers that still take part let a round use, by key. On a market: until the round is over, and at a price
    that it wants to pay and could pay for every seat."""
    if market := contract.market:
        most = min(contract.data_most, pot // contract.seats)
        listed = market.on_sale(TRAIN, contract.schedule.over(start))
        return tuple(Lot(x.provider, data, x.rows, x.price) for data, x in listed.items() if x.price <= most)
    active = set(contract.members.active("provider"))
    offers = (offer for _, offer in sorted(contract.book.offers.items()))
    return tuple(Lot(offer.provider, offer.data, offer.rows) for offer in offers if offer.provider in active)


@dataclass(frozen=True)
class Seating:
    """Seats one round of a contract with the data sets that were on offer when it opened."""

    contract: TrainingRound
    number: int
    lots: tuple[Lot, ...]

    def assign(self, chosen: list[Assign], until: float) -> None:
        """Give each seat a data set, the next one each round, so that nobody keeps the best; `until` is when the last
        window closes."""
        contract, number = self.contract, self.number
        seats = {}
        for place, assign in enumerate(sorted(chosen, key=lambda assign: assign.account)):
            lot = self.lots[(place + number) % len(self.lots)]
            seats[assign.account] = Seat(self._job(assign.account, lot), lot.provider, assign.price, lot.price)
        contract.book.seat(number, seats)
        windows = f"{contract.host.name}/{number}"
        commit, reveal = f"{windows}/commit" if contract.commit_reveal else "", f"{windows}/reveal"
        for account, seat in seats.items():
            due, provider, price, data = contract.steps, seat.provider, seat.price, seat.job.data
            contract.host.emit(Assigned(account, number, seat.job, due, provider, price, commit, reveal, until, data))

    def _job(self, account: str, lot: Lot) -> Training:
        """The whole of a seat's work. Its seed is public: whoever repeats the job gets the same bits."""
        contract, host = self.contract, self.contract.host
        job = Training(
            model=host.task(contract.task).model,
            start=contract.book.models["current"],
            data=lot.data,
            rows=range(lot.rows),
            steps=contract.steps,
            batch=contract.batch,
            rate=contract.rate,
            momentum=contract.momentum,
            seed=name_key(host.name, self.number, account) >> 64,
        )
        if not host.has_rule("privacy"):
            return job
        rule = host.rule("privacy")
        assert isinstance(rule, Privacy), f"{rule} is no rule of privacy"
        return rule.protected(job)
