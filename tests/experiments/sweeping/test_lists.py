"""A sweep says of each run what was asked for, and a changed label, count or row is told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from experiments import sweep
from experiments.cli import main
from experiments.results.manifest import file_hash
from tests.experiments.sweeping.small import QUICK

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("lists") / "s"
    sweep([*QUICK, "reward=equal_split,loss_improvement", "seeds=2", "engine=serial", f"out={out}"])
    return out


@pytest.fixture
def copy(finished: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(finished, tmp_path / "s"))


def changed(path: Path, change: Callable[[Rows], Rows]) -> None:
    table = pq.read_table(path)
    pq.write_table(pa.Table.from_pylist(change(table.to_pylist()), table.schema), path)


def said(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> list[str]:
    assert main(["verify", str(folder), *words]) == 1
    return [line.replace(f"{folder}/", "") for line in capsys.readouterr().out.splitlines() if line.startswith("FAIL")]


def relabelled(rows: Rows) -> Rows:
    other = {"equal_split": "loss_improvement", "loss_improvement": "equal_split"}
    return [{**row, "reward": other[row["reward"]]} for row in rows]


def test_labels_that_were_swapped_are_told(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(copy / "asked.parquet", relabelled)
    line = "row 0, reward: is 'loss_improvement'; the words of sweep.json ask for 'equal_split'"
    assert said(capsys, copy)[0] == f"FAIL  asked.parquet, {line}"


@pytest.mark.parametrize(
    ("name", "change", "line"),
    [
        ("asked", lambda rows: rows[1:], "asked.parquet, row 0, config: is '"),
        ("asked", lambda rows: rows[:-1], "asked.parquet: lists fewer than the words of sweep.json ask for"),
        ("asked", lambda rows: [*rows, rows[0]], "asked.parquet: lists more than the words of sweep.json ask for"),
        ("asked", lambda rows: [{**row, "seed": 1} for row in rows], "asked.parquet, row 0, seed: is 1; the words of"),
        ("points", lambda rows: rows[::-1], "points.parquet, row 0, point: is 1; the words of sweep.json ask for 0"),
        ("points", lambda rows: [{**row, "settings": "{"} for row in rows], "points.parquet: Expecting property name"),
    ],
)
def test_a_list_that_was_changed_is_told(
    name: str, change: Callable[[Rows], Rows], line: str, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(copy / f"{name}.parquet", change)
    assert any(told.startswith(f"FAIL  {line}") for told in said(capsys, copy))


def test_a_count_that_was_changed_is_told(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    about = json.loads((copy / "sweep.json").read_text("utf-8"))
    (copy / "sweep.json").write_text(json.dumps({**about, "runs": 3, "varied": []}), "utf-8")
    assert said(capsys, copy)[:2] == [
        "FAIL  sweep.json, varied: is []; the words of sweep.json ask for ['reward']",
        "FAIL  sweep.json, runs: is 3; the words of sweep.json ask for 4",
    ]


def test_a_failed_run_that_was_struck_off_the_list_is_told(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (copy / "failed").mkdir()
    (copy / "failed" / "0123.json").write_text('{"error": "it broke"}', "utf-8")
    assert said(capsys, copy)[0] == "FAIL  failed/0123.json: was not asked for"


def test_words_that_are_no_sweep_are_bad_input(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    about = json.loads((copy / "sweep.json").read_text("utf-8"))
    (copy / "sweep.json").write_text(json.dumps({**about, "asked": {}}), "utf-8")
    assert main(["verify", str(copy)]) == 2
    assert "asked={}: not what a sweep asks" in capsys.readouterr().err


def test_points_that_changed_places_are_found_by_a_second_run(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every list agrees with every other then, and each run with its name: only its words tell."""
    configs = [row["config"] for row in pq.read_table(copy / "asked.parquet").to_pylist()]
    changed(copy / "asked.parquet", lambda rows: [{**r, "config": configs[(n + 2) % 4]} for n, r in enumerate(rows)])
    settings = [row["settings"] for row in pq.read_table(copy / "points.parquet").to_pylist()]
    changed(copy / "points.parquet", lambda rows: [{**r, "settings": settings[1 - n]} for n, r in enumerate(rows)])
    assert main(["verify", str(copy)]) == 0
    told = said(capsys, copy, "--rerun", "--sample", "1")
    assert told[0].startswith("FAIL  config.yaml, scenario=digits lab=stub horizon_days=0.5 reward=")
    assert ": composes to " in told[0]


def test_a_summary_that_was_kept_alone_is_found_by_a_second_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "s"
    sweep([*QUICK, "keep=summary", "engine=serial", f"out={out}"])
    (run,) = (out / "runs").iterdir()
    summary, manifest = (json.loads((run / f"{name}.json").read_text("utf-8")) for name in ("summary", "manifest"))
    (run / "summary.json").write_text(json.dumps({**summary, "days": 9}), "utf-8")
    manifest["files"]["summary.json"] = file_hash(run / "summary.json")
    (run / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert main(["verify", str(out)]) == 0
    assert said(capsys, out, "--rerun") == [f"FAIL  summary.json, days: was 9 and is 0.5  {run.name}"]
