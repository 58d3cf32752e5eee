"""Are the tables the same, whoever performs the runs?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from distributed import LocalCluster

from experiments.cli import main
from experiments.sweeping.driver import sweep

QUICK = ("scenario=digits", "lab=stub", "horizon_days=0.5")
TWO = "reward=equal_split,loss_improvement"
JOBLIB = ("hydra/launcher=joblib", "hydra.launcher.n_jobs=2")

Hashes = Mapping[str, Mapping[str, str]]
"""By config hash, the hash of every table."""


def measured(root: Path) -> dict[str, bool]:
    """The same eight runs in this process, by one worker, by two, on a Dask cluster and by `run -m` with both launchers; and
    a sweep of 64 seeds beside one of 32."""
    found = {}
    for name, words in {"serial": ["engine=serial"], "one": ["jobs=1"], "two": ["jobs=2"]}.items():
        found[name] = _swept(root / name, TWO, "seeds=4", *words)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        found["dask"] = _swept(root / "dask", TWO, "seeds=4", "engine=dask", f"cluster={cluster.scheduler_address}")
    for name, launcher in {"basic": (), "joblib": JOBLIB}.items():
        with redirect_stdout(StringIO()):
            assert main(["run", "-m", *QUICK, TWO, "seed=0,1,2,3", *launcher, f"out={root / name}"]) == 0
        found[name] = _hashes(root / name)
    assert len(found["serial"]) == 8
    few, many = _swept(root / "few", "seeds=32", "jobs=1"), _swept(root / "many", "seeds=64", "jobs=2")
    facts = [tables["facts"] for tables in many.values()]
    return {
        "same_tables_from_" + "_".join(found): _told(all(each == found["serial"] for each in found.values())),
        "first_32_of_64_seeds_are_32_seeds": _told(len(few) == 32 and few.items() <= many.items()),
        "64_replicates_pairwise_different": _told(len(set(facts)) == 64),
    }


def _swept(out: Path, *words: str) -> Hashes:
    sweep([*QUICK, *words, "keep=summary", f"out={out}"])
    return _hashes(out / "runs")


def _hashes(folder: Path) -> Hashes:
    manifests = [json.loads(path.read_text("utf-8")) for path in folder.glob("*/manifest.json")]
    return {each["config_hash"]: {name: table["hash"] for name, table in each["tables"].items()} for each in manifests}


def _told(holds: bool) -> bool:
    print(f"  {'holds' if holds else 'FAILS'}", flush=True)
    return holds
