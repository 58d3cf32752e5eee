"""What borrowed votes can do where they are counted as they are cast, and what stops them."""

from __future__ import annotations

from typing import Any

from agents.behaviours.holder.honest import Honest
from agents.population import Group
from mechanisms.contracts.exchange import Exchange
from mechanisms.contracts.lending import Lending
from mechanisms.contracts.town_hall import TownHall
from mechanisms.contracts.treasury import Treasury
from mechanisms.contracts.vault import Vault
from mechanisms.exchange.constant_product import ConstantProduct
from mechanisms.governance.supermajority import Supermajority
from sim.chain.assets import Asset
from sim.chain.profile import ChainProfile
from sim.effects.invoke import Invoke
from sim.messages.governor import Propose
from sim.messages.lending import Borrow, Repay
from sim.messages.message import Bundle, To
from sim.messages.town_hall import Execute, Support
from sim.messages.treasury import Requisition
from sim.messages.vault import DepositVotes, WithdrawVotes
from sim.money import TOKEN
from tests.factory.books import conserved
from tests.factory.conftest import Line, Play, Played
from tests.golden.tracer import tracer

GRAB = Propose((Invoke("treasury", Requisition(300 * TOKEN, "eve.0")),))
LOAN = 300 * TOKEN
FLASH = Bundle((Borrow(LOAN), DepositVotes(LOAN), Support(0), Execute(0), WithdrawVotes(LOAN), Repay(LOAN)))


def played(play: Play, attack: Bundle = FLASH, notice: float = 0.0, cap: int = 1000) -> Played:
    """Ann and Bob vote with 100 tokens together; Eve has none in the vault, and a lender next door has 5,000."""
    voters = Group("holder", Honest(), 1, 1000 * TOKEN, 50 * TOKEN)
    contracts: dict[str, Any] = {
        "vault": Vault(notice=notice),
        "town_hall": TownHall(),
        "treasury": Treasury(endowment=10_000 * TOKEN, serves=("training_round", "town_hall")),
        "exchange": Exchange(endowment={"token": 1000 * TOKEN, "usd": 1000 * TOKEN}),
        "lending": Lending(endowment=5000 * TOKEN, cap=cap),
    }
    rules = {"governance": Supermajority(), "exchange": ConstantProduct()}
    chain = ChainProfile(assets=(Asset("token", minter="emission"), Asset("usd", minter="bridge")))
    groups = {"ann": voters, "bob": voters, "eve": Group("holder", Honest(), 1, 1000 * TOKEN)}
    script = [Line(60.0, "eve.0", To("town_hall", GRAB)), Line(100.0, "eve.0", attack)]
    run = play(tracer(chain=chain, contracts=contracts, rules=rules, **groups), script)
    conserved(run.factory)
    return run


def test_a_loan_of_one_transaction_takes_the_treasury(play: Play) -> None:
    run = played(play)
    assert run.refusals("eve.0") == []
    assert run.moved("treasury", "eve.0") == [300 * TOKEN]
    assert run.moved("lending", "eve.0") == run.moved("eve.0", "lending") == [LOAN]


def test_without_two_thirds_all_of_it_is_undone(play: Play) -> None:
    less = 199 * TOKEN
    small = Bundle((Borrow(less), DepositVotes(less), Support(0), Execute(0), WithdrawVotes(less), Repay(less)))
    run = played(play, small)
    assert run.refusals("eve.0") == [f"proposal 0 is not carried by {less} of {299 * TOKEN}"]
    assert run.moved("lending", "eve.0") == run.moved("treasury", "eve.0") == []


def test_power_that_is_locked_cannot_be_given_back_in_time(play: Play) -> None:
    """What was withdrawn comes after the notice; the loan would have to be repaid out of the loot and the own purse."""
    run = played(play, notice=600.0)
    assert run.moved("treasury", "eve.0") == [300 * TOKEN]
    poor = Bundle((Borrow(1500 * TOKEN), DepositVotes(1500 * TOKEN), Support(0), Execute(0), Repay(1500 * TOKEN)))
    (reason,) = played(play, poor, notice=600.0).refusals("eve.0")
    assert reason.startswith("eve.0 holds ")


def test_a_cap_on_what_is_lent_bounds_the_votes_that_can_be_borrowed(play: Play) -> None:
    (reason,) = played(play, cap=10).refusals("eve.0")
    assert reason.startswith(f"amount={LOAN}; allowed: 1 to ")
