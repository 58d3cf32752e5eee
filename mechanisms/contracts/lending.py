"""Tokens on loan, against collateral, and for one transaction without."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from mechanisms.contracts.bridge import require_asset
from sim.chain.contract import Call, Contract, accepts
from sim.durations import DAY
from sim.effects.effect import Effect, Rejected
from sim.effects.money import Pay, Transfer
from sim.messages.lending import Borrow, DebtMoved, Liquidate, Pledge, Release, Repay

YEAR = 365 * DAY


@dataclass(frozen=True, slots=True)
class Debt:
    """Base units owed at `since`, in seconds; interest is added when it is next touched."""

    owed: int = 0
    since: float = 0.0


@dataclass
class Lending(Contract):
    """Lends its tokens. What is owed at the end of a transaction must be covered by collateral at the pool's price, or paid
    back: a loan within one bundle needs none (Aave's flash loans, 2020). No more than `cap` of the supply is out at a time,
    which bounds the votes that can be borrowed.

    Known weaknesses: the price is that of the pool at that moment, which a large trade moves (bZx, 2020); who is liquidated
    loses all of the collateral.
    """

    relies_on = ("pool",)
    begins = (Borrow,)
    endowment: int = 0
    """Base units to lend, issued at genesis."""
    cap: int = 20
    """Parts per thousand of the supply that may be on loan together."""
    rate: float = 0.45
    """Interest per year, simple."""
    cover: int = 1500
    """Parts per thousand of a debt's value that its collateral must be worth when something is taken."""
    threshold: int = 1200
    """The same, below which anybody may liquidate."""
    asset: str = "usd"
    """What is pledged."""
    pool: str = "exchange"
    """The contract that says what a token is worth."""

    def __post_init__(self) -> None:
        if self.endowment < 0 or not 0 <= self.cap <= 1000 or not self.rate >= 0:
            raise ValueError(
                f"endowment={self.endowment}, cap={self.cap}, rate={self.rate}; allowed: 0 or more, and cap to 1000"
            )
        if self.asset == "token":
            raise ValueError("asset='token'; allowed: another asset than the one that is lent")
        if not 1000 <= self.threshold <= self.cover:
            raise ValueError(f"cover={self.cover}, threshold={self.threshold}; allowed: 1000 <= threshold <= cover")

    def open(self) -> None:
        self.debts = self.host.table("debts")
        self.pledges = self.host.table("pledges")
        self.principal = self.host.table("principal")

    def begin(self) -> Iterable[Effect]:
        require_asset(self, self.asset)
        return ()

    @accepts(Pledge)
    def pledge(self, call: Call, message: Pledge) -> Iterable[Effect]:
        """Take collateral into keeping."""
        if message.amount < 1:
            raise Rejected(f"amount={message.amount}; allowed: 1 or more base units")
        self._move_pledge(call.sender, message.amount)
        return (Transfer(self.host.name, message.amount, self.asset),)

    @accepts(Release)
    def release(self, call: Call, message: Release) -> Iterable[Effect]:
        """Give collateral back, if the rest still covers the debt when the transaction ends."""
        held = self.pledges.get(call.sender, 0)
        if not 0 < message.amount <= held:
            raise Rejected(f"amount={message.amount}; allowed: 1 to {held}, what {call.sender} has pledged")
        self._move_pledge(call.sender, -message.amount)
        self.host.before_end(lambda: self._covered(call.sender))
        return (Pay(call.sender, message.amount, self.asset),)

    @accepts(Borrow)
    def borrow(self, call: Call, message: Borrow) -> Iterable[Effect]:
        """Lend now; the transaction is undone whole if it ends with a debt that is not covered."""
        lent = self.principal.get("lent", 0) + message.amount
        most = self.host.supply() * self.cap // 1000
        if message.amount < 1 or lent > most:
            raise Rejected(f"amount={message.amount}; allowed: 1 to {most - lent + message.amount}, within the cap")
        self._owe(call.sender, self.debt(call.sender) + message.amount, message.amount)
        self.host.before_end(lambda: self._covered(call.sender))
        return (Pay(call.sender, message.amount),)

    @accepts(Repay)
    def repay(self, call: Call, message: Repay) -> Iterable[Effect]:
        """Take back what is owed, and no more."""
        owed = self.debt(call.sender)
        amount = min(message.amount, owed)
        if amount < 1:
            raise Rejected(f"amount={message.amount}; {call.sender} owes {owed}")
        self._owe(call.sender, owed - amount, -amount)
        return (Transfer(self.host.name, amount),)

    @accepts(Liquidate)
    def liquidate(self, call: Call, message: Liquidate) -> Iterable[Effect]:
        """Let anybody pay a debt that is covered too thinly, for the collateral behind it."""
        owed, pledged = self.debt(message.account), self.pledges.get(message.account, 0)
        if not owed or self._covers(pledged, owed, self.threshold):
            raise Rejected(f"{message.account} owes {owed} against {pledged}, which covers it")
        self._owe(message.account, 0, -owed)
        self._move_pledge(message.account, -pledged)
        return (Transfer(self.host.name, owed), Pay(call.sender, pledged, self.asset))

    def debt(self, account: str) -> int:
        """Base units that an account owes now, interest included and rounded up."""
        debt = self.debts.get(account, Debt())
        interest = Fraction(self.rate) * Fraction(self.host.now - debt.since) * debt.owed / round(YEAR)
        return int(debt.owed + ceil(interest))

    def _owe(self, account: str, owed: int, change: int) -> None:
        """Set a debt; `change` is what goes out or comes back, of which interest was never on loan."""
        before = self.principal.get(account, 0)
        after = before + change if change > 0 else min(before, owed)
        self.debts[account], self.principal[account] = Debt(owed, self.host.now), after
        self.principal["lent"] = self.principal.get("lent", 0) + after - before
        self._tell(account)

    def _move_pledge(self, account: str, change: int) -> None:
        self.pledges[account] = self.pledges.get(account, 0) + change
        self._tell(account)

    def _tell(self, account: str) -> None:
        lent = self.principal.get("lent", 0)
        self.host.emit(DebtMoved(account, self.debt(account), self.pledges.get(account, 0), lent))

    def _covered(self, account: str) -> None:
        owed, pledged = self.debt(account), self.pledges.get(account, 0)
        if owed and not self._covers(pledged, owed, self.cover):
            raise Rejected(f"{account} still owes {owed}, and {pledged} {self.asset} do not cover it")

    def _covers(self, pledged: int, owed: int, share: int) -> bool:
        """Whether collateral is worth `share` thousandths of a debt at the pool's price of this moment. Raises `Rejected`
        while it has none: with one side bought empty a token would cost nothing, or more than anybody has."""
        tokens, dollars = self.host.balance(self.pool), self.host.balance(self.pool, self.asset)
        if not tokens or not dollars:
            raise Rejected(f"{self.pool} holds {tokens} token and {dollars} {self.asset}: it says no price")
        return pledged * tokens * 1000 >= owed * dollars * share
