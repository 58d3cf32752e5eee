"""The workshop with a data market: Pat lists at 30 a use, a round pays 50 at most, Eve has 100 to spend."""

from __future__ import annotations

from typing import Any

from mechanisms.contracts.data_market import DataMarket
from mechanisms.contracts.registry import Registry
from mechanisms.pricing.as_asked import AsAsked
from sim.lineage import data_in
from sim.merkle import path, root
from sim.messages.data_market import Licence, ListData, OpenRow
from sim.seams.pricing import Pricing
from tests.mechanisms.contracts.workshop import Workshop


class Bazaar(Workshop):
    """A data market in which nothing is listed yet."""

    def __init__(self, pricing: Pricing | None = None, terms: dict[str, Any] | None = None, **rounds: Any) -> None:
        self.market = DataMarket(**(terms or {}))
        registry = Registry(slashers=("training_round", "data_market"))
        named = {"data_market": "data_market", "data_most": 50, **rounds}
        super().__init__(registry=registry, market=self.market, pricing=pricing or AsAsked(), **named)

    def lists(
        self,
        data: str = "data",
        price: int = 30,
        sender: str = "pat",
        replaces: str = "",
        of: str = "",
        at: float | None = None,
        **licence: Any,
    ) -> str:
        """List a data set under the root of its rows, or of those of another."""
        terms = Licence(**{"price": price, **licence})
        whole = root(self.shelf.leaves(of or data))
        return self.says(sender, ListData(data, self.shelf.rows(data), whole, terms, replaces), at)

    def opens(self, challenge: int, data: str, row: int, sender: str = "pat", at: float | None = None) -> str:
        """Answer a challenge with the leaf and the proof of this row of this data set."""
        leaves = self.shelf.leaves(data)
        return self.says(sender, OpenRow(challenge, leaves[row], path(leaves, row)), at)

    def goes_into(self, model: str) -> tuple[str, ...]:
        """The data in a model, by the public tables."""
        tables = self.rounds.host.tables
        return data_in(model, tables["lineage"], tables["ingredients"])

    @property
    def model(self) -> str:
        """Key of the current model."""
        return self.rounds.book.models["current"]

    @property
    def price(self) -> int:
        """Of a use of "data"."""
        return self.market.book.listings["data"].price
