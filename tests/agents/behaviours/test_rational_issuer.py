"""An issuer sells a name where that brings more than the truth, and not before."""

from __future__ import annotations

from typing import Any

import pytest

from agents.behaviours.issuer.honest import Honest
from agents.behaviours.issuer.rational import Rational
from mechanisms.identity.bonded import BondedIdentity
from mechanisms.identity.open_door import OpenDoor
from mechanisms.identity.personhood import Personhood
from sim.effects.effect import Rejected
from sim.messages.registry import Attest
from sim.view import View

PAPERS = {"ann.0": "Ann", "bob.0": "Bob", "cat.0": "Cat", "cat.1": "Cat", "cat.2": "Cat", "cat.3": "Cat"}
FEE = 600
"""For a person; four names at 150 are a draw."""


class Register:
    """A chain with a register that lists one office and takes fees of up to a thousand, and wallets of a thousand."""

    def __init__(self, rule: Any = None, issuers: tuple[str, ...] = ("office.0",), poor: tuple[str, ...] = ()) -> None:
        self._rule, self._issuers, self._poor = rule, issuers, poor

    def terms(self, contract: str) -> dict[str, Any]:
        return {"registry": {"issuers": self._issuers, "most_fee": 1000}}[contract]

    def rule(self, contract: str, family: str) -> tuple[Any, Any]:
        assert (contract, family) == ("registry", "identity")
        if self._rule is None:
            raise Rejected("no rule")
        return self._rule, self._rule.begin()

    def balance(self, account: str, asset: str = "token") -> int:
        return 0 if account in self._poor else 1000


def says(account: str, price: int, chain: Any) -> Attest | None:
    office = Rational(inner=Honest(fee=FEE), clients=("cat",), price=price)
    view = View(0.0, "office.0", chain, lambda purpose: None, None, PAPERS)  # type: ignore[arg-type, return-value]
    return office.vouches(view, account, PAPERS[account])


TRUTH, SALE = Attest("cat.1", "Cat", FEE), Attest("cat.1", "somebody behind cat.1", 151)


@pytest.mark.parametrize(("price", "sells"), [(142, False), (149, False), (150, False), (151, True), (158, True)])
def test_the_price_at_which_it_turns(price: int, sells: bool) -> None:
    """Of four names of one person the rule lets one in: 4 x 150 = 600, and a draw deters."""
    attest = says("cat.1", price, Register(Personhood()))
    assert attest == (Attest("cat.1", "somebody behind cat.1", price) if sells else TRUTH)


def test_who_has_one_name_is_told_the_truth_about() -> None:
    chain = Register(Personhood())
    assert says("ann.0", 1000, chain) == Attest("ann.0", "Ann", FEE)


@pytest.mark.parametrize("rule", [None, OpenDoor(), BondedIdentity(price=10)])
def test_where_anybody_is_let_in_the_truth_earns_four_fees(rule: Any) -> None:
    """Four fees of 600 against four prices."""
    assert says("cat.1", 599, Register(rule)) == TRUTH
    assert says("cat.1", 601, Register(rule)) == Attest("cat.1", "somebody behind cat.1", 601)


def test_a_rule_that_lets_nobody_in_makes_any_price_a_gain() -> None:
    """An identity costs more than a wallet holds: no fee would ever be due."""
    assert says("cat.1", 1, Register(BondedIdentity(price=1001))) != TRUTH


def test_a_word_that_nobody_believes_has_no_price() -> None:
    assert says("cat.1", 151, Register(Personhood(), issuers=("other.0",))) == TRUTH


def test_a_price_that_the_register_does_not_allow_is_not_asked() -> None:
    assert says("cat.1", 1001, Register(Personhood())) == TRUTH


def test_who_cannot_pay_is_no_client() -> None:
    """Two that can at 151 are 302, less than 600."""
    assert says("cat.1", 151, Register(Personhood())) == SALE
    assert says("cat.1", 151, Register(Personhood(), poor=("cat.2", "cat.3"))) == TRUTH
