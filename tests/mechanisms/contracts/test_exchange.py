"""A pool trades at its rule's price, pays its owners, and loses nothing to rounding."""

from __future__ import annotations

import pytest
import simpy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mechanisms.contracts.exchange import Exchange, first_shares, in_proportion
from mechanisms.exchange.constant_product import ConstantProduct
from sim.chain.assets import Asset
from sim.chain.chain import Chain
from sim.chain.profile import ChainProfile
from sim.messages.exchange import Provide, Reclaim, Trade
from sim.messages.message import Message, Receipt
from sim.recorder import Recorder
from sim.streams import Streams
from sim.training.stub import StubLab

ASSETS = (Asset("token", minter="emission"), Asset("usd", minter="bridge"))
POOL = {"token": 10_000, "usd": 40_000}
RICH = {"token": 10**6, "usd": 10**6}


class Fair:
    """A chain with a pool of 10,000 tokens and 40,000 dollars, in base units, that belongs to the treasury."""

    def __init__(self, pool: dict[str, int] | None = None, fee: int = 3) -> None:
        self.env, given = simpy.Environment(), POOL if pool is None else pool
        self.pool = Exchange(endowment=given)
        profile = ChainProfile(base_fee=0, assets=ASSETS)
        self.chain = Chain(self.env, profile, Streams(0), Recorder(), {"exchange": self.pool}, StubLab(), lambda f, n: None)  # type: ignore[arg-type, return-value]  # fmt: skip
        endowments = {"ann": RICH, "bob": RICH, **({"exchange": given} if given else {})}
        self.chain.genesis(endowments, {"exchange": {"exchange": ConstantProduct(fee=fee)}})

    def says(self, sender: str, message: Message) -> Receipt:
        sent = self.chain.send(sender, message)
        self.env.run(until=sent)
        return sent.value  # type: ignore[no-any-return]

    def held(self, account: str) -> tuple[int, int]:
        return self.chain.ledger.balance(account), self.chain.ledger.balance(account, "usd")


def test_an_order_gets_what_the_product_leaves_it() -> None:
    fair = Fair()
    # 1000 * 997 * 40000 // (10000 * 1000 + 1000 * 997) = 3626 (Uniswap v2)
    assert fair.says("ann", Trade("token", 1000, "usd", 3626)).accepted
    assert fair.held("ann") == (10**6 - 1000, 10**6 + 3626)
    assert fair.held("exchange") == (11_000, 36_374)


def test_a_price_that_has_moved_too_far_is_refused_whole() -> None:
    fair = Fair()
    receipt = fair.says("ann", Trade("token", 1000, "usd", 3627))
    assert (receipt.accepted, receipt.reason) == (False, "1000 token buys less than 3627 usd here")
    assert (fair.held("ann"), fair.held("exchange")) == ((10**6, 10**6), (10_000, 40_000))


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (Trade("token", 5, "token"), "token for token; traded here: token, usd"),
        (Trade("gold", 5, "token"), "gold for token; traded here: token, usd"),
        (Trade("token", -5, "usd"), "-5 token buys less than 0 usd here"),
        (Trade("token", 10**6 + 1, "usd"), "ann holds 1000000 token, asked for 1000001"),
        (Provide(0, 5), "tokens=0, dollars=5; allowed: 1 or more of each"),
        (Reclaim(1), "shares=1; allowed: 1 to 0, what ann holds"),
    ],
)
def test_what_cannot_be_served_is_refused(message: Message, reason: str) -> None:
    assert Fair().says("ann", message).reason == reason


def test_the_first_to_fill_a_pool_sets_its_price_and_leaves_a_thousand_shares() -> None:
    """Uniswap v2: minting with 1 and 4, in 10**18, gives 2 of which 1000 wei are locked."""
    assert first_shares(10**18, 4 * 10**18) == 2 * 10**18 - 1000
    fair = Fair(pool={})
    assert fair.says("ann", Provide(10_000, 40_000)).accepted
    assert (fair.pool.shares["ann"], fair.pool.total["shares"]) == (19_000, 20_000)


def test_who_joins_gives_in_proportion_and_gets_a_part_of_the_fees() -> None:
    fair = Fair()
    fair.says("bob", Provide(10_000, 90_000))
    assert fair.held("bob") == (990_000, 960_000)
    assert (fair.pool.shares["bob"], fair.pool.total["shares"]) == (20_000, 40_000)
    for _ in range(20):  # to and fro
        fair.says("ann", Trade("token", 1000, "usd"))
        fair.says("ann", Trade("usd", 4000, "token"))
    assert fair.says("bob", Reclaim(20_000)).accepted
    tokens, dollars = fair.held("bob")
    assert (tokens - 10**6) * 4 + (dollars - 10**6) > 0
    assert fair.pool.shares["bob"] == 0
    assert fair.chain.ledger.residual() == {"token": 0, "usd": 0}


@pytest.mark.parametrize(
    ("offered", "taken"), [((10, 400), (10, 40)), ((100, 40), (10, 40)), ((3, 11), (2, 11)), ((1, 3), (0, 3))]
)
def test_the_proportion_is_that_of_the_reserves(offered: tuple[int, int], taken: tuple[int, int]) -> None:
    assert in_proportion(*offered, 1000, 4000) == taken


ORDERS = st.one_of(
    st.builds(Trade, st.just("token"), st.integers(-1, 10**6), st.just("usd")),
    st.builds(Trade, st.just("usd"), st.integers(-1, 10**6), st.just("token")),
    st.builds(Provide, st.integers(0, 10**5), st.integers(0, 10**5)),
    st.builds(Reclaim, st.integers(0, 10**5)),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(["ann", "bob"]), ORDERS), max_size=12))
def test_no_series_of_orders_makes_a_share_worth_less(orders: list[tuple[str, Message]]) -> None:
    """Product of the reserves over the square of the shares: trades and rounding can only raise it."""
    fair = Fair()
    before = 10_000 * 40_000 / 20_000**2
    for sender, order in orders:
        fair.says(sender, order)
        tokens, dollars = fair.held("exchange")
        worth = tokens * dollars / fair.pool.total["shares"] ** 2
        assert worth >= before * (1 - 1e-12)
        before = worth
    assert sum(fair.pool.shares.values()) + 1000 == fair.pool.total["shares"]
    assert fair.chain.ledger.residual() == {"token": 0, "usd": 0}
