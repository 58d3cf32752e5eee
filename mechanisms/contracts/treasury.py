"""The protocol's own money, and who may draw on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.chain.contract import Call, Contract, accepts
from sim.effects.effect import Effect, Rejected
from sim.effects.money import Pay
from sim.messages.treasury import PassOn, Requisition


@dataclass
class Treasury(Contract):
    """Fills the purses of the contracts that it serves."""

    endowment: int = 0
    """Base units issued to it at genesis."""
    serves: tuple[str, ...] = ("training_round",)
    part: int = 1000
    """Parts per thousand of what it holds that one requisition may take, so that what comes in unevenly goes out evenly."""

    def __post_init__(self) -> None:
        if not 1 <= self.part <= 1000:
            raise ValueError(f"part={self.part}; allowed: 1 to 1000 parts per thousand")
        if self.endowment < 0:
            raise ValueError(f"endowment={self.endowment}; allowed: 0 or more base units")

    @accepts(Requisition)
    def requisition(self, call: Call, message: Requisition) -> Iterable[Effect]:
        """Pay a served contract what it asks for, or the part that it may take."""
        self._serve(call)
        return (Pay(message.purse, min(message.amount, self.host.balance() * self.part // 1000)),)

    @accepts(PassOn)
    def pass_on(self, call: Call, message: PassOn) -> Iterable[Effect]:
        """Pay a served contract the part that it may take of an asset that is not the token."""
        self._serve(call)
        try:
            held = self.host.balance(asset=message.asset)
        except KeyError:
            raise Rejected(f"asset={message.asset!r}; allowed: one that the chain has") from None
        return (Pay(message.purse, held * self.part // 1000, message.asset),)

    def _serve(self, call: Call) -> None:
        if call.sender not in self.serves:
            raise Rejected(f"the treasury does not serve {call.sender}; it serves {', '.join(self.serves) or 'nobody'}")
