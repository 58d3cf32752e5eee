"""Whoever asks whatever of bounties, machines and votes: no money is made or lost, and in the end none is stuck."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mechanisms.contracts.bounty import Bounty
from mechanisms.contracts.compute_market import ComputeMarket
from mechanisms.contracts.dividend import Dividend
from mechanisms.contracts.registry import Registry
from mechanisms.contracts.vault import Vault
from mechanisms.pricing.posted import Posted
from mechanisms.staking.bonded import Bonded
from sim.chain.sealed import commitment
from sim.factory import Factory
from sim.messages.bounty import Enter, PostBounty, RefuseAll, Show
from sim.messages.compute_market import OfferCards, Rent, WithdrawCards
from sim.messages.message import Bundle
from sim.messages.registry import Join, Leave
from sim.messages.treasury import Remit
from sim.messages.vault import DepositVotes, WithdrawVotes
from sim.money import TOKEN
from tests.factory.books import conserved
from tests.factory.bounties import IDLE
from tests.factory.conftest import Line, Play, Played
from tests.golden.tracer import group, tracer

SENDERS = ("owners.0", "owners.1", "idle.0", "idle.1", "devs.0", "devs.1", "validators.0")
FEW = st.sampled_from((1, 2, 3, 4))
PRICES = st.sampled_from((1, TOKEN, 5 * TOKEN, 10 * TOKEN))
PRIZES = st.sampled_from((1, 7, 100 * TOKEN))
TIMES = st.sampled_from((1.0, 60.0, 119.0, 300.0, 1310.0, 1500.0, 1801.0, 2400.0, 3599.0, 3601.0, 5000.0))
END = 7150.0
"""Second at which everybody who lets machines takes them back."""


@cache
def kept() -> tuple[str, ...]:
    """Keys of updates that a run of the tracer leaves: what it will keep in every other run too."""
    factory = Factory(tracer())
    factory.run()
    said = [message for account in ("trainers.0", "trainers.1") for _, _, message in Played(factory).said(account)]
    return tuple(sorted({message["update"] for message in said if "update" in message}))


def one() -> st.SearchStrategy[Any]:
    deadlines, passing = st.sampled_from((700.0, 1500.0, 2500.0, 1e12)), st.sampled_from((1, -5, 10**9))
    return st.one_of(
        st.builds(PostBounty, PRIZES, passing, deadlines, st.sampled_from(("", *kept()))),
        st.builds(RefuseAll, FEW),
        st.builds(OfferCards, FEW, PRICES),
        st.just(WithdrawCards()),
        st.builds(Rent, FEW, FEW, PRICES),
        st.just(Leave()),
        st.builds(Join, st.sampled_from(("developer", "validator", "compute")), st.sampled_from((100 * TOKEN, 0))),
        st.builds(DepositVotes, PRICES),
        st.builds(WithdrawVotes, PRICES),
        st.builds(Remit, st.sampled_from((*SENDERS, "dividend")), PRICES),
    )


@st.composite
def scripts(draw: st.DrawFn) -> list[Line]:
    """Messages of anybody at any time, and entries for bounties that are committed to and shown, in time or not."""
    sent = one() | st.lists(one(), min_size=1, max_size=3).map(lambda several: Bundle(tuple(several)))
    lines = draw(st.lists(st.builds(Line, TIMES, st.sampled_from(SENDERS), sent, st.none()), max_size=30))
    for _ in range(draw(st.integers(0, 4))):
        who, bounty, key = draw(st.sampled_from(("devs.0", "devs.1"))), draw(FEW), draw(st.sampled_from(kept()))
        committed, shown = draw(st.sampled_from((300.0, 600.0))), draw(st.sampled_from((720.0, 1510.0, 2510.0)))
        lines.append(Line(committed, who, Enter(bounty, commitment(who, bounty, "salt", key))))
        lines.append(Line(shown, who, Show(bounty, key, "salt")))
    return lines


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=25)
@given(script=scripts(), veto=st.sampled_from((0.0, 600.0)))
def test_no_money_is_made_lost_or_stuck(play: Play, script: list[Line], veto: float) -> None:
    contracts = {
        "registry": Registry(slashers=("training_round",)),
        "vault": Vault(notice=300.0),
        "bounty": Bounty(evaluators=2, fee=TOKEN, revealing=60.0, evaluating=300.0, veto=veto),
        "compute_market": ComputeMarket(bond=20 * TOKEN, penalty=10 * TOKEN, opening=6 * TOKEN, period=600.0),
        "dividend": Dividend(period=900.0, assets=("token",), keepers=("registry", "vault")),
    }
    people = {
        "idle": group("compute", count=2, stake=0, tokens=100_000),
        "devs": group("developer", IDLE, count=2, tokens=5000),
        "owners": group("compute", count=2, machines=("server",), tokens=5000),
        "validators": group("validator", count=2, tokens=3000),
        "cheats": None,
    }
    rules = {"staking": Bonded(unbonding=600.0), "pricing": Posted()}
    factory = replace(tracer(hours=2, rules=rules, contracts=contracts, **people), settle_days=10.0)
    played = play(factory, [*script, *(Line(END, account, WithdrawCards()) for account in SENDERS)])
    conserved(played.factory)
    waiting = ("training_round/pot", "vault/", "registry/")  # for the next round, or in their owners' names
    stuck = {a: n for a, n in played.ledger.holders().items() if "/" in a and not a.startswith(waiting)}
    assert stuck == {}
