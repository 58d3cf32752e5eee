"""On whose behalf an effect is applied, and what that covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.chain.ledger import ISSUANCE, Overdraft
from sim.effects.effect import Effect, Rejected
from sim.effects.law import Pause, ReplaceRule, SetParameter

if TYPE_CHECKING:
    from sim.chain.chain import Chain

RESERVED: frozenset[type[Effect]] = frozenset({SetParameter, ReplaceRule, Pause})
"""Effects that a contract may use only when its class lists them in `powers`."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A contract acting: for itself (`emits` None) or for a rule whose family may emit only `emits`; `sender` is the account
    whose message is being handled, if one is; money leaves from `purse`; `cause` is the fact that the entries will name."""

    chain: Chain
    contract: str
    purse: str
    cause: int
    sender: str | None = None
    emits: frozenset[type[Effect]] | None = None

    def apply(self, effects: tuple[Effect, ...]) -> None:
        """Apply a list in order. Raises `Rejected` at the first that is not covered; the caller takes back the rest."""
        powers = self.chain.contracts[self.contract].powers
        for effect in effects:
            if not isinstance(effect, Effect):
                raise Rejected(f"{effect!r} is not an effect")
            if self.emits is not None and not isinstance(effect, tuple(self.emits)):
                allowed = ", ".join(sorted(kind.__name__ for kind in self.emits)) or "none"
                raise Rejected(f"{type(effect).__name__} is not this family's to emit; allowed: {allowed}")
            if type(effect) in RESERVED and type(effect) not in powers:
                raise Rejected(f"{self.contract} has no power to {type(effect).__name__}")
            effect.apply(self)

    def sending(self) -> str:
        """The account whose message is being handled. Raises `Rejected` when there is none to take from."""
        if self.sender is None:
            raise Rejected(f"{self.contract} is handling nobody's message and can take nobody's money")
        return self.sender

    def kept(self, slot: str, account: str) -> str:
        """The ledger account in which this contract keeps an account's money under a slot."""
        return f"{self.contract}/{slot}/{account}"

    def keeper_of_stakes(self) -> str:
        """The contract whose stakes this one may slash: its own, or those of one that lists it as a slasher."""
        if self.chain.contracts[self.contract].keeps_stakes:
            return self.contract
        for name, contract in sorted(self.chain.contracts.items()):
            if self.contract in contract.slashers:
                return name
        raise Rejected(f"{self.contract} may slash nobody: no contract lists it as a slasher")

    def move(self, asset: str, payer: str, payee: str, amount: int) -> None:
        """Move money. Raises `Rejected` for what the ledger refuses, and for a payment that would undo an issue."""
        if payee == ISSUANCE:
            raise Rejected(f"{payer} pays {ISSUANCE}; money is taken out of circulation by burning it")
        try:
            self.chain.ledger.move(asset, payer, payee, amount, self.cause)
        except (Overdraft, OverflowError, ValueError) as error:
            raise Rejected(str(error)) from None
