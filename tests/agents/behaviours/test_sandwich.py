"""Orders put around somebody else's, on a pool of a thousand tokens and a thousand dollars."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from agents.behaviours.squeeze import Squeeze, squeeze
from agents.behaviours.tipped import Tipped
from agents.behaviours.trader.honest import Honest
from agents.behaviours.trader.rational import Rational
from agents.behaviours.trader.sandwich import Sandwich
from agents.behaviours.trading import GAS
from mechanisms.exchange.constant_product import ConstantProduct
from mechanisms.exchange.fixed_rate import FixedRate
from sim.messages.exchange import Trade, Traded
from sim.messages.message import Pending, To, Transaction
from sim.money import TOKEN
from sim.view import View


class Pool:
    """A chain with a pool, one wallet, blocks every twelve seconds that take what arrived before, half a second away."""

    def __init__(self, fee: int = 0, dollars: int = 100, cost: int = 0, rule: Any = None) -> None:
        self.rule_in_force, self.cost = rule or ConstantProduct(fee=fee), cost
        self.held = {("exchange", "token"): 1000 * TOKEN, ("exchange", "usd"): 1000 * TOKEN}
        self.held |= {("ann.0", "token"): 300 * TOKEN, ("ann.0", "usd"): dollars * TOKEN}

        self.waiting: tuple[Transaction, ...] = ()

    def pending(self) -> tuple[Transaction, ...]:
        return self.waiting

    def balance(self, account: str, asset: str = "token") -> int:
        return self.held[account, asset]

    def rule(self, contract: str, family: str) -> tuple[Any, Any]:
        return {("exchange", "exchange"): (self.rule_in_force, None)}[contract, family]

    def fee(self, *messages: str, tip: int = 0) -> int:
        return self.cost

    def lands(self, sent: float) -> float:
        return (sent + 0.5) // 12 * 12 + 12


def seen(pool: Pool, fact: Any = None, memory: Any = None, time: float = 5.5) -> View:
    return View(time, "ann.0", pool, lambda purpose: None, memory, fact)  # type: ignore[arg-type, return-value]


def pending(
    order: Trade, sent: float = 5.0, tip: int = 0, contract: str = "exchange", sender: str = "bob.0"
) -> Pending:
    return Pending(Transaction.sign(sender, 0, To(contract, order), tip, sent, -1))


BUYS = Trade("usd", 100 * TOKEN, "token")


def squeezed(pool: Pool, order: Trade = BUYS, others: tuple[Transaction, ...] = ()) -> Squeeze:
    transaction = pending(order).transaction
    pool.waiting = (transaction, *others)
    found = squeeze(seen(pool), transaction, order, 1)
    assert found is not None
    return found


def test_a_hundred_before_a_hundred_of_a_thousand() -> None:
    """1,000 x 100 / 1,100 = 90.909 tokens; then the order gets 909.09 x 100 / 1,200; then 90.909 tokens bring
    1,200 x 90.909 / 924.24 = 118.03 dollars. That is 18.03 more, at 1:1 as many tokens."""
    found = squeezed(Pool())
    assert (found.give, found.amount, found.take, found.least) == ("usd", 100 * TOKEN, "token", 90_909_090_909)
    assert found.gain == pytest.approx(18.032787 * TOKEN, rel=1e-6)
    assert found.loss == pytest.approx(0, abs=10)  # without fees, going there and back costs what is rounded off
    assert (found.late, found.until) == (False, 12.0)


def test_an_order_is_squeezed_as_far_as_it_bears() -> None:
    """Without anybody before it, it gets 90.909; it accepts nine tenths of that."""
    order = replace(BUYS, least=81_818_181_818)
    found = squeezed(Pool(dollars=900), order)
    # After a dollars it gets 10^6 x 100 / ((1,000 + a) (1,100 + a)): 81.818 where a^2 + 2,100 a = 122,222, at 56.67.
    assert found.amount == pytest.approx(56.67 * TOKEN, rel=1e-4)
    assert squeeze(seen(Pool()), pending(order).transaction, replace(order, least=91 * TOKEN), 1) is None


def test_fees_of_the_chain_come_off_the_gain_and_are_what_a_failure_costs() -> None:
    """A pool that takes a hundredth: 99 x 1,000 / 1,099 = 90.0819 tokens, for which 89.1811 x 1,100 / 999.099 = 98.188 come
    back. With the order in between it is 89.1811 x 1,200 / 923.968 = 115.824."""
    free, dear = squeezed(Pool(fee=10)), squeezed(Pool(fee=10, cost=TOKEN))
    assert free.gain == pytest.approx(15.824 * TOKEN, rel=1e-4)
    assert free.loss == pytest.approx(1.8123 * TOKEN, rel=1e-4)
    assert free.gain - dear.gain == dear.loss - free.loss == 2 * TOKEN


@pytest.mark.parametrize(
    ("fee", "threshold"),
    [
        # (1 + u)(1 + (1 - f) u) = 1 / (1 - f)^2, the quadratic solved by hand.
        (100, Fraction("0.11699")),
        (5, Fraction("0.0050375")),
    ],
)
def test_it_turns_honest_where_the_fee_of_the_pool_eats_the_gain(fee: int, threshold: Fraction) -> None:
    """Of a part u of the reserve, and with next to no money of its own, so that only the first order counts."""
    rational, pool = Rational(inner=Honest()), Pool(fee=fee)
    pool.held["ann.0", "usd"] = TOKEN // 1000
    for part, cheats in ((Fraction(95, 100), False), (Fraction(105, 100), True)):
        order = replace(BUYS, amount=int(1000 * TOKEN * threshold * part))
        assert rational.takes(seen(pool), squeezed(pool, order)) is cheats


def test_it_turns_honest_where_the_fee_of_the_chain_eats_the_gain() -> None:
    """18.0328 dollars, at 1:1 as many tokens, are gained in two orders: 9.0164 for each."""
    rational = Rational(inner=Honest())
    assert rational.takes(seen(Pool()), squeezed(Pool(cost=9_010_000_000)))
    assert not rational.takes(seen(Pool()), squeezed(Pool(cost=9_020_000_000)))


def test_it_turns_honest_where_it_believes_to_fail_too_often() -> None:
    """At fees of 2 tokens it gains 14.0328 or loses 4: p = .7782 is a draw."""
    pool = Pool(cost=2 * TOKEN)
    assert Rational(inner=Honest(), chance=0.77).takes(seen(pool), squeezed(pool))
    assert not Rational(inner=Honest(), chance=0.79).takes(seen(pool), squeezed(pool))


def test_it_lets_go_what_it_would_be_too_late_for() -> None:
    """Sent at 11.4, the order is in the block of 12 s; who sees it at 11.9 arrives at 12.4."""
    pool, transaction = Pool(), pending(BUYS, sent=11.4).transaction
    pool.waiting = (transaction,)
    late = squeeze(seen(pool, time=11.9), transaction, BUYS, 1)
    assert late is not None and late.late and late.gain > 18 * TOKEN
    assert not Rational(inner=Honest()).takes(seen(pool), late)
    assert Sandwich(inner=Honest()).takes(seen(pool), late)


SELLS = Trade("token", 200 * TOKEN, "usd")


def test_it_counts_on_the_whole_block_that_it_sees_coming() -> None:
    """Cat sells 200 tokens in the same block, which takes the price further down than Bob's 100 dollars take it up. With a
    tip as high as Ann's, Cat counts as first, and 833.33 dollars and 1,200 tokens are left: 100 dollars buy 128.57
    tokens, Bob gets 103.69 for his, and 121.185 come back for Ann's; 21.185 at 1.44 tokens a dollar are 30.506."""
    behind, ahead = (pending(SELLS, sender="cat.0", tip=tip).transaction for tip in (0, 1))
    assert squeezed(Pool(), others=(behind,)).gain < 0
    assert squeezed(Pool(), others=(ahead,)).gain == pytest.approx(30.506 * TOKEN, rel=1e-4)


def test_an_order_that_will_be_refused_is_not_counted_on() -> None:
    asks = pending(replace(BUYS, amount=500 * TOKEN, least=400 * TOKEN), sender="cat.0").transaction
    assert squeezed(Pool(), others=(asks,)).gain == pytest.approx(18.032787 * TOKEN, rel=1e-6)


def heard(trader: Sandwich, pool: Pool, fact: Any, memory: Any, time: float = 5.5) -> tuple[Any, list[Any]]:
    if isinstance(fact, Pending):
        pool.waiting = (fact.transaction,)
    after = trader.remember(seen(pool, fact, memory, time), fact)
    return after, list(trader.react(seen(pool, fact, after, time), fact))


OPENS = Trade("usd", 100 * TOKEN, "token", 90_909_090_909)


def test_one_order_before_it_with_a_higher_tip_and_one_back_when_it_is_served() -> None:
    trader, pool = Sandwich(inner=Honest(), slippage=0.5), Pool()
    memory, said = heard(trader, pool, pending(BUYS, tip=3), trader.begin())
    assert said == [Tipped(To("exchange", OPENS), 4)]
    # While it waits it goes for nothing else.
    memory, said = heard(trader, pool, pending(BUYS, sent=5.2), memory, time=5.7)
    assert said == []
    pool.held |= {("exchange", "usd"): 1200 * TOKEN, ("exchange", "token"): 833_333_333_333}
    served = Traded("ann.0", "usd", 100 * TOKEN, "token", 90_909_090_909, 0, 0)
    memory, said = heard(trader, pool, served, memory, time=12.0)
    # 118.0328 dollars are promised, and half of that is the least.
    assert said == [To("exchange", Trade("token", 90_909_090_909, "usd", 59_016_393_442))]
    # What comes back is no first leg, and it is free for the next order.
    closed = Traded("ann.0", "token", 90_909_090_909, "usd", 118_032_786_885, 0, 0)
    memory, said = heard(trader, pool, closed, memory, time=24.0)
    assert said == []
    _, said = heard(trader, Pool(), pending(BUYS, sent=29.0), memory, time=29.5)
    assert [tipped.message.message for tipped in said] == [OPENS]


def test_what_was_not_served_is_forgotten_after_its_block() -> None:
    trader, pool = Sandwich(inner=Honest()), Pool()
    memory, _ = heard(trader, pool, pending(BUYS), trader.begin())
    _, said = heard(trader, pool, pending(BUYS, sent=12.5), memory, time=13.0)
    assert [tipped.message.message for tipped in said] == [OPENS]


@pytest.mark.parametrize(
    "fact",
    [
        pending(BUYS, sender="ann.0"),
        pending(BUYS, contract="elsewhere"),
        pending(Trade("usd", 100 * TOKEN, "shares")),
        Traded("bob.0", "usd", 100 * TOKEN, "token", 90_909_090_909, 0, 0),
    ],
)
def test_what_it_has_no_eye_for(fact: Any) -> None:
    trader = Sandwich(inner=Honest())
    assert heard(trader, Pool(), fact, trader.begin())[1] == []


def test_it_keeps_tokens_for_fees_and_wants_to_be_able_to_pay_them() -> None:
    sells = Trade("token", 100 * TOKEN, "usd")
    assert squeezed(Pool(), sells).amount == 300 * TOKEN - GAS
    assert squeeze(seen(Pool(cost=151 * TOKEN)), pending(sells).transaction, sells, 1) is None


def test_a_fixed_rate_leaves_nothing_to_gain() -> None:
    """The rate does not move, so both legs are even and their fees are lost."""
    pool = Pool(rule=FixedRate({"token": 1, "usd": 1}), cost=1)
    assert squeezed(pool).gain == -2
    assert not Rational(inner=Honest()).takes(seen(pool), squeezed(pool))


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: Sandwich(inner=None, slippage=1.0), r"Sandwich\.slippage=1\.0; allowed: 0 to below 1"),
        (lambda: Sandwich(inner=None, overbid=0), r"Sandwich\.overbid=0; allowed"),
        (lambda: Rational(inner=None, chance=1.5), r"Rational\.chance=1\.5; allowed: 0 to 1, or null"),
    ],
)
def test_bad_parameters(make: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        make()
