"""What "before" means, table by table."""

from __future__ import annotations

import pyarrow as pa
import pytest

from experiments.forking.past import before, parted_early

NAN = float("nan")


@pytest.mark.parametrize(
    ("name", "columns", "rows"),
    [
        ("ledger", {"time": [0.0, 9.0, 10.0, 11.0]}, 2),
        ("jobs", {"queued": [0.0, 0.0, 0.0], "ended": [9.0, 10.0, 12.0]}, 1),
        ("timeline", {"start": [0.0, 0.0], "end": [9.0, 99.0]}, 1),
        ("truth", {"account": ["a", "b"]}, 0),
        ("measured", {"begin": [0.0], "end": [99.0]}, 0),
    ],
)
def test_a_row_is_before_a_second_that_comes_after_it_was_written(
    name: str, columns: dict[str, list[object]], rows: int
) -> None:
    assert before(name, pa.table(columns), 10.0).num_rows == rows


def test_two_runs_with_the_same_rows_until_then_have_the_same_past() -> None:
    there = {
        "ledger": pa.table({"time": [1.0, 2.0, 10.0], "amount": [5, 6, 7]}),
        "truth": pa.table({"behaviour": ["a"]}),
    }
    here = {"ledger": pa.table({"time": [1.0, 2.0], "amount": [5, 6]}), "truth": pa.table({"behaviour": ["b"]})}
    assert parted_early(there, here, 10.0) is None


def test_the_first_other_row_is_named() -> None:
    there, here = ({"ledger": pa.table({"time": [1.0, 2.0], "amount": [5, last]})} for last in (6, 7))
    assert parted_early(there, here, 10.0) == "ledger.parquet, row 1, column amount: was 6 and is 7"


def test_what_is_not_a_number_there_may_be_none_here() -> None:
    there, here = ({"jobs": pa.table({"ended": [1.0, 2.0], "started": [NAN, last]})} for last in (3.0, 4.0))
    assert parted_early(there, here, 10.0) == "jobs.parquet, row 1, column started: was 3.0 and is 4.0"


def test_a_table_of_one_run_alone_may_begin_afterwards_and_not_before() -> None:
    both = {"ledger": pa.table({"time": [1.0]})}
    assert parted_early({**both, "usage": pa.table({"time": [10.0]})}, both, 10.0) is None
    early = parted_early(both, {**both, "usage": pa.table({"time": [9.0]})}, 10.0)
    assert early == "usage.parquet, which one of the two has and the other has not"
