"""A renter holds cards for nothing where that is worth it, and not before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import pytest

from agents.behaviours.renter.hoarder import Hoarder
from agents.behaviours.renter.honest import Honest
from agents.behaviours.renter.rational import Rational
from sim.messages.compute_market import Leased, Rent
from sim.money import TOKEN
from sim.view import View

NEED = Rent(1, 3, 10)
LEASED = Leased("ann.0", 1, "owner.0", 2, 6, 0.0)


@dataclass(frozen=True)
class Needs(Honest):
    """Has a need, or none, for sure."""

    hours: int = 3
    wants: bool = True

    def needs(self, view: View) -> Rent | None:
        return NEED if self.wants else None


class Market:
    """A chain with a market where an hour of a card costs six tokens, and some of a thousand wishes found nobody."""

    def __init__(self, missed: int = 0, idle: int = 0, wishes: int = 1000, fee: int = TOKEN) -> None:
        owners = ["" if place < missed else "owner.0" for place in range(wishes)]
        lease = SimpleNamespace(cards=1, hours=3, most=10)
        leases = {n: SimpleNamespace(**vars(lease), owner=owner) for n, owner in enumerate(owners, 1)}
        self._tables = {"compute_market": {"leases": leases, "state": {"price": 6 * TOKEN}}}
        self._idle, self._fee = idle, fee
        self.waiting: dict[str, int] = {}

    def contract(self, name: str) -> dict[str, Any]:
        return self._tables[name]

    def terms(self, contract: str) -> dict[str, Any]:
        return {"compute_market": {"idle": self._idle}}[contract]

    def balance(self, account: str, asset: str = "token") -> int:
        return self.waiting.get(account, 0)

    def fee(self, *messages: str, tip: int = 0) -> int:
        assert messages == ("Rent",)
        return self._fee


RATIONAL = Rational(inner=Needs(), cards=2, hours=24, most=10 * TOKEN, a_day=2.0, used=3.0, recent=1000, required=0.365)
HOLDS = Rent(2, 24, 10 * TOKEN)


def seen(market: Any) -> View:
    return View(0.0, "ann.0", market, lambda purpose: None)  # type: ignore[arg-type, return-value]


def test_the_shortage_at_which_it_turns() -> None:
    """Two needs a day of two cards for three hours, each worth 10 - 6: 48 tokens a day if nobody were ever served. A day of
    holding costs a message, 1, and .365 / 365 of 2 x 24 x 6 = 288: 1.288. So .02683 is a draw."""
    assert RATIONAL.needs(seen(Market(missed=26))) == NEED
    assert RATIONAL.needs(seen(Market(missed=27))) == HOLDS


def test_the_price_of_idle_cards_at_which_it_turns_honest() -> None:
    """With a quarter of all wishes in vain it gains 12 - 1.288 = 10.712 a day. It would hold 24 - 6 hours of two cards for
    nothing, 216 tokens at the full price: .0496 of that is a draw."""
    assert RATIONAL.needs(seen(Market(missed=250, idle=47))) == HOLDS
    assert RATIONAL.needs(seen(Market(missed=250, idle=52))) == NEED


def test_where_all_are_served_holding_is_not_worth_a_message() -> None:
    assert RATIONAL.needs(seen(Market())) == NEED
    assert RATIONAL.needs(seen(Market(wishes=0, fee=0))) == NEED
    none = replace(RATIONAL, inner=Needs(wants=False))
    assert none.needs(seen(Market())) is None


def test_a_wish_for_which_somebody_is_still_looked_for_has_not_found_nobody() -> None:
    """Its money is in escrow then."""
    market = Market(missed=27)
    market.waiting["compute_market/escrow/27"] = 1
    assert RATIONAL.needs(seen(market)) == NEED


def test_it_looks_back_as_far_as_it_is_told() -> None:
    """All that found nobody were among the first."""
    assert replace(RATIONAL, recent=900).needs(seen(Market(missed=100))) == NEED
    assert replace(RATIONAL, recent=950).needs(seen(Market(missed=100))) == HOLDS  # 50 of 950, .0526


def test_a_hoarder_runs_on_what_it_holds_only_in_need() -> None:
    hoarder = Hoarder(inner=Needs(part=0.5))
    assert hoarder.needs(seen(Market())) == Rent(2, 24, 700 * TOKEN)
    assert hoarder.runs(seen(Market()), LEASED, 20.0) == 1.5
    assert hoarder.runs(seen(Market()), LEASED, 1.0) == 1.0  # as far as the lease goes
    assert Hoarder(inner=Needs(wants=False)).runs(seen(Market()), LEASED, 20.0) == 0.0


@pytest.mark.parametrize(("left", "runs"), [(3.0, 1.5), (2.0, 0.0)])
def test_what_was_rented_in_need_is_run_at_once_and_once(left: float, runs: float) -> None:
    rational = replace(RATIONAL, inner=Needs(part=0.5, wants=False))
    assert rational.runs(seen(Market()), LEASED, left) == runs


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: Hoarder(inner=None, cards=0), "Hoarder: cards=0, hours=24, most=700000000000; allowed: 1 or more"),
        (lambda: Rational(inner=None, recent=0), "Rational: a_day=2.0, used=4.8, required=0.2, recent=0; allowed"),
    ],
)
def test_bad_parameters(make: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        make()
