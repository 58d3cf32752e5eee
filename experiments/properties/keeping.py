"""A report of properties as a file, for whoever keeps what his continuous integration found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from experiments.properties.finding import LEVEL
from experiments.properties.report import Checked, Report
from experiments.results.folder import written_whole
from experiments.results.manifest import installed

NAME = "check.json"


def keep(report: Report, folder: Path) -> Path:
    """Write `check.json` into a new directory: what was asked, every verdict with its interval, every value by seed, and the
    overrides of every world, so that any of it can be run again. Raises `BadInput` when no directory can be made there."""
    content = {
        "setting": list(report.setting.overrides),
        "seeds": list(report.words.seeds),
        "level": LEVEL,
        "versions": installed(),
        "verdict": report.verdict.value,
        "properties": [_told(each) for each in report.checked],
    }
    with written_whole(folder) as partial:
        (partial / NAME).write_text(json.dumps(content, indent=1, allow_nan=False) + "\n", "utf-8")
    return folder / NAME


def _told(checked: Checked) -> dict[str, Any]:
    finding = checked.finding
    return {
        "name": checked.name,
        "verdict": checked.verdict.value,
        "told": finding.told,
        "limit": finding.limit if finding.cases else None,
        "side": ("at least" if finding.least else "at most") if finding.cases else None,
        "cases": [
            {
                "name": case.name,
                "verdict": case.verdict.value,
                "dollars_a_day": case.figure,
                "low": case.low,
                "high": case.high,
                "needed": case.needed,
                "values": {str(seed): value for seed, value in case.values.items()},
            }
            for case in finding.cases
        ],
        "counterexamples": [vars(each) for each in finding.counterexamples],
        "failures": [vars(each) for each in checked.failures],
        "worlds": {name: list(world.changes) for name, world in checked.worlds.items()},
    }
