"""A fingerprint recognises content, not encoding, and says which single row was changed."""

from __future__ import annotations

import struct
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.results.tables import Fingerprint, changed_row, fingerprint, read, write

TABLE = pa.table(
    {
        "entry": pa.array([0, 1, 2], pa.int64()),
        "time": pa.array([0.0, 0.5, 12.0], pa.float64()),
        "payee": pa.array(["ann", "böb", ""], pa.string()),
        "open": pa.array([True, None, False], pa.bool_()),
    }
)


def test_the_fingerprint_of_a_small_table_is_known() -> None:
    assert fingerprint(TABLE).hash == "5c0ca87798b7cce47c27f8e37af9489d"  # computed apart, with hashlib and struct


def test_encoding_and_chunks_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    chunked = pa.concat_tables([TABLE.slice(0, 1), TABLE.slice(1)])
    for compression, dictionary, group in (("none", True, 1), ("zstd", False, 100)):
        pq.write_table(chunked, path, compression=compression, use_dictionary=dictionary, row_group_size=group)
        assert fingerprint(read(path)) == fingerprint(TABLE)


def test_writing_and_reading_keeps_everything(tmp_path: Path) -> None:
    write(TABLE, tmp_path / "t.parquet")
    assert read(tmp_path / "t.parquet").equals(TABLE)


def test_a_fingerprint_survives_json() -> None:
    assert Fingerprint.of_plain(fingerprint(TABLE).plain()) == fingerprint(TABLE)


def test_order_of_rows_names_types_and_nulls_matter() -> None:
    column = TABLE.column("open")
    others = [
        TABLE.take([1, 0, 2]),
        TABLE.slice(0, 2),
        TABLE.rename_columns(["entry", "time", "payer", "open"]),
        TABLE.set_column(0, "entry", TABLE.column("entry").cast(pa.int32())),
        TABLE.set_column(3, "open", column.fill_null(False)),
    ]
    assert len({fingerprint(table).hash for table in [TABLE, *others]}) == 6


def test_a_column_of_many_pieces_is_printed_as_one() -> None:
    """As the docstring of the module has it, reckoned in one go: which cells there are, then lengths, then letters."""
    cells = [None if row % 1000 == 7 else "ü" * (row % 5) + str(row) for row in range(150_000)]
    written = [(cell or "").encode() for cell in cells]
    lengths = struct.pack(f"<{len(cells)}Q", *map(len, written))
    content = bytes(cell is not None for cell in cells) + lengths + b"".join(written)
    chunks = [pa.array(part, pa.string()) for part in (cells[:10], cells[10:90_000], cells[90_000:])]
    printed = fingerprint(pa.table({"s": pa.chunked_array(chunks)})).columns["s"]
    assert printed.hash == blake2b(content, digest_size=16).hexdigest()
    for row in (0, 65_536, 149_999):
        other = fingerprint(pa.table({"s": pa.array([*cells[:row], "else", *cells[row + 1 :]], pa.string())})).columns[
            "s"
        ]
        assert changed_row(printed, other, len(cells)) == row


def test_text_cannot_move_between_cells() -> None:
    left, right = (fingerprint(pa.table({"s": pa.array(cells, pa.string())})) for cells in (["ab", "c"], ["a", "bc"]))
    assert left.hash != right.hash


def test_a_column_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="list"):
        fingerprint(pa.table({"x": pa.array([[1]])}))


@given(
    values=st.lists(st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1)), min_size=1, max_size=60),
    data=st.data(),
)
def test_one_changed_cell_is_found(values: list[int | None], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(values) - 1))
    cell = data.draw(st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1)).filter(lambda new: new != values[row]))
    changed = [*values[:row], cell, *values[row + 1 :]]
    before, after = (fingerprint(pa.table({"x": pa.array(column, pa.int64())})) for column in (values, changed))
    assert before.hash != after.hash
    assert changed_row(before.columns["x"], after.columns["x"], len(values)) == row


@given(texts=st.lists(st.text(), min_size=1, max_size=20), data=st.data())
def test_one_changed_text_is_found(texts: list[str], data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(texts) - 1))
    changed = [*texts[:row], texts[row] + "0", *texts[row + 1 :]]
    before, after = (fingerprint(pa.table({"x": pa.array(column, pa.string())})) for column in (texts, changed))
    assert changed_row(before.columns["x"], after.columns["x"], len(texts)) == row
