"""Those who buy what they do not need, for the sake of what it looks like."""

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
class Washing(Deviation):
    """Base of wash buyers: whenever a version that it favours comes out or is settled, buy `requests` of it and report that
    every answer was right."""

    requests: int = 500
    report: float = 0.01
    """Share of them that it reports on."""
    deposits: bool = True
    """Whether it brings dollars from outside when the wallet is short."""

    def __post_init__(self) -> None:
        if self.requests < 1 or not 0 <= self.report <= 1:
            raise ValueError(f"requests={self.requests}, report={self.report}; allowed: 1 or more, report 0 to 1")

    def favours(self, view: View, owner: str) -> bool:
        """Whether it buys what this account sells."""
        raise TypeError(f"{type(self).__name__} does not say whose versions it buys: define favours(view, owner)")

    def worthwhile(self, view: View, number: int) -> bool:
        """Whether to buy of the version of this number now."""
        return True

    def reports(self, view: View) -> int:
        """How many reports it sends on one purchase: no more than the market believes, or all of it would be refused."""
        return int(self.requests * min(self.report, view.chain.terms(MARKET)["reported"] / 10**6))

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {Deployed, FeesSettled}

    def react(self, view: View, fact: Fact) -> Iterable[Message | To | Tipped]:
        yield from super().react(view, fact)
        if not isinstance(fact, Deployed | FeesSettled):
            return
        version = view.chain.contract(MARKET)["versions"][fact.version]
        if not version.live or not self.favours(view, version.owner) or not self.worthwhile(view, fact.version):
            return
        missing = self.requests * version.price - view.chain.balance(view.account, "usd")
        if missing > 0 and not self.deposits:
            return
        messages: list[Message] = [Deposit(missing)] if missing > 0 else []
        messages.append(Purchase(fact.version, self.requests, version.price))
        if checked := self.reports(view):
            messages.append(Experience(fact.version, checked, checked))
        yield Bundle(tuple(messages))
