"""A market for computing: cards on offer under a bond, leases under escrow, bills by the meter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mechanisms.contracts.bridge import require_asset
from mechanisms.contracts.leasing import Lease, Leasing, Stall
from sim.chain.contract import Call, Contract, accepts
from sim.durations import HOUR
from sim.effects.effect import Effect, Rejected
from sim.effects.money import Lock, Transfer, Unlock
from sim.messages.compute_market import CardsOffered, OfferCards, Rent, WithdrawCards
from sim.money import TOKEN
from sim.seams.pricing import Pricing
from sim.seams.selection import Selection


@dataclass
class ComputeMarket(Contract):
    """Brings those who need cards together with those who have some; pays for what the meter shows, period by period, out of
    the renter's escrow, and gives the rest back. Cards that are let and not there cost their owner its bond.

    A selection rule says whose cards are let: in an auction at the price that this names, else at the price of the pricing
    rule or of the owner, whichever is higher. Source: the bond and the lease of Akash Network and Golem (2018 on). Known
    weaknesses: the meter is believed; who rents and runs nothing pays `idle`, and where that is 0 it can keep cards from
    others at no cost but its escrow; the queue of the cluster knows no leases, so in a factory that also trains on these
    cards a renter may have to wait.
    """

    asks = ("selection", "pricing")
    begins = (OfferCards, Rent)
    asset: str = "token"
    """What is paid in, bonds and escrows too."""
    opening: int = 466 * TOKEN
    """Base units for an hour of one card before the pricing rule has ruled. Proposal: $2 at $.00429 a token."""
    bond: int = 1_000 * TOKEN
    """Base units put up for each card on offer. Proposal: two hours of it."""
    penalty: int = 500 * TOKEN
    """Base units of the bond lost for each card that is let and not there when the period is settled. Proposal."""
    occupancy: int = 700
    """Parts per thousand of the cards on offer that a pricing rule need not move the price at. Proposal."""
    idle: int = 0
    """Parts per thousand of the price that a card costs while it is let and not used. Proposal: none."""
    longest: int = 168
    """Hours that a lease may last: one week. Proposal."""
    period: float = HOUR
    """Seconds between two settlements."""
    selection: Selection | None = None
    pricing: Pricing | None = None

    def __post_init__(self) -> None:
        if self.opening < 1 or self.longest < 1 or not 0 < self.period < float("inf"):
            parts = f"opening={self.opening}, longest={self.longest}, period={self.period}"
            raise ValueError(f"{parts}; allowed: 1 or more, 1 or more, above 0 and finite")
        if not 0 <= self.penalty <= self.bond or not 0 < self.occupancy <= 1000:
            parts = f"penalty={self.penalty}, bond={self.bond}, occupancy={self.occupancy}"
            raise ValueError(f"{parts}; allowed: penalty 0 to bond, occupancy 1 to 1000")
        if not 0 <= self.idle <= 1000:
            raise ValueError(f"idle={self.idle}; allowed: 0 to 1000 parts per thousand")

    def open(self) -> None:
        self.stalls = self.host.table("stalls")
        self.leases = self.host.table("leases")
        self.state = self.host.table("state")

    def begin(self) -> Iterable[Effect]:
        require_asset(self, self.asset)
        self.state["price"], self.state["unmet"] = self.opening, 0
        self.host.tell(Leasing(self).periods(), "periods")
        return ()

    @accepts(OfferCards)
    def offer(self, call: Call, message: OfferCards) -> Iterable[Effect]:
        """Put cards on offer: the bond is brought to what they need, or what is more of it goes back."""
        let = self.let(call.sender)
        if message.cards < max(let, 1) or message.price < 1:
            raise Rejected(f"cards={message.cards}, price={message.price}; allowed: {max(let, 1)} or more, 1 or more")
        held, needed = self.bonded(call.sender), message.cards * self.bond
        self.stalls[call.sender] = Stall(message.cards, message.price)
        self.host.emit(CardsOffered(call.sender, message.cards, message.price, needed))
        if needed >= held:
            return (Lock(call.sender, needed - held, "bond", self.asset),)
        return (Unlock(call.sender, held - needed, "bond", None, self.asset),)

    @accepts(WithdrawCards)
    def withdraw(self, call: Call, message: WithdrawCards) -> Iterable[Effect]:
        """Take an offer back; the bond goes back now, or when the last lease is over."""
        if call.sender not in self.stalls:
            raise Rejected(f"{call.sender} has no cards on offer")
        del self.stalls[call.sender]
        bond = self.bonded(call.sender)
        self.host.emit(CardsOffered(call.sender, 0, 0, bond))
        return () if self.let(call.sender) else (Unlock(call.sender, bond, "bond", None, self.asset),)

    @accepts(Rent)
    def rent(self, call: Call, message: Rent) -> Iterable[Effect]:
        """Take the most that a lease may cost into escrow, and look for somebody who lets."""
        if message.cards < 1 or message.most < 1 or not 1 <= message.hours <= self.longest:
            parts = f"cards={message.cards}, hours={message.hours}, most={message.most}"
            raise Rejected(f"{parts}; allowed: 1 or more, 1 to {self.longest}, 1 or more")
        number = len(self.leases) + 1
        self.leases[number] = Lease(call.sender, message.cards, message.hours, message.most)
        self.host.tell(Leasing(self).lease(number), f"lease/{number}")
        escrow = message.cards * message.hours * message.most
        return (Transfer(f"{self.host.name}/escrow/{number}", escrow, self.asset),)

    def let(self, owner: str) -> int:
        """Cards of an owner that are let now."""
        return sum(lease.cards for lease in self.running(owner).values())

    def running(self, owner: str = "") -> Mapping[int, Lease]:
        """Leases under way, of one owner or of all, by number."""
        of_all = {n: lease for n, lease in sorted(self.leases.items()) if lease.running}
        return {n: lease for n, lease in of_all.items() if owner in ("", lease.owner)}

    def bonded(self, owner: str) -> int:
        """Base units of an owner's bond."""
        return self.host.locked(owner, "bond", self.asset)
