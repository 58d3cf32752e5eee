"""A row names its config, and that leads back to the run."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from experiments import run
from experiments.cli import main
from experiments.results.manifest import Manifest
from experiments.results.result import Run
from experiments.running.replay import command, found
from experiments.verification.verify import verify

QUICK = ["scenario=digits", "lab=stub", "horizon_days=0.5"]


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs in one directory, whose names a shell would take apart."""
    folder = tmp_path_factory.mktemp("runs")
    for seed in (1, 2):
        run([*QUICK, f"seed={seed}", f"out={folder / f'seed {seed}'}"])
    return folder


def test_every_row_of_every_table_names_the_config_that_made_it(several: Path) -> None:
    finished = Run(several / "seed 1")
    for name in finished.names:
        table = finished.table(name)
        assert table.columns[-1] == "config"
        assert set(table["config"]) <= {Manifest.read(finished.path).config_hash}
    assert len(finished.table("facts")) == len(finished.table("facts")["config"].dropna()) > 0


def test_a_row_leads_back_to_its_run(several: Path) -> None:
    rows = Run(several / "seed 2").table("ledger")
    assert found(several, rows["config"].iloc[5]).path == several / "seed 2"
    assert found(several, rows["config"].iloc[5][:8]).path == several / "seed 2"


def test_the_command_can_be_typed(several: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hashed = Run(several / "seed 1").hash
    assert main(["replay", str(several), f"config={hashed}", "--print"]) == 0
    said = capsys.readouterr().out.strip()
    assert said == f"aifactory replay '{several / 'seed 1'}'"
    assert shlex.split(said) == ["aifactory", "replay", str(several / "seed 1")]


def test_plugins_are_named_in_the_command(tmp_path: Path) -> None:
    toys = run([*QUICK, "plugins=[toys]", f"out={tmp_path / 'toys'}"])
    assert command(toys) == f"aifactory replay {toys.path} 'plugins=[toys]'"
    assert main(["replay", str(toys.path), f"out={tmp_path / 'again'}"]) == 2
    assert main([*shlex.split(command(toys))[1:], f"out={tmp_path / 'again'}"]) == 0


def test_a_replay_has_the_same_tables_even_of_a_run_that_was_kept_without_them(
    several: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in ("manifest.json", "config.yaml", "summary.json"):
        (bare / name).write_bytes((several / "seed 1" / name).read_bytes())
    assert main(["replay", str(bare), f"out={tmp_path / 'again'}"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"PASS  the same tables as {bare}"
    assert verify(tmp_path / "again") is None
    assert (tmp_path / "again" / "facts.parquet").read_bytes() == (several / "seed 1" / "facts.parquet").read_bytes()


def test_another_config_does_not_pass(several: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "manifest.json").write_bytes((several / "seed 1" / "manifest.json").read_bytes())
    (other / "config.yaml").write_bytes((several / "seed 2" / "config.yaml").read_bytes())
    assert main(["replay", str(other), f"out={tmp_path / 'again'}"]) == 1
    assert "FAIL  not as the manifest of" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["config=zz"], "config=zz: fits none of 2 runs below "),
        ([], "holds no manifest.json; give the directory of a finished run"),
        (["seed=3"], "seed=3: unknown; allowed: config=HASH, out=DIR, plugins=[my_pkg]"),
    ],
)
def test_what_leads_to_no_run_is_one_line(
    words: list[str], complaint: str, several: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["replay", str(several), *words]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert complaint in line


def test_a_manifest_that_cannot_be_read_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "manifest.json").write_text("{}", "utf-8")
    assert main(["replay", str(tmp_path), "config=5f"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"aifactory: RUN={tmp_path / 'run'}: ")
