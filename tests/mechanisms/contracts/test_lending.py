"""A loan is covered or paid back by the end of its transaction, and no more is out than the cap allows."""

from __future__ import annotations

import pytest
import simpy

from mechanisms.contracts.exchange import Exchange
from mechanisms.contracts.lending import Lending
from mechanisms.contracts.vault import Vault
from mechanisms.exchange.constant_product import ConstantProduct
from mechanisms.exchange.fixed_rate import FixedRate
from sim.chain.assets import Asset
from sim.chain.chain import Chain
from sim.chain.profile import ChainProfile
from sim.durations import DAY
from sim.messages.exchange import Trade
from sim.messages.lending import Borrow, Liquidate, Pledge, Release, Repay
from sim.messages.message import Bundle, Message, Receipt
from sim.messages.vault import DepositVotes, WithdrawVotes
from sim.money import TOKEN
from sim.recorder import Recorder
from sim.seams.rule import Rule
from sim.streams import Streams
from sim.training.stub import StubLab

ASSETS = (Asset("token", minter="emission"), Asset("usd", minter="bridge"))


class Bank:
    """10,000 tokens, 5,000 of them to lend; a pool in which a token costs two dollars; Ann has 1,000 dollars."""

    def __init__(self, rule: Rule | None = None, **terms: float) -> None:
        self.env, self.lending = simpy.Environment(), Lending(**{"cap": 1000, "rate": 0.0, **terms})  # type: ignore[arg-type]
        profile = ChainProfile(base_fee=0, assets=ASSETS)
        contracts = {"lending": self.lending, "exchange": Exchange(), "vault": Vault(notice=0.0)}
        self.chain = Chain(self.env, profile, Streams(0), Recorder(), contracts, StubLab(), lambda f, n: None)  # type: ignore[arg-type, return-value]
        held = {"lending": {"token": 5000}, "exchange": {"token": 4000, "usd": 8000}}
        people = {"ann": {"usd": 1000}, "bob": {"token": 1000, "usd": 90_000}}
        given = {a: {k: n * TOKEN for k, n in h.items()} for a, h in {**held, **people}.items()}
        self.chain.genesis(given, {"exchange": {"exchange": rule or ConstantProduct(fee=0)}})

    def says(self, sender: str, message: Message) -> Receipt:
        sent = self.chain.send(sender, message)
        self.env.run(until=sent)
        return sent.value  # type: ignore[no-any-return]

    def held(self, account: str) -> tuple[float, float]:
        """Tokens and dollars."""
        return self.chain.ledger.balance(account) / TOKEN, self.chain.ledger.balance(account, "usd") / TOKEN


def test_a_loan_takes_collateral_of_one_and_a_half_times_its_worth() -> None:
    bank = Bank()
    bank.says("ann", Pledge(900 * TOKEN))
    refused = bank.says("ann", Borrow(300 * TOKEN + 1))
    assert refused.reason == f"ann still owes {300 * TOKEN + 1}, and {900 * TOKEN} usd do not cover it"
    assert bank.says("ann", Borrow(300 * TOKEN)).accepted
    assert bank.held("ann") == (300, 100)
    assert not bank.says("ann", Release(1)).accepted
    assert bank.says("ann", Bundle((Repay(300 * TOKEN), Release(900 * TOKEN)))).accepted
    assert bank.held("ann") == (0, 1000)


def test_within_one_transaction_nothing_need_be_pledged() -> None:
    bank = Bank()
    assert bank.says("ann", Bundle((Borrow(5000 * TOKEN), Repay(5000 * TOKEN)))).accepted
    assert bank.held("lending") == (5000, 0)


def test_a_bundle_that_ends_in_debt_is_undone_whole() -> None:
    bank = Bank()
    receipt = bank.says("ann", Bundle((Borrow(1000 * TOKEN), Trade("token", 1000 * TOKEN, "usd"), Repay(1))))
    assert not receipt.accepted
    assert bank.held("ann") == (0, 1000)
    assert bank.held("exchange") == (4000, 8000)
    assert bank.lending.debts == {}


def test_borrowed_votes_are_gone_when_the_block_is_sealed() -> None:
    bank = Bank()
    loan = 5000 * TOKEN
    flash = Bundle((Borrow(loan), DepositVotes(loan), WithdrawVotes(loan), Repay(loan)))
    receipt = bank.says("ann", flash)
    bank.says("bob", DepositVotes(1))
    vault = bank.chain.contracts["vault"]
    assert isinstance(vault, Vault)
    assert receipt.accepted
    assert vault.power_at("ann", receipt.block) == 0


def test_no_more_is_lent_than_the_cap_not_even_for_a_moment() -> None:
    """2 % of 10,000 tokens."""
    bank = Bank(cap=20)
    loan = Bundle((Borrow(200 * TOKEN + 1), Repay(200 * TOKEN + 1)))
    assert bank.says("ann", loan).reason == f"amount={200 * TOKEN + 1}; allowed: 1 to {200 * TOKEN}, within the cap"
    bank.says("ann", Bundle((Pledge(600 * TOKEN), Borrow(200 * TOKEN))))
    assert not bank.says("bob", Borrow(1)).accepted
    bank.says("ann", Repay(50 * TOKEN))
    assert bank.says("bob", Bundle((Pledge(600 * TOKEN), Borrow(50 * TOKEN)))).accepted


def test_ten_days_of_a_tenth_of_the_supply_cost_211_dollars() -> None:
    """4M of 40M tokens at $.00429 and 45 % a year: 4e6 * .45 * 10 / 365 tokens of interest."""
    bank = Bank(rate=0.45)
    bank.says("bob", Bundle((Pledge(9000 * TOKEN), Borrow(1000 * TOKEN))))
    taken = bank.env.now
    bank.env.run(until=taken + 10 * DAY)
    bank.says("ann", Pledge(1))
    interest = bank.lending.debt("bob") / TOKEN - 1000
    assert interest == pytest.approx(12.3288, rel=1e-4)
    assert 4000 * interest * 0.00429 == pytest.approx(211.6, rel=1e-3)


def test_who_is_covered_too_thinly_is_sold_to_whoever_pays() -> None:
    bank = Bank()
    bank.says("ann", Bundle((Pledge(900 * TOKEN), Borrow(300 * TOKEN))))
    assert bank.says("bob", Liquidate("ann")).reason == f"ann owes {300 * TOKEN} against {900 * TOKEN}, which covers it"
    bank.says("bob", Trade("usd", 2000 * TOKEN, "token"))  # 3,200 tokens for $10,000: a token costs $3.125
    tokens, dollars = bank.held("bob")
    assert bank.says("bob", Liquidate("ann")).accepted
    assert bank.held("bob") == (tokens - 300, dollars + 900)
    assert (bank.lending.debt("ann"), bank.lending.pledges["ann"], bank.lending.principal["lent"]) == (0, 0, 0)
    assert bank.chain.ledger.residual() == {"token": 0, "usd": 0}


def test_a_pool_that_is_bought_empty_says_no_price() -> None:
    """At a fixed rate of two dollars either side can be had to the last base unit: for its dollars a token would then cost
    nothing, and any debt be covered; for its tokens everybody would be covered too thinly, and lose the collateral."""
    bank = Bank(FixedRate(worth={"token": 2, "usd": 1}))
    bank.says("ann", Bundle((Pledge(900 * TOKEN), Borrow(300 * TOKEN))))
    seizing = Bundle((Trade("usd", 8000 * TOKEN, "token"), Liquidate("ann"), Trade("token", 4000 * TOKEN, "usd")))
    none = f"exchange holds 0 token and {16_000 * TOKEN} usd: it says no price"
    assert bank.says("bob", seizing).reason == none
    bank.says("bob", Trade("usd", 8000 * TOKEN, "token"))
    assert bank.held("exchange") == (0, 16_000)
    assert bank.says("ann", Release(1)).reason == none
    assert bank.says("ann", Bundle((Repay(300 * TOKEN), Release(900 * TOKEN)))).accepted

    bank = Bank(FixedRate(worth={"token": 8, "usd": 1}))
    bank.says("bob", Trade("token", 1000 * TOKEN, "usd"))
    assert bank.held("exchange") == (5000, 0)
    assert bank.says("ann", Borrow(1)).reason == f"exchange holds {5000 * TOKEN} token and 0 usd: it says no price"


def test_terms_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="cover=1500, threshold=1600; allowed: 1000 <= threshold <= cover"):
        Lending(threshold=1600)
    with pytest.raises(ValueError, match="cap=1001"):
        Lending(cap=1001)
