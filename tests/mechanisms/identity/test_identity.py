"""Who gets in, at what price."""

from __future__ import annotations

from typing import Any

import pytest

from mechanisms.identity.bonded import BondedIdentity
from mechanisms.identity.open_door import OpenDoor
from mechanisms.identity.personhood import Personhood
from mechanisms.identity.registration_burn import RegistrationBurn
from sim.effects.judgement import Reject
from sim.effects.membership import Register
from sim.seams.identity import IdentityView

IN = [Register("ann", "trainer")]


def ann(paid: int = 0, now: float = 0.0, person: str = "", account: str = "ann") -> IdentityView:
    return IdentityView(account, "trainer", (), paid, now, person)


def test_an_open_door_is_open() -> None:
    assert OpenDoor().decide(ann(), None) == (IN, None)


def test_a_price_is_paid_or_not() -> None:
    assert BondedIdentity(price=100).decide(ann(paid=100), None) == ([Register("ann", "trainer", 100)], None)
    refusal = [Reject("ann", "an identity costs 100, not 99")]
    assert BondedIdentity(price=100).decide(ann(paid=99), None) == (refusal, None)


def test_a_person_has_one_account_and_may_come_back_to_it() -> None:
    effects, people = Personhood().decide(ann(person="Ann Lee"), ())  # type: ignore[misc]
    assert (effects, people) == (IN, (("Ann Lee", "ann"),))
    assert Personhood().decide(ann(person="Ann Lee"), people) == (IN, people)
    second = Personhood().decide(ann(person="Ann Lee", account="ann2"), people)
    assert second == ([Reject("ann2", "the person behind it is ann already")], people)


def test_nobody_in_particular_is_nobody() -> None:
    assert Personhood().decide(ann(), ()) == ([Reject("ann", "nobody vouches that a person is behind it")], ())


def test_each_registration_costs_a_quarter_more_and_360_blocks_halve_it() -> None:
    """1.26 each: 1000, 1260, 1587, 1999 (rounded down each time); after 4,320 s half, after 8,640 s a quarter."""
    rule, prices = RegistrationBurn(least=100), []
    state: Any = (1000, 0.0)
    for _ in range(4):
        prices.append(rule.price(state, 0.0))
        effects, state = rule.decide(ann(paid=prices[-1]), state)  # type: ignore[misc]
        assert effects == [Register("ann", "trainer", prices[-1])]
    assert prices == [1000, 1260, 1587, 1999]
    assert state == (2518, 0.0)
    assert [rule.price(state, 12.0 * blocks) for blocks in (360, 720, 10_000)] == [1259, 629, 100]


def test_who_pays_too_little_changes_no_price() -> None:
    refusal = [Reject("ann", "an identity costs 1259 now, not 1258")]
    assert RegistrationBurn(least=100).decide(ann(1258, 4320.0), (2518, 0.0)) == (refusal, (2518, 0.0))


@pytest.mark.parametrize(
    ("rule", "old", "state"),
    [
        (RegistrationBurn(least=5), (9, 1.0), (9, 1.0)),
        (RegistrationBurn(least=5), (), (5, 0.0)),
        (RegistrationBurn(least=5), (1.0, 2.0), (5, 0.0)),
        (Personhood(), (("p", "a"),), (("p", "a"),)),
        (Personhood(), ((1, "a"),), ()),
        (Personhood(), None, ()),
    ],
)
def test_it_inherits_what_it_understands(rule: Any, old: Any, state: Any) -> None:
    assert rule.from_state(old) == state


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        (BondedIdentity, {"price": -1}),
        (RegistrationBurn, {"least": 0}),
        (RegistrationBurn, {"factor": 999}),
        (RegistrationBurn, {"half_life": 0.0}),
    ],
)
def test_what_makes_no_sense_is_refused(rule: Any, given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(given))}=.*allowed: "):
        rule(**given)
