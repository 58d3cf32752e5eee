"""Where the wall time of `aifactory run scenario=digits` goes, phase by phase, as its manifest tells."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from experiments.results.manifest import Manifest


def measure() -> dict[str, object]:
    """Seconds of each phase of a run of `digits` in a process of its own: `imports`, `composing`, `building` (data and lab),
    `training`, `evaluation` and `probes` (inside the lab), `events` (everything else that is simulated), `writing` (tables)
    and `reading` (report and summary)."""
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        command = [sys.executable, "-m", "experiments", "run", "scenario=digits", f"out={run}"]
        subprocess.run(command, capture_output=True, check=True)
        return {"run_seconds": Manifest.read(run).times["phases"]}
