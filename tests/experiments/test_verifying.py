"""A run directory is refused when anything in it is not what was written, and the place is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from experiments import result, run, tables
from experiments.bad_input import BadInput
from experiments.compose import Composed
from experiments.manifest import NAME, Manifest, file_hash
from experiments.tables import fingerprint
from experiments.verifying import verify
from sim.chain.block import entry_line, fact_line, seal

FACTS = [
    (0, 0.0, 0, "Acted", "genesis", "{}", -1),
    (1, 12.0, 1, "Included", "ann", '{"fee":3}', -1),
    (2, 24.0, 2, "Included", "bob", '{"fee":3}', 1),
]
LEDGER = [
    (0, 0, 0.0, "token", "issuance", "ann", 100, 0),
    (1, 1, 12.0, "token", "ann", "bob", 60, 1),
    (2, 2, 24.0, "token", "bob", "burned", 3, 2),
]
ROUNDS = [(1, 0.25), (2, 0.75)]
COLUMNS = {
    "facts": ("fact", "time", "block", "kind", "subject", "body", "cause"),
    "ledger": ("entry", "block", "time", "asset", "payer", "payee", "amount", "cause"),
    "blocks": ("block", "time", "parent", "hash", "base_fee", "gas_used", "transactions"),
    "rounds": ("round", "accuracy"),
}
Rows = dict[str, list[tuple[Any, ...]]]


def history(facts: list[tuple[Any, ...]], ledger: list[tuple[Any, ...]]) -> Rows:
    """Three blocks over these rows, sealed consistently: what an honest engine, or a patient forger, would write."""
    blocks, parent = [], "0" * 32
    for number, time in enumerate((0.0, 12.0, 24.0)):
        lines = [fact_line(f[0], f[3], f[4], f[5], f[6]) for f in facts if f[2] == number]
        lines += [entry_line(e[0], *e[3:]) for e in ledger if e[1] == number]
        hashed = seal(parent, number, time, (1, 0, 0), lines)
        blocks.append((number, time, parent, hashed, 1, 0, 0))
        parent = hashed
    return {"facts": facts, "ledger": ledger, "blocks": blocks, "rounds": list(ROUNDS)}


def table(name: str, rows: list[tuple[Any, ...]]) -> pa.Table:
    return pa.table(
        {column: pa.array(list(cells)) for column, cells in zip(COLUMNS[name], zip(*rows, strict=True), strict=True)}
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "run", history(FACTS, LEDGER))


def written(folder: Path, rows: Rows) -> Path:
    folder.mkdir()
    found = Composed({"seed": 1, "out": None, "plugins": []}, "tiny")
    result.write(folder, found, {name: table(name, content) for name, content in rows.items()}, {"facts": 3}, {})
    return folder


def test_an_untouched_run_is_sound(folder: Path) -> None:
    assert verify(folder) is None


@pytest.mark.parametrize(
    ("name", "row", "column", "value"),
    [
        ("facts", 1, "body", '{"fee":4}'),
        ("facts", 2, "cause", 0),
        ("facts", 0, "subject", "Genesis"),
        ("ledger", 1, "amount", 61),
        ("ledger", 1, "payee", "eve"),
        ("ledger", 2, "cause", 1),
        ("ledger", 0, "time", 1.0),
        ("blocks", 2, "hash", "0" * 32),
        ("blocks", 1, "base_fee", 2),
        ("rounds", 1, "accuracy", 0.76),
        ("rounds", 0, "round", 3),
    ],
)
def test_one_changed_cell_is_refused_with_its_place(
    folder: Path, name: str, row: int, column: str, value: object
) -> None:
    path = folder / f"{name}.parquet"
    cells = tables.read(path).to_pydict()
    cells[column][row] = value
    tables.write(pa.table(cells), path)
    assert str(verify(folder)) == f"{name}.parquet, row {row}, column {column}: changed after it was written"


def test_every_table_misses_a_dropped_row(folder: Path) -> None:
    places = {}
    for name in COLUMNS:
        path = folder / f"{name}.parquet"
        whole = path.read_bytes()
        tables.write(tables.read(path).take([0, *range(2, tables.read(path).num_rows)]), path)
        places[name] = str(verify(folder))
        path.write_bytes(whole)
    assert places == {
        "facts": "facts.parquet, row 1, column fact: is 2; rows are numbered without a gap from 0",
        "ledger": "ledger.parquet, row 1, column entry: is 2; rows are numbered without a gap from 0",
        "blocks": "blocks.parquet, row 1, column block: is 2; rows are numbered without a gap from 0",
        "rounds": "rounds.parquet: 1 rows; written were 2",
    }


def test_swapped_blocks_are_refused_with_their_place(folder: Path) -> None:
    path = folder / "blocks.parquet"
    tables.write(tables.read(path).take([0, 2, 1]), path)
    assert str(verify(folder)) == "blocks.parquet, row 1, column block: is 2; rows are numbered without a gap from 0"


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (lambda f: (f / "rounds.parquet").unlink(), "rounds.parquet: missing; the manifest lists it"),
        (lambda f: (f / "notes.txt").touch(), "notes.txt: not in the manifest"),
        (lambda f: (f / "more.parquet").touch(), "more.parquet: not in the manifest"),
        (lambda f: (f / "facts.parquet").write_bytes(b"PAR1"), "facts.parquet: cannot be read"),
        (lambda f: (f / "config.yaml").write_text("seed: 2\n"), "config.yaml: its sha256 is not"),
        (lambda f: (f / "summary.json").write_text("{}"), "summary.json: its sha256 is not"),
    ],
)
def test_files_are_neither_missing_nor_added_nor_changed(
    folder: Path, spoil: Callable[[Path], object], line: str
) -> None:
    spoil(folder)
    assert str(verify(folder)).startswith(line)


def forged(folder: Path, name: str, content: pa.Table) -> None:
    """Write a table and make the manifest fit it: only the meaning of the rows can tell."""
    tables.write(content, folder / f"{name}.parquet")
    manifest = Manifest.read(folder)
    files = {**manifest.files, f"{name}.parquet": file_hash(folder / f"{name}.parquet")}
    prints = {**manifest.tables, name: fingerprint(content)}
    fields = {key: value for key, value in vars(manifest).items() if key not in ("files", "tables")}
    Manifest(files=files, tables=prints, **fields).write(folder)


def test_a_table_that_the_manifest_was_made_to_fit_still_breaks_the_chain(folder: Path) -> None:
    facts = [FACTS[0], (1, 12.0, 1, "Included", "ann", '{"fee":4}', -1), FACTS[2]]
    forged(folder, "facts", table("facts", facts))
    assert str(verify(folder)).startswith("blocks.parquet, row 1, column hash: is ")


def entry(number: int, payer: str, payee: str, amount: int, cause: int, asset: str = "token") -> tuple[Any, ...]:
    return (number, number, 12.0 * number, asset, payer, payee, amount, cause)


@pytest.mark.parametrize(
    ("forgery", "line"),
    [
        (entry(1, "ann", "bob", 101, 1), "row 1, column amount: is 101; ann holds 100 token"),
        (entry(2, "bob", "ann", 1, 2, asset="gold"), "row 2, column amount: is 1; bob holds 0 gold"),
        (entry(2, "bob", "ann", -1, 2), "row 2, column amount: is -1; an entry moves at least 1"),
        (entry(2, "bob", "bob", 1, 2), "row 2, column payer: bob pays bob; nobody pays itself"),
        (entry(2, "bob", "issuance", 1, 2), "row 2, column payee: is issuance; money leaves to burned"),
        (entry(2, "issuance", "eve", 2**62, 2), "row 2, column amount: is 4611686018427387904; 46116860"),
        (entry(2, "bob", "burned", 3, 3), "row 2, column cause: is 3; allowed: the number of a fact"),
        (entry(2, "bob", "burned", 3, -1), "row 2, column cause: is -1; allowed: the number of a fact"),
        (entry(1, "ann", "bob", 60, 2), "row 1, column cause: is 2, a fact of 24.0; the entry is of 12"),
    ],
)
def test_a_consistently_forged_entry_must_still_make_sense(tmp_path: Path, forgery: tuple[Any, ...], line: str) -> None:
    ledger = [forgery if row[0] == forgery[0] else row for row in LEDGER]
    assert str(verify(written(tmp_path / "forged", history(FACTS, ledger)))).startswith(f"ledger.parquet, {line}")


def test_a_consistently_forged_cause_must_still_come_first(tmp_path: Path) -> None:
    facts = [*FACTS[:2], (2, 24.0, 2, "Included", "bob", "{}", 2)]
    flaw = verify(written(tmp_path / "forged", history(facts, LEDGER)))
    assert str(flaw) == "facts.parquet, row 2, column cause: is 2; allowed: -1, or the number of an earlier fact"


def test_a_directory_without_a_manifest_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"holds no manifest\.json"):
        verify(tmp_path)
    (tmp_path / NAME).write_text("{}")
    with pytest.raises(BadInput, match="is not a manifest of this version"):
        verify(tmp_path)


def test_one_changed_cell_in_any_column_of_a_real_run_is_placed(tmp_path: Path) -> None:
    out = run(["lab=stub", "horizon_days=0.5", f"out={tmp_path / 'run'}"]).path
    places, found = [], []
    for path in sorted(out.glob("*.parquet")):
        whole, content = path.read_bytes(), tables.read(path)
        if content.num_rows == 0:
            continue
        for number, column in enumerate(content.column_names):
            cells = content.column(column).to_pylist()
            row = len(cells) // 2
            cells[row] = cells[row] + ("0" if isinstance(cells[row], str) else 1) if cells[row] == cells[row] else 1.0
            tables.write(content.set_column(number, column, pa.array(cells, content.schema.field(column).type)), path)
            places.append(f"{path.name}, row {row}, column {column}: changed after it was written")
            found.append(str(verify(out)))
        path.write_bytes(whole)
    assert len(places) > 40
    assert found == places
    assert verify(out) is None
