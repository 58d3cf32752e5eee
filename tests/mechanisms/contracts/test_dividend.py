"""What is earned goes to all who hold the token, wherever it lies, once a day and to the last base unit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
import simpy
from hypothesis import given
from hypothesis import strategies as st

from mechanisms.contracts.dividend import Dividend
from mechanisms.contracts.treasury import Treasury
from mechanisms.contracts.vault import Vault
from sim.chain.assets import Asset
from sim.chain.chain import Chain
from sim.chain.ledger import BURNED
from sim.chain.profile import ChainProfile
from sim.durations import DAY
from sim.messages.vault import DepositVotes
from sim.recorder import Recorder
from sim.streams import Streams
from sim.training.stub import StubLab

ASSETS = (Asset("token", minter="emission"), Asset("usd", minter="bridge"))


class Payday:
    """A chain with a dividend, a vault and a treasury; money is counted in single base units, messages cost nothing."""

    def __init__(self, endowments: Mapping[str, Mapping[str, int]], **terms: Any) -> None:
        self.env, self.recorder = simpy.Environment(), Recorder()
        contracts = {
            "dividend": Dividend(**{"keepers": ("vault",), **terms}),
            "vault": Vault(),
            "treasury": Treasury(),
        }
        profile = ChainProfile(base_fee=0, assets=ASSETS)
        self.chain = Chain(self.env, profile, Streams(0), self.recorder, contracts, StubLab(), lambda f, n: None)  # type: ignore[arg-type, return-value]
        self.chain.genesis(endowments, {})

    def deposits(self, account: str, amount: int) -> None:
        self.env.run(until=self.chain.send(account, DepositVotes(amount)))

    def after(self, days: float) -> Payday:
        self.env.run(until=days * DAY + 60)
        return self

    def held(self, *accounts: str, asset: str = "token") -> list[int]:
        return [self.chain.ledger.balance(account, asset) for account in accounts]

    @property
    def told(self) -> list[dict[str, Any]]:
        rows = self.recorder.tables()["facts"].to_pylist()
        return [json.loads(row["body"]) for row in rows if row["kind"] == "Distributed"]


def of(**tokens: int) -> dict[str, dict[str, int]]:
    return {account: {"token": amount} for account, amount in tokens.items()}


def test_wallet_and_stake_together_are_what_counts() -> None:
    """Ann holds 30 and has 30 in the vault, Bob holds 40: of 50 they get 30 and 20."""
    payday = Payday(of(ann=60, bob=40, dividend=50))
    payday.deposits("ann", 30)
    payday.after(1)
    assert payday.held("ann", "vault/stake/ann", "bob", "dividend") == [60, 30, 60, 0]
    assert payday.told == [{"period": 1, "amount": 50, "asset": "token", "holders": 2, "held": 100}]
    assert payday.chain.ledger.residual() == {"token": 0, "usd": 0}


def test_contracts_purses_and_what_is_burned_get_nothing() -> None:
    endowments = of(ann=30, bob=10, treasury=500, dividend=8)
    endowments |= {"treasury/pot": {"token": 70}, "treasury/stake/cid": {"token": 70}, BURNED: {"token": 5}}
    payday = Payday(endowments).after(1)
    assert payday.held("ann", "bob", "cid", "treasury", "treasury/pot", "treasury/stake/cid", BURNED) == [
        36,
        12,
        0,
        500,
        70,
        70,
        5,
    ]


def test_keepers_are_those_that_are_named() -> None:
    endowments = of(ann=10, dividend=9) | {"vault/stake/bob": {"token": 20}}
    assert Payday(endowments).after(1).held("ann", "bob") == [13, 6]
    assert Payday(endowments, keepers=()).after(1).held("ann", "bob") == [19, 0]


def test_the_last_base_unit_goes_to_the_largest_remainder() -> None:
    """Ten in proportion to 1, 1 and 5: 1.43, 1.43 and 7.14, so that one is left, and Ann comes first."""
    assert Payday(of(ann=1, bob=1, cid=5, dividend=10)).after(1).held("ann", "bob", "cid") == [3, 2, 12]


def test_nothing_to_pay_is_no_distribution() -> None:
    payday = Payday(of(ann=10, bob=20)).after(3)
    assert payday.told == []
    assert payday.held("ann", "bob") == [10, 20]


def test_where_nobody_holds_it_waits() -> None:
    payday = Payday(of(dividend=50, treasury=10)).after(2)
    assert (payday.held("dividend"), payday.told) == ([50], [])


def test_what_has_been_paid_counts_the_next_time() -> None:
    """Two days of 12 to 1 and 2: after the first they hold 5 and 10, and the second day's 30 go 10 and 20."""
    payday = Payday(of(ann=1, bob=2, dividend=12, treasury=30)).after(1)
    assert payday.held("ann", "bob") == [5, 10]
    payday.chain.ledger.move("token", "treasury", "dividend", 30, 0)
    assert payday.after(2).held("ann", "bob") == [15, 30]
    assert [fact["period"] for fact in payday.told] == [1, 2]


def test_dollars_that_come_in_go_to_those_who_hold_tokens() -> None:
    """Whoever holds nothing but dollars holds nothing here."""
    endowments = of(ann=30, bob=10) | {"cid": {"usd": 99}, "dividend": {"token": 4, "usd": 100}}
    payday = Payday(endowments).after(1)
    assert payday.held("ann", "bob", "cid") == [33, 11, 0]
    assert payday.held("ann", "bob", "cid", "dividend", asset="usd") == [75, 25, 99, 0]
    assert [fact["asset"] for fact in payday.told] == ["token", "usd"]


def test_only_what_it_was_told_to_pay_is_paid() -> None:
    payday = Payday(of(ann=30) | {"dividend": {"token": 4, "usd": 100}}, assets=("usd",)).after(1)
    assert (payday.held("ann", "dividend"), payday.held("ann", asset="usd")) == ([30, 4], [100])


def test_a_period_may_be_another_than_a_day() -> None:
    payday = Payday(of(ann=1, dividend=5), period=2 * DAY)
    assert payday.after(1.9).held("ann") == [1]
    assert payday.after(2).held("ann") == [6]


@given(st.lists(st.integers(0, 10**15), min_size=3, max_size=3), st.integers(0, 10**15))
def test_nothing_is_left_and_nothing_is_made(holdings: list[int], earned: int) -> None:
    names = ("ann", "bob", "vault/stake/cid")
    payday = Payday({name: {"token": held} for name, held in zip(names, holdings, strict=True)} | of(dividend=earned))
    payday.after(1)
    left = earned if not any(holdings) else 0
    assert payday.held("dividend") == [left]
    assert sum(payday.held("ann", "bob", "cid", "vault/stake/cid")) == sum(holdings) + earned - left


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"period": 0.0}, r"period=0.0; allowed: above 0 seconds"),
        ({"period": float("nan")}, r"period=nan; allowed: above 0"),
        ({"assets": ()}, r"assets=\(\); allowed: one or more, each once"),
        ({"assets": ("usd", "usd")}, r"assets=\('usd', 'usd'\); allowed: one or more, each once"),
        ({"assets": ("gold",)}, r"contracts.dividend.asset='gold': no such asset"),
        ({"keepers": ("vault", "safe")}, r"contracts.dividend.keepers='safe': no such contract; allowed: .*, vault$"),
    ],
)
def test_bad_terms(bad: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Payday({}, **bad)
