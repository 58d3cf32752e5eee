"""The data provider that is its own best customer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from agents.behaviours.tipped import Tipped
from sim.facts import Fact
from sim.messages.data_market import DATA_MARKET, TRAIN, BuyUse, Listed, Repriced
from sim.messages.message import Message, To
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class WashConsumer(Deviation):
    """Buy `uses` of what the other names of its group have listed, when it is listed and whenever its price has moved, as
    long as one use costs less than `worth`.

    Wash trading: Cong et al., Crypto Wash Trading, 2023. The money goes from one of its pockets to another, less the cut
    of the market; what demand does to the price it earns from those who really use the data. So it stops below what they
    would pay at most. Knows: the public listings. Stopped by: a cut that is more than the rise in price brings, a price that
    does not follow demand, and a price of identity, since nobody is sold a licence for its own data. Needs two names: a
    principal's.
    """

    uses: int = 50
    """That it buys of each data set each time."""
    worth: int = 400 * TOKEN
    """Base units for one use at which it stops."""

    def __post_init__(self) -> None:
        if self.uses < 1 or self.worth < 0:
            raise ValueError(f"uses={self.uses}, worth={self.worth}; allowed: 1 or more, 0 or more base units")

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Listed, Repriced}

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        yield from super().react(view, fact)
        if not isinstance(fact, Listed | Repriced):
            return
        listing = view.chain.contract(DATA_MARKET)["listings"][fact.data]
        group, own = (name.rpartition(".")[0] for name in (listing.provider, view.account))
        if group == own and listing.provider != view.account and listing.price < self.worth and not listing.gone:
            yield BuyUse(fact.data, TRAIN, self.uses, listing.price)
