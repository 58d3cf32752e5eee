"""Where a market's fees go: through a pool or as they were paid, and always whole."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mechanisms.exchange.constant_product import ConstantProduct
from mechanisms.exchange.fixed_rate import FixedRate
from mechanisms.supply.fee_burn import FeeBurn
from sim.durations import HOUR
from sim.messages.exchange import Trade
from sim.messages.model_market import Purchase, Retire
from tests.mechanisms.contracts.stall import Stall

RESERVES = {"token": 10_000, "usd": 40_000}
PAID = ("ann", "bob", "dev", "dividend", "treasury")
AS_PAID = [375, 125, 100, 200, 200]
"""Of $1,000 contributors get 500, 3 to 1, the developer 100, holders 200 and the treasury 200."""


def sold(requests: int = 50, **terms: Any) -> Stall:
    """A stall that has sold so many requests in its first hour and settled them."""
    stall = Stall(**{"reserves": RESERVES, "pool": "exchange", "dividend": "dividend", "at_once": 1000, **terms})
    assert stall.says("uma", Purchase(1, requests, 20)) == ""
    return stall.settled(1)


@pytest.mark.parametrize(
    ("in_token", "tokens", "dollars"),
    [
        (0, [0, 0, 0, 0, 0], AS_PAID),
        (500, AS_PAID, [188, 62, 50, 100, 100]),  # 250 is 187.5 and 62.5: the first by name gets what is left over
        (1000, [750, 250, 200, 400, 400], [0, 0, 0, 0, 0]),
    ],
)
def test_a_part_of_the_fees_buys_tokens(in_token: int, tokens: list[int], dollars: list[int]) -> None:
    """A dollar buys two tokens, so that half of the fees are as many tokens as all of them are dollars."""
    stall = sold(in_token=in_token)
    assert stall.held(*PAID) == tokens
    assert stall.held(*PAID, asset="usd") == dollars
    assert stall.held("exchange", asset="usd") == [40_000 + in_token]
    assert stall.chain.ledger.residual() == {"token": 0, "usd": 0}


def test_without_a_pool_fees_are_divided_as_they_were_paid() -> None:
    stall = sold(pool="")
    assert (stall.held(*PAID), stall.held(*PAID, asset="usd")) == ([0] * 5, AS_PAID)


def test_an_empty_pool_leaves_dollars_and_holders_get_those() -> None:
    """A day later the dividend goes to aud's stake and uma's wallet, 100 to 300."""
    stall = sold(reserves={}, payday=2 * HOUR)
    assert (stall.held(*PAID), stall.held(*PAID, asset="usd")) == ([0] * 5, AS_PAID)
    stall.chain.ledger.move("token", "issuance", "uma", 300, 0)
    stall.settled(2)
    assert stall.held("aud", "uma", "dividend", asset="usd") == [50, 999_000 + 150, 0]


def test_what_is_too_little_for_a_token_waits_until_it_is_enough() -> None:
    """Twenty dollars at a hundred to the token, and eighty more an hour later; the record has them as fees once."""
    stall = sold(requests=1, exchange=FixedRate({"token": 100, "usd": 1}))
    assert (stall.held(*PAID), stall.held(*PAID, asset="usd")) == ([0] * 5, [0] * 5)
    assert stall.held("model_market/fees/1", asset="usd") == [20]
    stall.says("uma", Purchase(1, 4, 20))
    stall.settled(2)
    assert (sum(stall.held(*PAID)), stall.held("model_market/fees/1", asset="usd")) == (1, [0])
    assert [fact["fees"] for fact in stall.facts("FeesSettled")] == [20, 80]
    assert stall.facts("Refused")[-1]["reason"] == "20 usd buys less than 0 token here"


def test_what_waits_at_the_end_is_divided_as_it_was_paid() -> None:
    stall = sold(requests=1, exchange=FixedRate({"token": 100, "usd": 1}))
    stall.chain.closing = True
    stall.settled(2)
    assert (stall.held(*PAID), stall.held(*PAID, asset="usd")) == ([0] * 5, [8, 2, 2, 4, 4])


def test_more_than_a_part_of_the_pool_is_spent_over_hours() -> None:
    """Of $1,000 five thousandths of 40,000 are spent, then of 40,200, 40,401, ..., and the rest."""
    stall = sold(at_once=5)
    spent = []
    for hour in range(2, 8):
        spent.append(stall.held("exchange", asset="usd")[0] - 40_000 - sum(spent))
        stall.settled(hour)
    assert spent == [200, 201, 202, 203, 194, 0]
    assert sum(stall.held(*PAID)) == 2000  # two tokens a dollar


LAKE = {"token": 10_000_000, "usd": 40_000_000}


def sandwiched(size: int, **terms: Any) -> tuple[int, Stall]:
    """Eve buys for so many dollars before $800,000 of fees do, a fiftieth of the pool, and sells in the block after: what
    she gains. Others have traded in the hour before, $20,000 at four dollars to the token, and a half of that at most."""
    stall = Stall(reserves=LAKE, pool="exchange", dividend="dividend", exchange=ConstantProduct(fee=5), **terms)
    for account in ("eve", "pete"):
        stall.chain.ledger.move("usd", "issuance", account, 10**8, 0)
    stall.says("pete", Trade("usd", 20_000, "token"))
    stall.settled(1)
    stall.says("pete", Trade("usd", 1_000, "token"))
    stall.settled(2)
    stall.says("uma", Purchase(1, 40_000, 20))
    assert stall.says("eve", Trade("usd", size, "token")) == ""
    stall.settled(3)
    stall.says("eve", Trade("token", stall.held("eve")[0], "usd"))
    return stall.held("eve", asset="usd")[0] - 10**8, stall


SIZES = (100_000, 400_000, 1_000_000, 2_000_000, 4_000_000)


def test_a_sandwich_pays_when_all_fees_buy_at_once_at_any_price() -> None:
    gains = [sandwiched(size, at_once=1000, dearer=10**6)[0] for size in SIZES]
    assert min(gains) > 0 and max(gains) > 50_000


def test_a_sandwich_does_not_pay_on_the_usual_terms() -> None:
    """Small ones meet a purchase of four thousandths of the pool, less than its fee; large ones none."""
    assert max(sandwiched(size)[0] for size in SIZES) < 0


def test_a_price_that_was_pushed_too_far_is_not_paid_and_the_dollars_buy_later() -> None:
    """Two million in forty move the price by a tenth: she loses what the pool keeps, twice."""
    gain, stall = sandwiched(2_000_000, at_once=1000, dearer=100)
    assert gain < 0
    assert stall.held("model_market/fees/1", asset="usd") == [800_000]
    assert stall.settled(4).held("model_market/fees/1", asset="usd") == [0]


def test_a_purchase_moves_the_pool() -> None:
    """1000 * 997 * 10000 // (40000 * 1000 + 1000 * 997) = 243 (Uniswap v2): in parts 121.5, 24.3, 48.6 and 48.6, of which
    the last two are rounded up; of 121 Ann gets 90.75."""
    stall = sold(exchange=ConstantProduct(fee=3))
    assert stall.held("exchange", *PAID) == [9757, 91, 30, 24, 49, 49]
    assert sum(stall.held(*PAID)) == 243


def test_a_supply_rule_takes_its_part_before_the_tokens_are_divided() -> None:
    """2000 tokens less 300 parts per thousand leave 1400, of which contributors get 700, 3 to 1; dollars are not burned. A
    day later what was taken is gone."""
    stall = sold(emission="emission", supply=FeeBurn(share=300))
    assert stall.held("emission", *PAID) == [600, 525, 175, 140, 280, 280]
    before = stall.chain.ledger.supply()
    stall.settled(24)
    assert (stall.held("emission"), stall.chain.ledger.supply()) == ([0], before - 600)
    assert sold(emission="emission", supply=FeeBurn(share=300), in_token=0).held("emission") == [0]
    assert sold(emission="emission").held("emission") == [0]


def test_without_a_dividend_the_holders_part_goes_by_stake() -> None:
    stall = sold(dividend="")
    assert stall.held("aud", "dividend") == [400, 0]


def test_a_version_that_is_off_sale_is_settled_all_the_same() -> None:
    stall = Stall(reserves=RESERVES, dividend="dividend")
    stall.says("uma", Purchase(1, 50, 20))
    stall.says("dev", Retire(1))
    assert stall.settled(1).held(*PAID, asset="usd") == AS_PAID


@settings(max_examples=25, deadline=None)
@given(
    requests=st.integers(1, 40_000),
    in_token=st.integers(0, 1000),
    reserves=st.fixed_dictionaries({"token": st.integers(0, 10**7), "usd": st.integers(0, 10**7)}),
)
def test_nothing_is_left_and_nothing_is_made(requests: int, in_token: int, reserves: dict[str, int]) -> None:
    # A pool opens with more than a thousand shares or not at all.
    reserves = reserves if reserves["token"] * reserves["usd"] > 1002**2 else {}
    stall = sold(requests, in_token=in_token, reserves=reserves, exchange=ConstantProduct(fee=3))
    dollars = stall.held("exchange", asset="usd")[0] - reserves.get("usd", 0)
    assert sum(stall.held(*PAID, asset="usd")) + dollars == requests * 20 - stall.market.book.unspent.get(1, 0)
    assert sum(stall.held(*PAID)) == reserves.get("token", 0) - stall.held("exchange")[0]
    assert stall.held("model_market", "model_market/fees/1") == [0, 0]
    waiting = stall.market.book.unspent.get(1, 0)
    assert stall.held("model_market", "model_market/fees/1", asset="usd") == [0, waiting]
    assert stall.chain.ledger.residual() == {"token": 0, "usd": 0}


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"in_token": -1}, "in_token=-1; allowed: 0 to 1000 parts per thousand"),
        ({"in_token": 1001}, "in_token=1001; allowed: 0 to 1000 parts per thousand"),
        ({"at_once": 0}, "at_once=0, dearer=100; allowed: 1 to 1000, and 0 or more parts per thousand"),
        ({"dearer": -1}, "at_once=4, dearer=-1; allowed: 1 to 1000, and 0 or more parts per thousand"),
        ({"pool": "lake"}, r"contracts.model_market.pool='lake': no such contract"),
        ({"emission": "mint"}, r"contracts.model_market.emission='mint': no such contract"),
        ({"dividend": "coupon"}, r"contracts.model_market.dividend='coupon': no such contract"),
    ],
)
def test_bad_terms(bad: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Stall(**bad)
