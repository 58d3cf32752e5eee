"""The developer that is its own best customer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from agents.behaviours.tipped import Tipped
from sim.facts import Fact
from sim.messages.bridge import Deposit
from sim.messages.message import Bundle, Message, To
from sim.messages.model_market import MARKET, Deployed, Experience, FeesSettled, Purchase
from sim.view import View


@dataclass(frozen=True)
class WashBuyer(Deviation):
    """Buy `requests` of its own version whenever that comes out or is settled, and report that every answer was right.

    Wash trading: Cong et al., Crypto Wash Trading, 2023. What comes back as fees it has not paid; the rest is the price of
    a reputation. Knows: its own versions. Stopped by: the part of the fees that goes to others, and by `reported`, which
    ties what may be reported to what was paid. Needs dollars: in its wallet, or from a bridge that believes its group.
    """

    requests: int = 500
    report: float = 0.01
    """Share of them that it reports on."""
    deposits: bool = True
    """Whether it brings dollars from outside when the wallet is short."""

    def __post_init__(self) -> None:
        if self.requests < 1 or not 0 <= self.report <= 1:
            raise ValueError(f"requests={self.requests}, report={self.report}; allowed: 1 or more, report 0 to 1")

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Deployed, FeesSettled}

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        yield from super().react(view, fact)
        if not isinstance(fact, Deployed | FeesSettled):
            return
        version = view.chain.contract(MARKET)["versions"][fact.version]
        if version.owner != view.account or not version.live:
            return
        missing = self.requests * version.price - view.chain.balance(view.account, "usd")
        if missing > 0 and not self.deposits:
            return
        messages: list[Message] = [Deposit(missing)] if missing > 0 else []
        messages.append(Purchase(fact.version, self.requests, version.price))
        if checked := int(self.requests * self.report):
            messages.append(Experience(fact.version, checked, checked))
        yield Bundle(tuple(messages))
