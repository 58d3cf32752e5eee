"""Sweeps as files, without a factory: for what is read from them, and from thousands of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.analysis.dataset import Dataset, load

Summary = Mapping[str, Any] | str | None
"""Of one run: its numbers, the error that it failed with, or None where it is missing."""


def written(
    out: Path,
    overrides: Sequence[str],
    varied: Sequence[Mapping[str, Any]],
    runs: Sequence[Sequence[Summary]],
    design: str = "grid",
) -> Dataset:
    """A sweep with a point for each of `varied`, and of each the runs of seeds 0, 1, ...; hashes count from 0."""
    seeds = len(runs[0])
    rows = []
    for point, (settings, summaries) in enumerate(zip(varied, runs, strict=True)):
        for seed, told in enumerate(summaries):
            config = f"{point * seeds + seed:032d}"
            rows.append({"config": config, "seed": seed, "point": point, **settings})
            if isinstance(told, str):
                _put(out / "failed" / f"{config}.json", {"error": told})
            elif told is not None:
                _put(out / "runs" / f"config={config}" / "summary.json", told)
    out.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist(rows), out / "asked.parquet")
    about = {
        "asked": {
            "overrides": list(overrides),
            "seeds": f"0:{seeds}",
            "design": design,
            "points": 0 if design == "grid" else len(varied),
            "keep": "all",
        },
        "varied": list(varied[0]),
        "points": len(varied),
        "runs": len(rows),
        "scenario": "digits",
        "began": "2026-01-01T00:00:00+00:00",
        "versions": {"python": "3"},
        "hardware": {"machine": "m"},
        "source": {"revision": "r", "tree": "clean"},
    }
    _put(out / "sweep.json", about)
    return load(out)


def _put(path: Path, content: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), "utf-8")
