"""The issuer that sells other people's names."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from sim.messages.registry import Attest
from sim.money import TOKEN
from sim.view import View


@dataclass(frozen=True)
class ForSale(Deviation):
    """Vouch for each account of the groups `clients` as if a person of its own were behind it, at the price of such a
    person.

    The resale of accounts of proof of personhood: $1 to $3 to buy in, $9 to $12 and at most $30 to sell, as reported of
    World ID in 2023. Knows: whose papers it holds. Stopped by: a register that no longer believes it, at the cost of all
    whom it vouched for honestly; papers that are looked at again. So k names cost the client k prices.
    """

    clients: tuple[str, ...] = ("cheats",)
    """Names of groups."""
    price: int = 466 * TOKEN
    """Base units for each account: $2 at $.00429 a token; proposal between $1 and $30."""

    def __post_init__(self) -> None:
        if not self.clients or self.price < 0:
            raise ValueError(f"ForSale.clients={self.clients}, price={self.price}; allowed: a group or more, 0 or more")

    def serves(self, account: str) -> bool:
        """Whether an account is a client's."""
        return account.rpartition(".")[0] in self.clients

    def vouches(self, view: View, account: str, person: str) -> Attest | None:
        if self.serves(account):
            return Attest(account, f"somebody behind {account}", self.price)
        return super().vouches(view, account, person)
