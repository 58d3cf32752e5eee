"""Whoever comes when it pays and goes when it does not."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from agents.behaviours.noting import Noting
from agents.behaviours.slowly import FORTNIGHT
from agents.entry import Entry, Patience
from sim.durations import DAY
from sim.facts import Fact
from sim.messages.registry import Announce, Join
from sim.messages.training_round import PaidBeside, RoundSettled, RoundSkipped
from sim.money import TOKEN
from sim.view import View

WEEK = 7 * DAY
BELIEVED = FORTNIGHT + WEEK
"""Seconds for which an announcement counts: a stake is bought in a fortnight, and something may come between."""

Payments = tuple[tuple[float, int], ...]
"""(time in seconds, base units) of the rounds of a week, nothing for one that was skipped."""


@dataclass(frozen=True)
class Enterprising(Noting):
    """Take part while it is believed to pay; do what `inner` does while taking part.

    Inside: the exponential mean of daily profit in its books decides; when it has been below -tolerance * cost for some
    days, or a bill could not be paid, it leaves at its next review. Outside: it sees public payments alone, and comes when
    what is left for one more covers its costs and what coming in costs, R / (N + 1) >= c (1 + barrier / horizon), one at a
    time. Who has to buy its stake first announces that, is counted as inside by those who look later, and asks itself once
    more when it has it. Free entry with a cost of entry: Mankiw and Whinston, Free entry and social inefficiency, 1986.
    Knows: the register, what rounds have paid, its own books; a group without a `business` keeps none, and then nothing
    moves it. Stopped by: nothing, it breaks no rule.
    """

    role: str = "trainer"
    review_days: float = 7.0
    """Mean time between two looks at the question, which come by chance (a hazard of 1/7 a day); proposal."""
    gap_days: float = 1.0
    """After somebody of its role has come it waits for so long; proposal."""
    entry: Entry = field(default_factory=Entry)
    patience: Patience = field(default_factory=Patience)
    registry: str = "registry"
    rounds: str = "training_round"
    """The contract whose shares say what part of a round's payments goes to its role: to a role that is paid elsewhere none,
    so that who leaves such a role does not come back."""

    def __post_init__(self) -> None:
        if not self.review_days > 0 or not self.gap_days >= 0:
            raise ValueError(
                f"Enterprising.review_days={self.review_days}, gap_days={self.gap_days}; allowed: above 0, 0 or more"
            )

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return super().listens | {RoundSettled, RoundSkipped, PaidBeside}

    def joins(self, view: View) -> float:
        if view.books is None or view.books.inside or self._pays_to_come(view):
            return super().joins(view)
        return view.time + view.draws("review").exponential(self.review_days * DAY)

    def stays(self, view: View) -> bool:
        return not self._has_enough(view) and super().stays(view)

    def note(self, view: View, fact: Fact) -> Payments:
        payments: Payments = view.memory.own or ()
        if isinstance(fact, PaidBeside):
            # The round's own payments are told in the same breath; dollars count as what they are worth in tokens.
            worth = fact.paid if view.books is None else round(fact.paid / view.books.price)
            return (*recent(payments, view.time), (view.time, worth))
        if isinstance(fact, (RoundSettled, RoundSkipped)):
            paid = fact.paid if isinstance(fact, RoundSettled) else 0
            beside = sum(amount for time, amount in payments if time == view.time)
            earlier = tuple(payment for payment in recent(payments, view.time) if payment[0] < view.time)
            return (*earlier, (view.time, paid + beside))
        return payments

    def _has_enough(self, view: View) -> bool:
        books = view.books
        if books is None or not books.profits:
            return False
        if not books.solvent:
            return True
        if not self.patience.over(self.patience.outlook(books.profits, books.cost)):
            return False
        # One draw for each day: a copy, so that asking again on that day does not go on to another.
        review: float = deepcopy(view.draws(f"review/{len(books.profits)}")).random()
        return review < 1 / self.review_days

    def _pays_to_come(self, view: View) -> bool:
        """By what the last week's rounds have paid; not while somebody else is on the way in or has just come."""
        members, ahead = view.chain.contract(self.registry)["members"], self._ahead(view)
        came = max((one.since for one in (*members.values(), *ahead) if one.role == self.role), default=0.0)
        coming = any(
            isinstance(message, Join | Announce) and message.role == self.role
            for transaction in view.chain.pending()
            for _, message in transaction.calls
        )
        payments = recent(view.memory.own or (), view.time)
        # Who has announced itself did that a day after the one before it, and has waited since.
        early = not self._announced(view) and (coming or view.time < came + self.gap_days * DAY)
        if view.books is None or len(payments) < 2 or early:
            return False
        # The first payment only says when the time begins in which the others were made, and the last one when it ends.
        (first, _), *later = payments
        paid = sum(amount for _, amount in later) / ((later[-1][0] - first) / DAY)
        part: int = view.chain.contract(self.rounds)["shares"].get(self.role, 0)
        pot = paid / TOKEN * view.books.price * part / 1000
        return self.entry.pays(pot, sum(1 for _ in self._members(view)) + len(ahead), view.books.cost)

    def _announced(self, view: View) -> float:
        """When it announced itself, in seconds, if that still counts; else 0."""
        notice = view.chain.contract(self.registry)["announced"].get(view.account)
        return notice.since if notice is not None and notice.since > view.time - BELIEVED else 0.0

    def _ahead(self, view: View) -> list[Any]:
        """Those of its role who are on their way in: all that have announced themselves, or did so before it."""
        announced, before = view.chain.contract(self.registry)["announced"], self._announced(view) or view.time + 1
        notices = [notice for account, notice in announced.items() if account != view.account]
        return [n for n in notices if n.role == self.role and view.time - BELIEVED < n.since < before]

    def _members(self, view: View) -> Iterator[str]:
        """Accounts that take part in its role."""
        members = view.chain.contract(self.registry)["members"]
        return (name for name, member in members.items() if member.role == self.role and member.left is None)


def recent(payments: Payments, now: float) -> Payments:
    """Those of the week before `now`, in seconds."""
    return tuple(payment for payment in payments if payment[0] > now - WEEK)
