"""Who performs a run is no part of its result."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from threading import Thread

import pytest

from experiments import sweep
from experiments.bad_input import BadInput
from experiments.cli import main
from tests.experiments.sweeping.small import QUICK, hashes, waiting

TWO = (*QUICK, "reward=equal_split,loss_improvement")


def test_one_worker_or_two_this_process_or_a_multirun_the_tables_are_the_same(tmp_path: Path) -> None:
    for name, engine in (("serial", ["engine=serial"]), ("one", ["jobs=1"]), ("two", ["jobs=2"])):
        sweep([*TWO, *engine, "keep=summary", f"out={tmp_path / name}"])
    assert main(["run", "-m", *TWO, f"out={tmp_path / 'multirun'}"]) == 0
    manifests = [json.loads(path.read_text("utf-8")) for path in (tmp_path / "multirun").glob("*/manifest.json")]
    once = {each["config_hash"]: {name: table["hash"] for name, table in each["tables"].items()} for each in manifests}
    assert len({json.dumps(tables) for tables in once.values()}) == 2
    assert hashes(tmp_path / "serial") == hashes(tmp_path / "one") == hashes(tmp_path / "two") == once


def test_a_cluster_loses_a_worker_and_no_run(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    gate = tmp_path / "gate"
    gate.mkdir()
    asked = [*QUICK, "plugins=[toys]", "reward=gate", f"reward.folder={gate}", "seeds=3"]

    def kill_one() -> None:
        victim, _ = waiting(gate, 2)
        (gate / "go").touch()
        os.kill(victim, signal.SIGKILL)

    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        killer = Thread(target=kill_one, daemon=True)
        killer.start()
        found = sweep([*asked, "engine=dask", f"cluster={cluster.scheduler_address}", f"out={tmp_path / 's'}"])
        killer.join()
    assert found.tally.words == "asked 3  done 3  failed 0  missing 0"
    sweep([*asked, "engine=serial", f"out={tmp_path / 't'}"])
    assert hashes(tmp_path / "s") == hashes(tmp_path / "t")


def test_a_cluster_that_is_not_there_is_bad_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(BadInput, match="cluster=nowhere://node:1: unknown address scheme"):
        sweep([*QUICK, "engine=dask", "cluster=nowhere://node:1", f"out={tmp_path}"])
