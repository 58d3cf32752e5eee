"""Whoever comes when it pays and goes when it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from agents.behaviours.noting import Noting
from agents.entry import Entry, Outlook, Patience
from sim.durations import DAY
from sim.facts import Fact
from sim.messages.registry import Join
from sim.messages.training_round import RoundSettled, RoundSkipped
from sim.streams import name_key
from sim.view import View


@dataclass(frozen=True, slots=True)
class Books:
    """What it keeps: the payments of the last week, its wealth when it last counted, its outlook, and whether it has had
    enough."""

    payments: tuple[tuple[float, int], ...] = ()
    """(time, base units) of rounds that were settled."""
    counted: float | None = None
    """Seconds; None before it has counted for the first time."""
    wealth: int = 0
    outlook: Outlook = field(default_factory=Outlook)
    leaving: bool = False


@dataclass(frozen=True)
class Enterprising(Noting):
    """Take part while it is believed to pay; do what `inner` does while taking part.

    Inside: the exponential mean of daily profit, income less running cost, decides; when it has been below -tolerance * cost
    for some days, or the wallet is empty, it leaves at its next review. Outside: it sees public payments alone, and comes
    when what is left for one more covers its costs and what coming in costs, R / (N + 1) >= c (1 + barrier / horizon), one
    at a time. Free entry with a cost of entry: Mankiw and Whinston, Free entry and social inefficiency, 1986. Knows: the
    register, what rounds have paid, its own wallet and stake. Stopped by: nothing, it breaks no rule. Its costs are its own:
    nobody charges them here, they are what it compares with; any other change of wallet or stake counts as profit or loss.
    """

    cost: int = 2_400_000_000_000
    """Running cost in base units by day, on average: $10.3 at $.00429 a token; proposal."""
    spread: float = 0.3
    """Standard deviation of the logarithm of that cost among its like; proposal."""
    outside: bool = False
    """Whether it begins outside."""
    part: int = 400
    """Parts per thousand of a round's payments that go to its role: as the training contract's shares say."""
    role: str = "trainer"
    review_days: float = 7.0
    """Mean time between two looks at the question, which come by chance (a hazard of 1/7 a day); proposal."""
    gap_days: float = 1.0
    """After somebody of its role has come it waits for so long; proposal."""
    entry: Entry = field(default_factory=Entry)
    patience: Patience = field(default_factory=Patience)
    registry: str = "registry"

    def __post_init__(self) -> None:
        if self.cost <= 0 or not 0 <= self.spread < float("inf") or not 0 <= self.part <= 1000:
            raise ValueError(
                f"Enterprising.cost={self.cost}, spread={self.spread}, part={self.part}; "
                "allowed: above 0 base units, 0 or more, 0 to 1000 parts per thousand"
            )
        if not self.review_days > 0 or not self.gap_days >= 0:
            raise ValueError(
                f"Enterprising.review_days={self.review_days}, gap_days={self.gap_days}; allowed: above 0, 0 or more"
            )

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {RoundSettled, RoundSkipped}

    def joins(self, view: View) -> float:
        if not self.outside or self._pays_to_come(view):
            return super().joins(view)
        return view.time + view.draws("review").exponential(self.review_days * DAY)

    def stays(self, view: View) -> bool:
        books: Books | None = view.memory.own
        return (books is None or not books.leaving) and super().stays(view)

    def note(self, view: View, fact: Fact) -> Books:
        books: Books = view.memory.own or Books()
        if isinstance(fact, RoundSettled):
            recent = tuple(payment for payment in books.payments if payment[0] > view.time - 7 * DAY)
            books = replace(books, payments=(*recent, (view.time, fact.paid)))
        if all(account != view.account for account in self._members(view)):
            return books
        wealth = view.balance + view.chain.balance(f"{self.registry}/stake/{view.account}")
        if books.counted is None:
            return replace(books, counted=view.time, wealth=wealth)
        days = (view.time - books.counted) / DAY
        if days < 1:
            return books
        cost = self._own_cost(view)
        outlook = self.patience.after(books.outlook, (wealth - books.wealth) / days - cost, cost)
        reviewed = view.draws("review").random() < 1 - np.exp(-days / self.review_days)
        leaving = view.balance <= 0 or bool(reviewed and self.patience.over(outlook))
        return replace(books, counted=view.time, wealth=wealth, outlook=outlook, leaving=leaving)

    def _pays_to_come(self, view: View) -> bool:
        """By what the last week's rounds have paid; not while somebody else is on the way in or has just come."""
        members = view.chain.contract(self.registry)["members"]
        came = max((member.since for member in members.values() if member.role == self.role), default=0.0)
        coming = any(
            isinstance(message, Join) and message.role == self.role
            for transaction in view.chain.pending()
            for _, message in transaction.calls
        )
        books: Books | None = view.memory.own
        if books is None or len(books.payments) < 2 or coming or view.time < came + self.gap_days * DAY:
            return False
        # The first payment only says when the time begins in which the others were made.
        (first, _), *later = books.payments
        pot = sum(paid for _, paid in later) * self.part / 1000 / ((view.time - first) / DAY)
        return self.entry.pays(pot, sum(1 for _ in self._members(view)), self._own_cost(view))

    def _members(self, view: View) -> Iterator[str]:
        """Accounts that take part in its role."""
        members = view.chain.contract(self.registry)["members"]
        return (name for name, member in members.items() if member.role == self.role and member.left is None)

    def _own_cost(self, view: View) -> float:
        """Its own running cost by day: log-normal around `cost`, the same whenever it is asked for."""
        seed = view.draws("cost").bit_generator.seed_seq.generate_state(4)
        luck = np.random.default_rng(name_key(seed.tobytes().hex())).standard_normal()
        return float(self.cost * np.exp(self.spread * luck - self.spread**2 / 2))
