"""What the data of a round cost it, and whether they may still be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.effects.effect import Effect
from sim.effects.invoke import Invoke
from sim.effects.judgement import Reject
from sim.effects.money import Pay
from sim.messages.data_market import Used
from sim.seams.rule import INDIVIDUAL_UPDATES
from sim.seams.submission import Submission

if TYPE_CHECKING:
    from mechanisms.contracts.training_round import TrainingRound


@dataclass(frozen=True)
class Licensing:
    """The licences of one round. A consent that is withdrawn voids the seats that were given these data: their updates are
    not used and nobody is paid for them, neither the provider nor the trainer, who bears that risk; nobody is at fault."""

    contract: TrainingRound
    number: int

    def standing(self, submissions: tuple[Submission, ...]) -> tuple[Submission, ...]:
        """Those whose data may be used now. Where updates are read only together, they also stand only together."""
        seats = self.contract.book.seats(self.number)
        left = tuple(s for s in submissions if not seats[s.owner].excused)
        return () if self._together and len(left) < len(submissions) else left

    def ingredients(self, handed_in: tuple[Submission, ...], accepted: tuple[Submission, ...]) -> tuple[str, ...]:
        """Keys of the data that an update is made of; of all that was handed in, where it is read only together."""
        seats = self.contract.book.seats(self.number)
        return tuple(sorted({seats[s.owner].job.data for s in (handed_in if self._together else accepted)}))

    def bill(self, handed_in: tuple[Submission, ...]) -> tuple[Pay, ...]:
        """What is owed to each provider for the data that were used, by name."""
        seats, owed = self.contract.book.seats(self.number), Counter[str]()
        for s in self.standing(handed_in):
            owed[seats[s.owner].provider] += seats[s.owner].licence
        return tuple(Pay(provider, amount) for provider, amount in sorted(owed.items()) if amount)

    def told(self, handed_in: tuple[Submission, ...]) -> tuple[Effect, ...]:
        """Tell the market how often each data set was used."""
        seats = self.contract.book.seats(self.number)
        used = Counter(seats[s.owner].job.data for s in self.standing(handed_in))
        market = self.contract.data_market
        return (Invoke(market, Used(tuple(sorted(used.items())))),) if market and used else ()

    def voided(self, but: Collection[str]) -> list[Reject]:
        """What was handed in and does not count because the consent to its data was withdrawn, except of these accounts."""
        seats = self.contract.book.seats(self.number, revealed=True).items()
        return [Reject(account, seat.excused) for account, seat in seats if seat.excused and account not in but]

    @property
    def _together(self) -> bool:
        host = self.contract.host
        return host.has_rule("privacy") and INDIVIDUAL_UPDATES in host.rule("privacy").hides
