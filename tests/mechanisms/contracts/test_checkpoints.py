"""What an account had at the end of a block stays so, whatever comes later."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mechanisms.contracts.checkpoints import Checkpoints
from sim.chain.journal import Journal, Table


def kept(block: int = 1) -> tuple[Any, Checkpoints, Journal]:
    journal = Journal()
    host: Any = SimpleNamespace(block=block, table=lambda name: Table(journal))
    return host, Checkpoints(host, "power"), journal


def test_the_past_is_looked_up_by_block() -> None:
    host, power, _ = kept()
    for block, change in ((2, 100), (5, -30), (5, 10), (9, 20)):
        host.block = block
        power.add("ann", change)
    host.block = 12
    assert [power.at("ann", block) for block in (1, 2, 4, 5, 8, 9, 11)] == [0, 100, 100, 80, 80, 100, 100]
    assert power.history["ann"] == ((2, 100), (5, 80), (9, 100))
    assert power.now("ann") == 100
    assert power.at("bob", 11) == power.now("bob") == 0


def test_a_block_that_is_being_made_has_no_end_yet() -> None:
    _, power, _ = kept(block=7)
    power.add("ann", 5)
    with pytest.raises(ValueError, match="block=7; allowed: below 7, the block being made"):
        power.at("ann", 7)


def test_a_change_that_is_undone_leaves_no_trace() -> None:
    host, power, journal = kept(block=3)
    power.add("ann", 5)
    mark = journal.mark()
    power.add("ann", 7)
    journal.roll_back(mark)
    host.block = 4
    assert power.at("ann", 3) == 5


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-50, 50)), max_size=30))
def test_it_remembers_what_a_full_history_would(changes: list[tuple[int, int]]) -> None:
    host, power, _ = kept(block=1)
    value, ends = 0, {0: 0}
    for blocks, change in changes:
        for _ in range(blocks):
            ends[host.block] = value
            host.block += 1
        power.add("ann", change)
        value += change
    assert {block: power.at("ann", block) for block in ends} == ends
