"""A sweep is verified run by run, and a sample of it is run again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments import sweep
from experiments.cli import main
from tests.experiments.sweeping.small import QUICK


def told(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    code = main(["verify", *map(str, words)])
    return code, capsys.readouterr().out


def test_every_run_is_looked_at_and_some_happen_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "s"
    sweep([*QUICK, "engine=serial", "seeds=3", f"out={out}"])
    first, second, _ = sorted((out / "runs").iterdir())
    code, said = told(capsys, out, "--rerun", "--sample", "1", "--seed", "7")
    assert code == 0
    assert f"PASS  {out}  asked 3  done 3  failed 0  missing 0\n" in said
    drawn = [line for line in said.splitlines() if "a second run gives the same tables" in line]
    assert len(drawn) == 1
    content = (first / "ledger.parquet").read_bytes()
    (first / "ledger.parquet").write_bytes(content[:-10] + bytes(10))
    second.rename(out / "runs" / "config=elsewhere")
    code, said = told(capsys, out, "--rerun")
    assert code == 1
    assert f"FAIL  {first}: ledger.parquet" in said
    assert f"FAIL  {out / 'runs' / 'config=elsewhere'}: was not asked for\n" in said
    assert f"FAIL  {out}  asked 3  done 1  failed 0  missing 1  flawed 1\n" in said


def test_a_table_that_a_run_cannot_have_had_is_found_by_running_it_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sweep([*QUICK, "engine=serial", "keep=summary", f"out={tmp_path / 's'}"])
    (run,) = (tmp_path / "s" / "runs").iterdir()
    manifest = json.loads((run / "manifest.json").read_text("utf-8"))
    manifest["tables"]["ledger"]["rows"] += 1
    (run / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert told(capsys, tmp_path / "s")[0] == 0
    assert "its tables were not kept: files and settings are all that was checked" in told(capsys, run)[1]
    code, said = told(capsys, tmp_path / "s", "--rerun")
    assert code == 1
    assert "FAIL  ledger.parquet, its hash differs; no table was kept" in said


@pytest.mark.parametrize(
    ("words", "line"),
    [(["--sample", "0"], "--sample 0 --seed 0; allowed"), (["--sha256", "00"], "--sha256: is of one run's manifest")],
)
def test_bad_input_is_one_line(words: list[str], line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sweep.json").touch()
    assert main(["verify", str(tmp_path), *words]) == 2
    assert line in capsys.readouterr().err


def test_a_list_of_something_else_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts: dict[str, dict[str, object]] = {name: {} for name in ("asked", "versions", "hardware", "source")}
    asked = {
        "overrides": [],
        "seeds": [0, 1],
        "design": "grid",
        "points": 0,
        "keep": "all",
    }  # seeds were such a list once
    for content in ({}, parts, {**parts, "asked": asked}):
        (tmp_path / "sweep.json").write_text(json.dumps(content), "utf-8")
        for command in ("verify", "report"):
            assert main([command, str(tmp_path)]) == 2
            assert "is none of this version" in capsys.readouterr().err
