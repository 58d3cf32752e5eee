"""On whose behalf an effect is applied, and what that covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.chain.ledger import ISSUANCE, Overdraft
from sim.declared import check_fields
from sim.effects.effect import Effect, Rejected
from sim.effects.law import Pause, ReplaceRule, SetParameter
from sim.effects.seizure import Seize

if TYPE_CHECKING:
    from sim.chain.chain import Chain

RESERVED: frozenset[type[Effect]] = frozenset({SetParameter, ReplaceRule, Pause, Seize})
"""Effects that a contract may use only when its class lists them in `powers`."""


@dataclass(slots=True)
class Authority:
    """A contract acting: for itself (`emits` None) or for a rule whose family may emit only `emits`; `sender` is the account
    whose message is being handled, if one is; money leaves from `purse`; `cause` is the fact that the entries will name."""

    chain: Chain
    contract: str
    purse: str
    cause: int
    sender: str | None = None
    emits: frozenset[type[Effect]] | None = None
    place: int = 0
    """Where in its list the effect stands that is being applied."""

    def apply(self, effects: tuple[Effect, ...]) -> None:
        """Apply a list in order. Raises `Rejected` at the first that is not covered; the caller takes back the rest."""
        powers = self.chain.contracts[self.contract].powers
        for self.place, effect in enumerate(effects):
            kind = type(effect)
            # An effect owns its `apply`, so one of somebody else's making could do anything.
            if not isinstance(effect, Effect) or not kind.__module__.startswith("sim.effects."):
                raise Rejected(f"{kind.__name__} is not an effect that the chain knows")
            try:
                check_fields(effect)
            except TypeError as error:
                raise Rejected(str(error)) from None
            if self.emits is not None and kind not in self.emits and Effect not in self.emits:
                allowed = ", ".join(sorted(kind.__name__ for kind in self.emits)) or "none"
                raise Rejected(f"{kind.__name__} is not this family's to emit; allowed: {allowed}")
            if kind in RESERVED and kind not in powers:
                raise Rejected(f"{self.contract} has no power to {kind.__name__}")
            effect.apply(self)

    def sending(self) -> str:
        """The account whose message is being handled. Raises `Rejected` when there is none to take from."""
        if self.sender is None:
            raise Rejected(f"{self.contract} is handling nobody's message and can take nobody's money")
        return self.sender

    @property
    def serial(self) -> str:
        """Names the effect being applied: its cause, and its place in the list."""
        return f"{self.cause}.{self.place}"

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
        """Move money. Raises `Rejected` for what the ledger refuses, for a payment that would undo an issue, and for one
        into what another contract keeps for somebody, unless that contract asked for it."""
        if payee == ISSUANCE:
            raise Rejected(f"{payer} pays {ISSUANCE}; money is taken out of circulation by burning it")
        keeper, *kept = payee.split("/")
        if len(kept) > 1 and keeper in self.chain.contracts and keeper not in (self.contract, self.sender):
            raise Rejected(f"{payee} is kept by {keeper}, which {self.contract} may not add to")
        try:
            self.chain.ledger.move(asset, payer, payee, amount, self.cause)
        except (Overdraft, OverflowError, ValueError) as error:
            raise Rejected(str(error)) from None
