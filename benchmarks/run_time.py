"""Where the wall time of `aifactory run scenario=digits` goes, phase by phase. As a module it prints a line of JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter


def measure() -> dict[str, object]:
    """Seconds of each phase of a run of `digits` in a process of its own: `imports`, `compose` and `build`, `open` (data and
    lab), `training` (inside the lab), `events` (everything else that is simulated), `write` (tables, report, hashes)."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.run_time"], capture_output=True, text=True, check=True)
    phases: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return {"run_seconds": phases}


def _phases() -> dict[str, float]:
    clock = _Clock()
    from dataclasses import replace  # noqa: PLC0415

    import torch  # noqa: F401, PLC0415

    from benchmarks.stopwatch import TimedPlan  # noqa: PLC0415
    from experiments.blueprint import blueprint  # noqa: PLC0415
    from experiments.compose import composed  # noqa: PLC0415
    from experiments.running import keep  # noqa: PLC0415
    from sim.factory import Factory  # noqa: PLC0415

    clock.lap("imports")
    found = composed(["scenario=digits"])
    clock.lap("compose")
    made = blueprint(found)
    plan = TimedPlan(made.lab)
    clock.lap("build")
    factory = Factory(replace(made, lab=plan))
    clock.lap("open")
    factory.run()
    clock.lap("events")
    clock.phases["training"] = plan.labs[0].spent
    clock.phases["events"] -= plan.labs[0].spent
    with tempfile.TemporaryDirectory() as folder:
        keep(Path(folder), found, factory.recorder.tables(), {})
    clock.lap("write")
    return {name: round(seconds, 3) for name, seconds in clock.phases.items()}


class _Clock:
    def __init__(self) -> None:
        self.phases: dict[str, float] = {}
        self._last = perf_counter()

    def lap(self, name: str) -> None:
        now = perf_counter()
        self.phases[name] = now - self._last
        self._last = now


if __name__ == "__main__":
    print(json.dumps(_phases()))
