"""The record: rows in, typed tables out, in order."""

from __future__ import annotations

import pyarrow as pa
import pytest

from sim.recorder import PIECE, Recorder


def test_rows_stay_in_order_however_many_there_are() -> None:
    recorder = Recorder()
    recorder.declare("seen", {"place": "int", "who": "str"})
    many = 2 * PIECE + 3
    for place in range(many):
        assert recorder.rows("seen") == place
        recorder.row("seen", (place, f"u.{place}"))
    table = recorder.tables()["seen"]
    assert table["place"].to_pylist() == list(range(many))
    assert table["who"].to_pylist() == [f"u.{place}" for place in range(many)]
    recorder.row("seen", (7, "late"))  # what was read does not change
    assert table.num_rows == many and recorder.tables()["seen"].num_rows == many + 1


def test_a_table_without_rows_has_its_columns() -> None:
    recorder = Recorder()
    recorder.declare("seen", {"place": "int", "time": "float", "who": "str", "there": "bool"})
    wanted = [("place", pa.int64()), ("time", pa.float64()), ("who", pa.string()), ("there", pa.bool_())]
    assert recorder.tables()["seen"].schema == pa.schema(wanted)


def test_what_does_not_fit_a_table_is_refused() -> None:
    recorder = Recorder()
    recorder.declare("seen", {"place": "int"})
    with pytest.raises(ValueError, match=r"table 'seen': a row of 2; allowed: 1 values"):
        recorder.row("seen", (1, 2))
    with pytest.raises(ValueError, match="'seen' is declared twice"):
        recorder.declare("seen", {"place": "int"})
    with pytest.raises(ValueError, match=r"columns of \['money'\]; allowed: int, float, str, bool"):
        recorder.declare("other", {"place": "money"})
