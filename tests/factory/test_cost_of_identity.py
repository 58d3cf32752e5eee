"""What it costs to be many: a principal pays for each of its names, and splits only while that pays.

Two honest trainers stake 100 tokens each, the principal 1,200 under k names; a round pays trainers 60 tokens in equal
parts, so k names earn 60 k / (k + 2): 20, 30, 36, 40. All names of the principal register in one block.
"""

from __future__ import annotations

from typing import Any

import pytest

from agents.behaviours.holder.honest import Honest as Idle
from agents.behaviours.trainer.sybil import Sybil
from agents.coalitions.principal import Principal
from agents.population import Group
from mechanisms.contracts.registry import Registry
from mechanisms.identity.bonded import BondedIdentity
from mechanisms.identity.open_door import OpenDoor
from mechanisms.identity.personhood import Personhood
from mechanisms.identity.registration_burn import RegistrationBurn
from mechanisms.reward.equal_split import EqualSplit
from mechanisms.reward.stake_proportional import StakeProportional
from mechanisms.staking.bonded import Bonded
from mechanisms.verification.unchecked import Unchecked
from sim.messages.registry import Attest
from sim.money import TOKEN
from tests.factory.books import conserved
from tests.factory.conftest import Line, Play, Played
from tests.golden.tracer import HONEST, tracer, training_round

SYBIL = Sybil(inner=HONEST["trainer"])


def split(play: Play, names: int, identity: Any, reward: Any = None, script: Any = (), issuers: Any = ()) -> Played:
    everybody: Any = {
        "cheats": Principal("trainer", SYBIL, names, tokens=12_000 * TOKEN, stake=1200 * TOKEN),
        "office": Group("holder", Idle(), tokens=100 * TOKEN),
    }
    rules = {"verification": Unchecked(), "reward": reward or EqualSplit(), "staking": Bonded(bond=0)}
    contracts = {"registry": Registry(issuers=issuers)}
    blueprint = tracer(
        rounds=training_round(seats=12), contracts=contracts, rules={**rules, "identity": identity}, **everybody
    )
    return play(blueprint, script)


def spent(played: Played) -> int:
    """What being somebody cost the principal, in base units."""
    paid = [fact.body for fact in played.facts("Identified") if fact.body["account"].startswith("cheats")]
    return sum(body["price"] + body["fee"] for body in paid)


def profit(played: Played, names: int) -> int:
    """Pay of one round less the cost of all names, in base units."""
    return sum(sum(played.moved("training_round/pot", f"cheats.{n}")) for n in range(names)) - spent(played)


@pytest.mark.parametrize(("names", "tokens"), [(1, 0), (2, 0), (4, 0)])
def test_behind_an_open_door_names_are_free(play: Play, names: int, tokens: int) -> None:
    assert spent(split(play, names, OpenDoor())) == tokens


@pytest.mark.parametrize(("names", "tokens"), [(1, 5), (2, 10), (4, 20)])
def test_at_a_fixed_price_k_names_cost_k_times_that(play: Play, names: int, tokens: int) -> None:
    played = split(play, names, BondedIdentity(price=5 * TOKEN))
    assert spent(played) == tokens * TOKEN
    conserved(played.factory)


def test_where_registrations_burn_the_seventh_to_tenth_cost_four_times_the_first(play: Play) -> None:
    """Ten register in one block, each 1.26 times dearer, rounded down: 100, 126, 158, 199, 250, 315, 396, 498, 627, 790
    base units, whoever comes first."""
    played = split(play, 4, RegistrationBurn(least=100))
    prices = [fact.body["price"] for fact in played.facts("Identified")]
    assert prices == [100, 126, 158, 199, 250, 315, 396, 498, 627]
    assert played.ledger.balance("burned") - fees(played) == sum(prices)


def fees(played: Played) -> int:
    return sum(fact.body["fee"] for kind in ("Included", "Refused") for fact in played.facts(kind))


def test_a_person_has_one_name_and_others_are_bought(play: Play) -> None:
    """An office asks $10, 2,331 tokens at $.00429; who sells itself asks less, 233 to 6,993: here 500. Three names under
    three persons cost 2,331 + 2 * 500; the fourth has the name of a person that is in already."""
    vouched = [
        Attest("cheats.0", "the owner", 2331 * TOKEN),
        Attest("cheats.1", "somebody", 500 * TOKEN),
        Attest("cheats.2", "somebody else", 500 * TOKEN),
        Attest("cheats.3", "the owner", 2331 * TOKEN),
    ]
    others = [Attest(f"trainers.{n}", f"trainer {n}") for n in range(2)]
    # Whoever vouches tips, and so comes before those who want in.
    script = [Line(0.0, "office.0", attest, tip=1) for attest in (*vouched, *others)]
    played = split(play, 4, Personhood(), script=script, issuers=("office.0",))
    assert spent(played) == 3331 * TOKEN
    refused = [played.refusals(f"cheats.{n}") for n in range(4)]
    # Of cheats.0 and cheats.3 the one whose transaction has the smaller hash comes first.
    assert refused == [[], [], [], ["the person behind it is cheats.0 already"]]
    assert played.moved("cheats.0", "office.0") == [2331 * TOKEN]
    assert played.moved("cheats.1", "office.0") == [500 * TOKEN]
    conserved(played.factory)


@pytest.mark.parametrize(("price", "best"), [(9, 2), (10, 1), (11, 1), (2, 4), (0, 4)])
def test_equal_pay_is_worth_splitting_below_the_break_even_cost(play: Play, price: int, best: int) -> None:
    """(G(2) - G(1)) / 1 = 10 tokens a name: at 9, two names earn 30 - 18 and one 20 - 9; at 11, 30 - 22 and 20 - 11; at 10
    both 10, and one is less trouble. At 2 four names earn 40 - 8 = 32, three 36 - 6 = 30."""
    got = {k: profit(split(play, k, BondedIdentity(price=price * TOKEN)), k) for k in (1, 2, 3, 4)}
    assert max(got, key=lambda k: (got[k], -k)) == best


def test_pay_by_stake_is_never_worth_splitting(play: Play) -> None:
    """1200 of 1400 at stake earn the same 51.43 tokens under any number of names, less what the names cost."""
    one, two = (split(play, k, BondedIdentity(price=TOKEN), StakeProportional()) for k in (1, 2))
    assert profit(one, 1) - profit(two, 2) == TOKEN
