"""The order in which transactions leave the mempool."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sim.chain.mempool import Mempool
from sim.messages.message import Transaction


def transaction(sender: str, nonce: int, tip: int, digest: str = "") -> Transaction:
    return Transaction(sender, nonce, (), tip, sent=0.0, cause=0, hash=digest or f"{sender}{nonce}")


def taken(pool: Mempool, room: int = 100, gas: int = 1) -> list[str]:
    return [t.hash for t in pool.take(room, lambda _: gas)]


def filled(*transactions: Transaction) -> Mempool:
    pool = Mempool()
    for each in transactions:
        pool.add(each)
    return pool


def test_the_highest_tip_goes_first() -> None:
    assert taken(filled(transaction("a", 0, 1), transaction("b", 0, 3), transaction("c", 0, 2))) == ["b0", "c0", "a0"]


def test_of_equal_tips_the_smaller_hash_goes_first() -> None:
    pool = filled(transaction("a", 0, 5, "ff"), transaction("b", 0, 5, "0a"), transaction("c", 0, 5, "70"))
    assert taken(pool) == ["0a", "70", "ff"]


def test_a_sender_cannot_overtake_himself() -> None:
    pool = filled(transaction("a", 1, 9), transaction("a", 0, 1), transaction("b", 0, 5))
    assert taken(pool) == ["b0", "a0", "a1"]


def test_a_block_takes_what_fits_and_the_rest_waits() -> None:
    gas = {"a0": 60, "b0": 50, "c0": 40, "a1": 1}
    pool = filled(transaction("a", 0, 9), transaction("b", 0, 8), transaction("c", 0, 7), transaction("a", 1, 0))
    assert [t.hash for t in pool.take(100, lambda t: gas[t.hash])] == ["a0", "c0"]
    assert len(pool) == 2
    assert [t.hash for t in pool.take(100, lambda t: gas[t.hash])] == ["b0", "a1"]
    assert len(pool) == 0


def test_what_arrives_in_the_instant_of_a_block_waits_for_the_next() -> None:
    pool = Mempool(latency=0.5)
    pool.add(transaction("a", 0, 1))  # sent at 0
    assert [t.hash for t in pool.take(100, lambda _: 1, now=0.5)] == []
    assert [t.hash for t in pool.take(100, lambda _: 1, now=0.6)] == ["a0"]


def test_what_is_still_on_its_way_is_not_pending() -> None:
    pool = Mempool(latency=0.5)
    pool.add(transaction("a", 0, 1))
    assert pool.pending(now=0.4) == ()
    assert [t.hash for t in pool.pending(now=0.5)] == ["a0"]


def test_what_waits_is_listed_by_hash_and_stays() -> None:
    pool = filled(transaction("b", 0, 1), transaction("a", 0, 9), transaction("a", 1, 9))
    assert [t.hash for t in pool.pending()] == ["a0", "a1", "b0"]
    assert len(pool) == 3


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=12), st.data())
def test_the_order_of_arrival_does_not_matter(offers: list[tuple[str, int]], data: st.DataObject) -> None:
    nonces: dict[str, int] = {}
    transactions = []
    for sender, tip in offers:
        nonces[sender] = nonces.get(sender, -1) + 1
        transactions.append(transaction(sender, nonces[sender], tip))
    assert taken(filled(*data.draw(st.permutations(transactions)))) == taken(filled(*transactions))
