"""Who is let in, what being somebody costs, and who is struck off when nobody vouches any more."""

from __future__ import annotations

from typing import Any

import pytest

from mechanisms.compliance.verified_only import VerifiedOnly
from mechanisms.contracts.registry import Registry
from mechanisms.identity.bonded import BondedIdentity
from mechanisms.identity.open_door import OpenDoor
from mechanisms.identity.personhood import Personhood
from mechanisms.identity.registration_burn import RegistrationBurn
from mechanisms.reputation.moving_average import MovingAverage
from mechanisms.staking.bonded import Bonded
from sim.messages.registry import Apply, Attest, Join, Leave, Offence, Revoke
from tests.mechanisms.contracts.door import Door

EVERYBODY = ("ann", "bob", "cat", "dan")


def prices(door: Door, *names: str) -> list[int]:
    """What each of these paid for joining one after the other."""
    paid = []
    for name in names:
        before = door.wallet(name)
        assert door.says(name, Join("trainer")) == ""
        paid.append(before - door.wallet(name))
    return paid


def test_an_open_door_costs_nothing() -> None:
    door = Door(identity=OpenDoor())
    assert prices(door, *EVERYBODY) == [0, 0, 0, 0]
    assert door.facts("Identified") == []


def test_a_fixed_price_is_paid_by_each_and_burned() -> None:
    door = Door(identity=BondedIdentity(price=50))
    assert prices(door, *EVERYBODY) == [50, 50, 50, 50]
    assert door.chain.ledger.balance("burned") == 200
    assert door.facts("Identified")[0] == {"account": "ann", "price": 50, "fee": 0, "issuer": ""}


def test_the_kth_registration_costs_a_quarter_more_than_the_one_before() -> None:
    """Blocks are 12 s apart and the price halves in 4,320 s: 1000; 1260 * 2^(-12/4320) = 1257.6; 1257 * 1.26 = 1583 in whole
    units, 1583 * .998076 = 1579.9; 1579 * 1.26 = 1989, 1985.2. Six half-lives later it is the least again."""
    door = Door(identity=RegistrationBurn(least=1000))
    assert prices(door, *EVERYBODY) == [1000, 1257, 1579, 1985]
    assert door.says("ann", Leave(), at=26_000.0) == ""
    assert prices(door, "ann") == [1000]


def test_who_names_a_most_pays_the_price_and_no_more() -> None:
    door = Door(identity=BondedIdentity(price=50))
    assert door.says("ann", Apply("trainer", pays=49)) == "an identity costs 50, not 49"
    assert door.says("ann", Apply("trainer", pays=70)) == ""
    assert door.wallet("ann") == 9_950


def test_what_cannot_be_paid_after_the_stake_is_refused_whole() -> None:
    door = Door(identity=BondedIdentity(price=50))
    assert door.says("ann", Join("trainer", stake=9_951)) == "ann holds 49 token, asked for 50"
    assert (door.wallet("ann"), door.registry.active("trainer")) == (10_000, ())


def test_a_person_is_let_in_once_and_pays_the_office() -> None:
    door = Door(identity=Personhood())
    assert door.says("ann", Join("trainer")) == "nobody vouches that a person is behind it"
    for account, person in (("ann", "Ann Lee"), ("bob", "Ann Lee"), ("cat", "Cat")):
        assert door.says("office", Attest(account, person, fee=10)) == ""
    assert prices(door, "ann", "cat") == [10, 10]
    assert door.wallet("office") == 20
    assert door.says("bob", Join("trainer")) == "the person behind it is ann already"
    assert door.wallet("bob") == 10_000


def test_a_fee_is_owed_once() -> None:
    door = Door(identity=Personhood())
    door.says("office", Attest("ann", "Ann Lee", fee=10))
    assert prices(door, "ann") == [10]
    door.says("ann", Leave())
    assert door.says("ann", Join("trainer"), at=100.0) == ""
    assert door.wallet("ann") == 9_990


def test_anybody_may_attest_and_only_issuers_are_believed() -> None:
    door = Door(compliance=VerifiedOnly())
    assert door.says("bob", Attest("ann", "Ann Lee")) == ""
    assert door.says("ann", Join("trainer")) == "join is for verified accounts only"
    door.says("office", Attest("ann", "Ann Lee"))
    assert door.says("ann", Apply("trainer", issuer="bob")) == "join is for verified accounts only"
    assert door.says("ann", Apply("trainer", issuer="office")) == ""


@pytest.mark.parametrize("rules", [{"identity": Personhood()}, {"compliance": VerifiedOnly()}])
def test_whose_attestation_is_taken_back_is_struck_off_and_may_come_back_with_another(rules: dict[str, Any]) -> None:
    door = Door(**rules)
    door.says("office", Attest("ann", "Ann Lee"))
    door.says("ann", Join("trainer", stake=100))
    assert door.says("bob", Revoke("ann")) == "bob does not vouch for ann"
    assert door.says("office", Revoke("ann")) == ""
    assert door.facts("Left") == [{"account": "ann", "role": "trainer"}]
    (struck,) = [e for f in door.facts("Ruled") for e in f["effects"] if e["kind"] == "Deregister"]
    assert struck["account"] == "ann"
    assert door.says("ann", Join("trainer"), at=100.0) != ""
    assert door.says("office", Attest("ann", "Ann Lee")) == ""
    assert door.says("ann", Join("trainer")) == ""
    assert (door.registry.active("trainer"), door.wallet("ann")) == (("ann",), 10_000)


def test_a_person_that_was_struck_off_may_come_back_under_another_name() -> None:
    door = Door(identity=Personhood())
    door.says("office", Attest("ann", "Ann Lee"))
    door.says("ann", Join("trainer"))
    door.says("office", Revoke("ann"))
    door.says("office", Attest("bob", "Ann Lee"))
    assert door.says("bob", Join("trainer")) == ""


def test_where_nobody_asks_for_papers_taking_them_back_changes_nothing() -> None:
    door = Door(identity=OpenDoor(), compliance=VerifiedOnly(acts=("offer",)))
    door.says("office", Attest("ann", "Ann Lee"))
    door.says("ann", Join("trainer"))
    assert door.says("office", Revoke("ann")) == ""
    assert door.registry.active("trainer") == ("ann",)


def test_a_second_office_is_enough_to_stay() -> None:
    door = Door(Registry(issuers=("office", "dan")), compliance=VerifiedOnly(), identity=Personhood())
    door.says("office", Attest("ann", "Ann Lee"))
    door.says("dan", Attest("ann", "Ann Lee"))
    door.says("ann", Join("trainer"))
    assert door.says("office", Revoke("ann")) == ""
    assert door.registry.active("trainer") == ("ann",)


def test_an_offender_loses_its_name_and_may_take_a_new_one() -> None:
    """A newcomer is rated .5; half of that is left after a fault, which is below .3: whitewashing costs a name."""
    registry = Registry(slashers=("police",), least_rating=300_000)
    door = Door(registry, reputation=MovingAverage(weight=500, newcomer=500_000))
    door.says("ann", Join("trainer"))
    assert door.says("police", Offence("ann", "idle")) == ""
    assert door.registry.active("trainer") == ()
    assert door.says("ann", Join("trainer"), at=100.0) == "ann is rated 250000; allowed: 300000 or more"
    assert door.says("bob", Join("trainer")) == ""


def test_a_milder_house_keeps_its_offenders() -> None:
    registry = Registry(slashers=("police",), least_rating=250_000)
    door = Door(registry, reputation=MovingAverage(weight=500, newcomer=500_000))
    door.says("ann", Join("trainer"))
    door.says("police", Offence("ann", "idle"))
    assert door.registry.active("trainer") == ("ann",)


@pytest.mark.parametrize(("person", "fee"), [("", 0), ("Ann Lee", -1), ("Ann Lee", 7_000 * 10**9 + 1)])
def test_an_attestation_names_a_person_and_costs_something_or_nothing_and_not_everything(person: str, fee: int) -> None:
    assert "allowed: a name, and 0 to 7000000000000" in Door().says("office", Attest("ann", person, fee))


def test_a_register_says_what_an_attestation_may_cost() -> None:
    door = Door(Registry(issuers=("office",), most_fee=10))
    assert (
        door.says("office", Attest("ann", "Ann Lee", fee=11))
        == "person='Ann Lee', fee=11; allowed: a name, and 0 to 10 base units"
    )
    assert door.says("office", Attest("ann", "Ann Lee", fee=10)) == ""
    with pytest.raises(ValueError, match="most_fee=-1; allowed"):
        Registry(most_fee=-1)


@pytest.mark.parametrize(("pays", "said"), [(59, "an identity costs 50, and office asks 10; offered: 59"), (60, "")])
def test_an_applicant_pays_no_more_than_it_agreed_to(pays: int, said: str) -> None:
    """Fifty for the identity, and ten for the office that vouches."""
    door = Door(identity=BondedIdentity(price=50))
    door.says("office", Attest("ann", "Ann Lee", fee=10))
    assert door.says("ann", Apply("trainer", pays=pays)) == said
    assert (door.wallet("ann"), door.wallet("office")) == ((10_000, 0) if said else (9_940, 10))


def test_nobody_vouches_twice() -> None:
    door = Door()
    door.says("office", Attest("ann", "Ann Lee"))
    assert door.says("office", Attest("ann", "Ann Lee")) == "office vouches for ann already"


def test_a_rating_is_between_nothing_and_all() -> None:
    with pytest.raises(ValueError, match="least_rating=-1; allowed"):
        Registry(least_rating=-1)


def test_who_was_slashed_of_everything_while_leaving_does_not_get_a_new_stake_back_as_the_old_one() -> None:
    """Ann leaves at 10 s with 500, which would be back at 1,010 s; at 20 s she loses them, and wants in again."""
    police = Registry(slashers=("police",))
    door = Door(police, staking=Bonded(bond=100, slash=1000, unbonding=1000.0))
    assert [door.says("ann", Join("trainer", 500), at=1), door.says("ann", Leave(), at=10)] == ["", ""]
    assert door.says("police", Offence("ann", "late"), at=20) == ""
    assert police.stakes(["ann"]) == {"ann": 0}
    assert door.says("ann", Join("trainer", 500), at=30) == "the stake that ann left with is still unbonding"
    assert door.says("ann", Join("trainer", 500), at=1030) == ""
    door.env.run(until=2500)
    assert police.stakes(["ann"]) == {"ann": 500}
