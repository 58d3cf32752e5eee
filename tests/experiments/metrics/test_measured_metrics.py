"""What metrics leave out: the burn-in at the beginning, the winding up after the end."""

from __future__ import annotations

from math import e

from experiments.metrics import business, market, pool, quality, record, spending, wealth
from tests.experiments.metrics.conftest import DAY, entry, evidence, fact, look, member, settled

TOKEN = 10**9
SPAN = {"begin": 2 * DAY, "end": 6 * DAY}
"""Four days of seven or eight."""
LOOKS = [look("a.0", 9, 3, day * DAY, price=0.5 * day) for day in (0, 2, 6)] + [look("a.0", 12, 0, 8 * DAY, price=9.0)]


def test_fees_are_counted_in_the_measured_days_alone() -> None:
    usage = [
        {"time": day * DAY, "fees": 8 * TOKEN, "requests": count, "version": version}
        for day, count, version in ((1, 90, 1), (2, 10, 1), (5, 30, 0), (7, 90, 1))
    ]
    seen = evidence(measured=[SPAN], usage=usage, agents=LOOKS)
    assert market.fees_per_day(seen) == 16 / 4
    assert market.bought_share(seen) == 10 / 40


def test_new_tokens_and_checks_are_counted_in_the_measured_days_alone() -> None:
    facts = [fact("Acted"), fact("Ruled", subject="emission", family="supply"), fact("Ruled", family="reward")]
    ledger = [
        *(entry("issuance", "treasury", 2 * TOKEN, 1, time=day * DAY) for day in (1, 3, 7)),
        *(entry("rounds/pot", "a.0", 6 * TOKEN, 2, time=day * DAY) for day in (1, 3)),
    ]
    usage = [{"time": 4 * DAY, "fees": 2 * TOKEN}]
    seen = evidence(measured=[SPAN], usage=usage, agents=LOOKS, facts=facts, ledger=ledger, truth=[member("a.0")])
    # Two tokens at a dollar, the price of day 2, and two dollars of fees.
    assert market.emission_dependence(seen) == 2 / 4
    assert spending.verification_share(seen) == 0.0


def test_the_last_look_is_the_one_at_the_end() -> None:
    seen = evidence(measured=[SPAN], agents=LOOKS, truth=[member("a.0")])
    assert record.days(seen) == 6.0
    assert record.price(seen) == 3.0
    assert wealth.stake_nakamoto(seen) == 1  # its stake came back on day 8


def test_a_price_strays_after_the_burn_in_and_until_the_end() -> None:
    prices = [
        {"time": day * DAY, "price": price, "fundamental": 1.0} for day, price in ((1, 9.0), (2, e), (6, e), (7, 9.0))
    ]
    assert pool.price_gap(evidence(measured=[SPAN], prices=prices)) == 1.0


def test_days_of_burn_in_and_of_winding_up_are_nobodys_profit() -> None:
    books = [
        {"time": day * DAY, "account": "a.0", "role": "trainer", "inside": inside, "profit": profit}
        for day, inside, profit in ((1, True, -50.0), (3, True, 2.0), (6, True, 4.0), (7, False, -90.0))
    ]
    seen = evidence(measured=[SPAN], books=books, agents=LOOKS)
    assert business.profit(seen) == {"trainer": 3.0}
    assert business.inside(seen) == {"trainer": 1}


def test_dividends_are_a_yearly_rate_of_the_measured_days() -> None:
    facts = [fact("Distributed", day * DAY, amount=1, held=730) for day in (1, 3, 5, 7)]
    assert business.real_yield(evidence(measured=[SPAN], facts=facts, agents=LOOKS)) == 2 / 730 * 365 / 4


def test_a_round_that_is_settled_after_the_end_is_not_the_last() -> None:
    rounds = [settled(0.5, 1 * DAY), settled(0.7, 5 * DAY), settled(0.9, 6.1 * DAY)]
    assert quality.accuracy(evidence(measured=[SPAN], rounds=rounds)) == 0.7
    assert quality.accuracy(evidence(rounds=rounds)) == 0.9
