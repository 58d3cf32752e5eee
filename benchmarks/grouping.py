"""How long it takes to group a table over a thousand runs, by DuckDB where they lie, and by pandas, which reads them whole.

`python -m benchmarks.grouping` writes the runs as files, not by running them, and prints JSON. Both sides read the same
files from a warm cache; the ratio is of time of a core, the seconds are of a clock and hold for one machine.
"""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from benchmarks.ratio import ratio
from experiments.analysis.dataset import Dataset, load
from experiments.results import tables
from experiments.results.manifest import installed, machine
from experiments.results.source import source

RUNS, ROUNDS, ARMS = 1_000, 240, 10
"""Runs; rounds of each, as many as the default factory has in sixty days; settings that they are grouped by."""
QUERY = """
    select count_, count(*) as rounds, avg(rounds.accuracy) as accuracy, quantile_cont(rounds.accuracy, 0.1) as worst
    from rounds join runs using (config) group by count_ order by count_
"""


def written(out: Path) -> Dataset:
    """A sweep of `RUNS` runs with a table of rounds each."""
    rng = np.random.default_rng(0)
    configs = [f"{number:032x}" for number in range(RUNS)]
    for config in configs:
        folder = out / "runs" / f"config={config}"
        folder.mkdir(parents=True)
        accuracy = np.clip(rng.normal(0.8, 0.05, ROUNDS), 0, 1)
        columns = {
            "round": np.arange(ROUNDS),
            "time": np.arange(ROUNDS) * 21_600.0,
            "accuracy": accuracy,
            "loss": 1 - accuracy,
            "accepted": rng.integers(0, 20, ROUNDS),
            "rejected": rng.integers(0, 5, ROUNDS),
            "task": ["main"] * ROUNDS,
        }
        tables.write(pa.table(columns), folder / "rounds.parquet")
        (folder / "summary.json").write_text(json.dumps({"accuracy": float(accuracy[-1]), "rounds": ROUNDS}), "utf-8")
    asked = {
        "config": configs,
        "seed": [number % (RUNS // ARMS) for number in range(RUNS)],
        "point": [number // (RUNS // ARMS) for number in range(RUNS)],
        "count_": [number // (RUNS // ARMS) for number in range(RUNS)],
    }
    tables.write(pa.table(asked), out / "asked.parquet")
    about = {
        "asked": {"overrides": [], "seeds": f"0:{RUNS // ARMS}", "design": "grid", "points": 0, "keep": "all"},
        "varied": ["count_"],
        "points": ARMS,
        "runs": RUNS,
        "scenario": "default",
        "versions": installed(),
        "hardware": machine(),
        "source": source(),
    }
    (out / "sweep.json").write_text(json.dumps(about), "utf-8")
    return load(out)


def by_pandas(data: Dataset) -> pd.DataFrame:
    """The same answer from every table read whole."""
    frames = [
        pd.read_parquet(path).assign(config=path.parent.name.removeprefix("config="))
        for path in sorted((data.path / "runs").glob("*/rounds.parquet"))
    ]
    joined = pd.concat(frames).merge(data.runs[["config", "count_"]], on="config")
    groups = joined.groupby("count_")["accuracy"]
    return pd.DataFrame(
        {"rounds": groups.size(), "accuracy": groups.mean(), "worst": groups.quantile(0.1)}
    ).reset_index()


def measured(root: Path) -> dict[str, Any]:
    """Seconds to group and to read the summaries, and the ratio to pandas."""
    data = written(root / "sweep")
    began = perf_counter()
    runs = data.runs
    read = perf_counter() - began
    pd.testing.assert_frame_equal(data.sql(QUERY), by_pandas(data), check_dtype=False)
    taken = []
    for _ in range(9):
        began = perf_counter()
        data.sql(QUERY)
        taken.append(perf_counter() - began)
    return {
        "runs": len(runs),
        "rows": RUNS * ROUNDS,
        "group_seconds": round(median(taken), 3),
        "load_runs_seconds": round(read, 3),
        "group_vs_pandas": ratio(lambda: lambda: data.sql(QUERY), lambda: lambda: by_pandas(data), pairs=5),
    }


def main() -> None:
    with TemporaryDirectory() as place:
        print(json.dumps(measured(Path(place))))


if __name__ == "__main__":
    main()
