"""Whose turn it is, and how long whoever is left out has to wait.

A slot every two seconds; ann and bob propose, with 300 and 100 at stake.
"""

from __future__ import annotations

from collections import Counter

import pytest
import simpy

from mechanisms.contracts.registry import Registry
from mechanisms.staking.bonded import Bonded
from sim.chain.chain import Chain
from sim.chain.mempool import Mempool
from sim.chain.profile import ChainProfile
from sim.messages.message import Receipt, Transaction
from sim.messages.registry import Attest, Join, Leave
from sim.recorder import Recorder
from sim.streams import Streams
from sim.training.store import Store


class Shelf(Store):
    """Keeps nothing that anybody asks for here."""

    def rows(self, data: str) -> int:
        return 0


def chain(register: str = "registry", base_fee: int = 0, **stakes: int) -> Chain:
    """A chain on which these have joined as proposers by second 10."""
    env = simpy.Environment()
    profile = ChainProfile(block_seconds=2.0, base_fee=base_fee, proposers=register)
    made = Chain(env, profile, Streams(0), Recorder(), {"registry": Registry()}, Shelf(), lambda f, n: None)  # type: ignore[arg-type, return-value]
    held = {name: {"token": 10**9} for name in (*stakes, "victim")}
    made.genesis(held, {"registry": {"staking": Bonded(bond=0)}})
    for name, stake in stakes.items():
        made.send(name, Join("proposer", stake))
    env.run(until=10.0)
    return made


def test_turns_go_by_stake() -> None:
    """Of 4,000 slots 3,000 in expectation, with a standard deviation of 27."""
    rota = chain(ann=300, bob=100).rota
    turns = Counter(rota.turn(slot) for slot in range(4000))
    assert set(turns) == {"ann", "bob"}
    assert turns["ann"] == pytest.approx(3000, abs=3 * 27)


def test_the_same_slot_is_the_same_ones_turn_whatever_happened_before() -> None:
    early, late = chain(ann=300, bob=100).rota, chain(ann=300, bob=100)
    late.env.run(until=500.0)
    assert [early.turn(slot) for slot in range(50)] == [late.rota.turn(slot) for slot in range(50)]


@pytest.mark.parametrize("register", ["", "registry"])
def test_without_anybody_at_stake_it_is_nobodys_turn(register: str) -> None:
    assert chain(register).rota.turn(7) == ""
    assert chain(register, ann=0).rota.turn(7) == ""


def test_whoever_leaves_has_no_more_turns() -> None:
    made = chain(ann=300, bob=100)
    made.send("ann", Leave())
    made.env.run(until=20.0)
    assert {made.rota.turn(slot) for slot in range(100)} == {"bob"}


def test_tips_go_to_whose_turn_it_is() -> None:
    made = chain(ann=300)
    made.env.run(until=made.send("victim", Attest("x", "y"), tip=1))
    assert made.ledger.balance("ann") == 10**9 - 300 + 71_000
    assert made.ledger.balance("proposer") == 0


def waits(made: Chain, sent: int) -> list[int]:
    """Blocks that each of these messages, sent one after the other, was delayed by."""
    delays = []
    for place in range(sent):
        made.env.run(until=12.0 + 200.0 * place)
        receipt = made.env.run(until=made.send("victim", Attest(f"account {place}", "somebody")))
        assert isinstance(receipt, Receipt)
        delays.append(round((receipt.time - (14.0 + 200.0 * place)) / 2))
    return delays


@pytest.mark.parametrize(("ann", "bob", "share"), [(100, 300, 0.25), (200, 200, 0.5), (300, 100, 0.75)])
def test_a_censor_with_share_s_delays_by_s_over_one_minus_s_blocks(ann: int, bob: int, share: float) -> None:
    """Ann leaves the victim out. The number of blocks before the first of Bob's is geometric: mean s / (1 - s), 1/3, 1 and
    3, variance s / (1 - s)^2, so over 400 messages a standard error of .033, .071 and .173."""
    made = chain(ann=ann, bob=bob)
    made.leaves_out = lambda who, pending: frozenset(t.hash for t in pending if (who, t.sender) == ("ann", "victim"))
    delays = waits(made, 400)
    mean, error = share / (1 - share), (share**0.5 / (1 - share)) / 400**0.5
    assert sum(delays) / 400 == pytest.approx(mean, abs=3 * error)
    assert delays.count(0) / 400 == pytest.approx(1 - share, abs=3 * (share * (1 - share) / 400) ** 0.5)


def test_without_a_censor_nobody_waits() -> None:
    assert set(waits(chain(ann=300, bob=100), 20)) == {0}


def test_whom_all_leave_out_is_never_heard_nor_is_what_it_says_later() -> None:
    made = chain(ann=300, bob=100)
    made.leaves_out = lambda who, pending: frozenset(t.hash for t in pending if t.nonce == 0 and t.sender == "victim")
    first, second = (made.send("victim", Attest(account, "somebody")) for account in "xy")
    made.env.run(until=2000.0)
    assert not first.triggered and not second.triggered
    assert len(made.mempool) == 2


def test_a_pool_goes_on_without_what_is_left_out() -> None:
    pool = Mempool()
    for sender, nonce in (("a", 0), ("a", 1), ("b", 0), ("c", 0)):
        pool.add(Transaction(sender, nonce, (), 0, sent=0.0, cause=0, hash=f"{sender}{nonce}"))
    assert [t.hash for t in pool.take(9, lambda _: 1, without=frozenset({"a1", "b0"}))] == ["a0", "c0"]
    assert [t.hash for t in pool.take(9, lambda _: 1)] == ["a1", "b0"]
