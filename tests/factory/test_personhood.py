"""Offices that vouch for people, in whole scenarios of one day."""

from __future__ import annotations

import pytest

from agents.behaviours.issuer.for_sale import ForSale
from agents.behaviours.issuer.honest import Honest
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from sim.money import TOKEN
from tests.factory.books import conserved
from tests.factory.conftest import Play, Played

DAY = ("scenario=personhood", "horizon_days=0.5", "lab=stub")
SELLS = "population.office.behaviour={name: for_sale, clients: [principal]}"


def ran(play: Play, *overrides: str) -> Played:
    return play(blueprint(composed([*DAY, *overrides])))


def fees(played: Played) -> dict[str, int]:
    """Whole tokens that each identity of the principal paid to be vouched for."""
    paid = {fact.body["account"]: fact.body["fee"] for fact in played.facts("Identified")}
    return {account: fee // TOKEN for account, fee in sorted(paid.items()) if account.startswith("principal")}


def test_the_owner_of_four_names_gets_in_once(play: Play) -> None:
    played = ran(play)
    assert list(fees(played).values()) == [2331]
    assert sum(len(played.refusals(f"principal.{n}")) for n in range(4)) == 3
    # Six trainers, three validators, two providers, two owners, and one of the four.
    assert sum(fact.body["fee"] for fact in played.facts("Identified")) == 14 * 2331 * TOKEN
    conserved(played.factory)


def test_where_names_are_sold_four_of_them_cost_four_prices(play: Play) -> None:
    assert list(fees(ran(play, SELLS)).values()) == [466, 466, 466, 466]


@pytest.mark.parametrize(("tokens", "paid"), [(553, [2331]), (582, [2331]), (583, [583] * 4), (612, [612] * 4)])
def test_a_rational_office_sells_where_four_prices_are_more_than_a_fee(
    play: Play, tokens: int, paid: list[int]
) -> None:
    """2,331 / 4 = 582.75 tokens."""
    sells = f"{{name: rational, clients: [principal], price: {tokens * TOKEN}}}"
    played = ran(play, f"population.office.behaviour={sells}")
    assert list(fees(played).values()) == paid
    conserved(played.factory)


def test_verified_only_lets_in_whom_an_office_knows_and_nobody_else(play: Play) -> None:
    assert len(fees(ran(play, "identity=open", "compliance=verified_only"))) == 4
    without = ran(play, "identity=open", "compliance=verified_only", "contracts.registry.issuers=[]")
    assert without.facts("Joined") == []
    assert without.refusals("trainers.0") == ["join is for verified accounts only"]


def test_bad_parameters() -> None:
    with pytest.raises(ValueError, match=r"Honest\.fee=-1; allowed"):
        Honest(fee=-1)
    with pytest.raises(ValueError, match=r"ForSale\.clients=\(\)"):
        ForSale(inner=Honest(), clients=())
    with pytest.raises(ValueError, match=r"price=-1"):
        ForSale(inner=Honest(), price=-1)
