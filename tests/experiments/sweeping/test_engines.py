"""Who performs a run is no part of its result."""

from __future__ import annotations

import json
from pathlib import Path

from experiments import sweep
from experiments.cli import main
from tests.experiments.sweeping.small import QUICK, hashes

TWO = (*QUICK, "reward=equal_split,loss_improvement")


def test_one_worker_or_two_this_process_or_a_multirun_the_tables_are_the_same(tmp_path: Path) -> None:
    for name, engine in (("serial", ["engine=serial"]), ("one", ["jobs=1"]), ("two", ["jobs=2"])):
        sweep([*TWO, *engine, "keep=summary", f"out={tmp_path / name}"])
    assert main(["run", "-m", *TWO, f"out={tmp_path / 'multirun'}"]) == 0
    manifests = [json.loads(path.read_text("utf-8")) for path in (tmp_path / "multirun").glob("*/manifest.json")]
    once = {each["config_hash"]: {name: table["hash"] for name, table in each["tables"].items()} for each in manifests}
    assert len({json.dumps(tables) for tables in once.values()}) == 2
    assert hashes(tmp_path / "serial") == hashes(tmp_path / "one") == hashes(tmp_path / "two") == once
