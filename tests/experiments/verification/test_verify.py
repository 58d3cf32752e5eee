"""A run directory is refused when anything in it is not what was written, and the place is named."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from experiments import run
from experiments.bad_input import BadInput
from experiments.composing.compose import Composed
from experiments.results import result, tables
from experiments.results.manifest import NAME, Manifest, file_hash
from experiments.results.tables import fingerprint
from experiments.tracing.payout import Payouts
from experiments.verification.chain import chain
from experiments.verification.disk import Disk
from experiments.verification.money import money
from experiments.verification.verify import opened, recorded, verify
from sim.chain.block import entry_line, fact_line, seal
from sim.observer import TABLES
from sim.recorder import SCHEMAS

Rows = dict[str, list[tuple[Any, ...]]]

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
ROUNDS = [
    ("main", 1, 12.0, "m1", 1, 0, 0, 3, 0.25, 1.5, 0.1, 1),
    ("main", 2, 24.0, "m2", 1, 0, 0, 3, 0.75, 0.5, 0.1, 2),
]
AGENTS = [
    (0.0, "ann", 100, 0, 0.5),
    (0.0, "bob", 0, 0, 0.5),
    (18.0, "ann", 40, 0, 0.5),
    (18.0, "bob", 60, 0, 0.5),
    (36.0, "ann", 40, 0, 0.5),
    (36.0, "bob", 57, 0, 0.5),
]
"""The ledger above, at the moment of the first block, between the second and the third, and at the end."""
BESIDE: Rows = {
    "agents": AGENTS,
    "jobs": [],
    "timeline": [],
    "peeks": [],
    "truth": [("ann", "people", 0, "holder", "Honest"), ("bob", "people", 1, "holder", "Honest")],
}
SUMMARY = {
    "days": 0.0,
    "rounds": 2,
    "accuracy": 0.75,
    "best_accuracy": 0.75,
    "drawdown": 0.0,
    "caught": "nobody",
    "tokens.people": 0.0,
    "price": 0.5,
    "gini": 0.08762886597938144,
    "staked_share": 0.0,
    "gpu_hours": 0.0,
    "compute_dollars": 0.0,
    "facts": 3,
    "ledger_entries": 3,
    "blocks": 3,
}
CHAINED = ("facts", "ledger", "blocks", "rounds")
KINDS = {"int": pa.int64(), "float": pa.float64(), "str": pa.string()}


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
    columns = {**SCHEMAS, **TABLES}[name]
    cells = zip(*rows, strict=True) if rows else [()] * len(columns)
    return pa.table(
        {
            column: pa.array(list(values), KINDS[kind])
            for (column, kind), values in zip(columns.items(), cells, strict=True)
        }
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path / "run", history(FACTS, LEDGER))


def written(folder: Path, rows: Rows) -> Path:
    folder.mkdir()
    found = Composed({"seed": 1, "out": None, "plugins": []}, "tiny")
    record = {name: table(name, content) for name, content in {**BESIDE, **rows}.items()}
    result.write_tables(folder, record)
    result.write(folder, found, record, SUMMARY, {})
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
    for name in CHAINED:
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
        (lambda f: (f / "empty").mkdir(), "empty: no plain file"),
        (lambda f: os.mkfifo(f / "config.yaml.pipe"), "config.yaml.pipe: no plain file"),
        (lambda f: linked(f / "facts.parquet"), "facts.parquet: a link; a run holds plain files alone"),
        (lambda f: linked(f / "manifest.json"), "manifest.json: a link"),
        (lambda f: (f / "again").symlink_to(f), "again: a link"),
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


def linked(path: Path) -> None:
    """Put a link to the same bytes, elsewhere, in the place of a file."""
    path.rename(path.parent.parent / path.name)
    path.symlink_to(path.parent.parent / path.name)


def forged(folder: Path, name: str, content: pa.Table) -> None:
    """Write a table and make the manifest fit it: only the meaning of the rows can tell."""
    tables.write(content, folder / f"{name}.parquet")
    refitted(folder, tables={**Manifest.read(folder).tables, name: fingerprint(content)})


def refitted(folder: Path, **changes: Any) -> None:
    """Change the manifest, and let it list the files as they lie there now."""
    manifest = Manifest.read(folder)
    files = {name: file_hash(folder / name) for name in manifest.files}
    replace(manifest, files=files, **changes).write(folder)


def test_a_table_that_the_manifest_was_made_to_fit_still_breaks_the_chain(folder: Path) -> None:
    facts = [FACTS[0], (1, 12.0, 1, "Included", "ann", '{"fee":4}', -1), FACTS[2]]
    forged(folder, "facts", table("facts", facts))
    assert str(verify(folder)).startswith("blocks.parquet, row 1, column hash: is ")


@pytest.mark.parametrize(
    ("row", "column", "value", "line"),
    [
        (0, "wallet", 99, "row 0, column wallet: is 99; by the ledger ann holds 100"),
        (3, "wallet", 57, "row 3, column wallet: is 57; by the ledger bob holds 60"),
        (5, "wallet", 60, "row 5, column wallet: is 60; by the ledger bob holds 57"),
        (4, "staked", 1, "row 4, column staked: is 1; by the ledger ann has 0 at stake"),
        (5, "account", "ann", "row 5, column wallet: is 57; by the ledger ann holds 40"),
    ],
)
def test_wallets_are_what_the_ledger_says_of_that_moment(
    folder: Path, row: int, column: str, value: object, line: str
) -> None:
    cells = table("agents", AGENTS).to_pydict()
    cells[column][row] = value
    forged(folder, "agents", pa.table(cells))
    assert str(verify(folder)) == f"agents.parquet, {line}"


def test_the_last_look_misses_nobody(folder: Path) -> None:
    forged(folder, "agents", table("agents", AGENTS[:-1]))
    assert str(verify(folder)) == "agents.parquet: the last look is at 1 accounts; truth.parquet names 2, each once"


def test_stakes_are_what_the_ledger_holds_for_an_account_in_any_contract(tmp_path: Path) -> None:
    ledger = [*LEDGER, (3, 2, 24.0, "token", "ann", "vault/stake/ann", 9, 2)]
    rows = history(FACTS, ledger)
    assert verify(written(tmp_path / "hidden", rows)) is not None
    rows["agents"] = [*AGENTS[:4], (36.0, "ann", 31, 9, 0.5), AGENTS[5]]
    flaw = verify(written(tmp_path / "shown", rows))
    assert str(flaw) == "summary.json: staked_share is 0.0; the tables come to 0.09278350515463918"  # 9 of 97


@pytest.mark.parametrize(("name", "column"), [("rounds", "fact"), ("agents", "price"), ("facts", "body")])
def test_no_cell_is_null(folder: Path, name: str, column: str) -> None:
    content = tables.read(folder / f"{name}.parquet")
    cells = [*content.column(column).to_pylist()[:-1], None]
    place, kind = content.column_names.index(column), content.schema.field(column).type
    forged(folder, name, content.set_column(place, column, pa.array(cells, kind)))
    last = content.num_rows - 1
    assert str(verify(folder)) == f"{name}.parquet, row {last}, column {column}: is null; every cell has a value"


def test_a_table_has_the_columns_of_the_engine(folder: Path) -> None:
    forged(folder, "peeks", table("peeks", []).drop_columns(["grant"]))
    assert str(verify(folder)) == (
        "peeks.parquet: columns are time double, account string; allowed: time double, account string, grant string"
    )


def test_a_table_of_the_engine_is_not_left_out(folder: Path) -> None:
    (folder / "peeks.parquet").unlink()
    manifest = Manifest.read(folder)
    listed = {name: hashed for name, hashed in manifest.files.items() if name != "peeks.parquet"}
    replace(manifest, files=listed).write(folder)
    assert str(verify(folder)) == "peeks.parquet: missing; every run has this table"


def test_a_table_has_a_fingerprint(folder: Path) -> None:
    prints = dict(Manifest.read(folder).tables)
    del prints["rounds"]
    refitted(folder, tables=prints)
    assert str(verify(folder)) == "rounds.parquet: the manifest has no fingerprint of this table"


def test_the_config_is_the_one_whose_hash_the_manifest_gives(folder: Path) -> None:
    config = folder / "config.yaml"
    written_there = config.read_text()
    config.write_text("seed: 1\nplugins: [another]\n")
    refitted(folder)
    assert str(verify(folder)).startswith("config.yaml: hashes to ")
    config.write_text("[" * 10_000)
    refitted(folder)
    assert str(verify(folder)).startswith("config.yaml: cannot be read: ")
    config.write_text(written_there)
    refitted(folder, seed=2)
    assert str(verify(folder)) == "manifest.json: seed is 2; config.yaml says 1"
    refitted(folder, seed=1, config_hash="0" * 32)
    assert str(verify(folder)).startswith("config.yaml: hashes to ")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (json.dumps({**SUMMARY, "accuracy": 0.99}), "accuracy is 0.99; the tables come to 0.75"),
        (json.dumps({**SUMMARY, "caught": "bob (Honest)"}), "caught is 'bob (Honest)'; the tables come to 'nobody'"),
        (json.dumps({**SUMMARY, "more": 1}), "says {"),
        ("{", "cannot be read: "),
    ],
)
def test_the_summary_is_what_the_tables_come_to(folder: Path, content: str, line: str) -> None:
    (folder / "summary.json").write_text(content)
    refitted(folder)
    assert str(verify(folder)).startswith(f"summary.json: {line}")


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
        (entry(2, "issuance", "eve", 2**62 - 100, 2), "row 2, column amount: is 4611686018427387804; 46116860"),
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


def test_one_base_unit_below_the_limit_may_be_issued(tmp_path: Path) -> None:
    ledger = [*LEDGER, entry(3, "issuance", "eve", 2**62 - 101, 2)]
    folder = written(tmp_path / "rich", history(FACTS, ledger))
    assert list(money(Disk(folder, Manifest.read(folder)))) == []


def test_an_entry_is_of_the_time_of_its_block(tmp_path: Path) -> None:
    ledger = [LEDGER[0], (1, 1, 13.0, *LEDGER[1][3:]), LEDGER[2]]
    flaw = verify(written(tmp_path / "late", history(FACTS, ledger)))
    assert str(flaw) == "ledger.parquet, row 1, column time: is 13.0; block 1 is of 12.0"


def test_a_time_is_a_number(tmp_path: Path) -> None:
    facts = [FACTS[0], (1, float("nan"), *FACTS[1][2:]), FACTS[2]]
    flaw = verify(written(tmp_path / "timeless", history(facts, LEDGER)))
    assert str(flaw) == "facts.parquet, row 1, column time: is nan, earlier than the row before (0.0)"


def test_rows_of_a_block_that_does_not_exist_are_sealed_by_none(tmp_path: Path) -> None:
    ledger = [*LEDGER, (3, 7, 24.0, "token", "ann", "bob", 1, 2)]
    folder = written(tmp_path / "loose", history(FACTS, ledger))
    assert [str(flaw) for flaw in chain(Disk(folder, Manifest.read(folder)))] == [
        "blocks.parquet: no block 7; facts or entries are recorded in it"
    ]
    assert str(verify(folder)) == "ledger.parquet, row 3, column time: is 24.0; block 7 is of None"


def test_a_cause_that_is_no_earlier_fact_ends_the_story(tmp_path: Path) -> None:
    facts = [*FACTS[:2], (2, 24.0, 2, "Included", "bob", "{}", 2)]
    folder = written(tmp_path / "circle", history(facts, LEDGER))
    with pytest.raises(BadInput, match="fact 2 is named as a cause, but is no earlier one"):
        list(islice(Payouts(opened(folder)).story(2), 20))


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("files", None, "files=None; allowed: a mapping from names to text"),
        ("files", [1], r"files=\[1\]; allowed: a mapping from names to text"),
        ("files", {"config.yaml": 3}, "files={'config.yaml': 3}; allowed"),
        ("seed", "1", "seed='1'; allowed: a whole number"),
        ("config_hash", 1, "config_hash=1; allowed: text"),
        (
            "tables",
            {"facts": {"rows": 3, "columns": {"fact": {"type": 1, "hash": "", "weight": 0, "moment": 0}}}},
            "a column's",
        ),
    ],
)
def test_a_manifest_that_says_nonsense_is_refused(folder: Path, name: str, value: object, line: str) -> None:
    content = json.loads((folder / NAME).read_text())
    (folder / NAME).write_text(json.dumps({**content, name: value}))
    with pytest.raises(BadInput, match=rf"is not a manifest of this version \({line}"):
        verify(folder)


@pytest.mark.parametrize("name", ["facts.parquet", "ledger.parquet", "config.yaml", "summary.json"])
def test_what_is_told_of_a_run_is_told_of_files_that_it_wrote(name: str, folder: Path) -> None:
    (folder / "report.html").write_text("a page is read by nobody here", "utf-8")
    assert recorded(folder).kept
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[:-40] + bytes(40))
    with pytest.raises(BadInput, match=rf"not what a run wrote \({name}"):
        recorded(folder)
    (folder / name).unlink()
    with pytest.raises(BadInput, match=rf"not what a run wrote \({name}: missing"):
        recorded(folder)


def test_a_sweep_is_no_run(tmp_path: Path) -> None:
    (tmp_path / "sweep.json").touch()
    with pytest.raises(BadInput, match=r"is a sweep; give one of its runs, which lie in .*/runs$"):
        opened(tmp_path)


def test_a_directory_without_a_manifest_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"holds no manifest\.json"):
        verify(tmp_path)
    (tmp_path / NAME).write_text("{}")
    with pytest.raises(BadInput, match="is not a manifest of this version"):
        verify(tmp_path)
    (tmp_path / NAME).write_text("[" * 100_000 + "]" * 100_000)
    with pytest.raises(BadInput, match="is not a manifest of this version"):
        verify(tmp_path)
    with pytest.raises(BadInput, match="too long"):
        verify(tmp_path / ("n" * 1000))


def test_one_changed_cell_in_any_column_of_a_real_run_is_placed(tmp_path: Path) -> None:
    out = run(["scenario=digits", "lab=stub", "horizon_days=0.5", f"out={tmp_path / 'run'}"]).path
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
