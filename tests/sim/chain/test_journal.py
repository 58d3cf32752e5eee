"""The undo log: a table that is rolled back is the table that was, in the order that was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.chain.journal import Journal, Table

CHANGES = st.lists(st.tuples(st.sampled_from("abcd"), st.none() | st.integers(0, 9)), max_size=20)
"""(key, value to set), or None to delete it."""


def apply(table: Table[str, int], changes: list[tuple[str, int | None]]) -> None:
    for key, value in changes:
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value


@given(CHANGES, CHANGES)
def test_rolling_back_restores_content_and_order(
    before: list[tuple[str, int | None]], after: list[tuple[str, int | None]]
) -> None:
    journal = Journal()
    table: Table[str, int] = Table(journal)
    apply(table, before)
    rows, mark = list(table.items()), journal.mark()
    apply(table, after)
    journal.roll_back(mark)
    assert list(table.items()) == rows
    journal.roll_back(0)
    assert list(table.items()) == []


def test_a_deleted_key_returns_to_where_it_stood() -> None:
    journal = Journal()
    table: Table[str, int] = Table(journal)
    apply(table, [("a", 1), ("b", 2), ("c", 3)])
    mark = journal.mark()
    apply(table, [("a", None), ("a", 9)])
    assert list(table.items()) == [("b", 2), ("c", 3), ("a", 9)]
    journal.roll_back(mark)
    assert list(table.items()) == [("a", 1), ("b", 2), ("c", 3)]


def test_what_is_settled_stays() -> None:
    journal = Journal()
    table: Table[str, int] = Table(journal)
    table["a"] = 1
    journal.settle()
    table["a"] = 2
    journal.roll_back(0)
    assert dict(table) == {"a": 1}


def test_a_missing_key_is_an_error_and_is_not_journaled() -> None:
    journal = Journal()
    table: Table[str, int] = Table(journal)
    with pytest.raises(KeyError):
        del table["a"]
    assert journal.mark() == 0
