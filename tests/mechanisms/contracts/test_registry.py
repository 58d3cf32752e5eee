"""Members come, go, and lose what they have at stake."""

from __future__ import annotations

import pytest

from mechanisms.contracts.registry import Registry
from sim.factory import Factory
from sim.messages.registry import Join, Leave, Offence
from tests.golden.tracer import tracer
from tests.mechanisms.contracts.workshop import Workshop


def shop_that_expels_below(stake: int) -> Workshop:
    """Eve's word is believed here; a fault costs half of the stake of 100."""
    return Workshop(registry=Registry(slashers=("eve",), expel_below=stake))


@pytest.mark.parametrize(("below", "stays"), [(0, True), (50, True), (51, False)])
def test_a_member_is_struck_off_below_the_least_stake_and_not_at_it(below: int, stays: bool) -> None:
    shop = shop_that_expels_below(below)
    assert shop.says("eve", Offence("ann", "idle")) == ""
    assert shop.facts("Slashed") == [{"account": "ann", "amount": 50, "reason": "idle"}]
    assert shop.registry.active("trainer") == (("ann", "bob") if stays else ("bob",))
    assert shop.facts("Left") == ([] if stays else [{"account": "ann", "role": "trainer"}])


def test_who_was_struck_off_is_struck_off_once() -> None:
    shop = shop_that_expels_below(100)
    shop.says("eve", Offence("ann", "idle"))
    shop.says("eve", Offence("ann", "idle"))
    assert [fact["amount"] for fact in shop.facts("Slashed")] == [50, 25]
    assert len(shop.facts("Left")) == 1


def test_who_has_left_can_still_be_slashed_and_may_come_back() -> None:
    shop = shop_that_expels_below(0)
    assert shop.says("ann", Leave()) == ""
    assert shop.says("ann", Leave()) == "ann is not a member"
    assert shop.says("eve", Offence("ann", "late")) == ""
    assert shop.registry.stakes(["ann"]) == {"ann": 50}
    assert shop.says("eve", Offence("eve", "envy")) == "eve was never a member"
    assert shop.says("eve", Join("trainer", 100)) == ""
    assert shop.registry.active("trainer") == ("bob", "eve")


def test_nobody_else_is_believed() -> None:
    shop = shop_that_expels_below(0)
    assert shop.says("bob", Offence("ann", "envy")) == "bob may report no offences; allowed: eve"


def test_a_contract_named_as_a_register_that_is_none_is_named_in_turn() -> None:
    factory = Factory(tracer())
    host = factory.chain.contracts["training_round"].host
    with pytest.raises(ValueError, match=r"contracts.training_round: treasury is a Treasury; allowed: a Registry"):
        host.partner("treasury", Registry)
