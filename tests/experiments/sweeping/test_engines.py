"""Who performs a run is no part of its result."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from experiments import sweep
from experiments.cli import main
from tests.experiments.sweeping.small import QUICK, hashes

TWO = (*QUICK, "reward=equal_split,loss_improvement")


def test_whoever_performs_a_run_its_tables_are_the_same(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    alone = by(tmp_path / "serial", "engine=serial")
    assert len({json.dumps(tables) for tables in alone.values()}) == len(alone) == 4
    assert by(tmp_path / "one", "jobs=1") == alone
    assert by(tmp_path / "two", "jobs=2") == alone
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        assert by(tmp_path / "dask", "engine=dask", f"cluster={cluster.scheduler_address}") == alone
    assert by_multirun(tmp_path / "basic") == alone
    assert by_multirun(tmp_path / "joblib", "hydra/launcher=joblib", "hydra.launcher.n_jobs=2") == alone


def by(out: Path, *engine: str) -> dict[str, dict[str, str]]:
    sweep([*TWO, "seeds=2", *engine, "keep=summary", f"out={out}"])
    return hashes(out)


def by_multirun(out: Path, *launcher: str) -> dict[str, dict[str, str]]:
    assert main(["run", "-m", *TWO, "seed=0,1", *launcher, f"out={out}"]) == 0
    manifests = [json.loads(path.read_text("utf-8")) for path in out.glob("*/manifest.json")]
    return {each["config_hash"]: {name: table["hash"] for name, table in each["tables"].items()} for each in manifests}
